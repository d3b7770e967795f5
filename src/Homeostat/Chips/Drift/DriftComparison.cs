using MathNet.Numerics.Statistics;

namespace Homeostat.Chips;

/// <summary>Runs a circuit in float64, on a chip, and on chips that do not make one of the roundings.</summary>
internal sealed class DriftComparison(Simulation start, Chip chip, TranslateOptions options, DriftOptions drift)
{
    private static readonly (string Name, Undone Undone)[] Roundings =
    [
        ("weights", Undone.Weights), ("decays and factors", Undone.Decays), ("threshold", Undone.Threshold), ("bias", Undone.Bias), ("registers", Undone.Registers),
    ];

    private readonly Circuit _circuit = start.Circuit;

    public DriftReport Report(out IntegerCircuit integer)
    {
        if (drift.Window.Dimension != Dimension.Second || !(drift.Window.Value >= 0))
        {
            throw new HomeostatException($"Spikes within {drift.Window} were to count as the same; give a time from 0 on, such as 1 ms.");
        }

        var builder = new CoreBuilder(start, chip, options);
        var translated = builder.Build();
        integer = translated;
        string[] names = [.. integer.Potentials.Keys];
        var window = drift.Window.Value;
        using var original = Copy(_circuit, ElementType.Float64);
        var reference = OfCircuit(original);
        var given = reference.Spikes.Where(s => translated.Sources.Contains(s.Key)).ToDictionary();
        var run = Run(translated, given);
        var causes = new List<DriftCause>();
        var single = double.NaN;
        if (drift.FindsCause)
        {
            foreach (var (name, undone) in Roundings)
            {
                Add(name, builder.Build(undone));
            }

            if (translated.Circuit.TimeStep != _circuit.TimeStep)
            {
                Add("time step and delays", new CoreBuilder(start, chip, options with { TimeStep = null }).Build());
            }

            // What is drawn in float32 are other numbers: spikes from outside are given to it, and noise of its own would make the comparison mean nothing.
            using var coarse = Copy(
                _circuit.With(p => given.TryGetValue(p.Name, out var times) ? p with { Threshold = "", Refractory = "", Spikes = IntegerCircuit.Times(times) } : p), ElementType.Float32);
            single = coarse.Model.Populations.Any(p => p.Random.Count > 0 && !given.ContainsKey(p.Name)) ? double.NaN : reference.Common(OfCircuit(coarse), window, names);
        }

        return new DriftReport([.. names.Select(name => Of(name))], [.. causes.OrderByDescending(c => Math.Round(c.Common, 3)).ThenBy(c => c.Potential)], single)
        {
            Common = reference.Common(run, window, names), Potential = reference.Apart(run, names), Weights = [.. translated.WeightUnits.Keys.Select(Learned)],
        };

        Activity OfCircuit(Simulation simulation) => Record(
            simulation, translated, name => translated.Potentials[name].Original, name => translated.Potentials[name].Reset, name => translated.Potentials[name].Threshold,
            name => simulation.Synapses(name).Get(builder.WeightOf(name)));

        void Add(string rounding, IntegerCircuit without)
        {
            var activity = Run(without, given);
            causes.Add(new DriftCause(rounding, reference.Common(activity, window, names), reference.Apart(activity, names)));
        }

        WeightDrift Learned(string name)
        {
            var (a, b) = (reference.Weights[name], run.Weights[name]);
            return new WeightDrift(
                name, a.Mean(), b.Mean(), a.PopulationStandardDeviation(), b.PopulationStandardDeviation(), a.Zip(b, (x, y) => x - y).RootMeanSquare());
        }

        PopulationDrift Of(string name)
        {
            var (size, seconds) = (_circuit[name].Size, drift.Time.Value);
            var (a, b) = (reference.Spikes[name].Sum(s => (long)s.Length), run.Spikes[name].Sum(s => (long)s.Length));
            return new PopulationDrift(name, a, b, reference.Common(run, window, [name]), a / seconds / size, b / seconds / size, reference.Apart(run, [name]));
        }
    }

    // Random initial values would differ between the two number types.
    private Simulation Copy(Circuit circuit, ElementType type)
    {
        var copy = new Simulation(circuit, 1, new SimulationOptions { Seed = options.Seed, Type = type, StopsExplosions = false });
        foreach (var (name, state) in start.State.Where(s => copy.State.Any(c => c.Key == s.Key)))
        {
            copy[name].CopyFrom(state.ToArray());
            copy.Changed(name);
        }

        return copy;
    }

    private Activity Run(IntegerCircuit integer, IReadOnlyDictionary<string, double[][]> given)
    {
        using var simulation = integer.WithSpikes(given).Simulate(new SimulationOptions { Seed = options.Seed, StopsExplosions = false });
        return Record(
            simulation, integer, name => integer.Potentials[name].Register,
            name => [.. integer.Potentials[name].Reset.Zip(integer.Potentials[name].Zero, (reset, zero) => (reset - zero) * integer.Potentials[name].Scale)],
            name => [.. integer.Potentials[name].Threshold.Select(t => t * integer.Potentials[name].Scale)],
            name => [.. simulation.Synapses(name).Get("w").Select(w => w / integer.WeightUnits[name])]);
    }

    private Activity Record(
        Simulation simulation, IntegerCircuit integer, Func<string, string> potential, Func<string, double[]> reset, Func<string, double[]> threshold,
        Func<string, double[]> weights)
    {
        var names = integer.Potentials.Keys.ToArray();
        var spikes = simulation.Circuit.Populations.Where(p => p.Threshold.Length > 0 || p.Spikes is not null).ToDictionary(p => p.Name, p => simulation.RecordSpikes(p.Name));
        var potentials = names.ToDictionary(name => name, name => simulation.Record($"{name}.{potential(name)}", new RecordOptions { Units = Chosen(_circuit[name].Size) }));
        simulation.Run(drift.Time);
        return new Activity(
            spikes.ToDictionary(s => s.Key, s => ByUnit(s.Value)), potentials.ToDictionary(p => p.Key, p => Relative(p.Value, reset(p.Key), threshold(p.Key))),
            simulation.Circuit.TimeStep)
        {
            Weights = integer.WeightUnits.Keys.ToDictionary(name => name, weights),
        };
    }

    private int[] Chosen(int size)
    {
        var count = Math.Min(size, Math.Max(1, drift.Potentials));
        return [.. Enumerable.Range(0, count).Select(k => (int)((long)k * size / count))];
    }

    private static double[][] ByUnit(SpikeProbe probe)
    {
        var spikes = Enumerable.Range(0, probe.PopulationSize).Select(_ => new List<double>()).ToArray();
        for (var k = 0; k < probe.Steps.Count; k++)
        {
            spikes[probe.Units[k]].Add(probe.Steps[k] * probe.TimeStep);
        }

        return [.. spikes.Select(s => s.ToArray())];
    }

    private static double[,] Relative(StateProbe probe, double[] reset, double[] threshold)
    {
        var values = (double[,])probe.Values.Clone();
        for (var k = 0; k < values.GetLength(0); k++)
        {
            for (var n = 0; n < values.GetLength(1); n++)
            {
                var unit = probe.Units[n];
                values[k, n] = (values[k, n] - reset[unit]) / threshold[unit];
            }
        }

        return values;
    }
}
