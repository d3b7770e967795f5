using System.Globalization;

namespace Homeostat.Chips;

/// <summary>Builds the circuit of a chip from one that runs: each population of neurons becomes integer neurons, each projection integer weights.</summary>
internal sealed class CoreBuilder
{
    private readonly Simulation _simulation;
    private readonly Chip _chip;
    private readonly TranslateOptions _options;
    private readonly IReadOnlyList<Route> _routes;
    private readonly double _step;
    private readonly IReadOnlyDictionary<string, RealLearning> _learning;
    private IReadOnlyDictionary<Symbol, double>? _sizes;

    public CoreBuilder(Simulation simulation, Chip chip, TranslateOptions options)
    {
        (_simulation, _chip, _options) = (simulation, chip, options);
        _step = options.TimeStep is { } step ? step.Dimension == Dimension.Second && step.Value > 0 ? step.Value
            : throw new HomeostatException($"The time step of a chip was to be {step}; give a positive time, such as 1 ms.") : simulation.Circuit.TimeStep;
        if (!(options.Headroom >= 1))
        {
            throw new HomeostatException($"A headroom of {options.Headroom} thresholds was asked for; the potential needs at least 1.");
        }

        _routes = [.. new RouteReader(simulation, "a chip", ChipFaults.Cannot) { Learns = true }.Read()];
        _learning = LearningReader.All(simulation, chip, _step, _routes);
        foreach (var route in _routes)
        {
            Check(route);
        }
    }

    /// <summary>The variable of the original circuit that is the weight of a projection that learns.</summary>
    public string WeightOf(string projection) => _learning[projection].Weight;

    public IntegerCircuit Build(Undone undone = Undone.None)
    {
        var circuit = new Circuit(_simulation.Circuit.Name, _step * Units.Second);
        var (values, roundings, blocks) = (new Dictionary<string, double[]>(), new List<ChipRounding>(), new List<PlacedBlock>());
        var (potentials, sources, projections) = (new Dictionary<string, ChipPotential>(), new List<string>(), new List<Projection>());
        var (programs, single) = (new Dictionary<string, string>(), true);
        var (populations, learned) = (new List<Population>(), new LearningBuilder(_simulation, _chip, _options.Reward, _learning));
        using var coarse = _step == _simulation.Circuit.TimeStep ? null : Coarse();
        foreach (var population in (coarse ?? _simulation).Model.Populations)
        {
            Route[] arriving = [.. _routes.Where(r => r.Post == population.Name)];
            if (arriving.Length == 0 && population.System.States.Count == 0)
            {
                populations.Add(Source(population));
                sources.Add(population.Name);
                continue;
            }

            var core = Neurons(population, coarse ?? _simulation, arriving, undone, roundings);
            potentials[population.Name] = core.Potential;
            if (core is CoreProgram program)
            {
                programs[population.Name] = program.Method;
            }

            populations.Add(core.Build(values));
            double[][] weights = [.. Enumerable.Range(0, core.Blocks.Count).Select(core.Stored)];
            single &= core.FitsSingle(weights);
            for (var b = 0; b < core.Blocks.Count; b++)
            {
                var stored = weights[b];
                var delays = Delays(core.Blocks[b].Route);
                if (core.Blocks[b].Learning is { } learning)
                {
                    var order = Order(core.Blocks[b].Route, Enumerable.Range(0, stored.Length));
                    values[$"{core.Blocks[b].Route.Projection.Name}.w"] = [.. order.Select(k => stored[k])];
                    projections.Add(learned.Build(core.Blocks[b], ((CorePopulation)core).WeightUnit(b), core.Input(b), Pairs(core.Blocks[b].Route, order), roundings));
                    blocks.Add(new PlacedBlock(core.Blocks[b].Route, stored, delays, learning.Real.Tag is null ? 0 : LoihiFactor.SynapseBits));
                    continue;
                }

                projections.AddRange(Projections(core.Blocks[b].Route, stored, delays, core.Input(b), core.Factor(b), projections, values));
                blocks.Add(new PlacedBlock(core.Blocks[b].Route, stored, delays));
            }
        }

        foreach (var population in populations)
        {
            circuit.Add(learned.Traced(population, values));
        }

        circuit.Add(projections);
        var sizes = circuit.Populations.ToDictionary(p => p.Name, p => p.Size);
        return new IntegerCircuit(circuit, values, _chip)
        {
            Type = single && learned.FitsSingle ? ElementType.Float32 : ElementType.Float64,
            Roundings = roundings,
            Scales = potentials.ToDictionary(p => p.Key, p => p.Value.Scale),
            Potentials = potentials,
            Programs = programs,
            Draws = programs.Count == 0 ? new Dictionary<string, int>() : sources.ToDictionary(name => name, name => _simulation.Model.Population(name).Random.Count),
            Sources = sources,
            Learning = learned.Rules,
            WeightUnits = learned.WeightUnits,
            Placement = new Placer(_chip, blocks, sources, sizes).Place(),
        };
    }

