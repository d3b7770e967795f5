using CsCheck;
using Homeostat.Tests.Kernels;

namespace Homeostat.Tests.Circuits;

/// <summary>Convolutions and poolings as projections: what they deliver, send back and learn, against sums over all pairs.</summary>
public class SharedKernelTests
{
    private const int Batch = 3;

    private static readonly Projection Both = new("image", "features", """
        w : 1
        d_post = w*x_pre : 1 (summed)
        r_pre = w*y_post : 1 (summed)
        """)
    {
        OnLearn = "w = mean(y_post*x_pre)", Initial = new Dictionary<string, string> { ["w"] = "randn()" },
    };

    [Fact]
    public void A_convolution_delivers_sends_back_and_learns_like_the_sums_over_its_places() =>
        Gen.Select(NaiveConvolution.Geometry.Where(s => s.Outputs < 3000), Gen.OneOf(1, 3)).Sample(
            (shape, threads) =>
            {
                using var workers = new Workers(threads);
                using var simulation = Of(shape, shape.Inputs, shape.Outputs, Both, workers);
                var (x, y, w) = (simulation["image.x"].ToArray(), simulation["features.y"].ToArray(), simulation["image_to_features.w"].ToArray());
                Assert.Equal((shape.Filters, shape.Taps / shape.Filters), (simulation["image_to_features.w"].Rows, simulation["image_to_features.w"].Columns));
                simulation.Run(simulation.Compile(new Sweep(), new Learn()));
                var (d, r, g) = (new double[Batch * shape.Outputs], new double[Batch * shape.Inputs], new double[shape.Taps]);
                foreach (var (pre, post, filter, tap) in NaiveConvolution.Products(shape).Where(p => p.Pre >= 0))
                {
                    for (var sample = 0; sample < Batch; sample++)
                    {
                        var (from, to) = ((sample * shape.Inputs) + pre, (sample * shape.Outputs) + post);
                        var weight = (filter * (shape.Taps / shape.Filters)) + tap;
                        d[to] += w[weight] * x[from];
                        r[from] += w[weight] * y[to];
                        g[weight] += x[from] * y[to] / Batch;
                    }
                }

                AssertNear(d, simulation["features.z"]);
                AssertNear(r, simulation["image.q"]);
                AssertNear(g, simulation["image_to_features.w"]);
            },
            iter: 15);

    [Fact]
    public void A_pooling_takes_means_sends_them_back_and_learns_its_one_weight()
    {
        var shape = Connectivity.Pooling(7, 6, window: 3, channels: 2, stride: 2, padding: 1);
        var mean = Both with
        {
            Equations = """
            w : 1
            d_post = w*x_pre/N_pre : 1 (summed)
            r_pre = w*y_post/N_pre : 1 (summed)
            """,
        };
        using var workers = new Workers(2);
        using var simulation = Of(shape, shape.Inputs, shape.Outputs, mean, workers);
        var (x, y, w) = (simulation["image.x"].ToArray(), simulation["features.y"].ToArray(), simulation["image_to_features.w"][0, 0]);
        Assert.Equal(1, simulation["image_to_features.w"].Columns);
        simulation.Run(simulation.Compile(new Sweep(), new Learn()));
        var (d, r, g) = (new double[Batch * shape.Outputs], new double[Batch * shape.Inputs], 0.0);
        for (var post = 0; post < shape.Outputs; post++)
        {
            for (var tap = 0; tap < 9; tap++)
            {
                var row = (post / shape.OutputWidth % shape.OutputHeight * 2) - 1 + (tap / 3);
                var column = (post % shape.OutputWidth * 2) - 1 + (tap % 3);
                if (row is < 0 or >= 7 || column is < 0 or >= 6)
                {
                    continue;
                }

                var pre = (((post / shape.OutputWidth / shape.OutputHeight * 7) + row) * 6) + column;
                for (var sample = 0; sample < Batch; sample++)
                {
                    var (from, to) = ((sample * shape.Inputs) + pre, (sample * shape.Outputs) + post);
                    d[to] += w * x[from] / 9;
                    r[from] += w * y[to] / 9;
                    g += x[from] * y[to] / Batch;
                }
            }
        }

        AssertNear(d, simulation["features.z"]);
        AssertNear(r, simulation["image.q"]);
        Assert.Equal(g, simulation["image_to_features.w"][0, 0], 1e-10);
    }

