namespace Homeostat.Chips;

/// <summary>The projections of a chip that learn, and the traces that its populations have for them.</summary>
/// <param name="simulation">The simulation of the circuit, whose parameters are read.</param>
/// <param name="chip">The chip.</param>
/// <param name="reward">The largest reward.</param>
/// <param name="real">The plasticity in real numbers, by projection.</param>
internal sealed class LearningBuilder(Simulation simulation, Chip chip, double reward, IReadOnlyDictionary<string, RealLearning> real)
{
    private readonly List<Projection> _projections = [];

    /// <summary>The rules, by projection.</summary>
    public Dictionary<string, LoihiLearning> Rules { get; } = [];

    /// <summary>The units of the chip's weight for a weight of 1, by projection.</summary>
    public Dictionary<string, double> WeightUnits { get; } = [];

    /// <summary>True if float32 holds all numbers of the rules.</summary>
    public bool FitsSingle => Rules.Values.All(rule => new LoihiPlasticity(rule).FitsSingle);

    /// <summary>Makes a projection.</summary>
    /// <param name="block">The synapses.</param>
    /// <param name="unit">The units of the chip's weight for a weight of 1.</param>
    /// <param name="input">The variable that it adds to.</param>
    /// <param name="connectivity">The units that it connects.</param>
    /// <param name="roundings">The list to which is added what was rounded.</param>
    public Projection Build(RealBlock block, double unit, string input, Connectivity connectivity, List<ChipRounding> roundings)
    {
        var (name, learning) = (block.Route.Projection.Name, block.Learning!);
        roundings.Add(CorePopulation.Rounding(
            name, "largest weight", unit * learning.Limits[1] / learning.Effect < 0 ? "-255" : "255", [Math.Abs(learning.Limits[1] / learning.Effect)], [255 / Math.Abs(unit)]));
        var rule = new LearningScale(name, learning.Real, unit, reward, chip, roundings).Rule(block.Sign) with { Name = name };
        (Rules[name], WeightUnits[name]) = (rule, unit);
        var projection = rule.Create(block.Route.Pre, $"{block.Route.Post}.{input}") with { Name = name, Connectivity = connectivity };
        _projections.Add(projection);
        return projection;
    }

    /// <summary>A population with the traces that its synapses learn from, and the parameters that decide about learning.</summary>
    /// <param name="population">The population of the chip.</param>
    /// <param name="values">The values that the circuit comes with, which are added to.</param>
    public Population Traced(Population population, Dictionary<string, double[]> values)
    {
        Check(population.Name);
        foreach (var projection in _projections)
        {
            if (projection.Post == population.Name && real[projection.Name].Tag?.Reward is { } name
                && !EquationSet.Parse(population.Equations, population.Name).Equations.Any(e => e.Name == name))
            {
                population = population with { Equations = $"{population.Equations.TrimEnd()}\n{name} : 1\n" };
                values[$"{population.Name}.{name}"] = [.. simulation[$"{population.Name}.{name}"].ToArray()];
            }

            population = projection.Post == population.Name ? Rules[projection.Name].Postsynaptic(population) : population;
            population = projection.Pre == population.Name ? Rules[projection.Name].Presynaptic(population) : population;
        }

        return population;
    }

    // The traces of a unit serve all its synapses.
    private void Check(string population)
    {
        Require(_projections.Where(p => p.Post == population).Select(p => Rules[p.Name]).SelectMany(r => new[] { r.Y1, r.Y2, r.Y3 }), chip.PostTraces, "synapses onto it");
        Require(_projections.Where(p => p.Pre == population).Select(p => Rules[p.Name]).SelectMany(r => new[] { r.X1, r.X2 }), chip.PreTraces, "synapses from it");

        void Require(IEnumerable<LoihiTrace?> traces, ChipLimit? room, string which)
        {
            var count = traces.OfType<LoihiTrace>().Distinct().Count();
            if (count > room?.Value)
            {
                throw ChipFaults.OfPopulation(population, $"the {which} learn from {count} different traces, and {chip.Name} has {room.Value} for a unit", "Give its projections the same time constants and sizes of changes, or fewer rules.");
            }
        }
    }
}