    // Integrate-and-fire neurons are those of every chip. Others are programs, where the chip has such.
    private IChipNeurons Neurons(PopulationModel population, Simulation simulation, Route[] arriving, Undone undone, List<ChipRounding> roundings)
    {
        CoreUnits read;
        try
        {
            read = new CoreReader(population, simulation, [.. arriving.Select(a => a.Target).Distinct()]).Read();
            Check(read);
        }
        catch (HomeostatException) when (_chip.HasGradedSpikes && !arriving.Any(a => _learning.ContainsKey(a.Projection.Name)))
        {
            return Program(new ProgramReader(population, simulation), simulation, arriving, undone, roundings);
        }

        return new CorePopulation(
            read, [.. arriving.Select(a => (a, read.Currents.ToList().FindIndex(c => c.Gain.ContainsKey(a.Target)), _learning.GetValueOrDefault(a.Projection.Name)))], _options, undone, roundings);
    }

    // Functions that no polynomial comes near enough to are avoided by Euler's method, where it needs none of them.
    private CoreProgram Program(ProgramReader reader, Simulation simulation, Route[] arriving, Undone undone, List<ChipRounding> roundings)
    {
        var (near, simple) = (reader.Read(approximates: true), reader.Read(approximates: false));
        _sizes ??= StateSizes.Of(_simulation, _options.Measured);
        try
        {
            return Of(near);
        }
        catch (HomeostatException) when (simple.Method != near.Method)
        {
            return Of(simple);
        }

        CoreProgram Of(ProgramUnits units) => new(units, simulation, arriving, _sizes, _options.Headroom, undone, roundings);
    }

    // The same circuit in steps of another length; delays are read from the circuit itself.
    private Simulation Coarse()
    {
        var circuit = _simulation.Circuit.With(projection: p => p with { Delay = "" }, timeStep: _step * Units.Second);
        var coarse = new Simulation(circuit, 1, new SimulationOptions { Seed = _simulation.Seed, Type = ElementType.Float64 });
        foreach (var (name, matrix) in _simulation.State.Where(s => _simulation.Circuit.Populations.Any(p => s.Key.StartsWith($"{p.Name}.", StringComparison.Ordinal))))
        {
            coarse[name].CopyFrom(matrix.ToArray());
            coarse.Changed(name);
        }

        return coarse;
    }

    private static Population Source(PopulationModel population) => population.Events.Any(e => e.Name == UnitEvent.Spike) ? population.Declaration
        : throw ChipFaults.OfPopulation(population.Name, "it has no potential and does not fire", "Give it a threshold, or leave it out.");

    private static int[] Order(Route route, IEnumerable<int> synapses) => [.. synapses.OrderBy(k => route.Synapses![k].Pre).ThenBy(k => route.Synapses![k].Post)];

    private static Connectivity Pairs(Route route, int[] order) => IsWhole(route) && order.Length == route.Synapses!.Count
        ? Connectivity.Dense : Connectivity.Pairs([.. order.Select(k => route.Synapses![k].Pre)], [.. order.Select(k => route.Synapses![k].Post)]);

