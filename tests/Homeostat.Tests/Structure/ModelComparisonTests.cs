using CsCheck;

namespace Homeostat.Tests.Structural;

/// <summary>A synapse exists where the evidence for it says so.</summary>
public class ModelComparisonTests
{
    [Fact]
    public void The_evidence_of_a_weight_is_that_of_linear_regression() =>
        Gen.Select(Gen.Double[-2, 2].Array[40], Gen.Double[-2, 2].Array[40], Gen.Double[0.1, 10]).Sample((x, y, prior) =>
        {
            // y = w·x + noise of variance 1: the log of the ratio of evidences with w ~ N(0, 1/prior) and with w = 0.
            var score = x.Zip(y, (a, b) => a * b).Sum();
            var posterior = prior + x.Sum(a => a * a);
            var mean = score / posterior;
            var with = x.Zip(y, (a, b) => -0.5 * (b - (mean * a)) * (b - (mean * a))).Sum() - (0.5 * prior * mean * mean) + (0.5 * Math.Log(prior / posterior));
            var without = y.Sum(b => -0.5 * b * b);
            Assert.Equal(with - without, ModelComparison.LogEvidence(score, posterior, prior), 1e-9);

            // And going back is what reduction says.
            Assert.Equal(without - with, ModelReduction.LogEvidence(mean, posterior, prior), 1e-9);
        });

    [Fact]
    public void Synapses_that_tell_something_come_and_others_go()
    {
        // The target follows the first of four inputs; at first only the others have synapses.
        var selection = new Selection(100, [new ModelComparison()]);
        using var simulation = new Simulation(Regression(4, selection), 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(new Clamp("input.x", "x"), new Clamp("target.y", "y"), new Learn());
        var exists = simulation["input_to_target.exists"];
        exists.CopyFrom([0, 1, 1, 1]);
        simulation.Changed("input_to_target.exists");
        for (var step = 1; step <= 2000; step++)
        {
            var now = new Moment(1, step, 7);
            var x = simulation.Stream(plan, "x");
            for (var i = 0; i < 4; i++)
            {
                x[0, i] = now.Normal((uint)i);
            }

            simulation.Stream(plan, "y")[0, 0] = (0.5 * x[0, 0]) + now.Normal(9);
            simulation.Run(plan);
            if (selection.IsDue(step))
            {
                selection.Apply(simulation, step);
            }
        }

        Assert.Equal([1, 0, 0, 0], exists.ToArray());
        Assert.Equal(0.5, simulation["input_to_target.w"][0, 0], 0.25);
    }

    [Theory]
    [InlineData(0, 1, 1, "A window")]
    [InlineData(1, 0.5, 1, "A correlation")]
    [InlineData(1, 1, 0, "A prior precision")]
    public void Settings_out_of_range_are_refused(double window, double correlation, double prior, string message)
    {
        var selection = new Selection(1, [new ModelComparison(window, correlation, prior)]);
        using var simulation = new Simulation(Regression(2, selection));
        Assert.Contains(message, Assert.Throws<HomeostatException>(() => selection.Apply(simulation, 1)).Message, StringComparison.Ordinal);
    }

    private static Circuit Regression(int inputs, Selection selection) => new("regression")
    {
        new Population("input", inputs, "x : 1"),
        new Population("target", 1, """
            y : 1
            guess : 1 (input)
            error = y - guess : 1
            """),
        Synapse.Learning("input", "target", "guess_post = w*x_pre : 1 (summed)", "-mean(error_post*x_pre)", Optimizer.Sgd(0.05), weights: "0", selection: selection),
    };
}
