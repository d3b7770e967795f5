namespace Homeostat;

/// <summary>
/// A unit is born where free energy and upkeep together fall with it, after cascade correlation (Fahlman &amp; Lebiere 1990). Several candidates
/// get random synapses onward; what reaches them is what they would then learn, so that they respond where there are errors; and their synapses
/// onward are fitted to the errors that are left. All that by the one half of the batch seen last; the other half decides whether the best one
/// stays.
/// </summary>
/// <param name="Population">Whose units are born.</param>
/// <param name="Candidates">How many are tried at a time.</param>
public sealed record Neurogenesis(string Population, int Candidates = 8) : StructuralRule
{
    /// <summary>What a unit sends to others, by its name in the population's equations.</summary>
    public string Activity { get; init; } = "rate";

    /// <summary>How many are born at most at a time.</summary>
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

    // The synapses that reach a candidate point down the slope that its random ones onward give them, and are as strong as they were.
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

    // With one unit more, the best weight onward by least squares is mean(error·rate)/mean(rate²), and half of its square times mean(rate²)
    // is what the free energy falls by.
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
