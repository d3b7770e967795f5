namespace Homeostat;

/// <summary>
/// Homeostatic structural plasticity (Butz &amp; van Ooyen 2013, PLoS Computational Biology 9): a unit whose mean activity Ca is between η and its
/// target ε grows synaptic elements, and one above ε withdraws them, dz/dt = ν(2·exp(−((Ca − ξ)/ζ)²) − 1) with ξ = (η + ε)/2 and
/// ζ = (ε − η)/(2√ln 2). A free element becomes a synapse with a presynaptic unit taken at random; one withdrawn takes a synapse at random with it.
/// Of a population that several projections of changing structure reach, it is the first whose synapses come and go.
/// </summary>
/// <param name="Target">ε, the activity at which a unit neither grows nor withdraws.</param>
/// <param name="Least">η, the activity below which it withdraws too.</param>
public sealed record HomeostaticGrowth(double Target, double Least = 0) : StructuralRule
{
    /// <summary>ν, elements that grow at most each time.</summary>
    public double Rate { get; init; } = 4;

    /// <summary>How many times back activity is remembered, in units of the times the rule is applied.</summary>
    public double Memory { get; init; } = 10;

    /// <summary>What activity is, by its name in the population's equations.</summary>
    public string Activity { get; init; } = "rate";

    /// <inheritdoc/>
    public override string UnitEquations => """
        calcium : 1 (constant over batch)    # activity of late
        elements : 1 (constant over batch)   # synaptic elements without a synapse
        """;

    /// <summary>Elements grown in a unit of time at this activity.</summary>
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

            // What found no partner, or has no synapse left to take with it, is not kept.
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
