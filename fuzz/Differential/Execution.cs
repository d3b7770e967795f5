namespace Homeostat.Fuzz;

/// <summary>The machine and the manner in which an experiment is carried out.</summary>
internal sealed record Manner
{
    public ElementType Type { get; init; } = ElementType.Float64;

    public Substrate Substrate { get; init; } = Substrate.Cpu;

    public int Threads { get; init; } = 1;

    /// <summary>The time at which the state is saved to a file and another simulation goes on from it: a stage, and a number of steps within it; null for never.</summary>
    public (int Stage, int Steps)? SavedAt { get; init; }

    /// <summary>The sample whose values are shown; null for all samples.</summary>
    public int? Sample { get; init; }

    /// <summary>Whether the simulation has no other sample than the one that is shown.</summary>
    public bool Alone { get; init; }

    /// <summary>The relative size of random changes of all initial values and data, which shows how much the results depend on rounding.</summary>
    public double Disturbance { get; init; }

    public int DisturbanceSeed { get; init; }
}

/// <summary>The results of an experiment: the values after each stage, or the message with which it was refused.</summary>
/// <param name="Stages">The values by name after each stage that was carried out.</param>
/// <param name="Refused">The message of the exception that ended it; null if nothing did.</param>
/// <param name="Diverged">Whether it ended because a value became infinite or not a number.</param>
internal sealed record Outcome(IReadOnlyList<IReadOnlyDictionary<string, double[]>> Stages, string? Refused = null, bool Diverged = false);

/// <summary>Carries out experiments.</summary>
internal static class Execution
{
    public static Outcome Of(Experiment experiment, Manner manner)
    {
        var stages = new List<IReadOnlyDictionary<string, double[]>>();
        using var workers = new Workers(manner.Threads);
        Run? run = null;
        try
        {
            run = new Run(experiment, manner, workers);
            run.Record();
            run.Disturb();
            for (var k = 0; k < experiment.Stages.Count; k++)
            {
                var saved = manner.SavedAt is { } at && at.Stage == k ? at.Steps : (int?)null;
                switch (experiment.Stages[k])
                {
                    case TimeStage time:
                        run.Go(saved is { } some ? Math.Min(some, time.Steps) : 0);
                        run = saved is null ? run : run.Saved();
                        run.Go(time.Steps - (saved is { } done ? Math.Min(done, time.Steps) : 0));
                        break;
                    case PhaseStage phases:
                        run = saved is null ? run : run.Saved();
                        run.Go(phases.Phases);
                        break;
                }

                stages.Add(run.Values());
            }

            return new Outcome(stages);
        }
        catch (DivergenceException e)
        {
            return new Outcome(stages, e.Message, Diverged: true);
        }
        catch (HomeostatException e)
        {
            return new Outcome(stages, e.Message);
        }
        finally
        {
            run?.Dispose();
        }
    }

    /// <summary>A simulation with the recordings that look on.</summary>
    private sealed class Run : IDisposable
    {
        private readonly Experiment _experiment;
        private readonly Manner _manner;
        private readonly Workers _workers;
        private readonly Simulation _simulation;
        private readonly List<(string Name, SpikeProbe Probe, long[] Steps, int[] Units)> _probes = [];
        private readonly List<(StateProbe Probe, double[] Before)> _records = [];
        private readonly Dictionary<IReadOnlyList<Phase>, Plan> _plans = new(ReferenceEqualityComparer.Instance);
        private readonly SortedDictionary<string, double[]> _measured = new(StringComparer.Ordinal);

        public Run(Experiment experiment, Manner manner, Workers workers)
        {
            (_experiment, _manner, _workers) = (experiment, manner, workers);
            _simulation = new Simulation(experiment.Circuit, manner.Alone ? 1 : experiment.Batch, new SimulationOptions
            {
                Type = manner.Type, Substrate = manner.Substrate, Workers = workers, Seed = (ulong)experiment.Seed,
            });
            foreach (var population in experiment.Stages.OfType<TimeStage>().Any() ? experiment.Circuit.Populations.Where(p => p.Threshold.Length > 0 || p.Spikes is not null) : [])
            {
                _probes.Add((population.Name, _simulation.RecordSpikes(population.Name), [], []));
            }
        }

        public void Record()
        {
            foreach (var variable in _experiment.Recorded)
            {
                _records.Add((_simulation.Record(variable), []));
            }
        }

        public void Disturb()
        {
            if (_manner.Disturbance == 0)
            {
                return;
            }

            foreach (var (name, matrix) in _simulation.State)
            {
                matrix.CopyFrom(Disturbed(matrix.ToArray(), name));
                _simulation.Changed(name);
            }
        }