    [Fact]
    public void A_maximum_comes_from_one_pixel_of_each_window_and_errors_return_to_it()
    {
        var shape = Connectivity.Pooling(5, 6, window: 3, channels: 2, stride: 2, padding: 1);
        var largest = Both with
        {
            Equations = "d_post = max(x_pre) : 1 (summed)\nr_pre = -2*is_max(x_pre)*y_post : 1 (summed)",
            OnLearn = "",
            Initial = new Dictionary<string, string>(),
        };
        using var workers = new Workers(2);
        using var simulation = Of(shape, shape.Inputs, shape.Outputs, largest, workers);
        simulation.Run(simulation.Compile(new Sweep()));
        var (x, y) = (simulation["image.x"].ToArray(), simulation["features.y"].ToArray());
        var (d, r) = (new double[Batch * shape.Outputs], new double[Batch * shape.Inputs]);
        var windows = simulation.Synapses("image_to_features").Post.Zip(simulation.Synapses("image_to_features").Pre).ToLookup(pair => pair.First, pair => pair.Second);
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var post = 0; post < shape.Outputs; post++)
            {
                var pre = windows[post].MaxBy(unit => x[(sample * shape.Inputs) + unit]);
                d[(sample * shape.Outputs) + post] = x[(sample * shape.Inputs) + pre];
                r[(sample * shape.Inputs) + pre] -= 2 * y[(sample * shape.Outputs) + post];
            }
        }

        AssertNear(d, simulation["features.z"]);
        AssertNear(r, simulation["image.q"]);

        // What is sent back follows the pixels.
        simulation["image.x"].CopyFrom([.. x.Select(value => -value)]);
        simulation.Changed("image.x");
        simulation.Run(simulation.Compile(new Sweep()));
        Assert.NotEqual(r, simulation["image.q"].ToArray());
    }

    [Fact]
    public void Kernels_are_shared_by_all_places_and_shown_for_every_synapse()
    {
        var shape = Connectivity.Convolution(8, 8, kernel: 3, filters: 2, padding: 1);
        using var workers = new Workers(1);
        using var simulation = Of(shape, shape.Inputs, shape.Outputs, Both, workers);
        var view = simulation.Synapses("image_to_features");
        var weights = view.Get("w");
        Assert.Equal(simulation.SynapseCount, view.Count);
        Assert.Equal(18, weights.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, view.Count).Select(k => simulation["image_to_features.w"].ToArray()[shape.Tap(view.Pre[k], view.Post[k])]), weights);
        Assert.Equal(view.Pre.Zip(view.Post).Order(), view.Pre.Zip(view.Post));
        view.Set("w", [.. Enumerable.Range(0, view.Count).Select(k => (double)shape.Tap(view.Pre[k], view.Post[k]))]);
        Assert.Equal(Enumerable.Range(0, 18).Select(k => (double)k), simulation["image_to_features.w"].ToArray());
        weights[5]++;
        Assert.Contains("share a weight of its kernels", Assert.Throws<HomeostatException>(() => view.Set("w", weights)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_spikes_act_every_synapse_has_a_weight_of_its_own()
    {
        var shape = Connectivity.Convolution(5, 5, kernel: 3, filters: 2);
        var circuit = new Circuit("spiking")
        {
            new Population("image", 25, "x : 1") { Threshold = "x > 0" },
            new Population("features", shape.Outputs, "v : 1"),
            new Projection("image", "features", "w : 1") { Connectivity = shape, OnPre = "v_post += w", Initial = new Dictionary<string, string> { ["w"] = "rand()" } },
        };
        using var simulation = new Simulation(circuit);
        var weights = simulation.Synapses("image_to_features").Get("w");
        Assert.Equal(9 * 9 * 2, weights.Length);
        Assert.True(weights.Distinct().Count() > 18);
    }

    [Fact]
    public void Initial_values_see_the_fan_in_and_fan_out_of_a_kernel()
    {
        var shape = Connectivity.Convolution(9, 9, kernel: 3, kernelWidth: 2, filters: 5, channels: 4);
        var counted = Both with { Initial = new Dictionary<string, string> { ["w"] = "N_pre + 1000*N_post + 1e6*i + 1e9*j" } };
        using var workers = new Workers(1);
        using var simulation = Of(shape, shape.Inputs, shape.Outputs, counted, workers);
        Assert.Equal(Enumerable.Range(0, 5 * 24).Select(k => 24 + (1000.0 * 30) + (1e6 * (k % 24)) + (1e9 * (k / 24))), simulation["image_to_features.w"].ToArray());
    }

    [Fact]
    public void Sums_over_a_kernels_weights_can_normalize_it()
    {
        var shape = Connectivity.Convolution(6, 6, kernel: 3, filters: 4);
        var normalized = Both with { OnLearn = "w = w/sum_pre(w)", Initial = new Dictionary<string, string> { ["w"] = "0.5 + rand()" } };
        using var workers = new Workers(2);
        using var simulation = Of(shape, shape.Inputs, shape.Outputs, normalized, workers);
        simulation.Run(simulation.Compile(new Learn()));
        Assert.All(simulation["image_to_features.w"].ToArray().Chunk(9), kernel => Assert.Equal(1, kernel.Sum(), 1e-12));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var shape = Connectivity.Convolution(6, 6, kernel: 3, filters: 4);
        using var workers = new Workers(1);
        Says("'image' has 35 units, but projection 'image_to_features' needs 36 of them: convolution of 1 x 6 x 6", () => Of(shape, 35, shape.Outputs, Both, workers));
        Says("'features' has 10 units, but projection 'image_to_features' needs 64", () => Of(shape, 36, 10, Both, workers));
        Says("'sum_post' cannot run over synapses that share their values", () => Of(shape, 36, 64, Both with { OnLearn = "w = w/sum_post(w)" }, workers));
        var pooling = Connectivity.Pooling(6, 6, 2);
        Says("'is_max' chooses a presynaptic unit of each window", () => Of(shape, 36, 64, Both with { Equations = "w : 1\nd_post = is_max(x_pre)*x_pre : 1 (summed)" }, workers));
        Says("'max' chooses a presynaptic unit of each window", () => Of(pooling, 36, 9, Both with { Equations = "w : 1\nr_pre = max(y_post) : 1 (summed)" }, workers));
        Says("mixed with another value of the synapse", () => Of(pooling, 36, 9, Both with { Equations = "w : 1\nd_post = w*max(x_pre) : 1 (summed)" }, workers));
        Says("is_max() in what a pooling delivers", () => Of(pooling, 36, 9, Both with { OnLearn = "w = mean(is_max(x_pre)*y_post)" }, workers));
        Says("'sum_pre' cannot run over synapses that share", () => Of(pooling, 36, 9, Both with { OnLearn = "w = w/sum_pre(w)" }, workers));
        using var simulation = Of(shape, 36, 64, Both, workers);
        Says("counts its units as the pixels of an image", () => simulation.AddUnits("features", 1));
    }

    [Fact]
    public void A_layer_without_dynamics_learns_after_time_has_passed()
    {
        var shape = Connectivity.Convolution(28, 28, kernel: 5, filters: 4, stride: 2, padding: 2);
        var circuit = new Circuit("layer")
        {
            new Population("input", 784, "rate : 1\nfeedback : 1 (input)"),
            new Population("features", shape.Outputs, "z : 1\nerror = z - prediction : 1\nprediction : 1 (input)") { OnSweep = "z = 2*prediction" },
            new Projection("input", "features", "w : 1\nprediction_post = w*rate_pre : 1 (summed)\nfeedback_pre = w*error_post : 1 (summed)")
            {
                Connectivity = shape, OnLearn = "w += 0.01*mean(error_post*rate_pre)", Initial = new Dictionary<string, string> { ["w"] = "0.1*randn()" },
            },
        };
        using var simulation = new Simulation(circuit, batch: 2);
        var before = simulation["input_to_features.w"].ToArray();
        var plan = simulation.Compile(new Clamp("input.rate", "image"), new Sweep(), new Settle(3), new Learn());
        simulation.Stream(plan, "image").CopyFrom([.. Enumerable.Range(0, 2 * 784).Select(k => k % 7 / 7.0)]);
        simulation.Run(plan);
        Assert.Equal(3, simulation.Step);
        Assert.All(simulation["input_to_features.w"].ToArray().Zip(before), pair => Assert.NotEqual(pair.Second, pair.First));
    }

    [Fact]
    public void The_plan_shows_a_convolution_and_counts_it()
    {
        var shape = Connectivity.Convolution(6, 6, kernel: 3, filters: 4);
        using var workers = new Workers(1);
        using var simulation = Of(shape, 36, 64, Both, workers);
        var plan = simulation.Compile(new Sweep());
        Assert.Contains("features.d = image.x ∗ image_to_features.w", plan.ToString(), StringComparison.Ordinal);
        Assert.Contains("image.r = features.y ∗ image_to_features.wᵀ", plan.ToString(), StringComparison.Ordinal);
        Assert.Equal(2.0 * 9 * 64, plan.CostOf(1).MultiplyAccumulates);
    }

    private static Simulation Of(Connectivity shape, int inputs, int outputs, Projection projection, Workers workers)
    {
        var circuit = new Circuit("kernels")
        {
            new Population("image", inputs, "x : 1\nr : 1 (input)\nq : 1") { OnSweep = "q = r", Initial = new Dictionary<string, string> { ["x"] = "randn()" } },
            new Population("features", outputs, "y : 1\nd : 1 (input)\nz : 1") { OnSweep = "z = d", Initial = new Dictionary<string, string> { ["y"] = "randn()" } },
            projection with { Connectivity = shape },
        };
        return new Simulation(circuit, Batch, new SimulationOptions { Type = ElementType.Float64, Workers = workers });
    }

    private static void AssertNear(double[] expected, Matrix found) =>
        Assert.All(expected.Zip(found.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * (1 + Math.Abs(pair.First))));

    private static void Says(string part, Action action) =>
        Assert.Contains(part, Assert.ThrowsAny<HomeostatException>(action).Message, StringComparison.Ordinal);
}
