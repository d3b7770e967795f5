namespace Homeostat;

/// <summary>
/// A rule that adds a unit if this lowers the sum of free energy and upkeep, after cascade correlation (Fahlman &amp; Lebiere 1990). Several candidate
/// units get random outgoing synapses. Their incoming weights are set along the gradient that these synapses give, so that the candidates respond to
/// samples with errors. Then their outgoing weights are fitted to the remaining errors. One half of the last batch is used for this; the other half
/// decides whether the best candidate stays.
/// </summary>
/// <param name="Population">The name of the population that gets new units.</param>
/// <param name="Candidates">The number of candidates for each new unit.</param>
public sealed record Neurogenesis(string Population, int Candidates = 8) : StructuralRule
{
    /// <summary>The name of the variable that a unit of the population sends to other units.</summary>
    public string Activity { get; init; } = "rate";

    /// <summary>The largest number of units that are added in one application of the rule.</summary>
    public int Births { get; init; } = 1;

    /// <inheritdoc/>
    public override StructuralChange Apply(Structure structure, Moment now)
    {
        ArgumentNullException.ThrowIfNull(structure);
        Require(Candidates >= 1, "Candidates", Candidates, "one or more");
        Require(Births >= 1, "Births", Births, "one or more");
        structure.RequireChanging(Population);
        Require(structure.Simulation.Batch >= 2, "A batch", structure.Simulation.Batch, "two samples or more: one half fits a new unit, the other judges it");
        var change = default(StructuralChange);
        for (var birth = TryOne(structure); birth.Born > 0; birth = change.Born < Births ? TryOne(structure) : default)
        {
            change += birth;
        }

        return change;
    }

    private StructuralChange TryOne(Structure structure)
    {
        var size = structure.Simulation.Circuit[Population].Size;
        var judging = structure.Simulation.Batch / 2;
        var before = structure.Worth(judging);
        structure.AddUnits(Population, Candidates, areSilent: false);
        Aim(structure, size);
        var weights = Fit(structure, size);
        var best = size + Enumerable.Range(0, Candidates).MaxBy(candidate => weights[candidate].Gain);
        structure.RemoveUnits(Population, [.. Enumerable.Range(size, Candidates).Where(unit => unit != best)]);
        foreach (var (projection, ofUnit) in structure.Projections.Where(p => p.Pre == Population).Zip(weights[best - size].Weights))
        {
            for (var post = 0; post < projection.Rows; post++)
            {
                projection.Weights[post, size] = projection.Exists((post * projection.Columns) + size) ? ofUnit[post] : 0;
            }

            projection.Changed();
        }

        if (structure.Worth(judging) < before)
        {
            return new StructuralChange(Grown: structure.Touching(Population).Sum(p => Reaching(p, size)), Born: 1);
        }

        structure.RemoveUnits(Population, size);
        return default;
    }

    // The incoming weights of a candidate get the direction of the negative gradient that its random outgoing synapses give, and keep their norm.
    private void Aim(Structure structure, int first)
    {
        var saved = structure.Simulation.Snapshot();
        structure.Run([new Learn()], structure.Simulation.Batch / 2);
        var arriving = structure.Projections.Where(p => p.Post == Population).ToArray();
        var gradients = Array.ConvertAll(arriving, p => p.Gradients.ToArray());
        structure.Simulation.Restore(saved);
        foreach (var (projection, g) in arriving.Zip(gradients))
        {
            foreach (var ofUnit in projection.Existing().Where(k => k / projection.Columns >= first).GroupBy(k => k / projection.Columns))
            {
                var steepness = Math.Sqrt(ofUnit.Sum(k => g[k] * g[k]));
                var scale = Math.Sqrt(ofUnit.Sum(k => projection.Weight(k) * projection.Weight(k))) / steepness;
                foreach (var k in ofUnit.Where(_ => steepness > 0))
                {
                    projection.Weights[k / projection.Columns, k % projection.Columns] = -scale * g[k];
                }
            }

            projection.Changed();
        }

        structure.Silence(Population, first);
    }

    // For an additional unit, the best outgoing weight by least squares is mean(error·rate)/mean(rate²), and the free energy falls by half
    // of its square times mean(rate²).
    private (double Gain, double[][] Weights)[] Fit(Structure structure, int first)
    {
        var simulation = structure.Simulation;
        var (saved, half) = (simulation.Snapshot(), simulation.Batch / 2);
        structure.Run([new Learn(), new Probe($"{Population}.{Activity}")], half);
        var rate = simulation[$"{Population}.{Activity}"];
        var leaving = structure.Projections.Where(p => p.Pre == Population).ToArray();
        var fitted = new (double, double[][])[Candidates];
        for (var candidate = 0; candidate < Candidates; candidate++)
        {
            var unit = first + candidate;
            var power = Enumerable.Range(0, half).Average(sample => rate[sample, unit] * rate[sample, unit]);
            var weights = leaving.Select(p => Enumerable.Range(0, p.Rows)
                .Select(post => power > 0 ? -p.Gradient((post * p.Columns) + unit) / power : 0).ToArray()).ToArray();
            fitted[candidate] = (weights.Sum(w => w.Sum(x => x * x)) * power / 2, weights);
        }

        simulation.Restore(saved);
        return fitted;
    }

    private int Reaching(SynapticStructure projection, int unit) =>
        projection.Existing().Count(k => (projection.Post == Population && k / projection.Columns == unit) || (projection.Pre == Population && k % projection.Columns == unit));
}