        public void Go(int steps)
        {
            if (steps > 0)
            {
                _simulation.Run(steps * _experiment.Circuit.TimeStep * Units.Second);
            }
        }

        public void Go(IReadOnlyList<Phase> phases)
        {
            if (!_plans.TryGetValue(phases, out var plan))
            {
                plan = _plans[phases] = _simulation.Compile(phases);
            }

            foreach (var stream in plan.Streams.Keys)
            {
                var matrix = _simulation.Stream(plan, stream);
                var random = new Random(_experiment.Seed ^ (stream.Length + stream[0]));

                // Some data are exactly zero, as pixels are.
                var data = Enumerable.Range(0, _experiment.Batch * matrix.Columns).Select(_ => random.Next(4) == 0 ? 0 : random.NextDouble()).ToArray();
                matrix.CopyFrom(Disturbed(_manner.Alone ? data[(_manner.Sample!.Value * matrix.Columns)..][..matrix.Columns] : data, stream));
            }

            _simulation.Run(plan);
            if (plan.Energies.Count > 0)
            {
                _measured["free energy"] = [.. Enumerable.Range(0, _simulation.Batch).Select(sample => _simulation.FreeEnergy(plan, sample))];
            }

            foreach (var probe in phases.OfType<Probe>())
            {
                _measured[probe.Variable] = _simulation[probe.Variable].ToArray();
            }
        }

        /// <summary>Another simulation that goes on from a file to which this one was saved.</summary>
        public Run Saved()
        {
            var file = Path.Combine(Path.GetTempPath(), $"homeostat-fuzz-{Guid.NewGuid():N}.npz");
            var next = new Run(_experiment, _manner, _workers);
            try
            {
                SimulationFile.Save(file, _simulation);
                SimulationFile.Restore(file, next._simulation);
                for (var k = 0; k < _probes.Count; k++)
                {
                    var (name, probe, steps, units) = _probes[k];
                    next._probes[k] = next._probes[k] with { Steps = [.. steps, .. probe.Steps], Units = [.. units, .. probe.Units] };
                }

                next.Record();
                for (var k = 0; k < _records.Count; k++)
                {
                    next._records[k] = (next._records[k].Probe, [.. _records[k].Before, .. _records[k].Probe.Values.Cast<double>()]);
                }

                foreach (var (name, values) in _measured)
                {
                    next._measured[name] = values;
                }

                Dispose();
                return next;
            }
            catch
            {
                next.Dispose();
                throw;
            }
            finally
            {
                File.Delete(file);
            }
        }

        public SortedDictionary<string, double[]> Values()
        {
            var values = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
            foreach (var (name, measured) in _measured)
            {
                values.Add(name, Shown(measured, _simulation.Batch));
            }

            foreach (var (name, matrix) in _simulation.State)
            {
                values[name] = Shown(matrix.ToArray(), name.StartsWith('p') && !name.Contains("_to_", StringComparison.Ordinal) ? matrix.Rows : IsOfSamples(name) ? _simulation.Batch : 1);
            }

            foreach (var (probe, before) in _records)
            {
                values[$"recording of {probe.Variable}"] = [.. before, .. probe.Values.Cast<double>()];
            }

            foreach (var (name, probe, steps, units) in _probes)
            {
                values.Add($"spikes of {name}, by step and unit", [.. steps.Concat(probe.Steps).Zip(units.Concat(probe.Units), (step, unit) => (step * 1e6) + unit)]);
            }

            return values;
        }

        public void Dispose() => _simulation.Dispose();

        private bool IsOfSamples(string variable) => variable.Split('.') is [var projection, var name]
            && _experiment.Circuit.Projections.Any(p => p.Name == projection && p.Equations.Contains($"{name} : 1 (per sample)", StringComparison.Ordinal));

        // The row of the sample that is shown, of values that differ between samples.
        private double[] Shown(double[] values, int rows) => _manner is { Sample: { } sample, Alone: false } && rows == _experiment.Batch && rows > 1
            ? values[(sample * (values.Length / rows))..][..(values.Length / rows)]
            : values;

        private double[] Disturbed(double[] values, string name)
        {
            var random = new Random(_manner.DisturbanceSeed ^ (name.Length * 31) ^ name[^1]);
            return _manner.Disturbance == 0 ? values : Array.ConvertAll(values, x => x * (1 + (_manner.Disturbance * ((2 * random.NextDouble()) - 1))));
        }
    }
}
