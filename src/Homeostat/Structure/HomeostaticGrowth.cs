namespace Homeostat;

/// <summary>
/// The rule of homeostatic structural plasticity (Butz &amp; van Ooyen 2013, PLoS Computational Biology 9). A unit whose mean activity Ca is between
/// η and its target ε grows synaptic elements, and a unit above ε withdraws them: dz/dt = ν(2·exp(−((Ca − ξ)/ζ)²) − 1) with ξ = (η + ε)/2 and
/// ζ = (ε − η)/(2√ln 2). A free element becomes a synapse from a presynaptic unit drawn at random. A withdrawn element removes a synapse drawn at
/// random. If several projections with changing structure reach a population, the rule changes only the first of them.
/// </summary>
/// <param name="Target">The target activity ε, at which a unit neither grows nor withdraws elements.</param>
/// <param name="Least">The least activity η, below which a unit also withdraws elements.</param>
public sealed record HomeostaticGrowth(double Target, double Least = 0) : StructuralRule
{
    /// <summary>The rate ν: the largest number of elements that a unit grows each time the rule is applied.</summary>
    public double Rate { get; init; } = 4;

    /// <summary>The time constant of the mean activity, in applications of the rule.</summary>
    public double Memory { get; init; } = 10;

    /// <summary>The name of the variable of the population that holds the activity.</summary>
    public string Activity { get; init; } = "rate";

    /// <inheritdoc/>
    public override string UnitEquations => """
        calcium : 1 (constant over batch)    # running mean of the activity
        elements : 1 (constant over batch)   # synaptic elements without a synapse
        """;

    /// <summary>The number of elements that a unit with this mean activity grows in one application of the rule; negative if it withdraws them.</summary>
    public double GrowthAt(double calcium)
    {
        var (middle, width) = ((Least + Target) / 2, (Target - Least) / (2 * Math.Sqrt(Math.Log(2))));
        var x = (calcium - middle) / width;
        return Rate * ((2 * Math.Exp(-x * x)) - 1);
    }

    /// <inheritdoc/>
    public override StructuralChange Apply(Structure structure, Moment now)
    {
        ArgumentNullException.ThrowIfNull(structure);
        Require(double.IsFinite(Least), "A least activity", Least, "a finite number");
        Require(Target > Least, "A target activity", Target, FormattableString.Invariant($"a number above the least, {Least}"));
        Require(Memory >= 1, "A memory", Memory, "one or more");
        Require(Rate >= 0, "A rate", Rate, "zero or more");
        var change = default(StructuralChange);
        for (var i = 0; i < structure.Populations.Count; i++)
        {
            change += Apply(structure, structure.Populations[i], now with { Stream = now.Stream + (uint)i });
        }

        return change;
    }

    private StructuralChange Apply(Structure structure, string population, Moment now)
    {
        var simulation = structure.Simulation;
        var (activity, calcium, elements) = (simulation[$"{population}.{Activity}"], simulation[$"{population}.calcium"], simulation[$"{population}.elements"]);
        var projection = structure.Projections.First(p => p.Post == population);
        var (grown, pruned) = (new List<int>(), new List<int>());
        for (var unit = 0; unit < projection.Rows; unit++)
        {
            var mean = Enumerable.Range(0, simulation.Batch).Average(sample => activity[sample, unit]);
            calcium[0, unit] += (mean - calcium[0, unit]) / Memory;
            elements[0, unit] += GrowthAt(calcium[0, unit]);
            var whole = (int)elements[0, unit];
            var candidates = Enumerable.Range(unit * projection.Columns, projection.Columns).Where(k => projection.Exists(k) == whole < 0);
            var chosen = candidates.OrderBy(k => now.Uniform((uint)k)).Take(Math.Abs(whole)).ToArray();
            (whole < 0 ? pruned : grown).AddRange(chosen);

            // Elements that found no partner, and withdrawals without a synapse to remove, are dropped.
            elements[0, unit] -= whole;
        }

        simulation.Changed($"{population}.calcium");
        simulation.Changed($"{population}.elements");
        var lost = projection.Prune([.. pruned]);
        var gained = projection.Grow([.. grown]);
        projection.Budget += gained - lost;
        return new StructuralChange(gained, lost);
    }
}
