namespace Homeostat.Tests.Structural;

/// <summary>What is known of a weight follows from what the model says of its errors, not from how large they happen to be.</summary>
public class CurvatureTests
{
    [Theory]
    [InlineData("mean(x_pre**2)", 0.1, 0.02)]
    [InlineData(null, 2.5, 0.8)]
    public void A_synapse_comes_with_the_weight_of_regression_where_the_curvature_is_stated(string? curvature, double expected, double tolerance)
    {
        // The model takes errors for 1; they are a tenth of it. Squared gradients are then a twenty-fifth
        // of the curvature, 0.1²·E[x⁴] + 0.1² = 0.04 for 1, and the weight is as much too large.
        var selection = new Selection(2000, [new ModelComparison { Curvature = curvature }]);
        var circuit = new Circuit("regression", 1 * Units.Second)
        {
            new Population("input", 1, "x : 1"),
            new Population("target", 1, "y : 1\nprediction : 1 (input)\nerror = y - prediction : 1\nF = error**2/2 : 1 (energy)"),
            Synapse.Learning("input", "target", "prediction_post = w*x_pre : 1 (summed)", "-mean(error_post*x_pre)", Optimizer.Sgd(1e-300), weights: "0", selection: selection),
        };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(new Clamp("input.x", "x"), new Clamp("target.y", "y"), new Learn());
        simulation["input_to_target.exists"][0, 0] = 0;
        simulation.Changed("input_to_target.exists");
        for (var step = 1; step <= 2000; step++)
        {
            var now = new Moment(1, step, 7);
            var x = simulation.Stream(plan, "x")[0, 0] = now.Normal(0);
            simulation.Stream(plan, "y")[0, 0] = (0.1 * x) + (0.1 * now.Normal(1));
            simulation.Run(plan);
        }

        Assert.Equal(1, selection.Apply(simulation, 2000).Grown);
        Assert.Equal(expected, simulation["input_to_target.w"][0, 0], tolerance);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("mean(x_pre**2)")]
    public void The_size_of_batches_does_not_matter(string? curvature)
    {
        // Errors are as large as the model takes them for, 0.09 + 0.91 on average, so that the curvatures are 1 and E[g²] = 3·0.09 + 0.91 = 1.18.
        // Eight samples in a batch, five hundred batches: the slope is known to 0.016.
        const int Batch = 8, Batches = 500;
        foreach (var (price, comes) in new[] { (0.01, 1), (0.1, 0) })
        {
            // The evidence is 4000·0.3²/2 = 180 nats, or that divided by 1.18, give or take 20; the upkeep of 4,000 samples is 40 or 400.
            var selection = new Selection(Batches, [new ModelComparison { Curvature = curvature }]) { Upkeep = new Upkeep(Synapse: price) };
            using var simulation = Sparse.Simulate(Sparse.Regression(1, 1, selection, Optimizer.Sgd(1e-300), "0"), Batch);
            var plan = simulation.Compile(new Clamp("input.x", "x"), new Clamp("target.y", "y"), new Learn());
            Sparse.Set(simulation, "input_to_target.exists", 0);
            for (var step = 1; step <= Batches; step++)
            {
                var now = new Moment(3, step, 7);
                for (var sample = 0; sample < Batch; sample++)
                {
                    var x = simulation.Stream(plan, "x")[sample, 0] = now.Normal((uint)(2 * sample));
                    simulation.Stream(plan, "y")[sample, 0] = (0.3 * x) + (Math.Sqrt(1 - 0.09) * now.Normal((uint)(2 * sample) + 1));
                }

                simulation.Run(plan);
            }

            Assert.Equal(comes, selection.Apply(simulation, Batches).Grown);
            Assert.Equal(0.3 * comes, simulation["input_to_target.w"][0, 0], 0.08);
        }
    }
}
