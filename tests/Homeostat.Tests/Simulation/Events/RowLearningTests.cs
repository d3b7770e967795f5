
namespace Homeostat.Tests.Simulations.Events;

/// <summary>Learning phases on synapses stored as rows, and rows whose targets are neighbors.</summary>
public sealed class RowLearningTests
{
    [Theory]
    [InlineData("")]
    [InlineData("(1 + 2*rand())*ms")]
    public void Sums_over_the_synapses_of_a_unit_normalize_its_weights_to_the_same_bits_on_any_threads(string delay)
    {
        var expected = Normalized(delay, threads: 1, out var sums);
        Assert.All(sums, sum => Assert.Equal(3, sum, 1e-5));
        Assert.Equal(expected, Normalized(delay, threads: 2, out _));
        Assert.Equal(expected, Normalized(delay, threads: 3, out _));
    }

    [Fact]
    public void Statements_see_what_was_assigned_before_them()
    {
        using var simulation = new Simulation(Circuit("w += 1; age = w; w /= sum_pre(w)", ""));
        var before = simulation.Synapses("s").Get("w");
        simulation.Run(simulation.Compile(new Learn()));
        var view = simulation.Synapses("s");
        var (w, age) = (view.Get("w"), view.Get("age"));
        var sums = new double[53];
        for (var k = 0; k < w.Length; k++)
        {
            Assert.Equal(before[k] + 1, age[k], 1e-6);
            sums[view.Post[k]] += age[k];
        }

        Assert.All(Enumerable.Range(0, w.Length), k => Assert.Equal(age[k] / sums[view.Post[k]], w[k], 1e-6));
    }

    [Theory]
    [InlineData("w += v_post")]
    [InlineData("w /= sum_pre(w*v_post)")]
    [InlineData("g = 1")]
    public void What_synapses_do_not_have_is_named(string onLearn)
    {
        var error = Assert.ThrowsAny<HomeostatException>(() => new Simulation(Circuit(onLearn, "")));
        Assert.Contains("projection 's'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_learning_phase_happens_once_whatever_the_batch()
    {
        using var simulation = new Simulation(Circuit("w *= 2", ""), batch: 7);
        var before = simulation.Synapses("s").Get("w");
        simulation.Run(simulation.Compile(new Learn { Projections = ["s"] }));
        Assert.Equal([.. before.Select(w => 2 * w)], simulation.Synapses("s").Get("w"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Where_all_reach_all_a_spike_does_to_each_synapse_what_is_written(int threads)
    {
        const int Pre = 3, Post = 37, Steps = 5;
        using var workers = new Workers(threads);
        using var simulation = new Simulation(
            new Circuit("all", Units.Millisecond)
            {
                new Population("a", Pre, "x : 1") { Spikes = new SpikeTimes([0, 2, 2], [0.001, 0.001, 0.003]), Initial = Spiking.Of(("x", "i + 1")) },
                new Population("b", Post, "y : 1\nz : 1\nfires : 1") { Threshold = "fires > 0", Initial = Spiking.Of(("fires", "int(i == 5)"), ("z", "0.5*i")) },
                new Projection("a", "b", "w : 1")
                {
                    Name = "s",
                    OnPre = "y += w; w = 0.5*w + z_post*x_pre",
                    OnPost = "w += x_pre",
                    Initial = Spiking.Of(("w", "i + 0.25*j")),
                },
            },
            1,
            new SimulationOptions { Workers = workers, Type = ElementType.Float64 });
        simulation.Run(Steps * Units.Millisecond);

        var (y, w) = (new double[Post], new double[Pre, Post]);
        for (var j = 0; j < Post; j++)
        {
            for (var i = 0; i < Pre; i++)
            {
                w[i, j] = i + (0.25 * j);
            }

            for (var step = 0; step < Steps; step++)
            {
                foreach (var i in step == 1 ? [0, 2] : step == 3 ? new[] { 2 } : [])
                {
                    y[j] += w[i, j];
                    w[i, j] = (0.5 * w[i, j]) + (0.5 * j * (i + 1));
                }

                for (var i = 0; i < Pre && j == 5; i++)
                {
                    w[i, j] += i + 1;
                }
            }
        }

        var view = simulation.Synapses("s");
        var found = view.Get("w");
        Assert.Equal(Pre * Post, found.Length);
        Assert.All(Enumerable.Range(0, found.Length), k => Assert.Equal(w[view.Pre[k], view.Post[k]], found[k], 1e-12));
        Assert.All(Enumerable.Range(0, Post), j => Assert.Equal(y[j], simulation["b.y"][0, j], 1e-12));
    }

    private static double[] Normalized(string delay, int threads, out double[] sums)
    {
        using var workers = new Workers(threads);
        using var simulation = new Simulation(Circuit("w *= 3/sum_pre(w)", delay), 1, new SimulationOptions { Workers = workers });
        simulation.Run(simulation.Compile(new Settle(5), new Learn()));
        var view = simulation.Synapses("s");
        var w = view.Get("w");
        sums = new double[53];
        for (var k = 0; k < w.Length; k++)
        {
            sums[view.Post[k]] += w[k];
        }

        return w;
    }

    private static Circuit Circuit(string onLearn, string delay) => new("learning", Units.Millisecond)
    {
        new Population("a", 41, "") { Threshold = "rand() < 0.2" },
        new Population("b", 53, "v : 1"),
        new Projection("a", "b", "w : 1\nage : 1\ng : 1 (shared)")
        {
            Name = "s",
            OnPre = "v += w",
            OnLearn = onLearn,
            Delay = delay,
            Connectivity = delay.Length > 0 ? Connectivity.Probability(0.5) : Connectivity.Dense,
            Initial = Spiking.Of(("w", "0.1 + rand()")),
        },
    };
}