    private static bool IsWhole(Route route) => route.Projection.Connectivity == Connectivity.Dense && !PopulationSlice.IsPart(route.Projection.Pre) && !PopulationSlice.IsPart(route.Projection.Post);

    private void Check(CoreUnits units)
    {
        var name = units.Population.Name;
        var currents = units.Currents.Count(c => c.Keep.Any(k => k > 0));
        if (currents > _chip.Currents.Value)
        {
            throw ChipFaults.OfPopulation(
                name, $"it has {currents} currents that decay at rates of their own ({string.Join(", ", units.Currents.Select(c => c.Name))}), and {_chip.Name} has {_chip.Currents.Value} for a neuron",
                _chip.Currents.Value > 0 ? "Give them one time constant, or take a chip of programmable neurons, such as loihi2." : "Let spikes act on the potential at once.");
        }

        if (!_chip.HasDecay && units.Keep.Any(a => a < 1))
        {
            throw ChipFaults.OfPopulation(name, $"its potential decays by a share of itself, and {_chip.Name} has no such leak", "Use an integrator without a leak, or another chip.");
        }
    }

    private void Check(Route route)
    {
        if (route.Source.Symbol != _simulation.Model.Population(route.Pre).Find(PopulationModel.SpikesName)?.Symbol)
        {
            throw ChipFaults.OfProjection(route.Projection.Name, $"it delivers '{route.Source}', a number, where the neurons of a core send spikes", "Trained networks of rates are translated by IntegerLearner.");
        }

        if (route.Synapses is null)
        {
            throw ChipFaults.OfProjection(route.Projection.Name, $"its synapses share the weights of kernels", "Write it with a connectivity of pairs, in which each synapse has a weight of its own.");
        }
    }

    private int[] Delays(Route route)
    {
        if (route.Delays is not { } seconds)
        {
            return [];
        }

        int[] steps = [.. seconds.Select(s => (int)Math.Round(s / _step))];
        var longest = steps.DefaultIfEmpty().Max();
        return longest <= _chip.Delay.Value ? steps : throw ChipFaults.OfProjection(
            route.Projection.Name, $"its longest delay is {longest} time steps, and {_chip.Name} has up to {_chip.Delay.Value}",
            $"Shorten it, or take a time step of {Math.Ceiling(longest * _step / _chip.Delay.Value * 1e5) / 100:G4} ms or more (--dt).");
    }

    // One projection for each delay: the delay of a synapse is text, and cannot be a number of its own.
    private static IEnumerable<Projection> Projections(
        Route route, double[] weights, int[] delays, string input, double factor, IReadOnlyList<Projection> others, Dictionary<string, double[]> values)
    {
        var times = factor == 1 ? "" : $"{factor.ToString("R", CultureInfo.InvariantCulture)}*";
        var place = Enumerable.Range(0, weights.Length);
        foreach (var group in delays.Length == 0 ? [(0, place)] : place.GroupBy(k => delays[k]).OrderBy(g => g.Key).Select(g => (g.Key, g.AsEnumerable())))
        {
            var order = Order(route, group.Item2);
            var name = route.Projection.Name + (delays.Distinct().Skip(1).Any() ? $"_after_{group.Item1}" : "");
            name = others.Any(p => p.Name == name) ? $"{name}_{input}" : name;
            double[] stored = [.. order.Select(k => weights[k])];
            var same = stored.Length > 0 && Array.TrueForAll(stored, w => w == stored[0]);
            if (!same)
            {
                values[$"{name}.w"] = stored;
            }

            yield return new Projection(route.Pre, route.Post, same ? "" : "w : 1 (weight)")
            {
                Name = name,
                Connectivity = Pairs(route, order),
                OnPre = same ? $"{input} += {times}{stored[0].ToString("R", CultureInfo.InvariantCulture)}" : $"{input} += {times}w",
                Delay = group.Item1 == 0 ? "" : $"{group.Item1}*dt",
            };
        }
    }
}
