using Homeostat.Tests.Learners;
using Homeostat.Tests.Learners.Energy;

namespace Homeostat.Tests.Evaluation;

/// <summary>Annealed importance sampling on machines whose partition function can be enumerated.</summary>
public sealed class AnnealedImportanceSamplingTests
{
    [Fact]
    public void The_path_goes_through_the_exact_partition_functions_of_the_machines_on_it()
    {
        var (machine, exact) = (RuleFixture.Of("rbm"), RuleFixture.Of("ais_path"));
        var (w, b, c) = (machine.Rows("W"), machine.Input("b"), machine.Input("c"));
        var weights = new double[2, 3];
        for (var k = 0; k < 6; k++)
        {
            weights[k / 3, k % 3] = w[k % 3][k / 3];
        }

        var estimate = AnnealedImportanceSampling.Run(weights, b, c, new AnnealingOptions { Chains = 4000, Steps = 200 });
        var logZ = exact.Expected("logZ");
        Assert.Equal(exact.Input("betas"), estimate.Path.Select(point => Math.Round(point.Beta, 12)), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(exact.Expected("base")[0], estimate.Path[0].LogPartition, 1e-12);
        for (var point = 0; point < logZ.Length; point++)
        {
            Assert.Equal(logZ[point], estimate.Path[point].LogPartition, 0.005);
        }

        Assert.Equal(machine.Expected("logZ")[0], estimate.LogPartition, 4 * estimate.Deviation);
        Assert.InRange(estimate.Deviation, 1e-6, 0.002);
        Assert.InRange(estimate.EffectiveChains, 3900, 4000);
    }

    [Fact]
    public void A_machine_with_strong_weights_needs_more_steps_and_says_so()
    {
        var random = new Random(2);
        var weights = new double[8, 12];
        for (var k = 0; k < 96; k++)
        {
            weights[k / 12, k % 12] = 3 * ((2 * random.NextDouble()) - 1);
        }

        double[] visible = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble() - 0.5)], hidden = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() - 0.5)];
        var exact = Enumeration.LogSum(Enumeration.States(8).Select(h => h.Zip(hidden, (x, y) => x * y).Sum() + Enumerable.Range(0, 12).Sum(pixel =>
            Math.Log(1 + Math.Exp(visible[pixel] + Enumerable.Range(0, 8).Sum(unit => h[unit] * weights[unit, pixel]))))));
        var few = AnnealedImportanceSampling.Run(weights, visible, hidden, new AnnealingOptions { Chains = 500, Steps = 20 });
        var many = AnnealedImportanceSampling.Run(weights, visible, hidden, new AnnealingOptions { Chains = 500, Steps = 2000 });
        Assert.Equal(exact, many.LogPartition, 4 * many.Deviation);
        Assert.InRange(many.Deviation, 0, 0.05);
        Assert.InRange(few.EffectiveChains / many.EffectiveChains, 0, 0.7);
    }

    [Fact]
    public void What_makes_no_machine_is_refused()
    {
        Assert.Equal(
            "Weights of 2 × 3 do not fit 2 hidden and 2 visible biases. Give a row for each hidden unit and a column for each visible one.",
            Assert.Throws<HomeostatException>(() => AnnealedImportanceSampling.Run(new double[2, 3], [0, 0], [0, 0])).Message);
        Assert.Contains("not a finite number", Assert.Throws<HomeostatException>(() => AnnealedImportanceSampling.Run(new double[1, 1], [double.NaN], [0])).Message, StringComparison.Ordinal);
        Assert.Contains("1 chains", Assert.Throws<HomeostatException>(() => AnnealedImportanceSampling.Run(new double[1, 1], [0], [0], new AnnealingOptions { Chains = 1 })).Message, StringComparison.Ordinal);
    }
}
