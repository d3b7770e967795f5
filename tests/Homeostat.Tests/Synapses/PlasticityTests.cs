using CsCheck;

namespace Homeostat.Tests.Synapses;

/// <summary>Rules for pairs and triplets of spikes against sums over all of them.</summary>
public class PlasticityTests
{
    // Spikes at different times of a grid of 1 ms, few enough and weights far enough from the bounds.
    private static readonly Gen<double[]> s_train = Gen.Int[1, 120].HashSet[0, 12].Select(times => times.Select(t => (double)t).Order().ToArray());

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(-1)]
    [InlineData(-10)]
    [InlineData(-40)]
    public void A_pair_changes_the_weight_by_the_window(double apart)
    {
        var expected = apart > 0 ? 0.005 * Math.Exp(-apart / 20) : -0.00525 * Math.Exp(apart / 20);
        Assert.Equal(expected, Pairing.Change(Stdp.Create("pre", "post"), [50], [50 + apart]), 12);
        Assert.Equal(expected, Pairing.Change(NearestNeighborStdp.Create("pre", "post"), [50], [50 + apart]), 12);
    }

    [Fact]
    public void All_pairs_add_up() => Gen.Select(s_train, s_train).Sample(
        (pre, post) =>
        {
            // In one step, the presynaptic spike comes first.
            var expected = (from i in pre
                            from j in post
                            select j >= i ? 0.005 * Math.Exp((i - j) / 20) : -0.00525 * Math.Exp((j - i) / 20)).Sum();
            Assert.Equal(expected, Pairing.Change(Stdp.Create("pre", "post"), pre, post, step: 1), 10);
        },
        iter: 30);

    [Fact]
    public void Only_the_nearest_spikes_pair() => Gen.Select(s_train, s_train).Sample(
        (pre, post) =>
        {
            var expected = post.Where(j => pre.Any(i => i <= j)).Sum(j => 0.005 * Math.Exp((pre.Last(i => i <= j) - j) / 20))
                - pre.Where(i => post.Any(j => j < i)).Sum(i => 0.00525 * Math.Exp((post.Last(j => j < i) - i) / 20));
            Assert.Equal(expected, Pairing.Change(NearestNeighborStdp.Create("pre", "post"), pre, post, step: 1), 10);
        },
        iter: 30);

    [Fact]
    public void Weights_stay_within_their_bounds()
    {
        var trains = Enumerable.Range(1, 200).Select(k => k * 20.0).ToArray();
        var before = trains.Select(t => t - 2).ToArray();
        foreach (var model in (string[])["stdp", "stdp-nearest", "stdp-soft"])
        {
            Assert.InRange(Pairing.Change(SynapseCatalog.Find(model).Create("pre", "post"), before, trains, step: 1), 0.45, 0.5);
            Assert.InRange(Pairing.Change(SynapseCatalog.Find(model).Create("pre", "post"), trains, before, step: 1), -0.5, -0.45);
        }
    }

    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(0.5, 0.3)]
    [InlineData(1, 0.8)]
    public void Soft_bounds_scale_the_window_by_powers_of_the_weight(double mu, double w)
    {
        var synapse = SoftBoundStdp.Create("pre", "post", ("mu", mu), ("w", w));
        Assert.Equal(0.005 * Math.Pow(1 - w, mu) * Math.Exp(-0.5), Pairing.Change(synapse, [10], [20]), 12);
        Assert.Equal(-0.005 * 1.05 * Math.Pow(w, mu) * Math.Exp(-0.5), Pairing.Change(synapse, [20], [10]), 12);
    }

    [Fact]
    public void Potentiation_adds_and_depression_multiplies()
    {
        (string, Quantity) quiet = ("sigma", 0);
        Assert.Equal(0.007 * Math.Exp(-0.5), Pairing.Change(VanRossumStdp.Create("pre", "post", quiet), [10], [20]), 12);
        Assert.Equal(-0.003 * 2 * Math.Exp(-0.5), Pairing.Change(VanRossumStdp.Create("pre", "post", quiet, ("w", 2)), [20], [10]), 12);
    }

    [Fact]
    public void Changes_are_noisy_in_proportion_to_the_weight()
    {
        var circuit = new Circuit("noisy", 0.1 * Units.Millisecond)
        {
            SpikeSource.Create("pre", 1, Pairing.Spikes([10])),
            new Population("post", 5000, "ge : volt") { Spikes = new SpikeTimes([.. Enumerable.Range(0, 5000)], new double[5000]) },
            VanRossumStdp.Create("pre", "post", ("w", 2)),
        };
        using var simulation = new Simulation(circuit, options: new SimulationOptions { Type = ElementType.Float64 });
        simulation.Run(20 * Units.Millisecond);
        var changes = simulation.Synapses("pre_to_post").Get("w").Select(w => (w - 2) / (2 * Math.Exp(-0.5))).ToArray();
        Assert.Equal(-0.003, changes.Average(), 0.001);
        Assert.Equal(0.015, Math.Sqrt(changes.Average(c => (c + 0.003) * (c + 0.003))), 0.001);
    }

    [Fact]
    public void All_triplets_add_up() => Gen.Select(s_train, s_train).Sample(
        (pre, post) =>
        {
            var expected = post.Sum(j => pre.Where(i => i <= j).Sum(i => Math.Exp((i - j) / 16.8))
                    * (6.1e-3 + (6.7e-3 * post.Where(k => k < j).Sum(k => Math.Exp((k - j) / 27)))))
                - pre.Sum(i => post.Where(j => j < i).Sum(j => Math.Exp((j - i) / 33.7))
                    * (1.6e-3 + (1.4e-3 * pre.Where(k => k < i).Sum(k => Math.Exp((k - i) / 946)))));
            var synapse = TripletStdp.Create("pre", "post", [.. TripletStdp.Hippocampus, ("w", 50), ("wmax", 100)]);
            Assert.Equal(expected, Pairing.Change(synapse, pre, post, step: 1), 9);
        },
        iter: 30);

    [Fact]
    public void Triplets_make_pairings_potentiate_at_high_frequency_only()
    {
        // Sixty pairs, 10 ms apart either way (Pfister & Gerstner 2006, figure 5; Sjöström, Turrigiano & Nelson 2001).
        foreach (var parameters in new[] { [], TripletStdp.Minimal })
        {
            Assert.Equal(0, Change(1, +10), 0.06);
            Assert.InRange(Change(1, -10), -0.36, -0.28);
            Assert.InRange(Change(50, +10), 0.5, 0.9);
            Assert.InRange(Change(50, -10), 0.5, 0.9);
            Assert.True(Change(10, +10) < Change(20, +10) && Change(20, +10) < Change(40, +10));

            double Change(double frequency, double apart)
            {
                var pre = Enumerable.Range(0, 60).Select(k => Math.Round(20 + (k * 1000 / frequency))).ToArray();
                var synapse = TripletStdp.Create("pre", "post", [.. parameters, ("w", 5), ("wmax", 10)]);
                return Pairing.Change(synapse, pre, [.. pre.Select(t => t + apart)], step: 1);
            }
        }
    }

    [Fact]
    public void A_trace_is_compared_with_its_target()
    {
        var synapse = TraceStdp.Create("pre", "post", ("w", 0.3), ("mu", 0.5));
        var scale = 0.01 * Math.Sqrt(0.7);
        Assert.Equal(scale * (Math.Exp(-0.25) - 0.4), Pairing.Change(synapse, [10], [15]), 12);
        Assert.Equal(scale * (Math.Exp(-2) - 0.4), Pairing.Change(synapse, [10], [50]), 12);
        Assert.Equal(scale * (Math.Exp(-0.5) + Math.Exp(-0.25) - 0.4), Pairing.Change(synapse, [5, 10], [15]), 12);
        Assert.Equal(0, Pairing.Change(synapse, [10, 20, 30], []));
    }

    [Fact]
    public void An_event_counts_within_its_window()
    {
        var synapse = EventStdp.Create("pre", "post", ("w", 0.3), ("decay", 0.5));
        Assert.Equal(0.01 * (1 - 0.45), Pairing.Change(synapse, [10], [14.9]), 12);
        Assert.Equal(0.01 * -0.45, Pairing.Change(synapse, [10], [15.1]), 12);
        Assert.Equal(0.01 * -0.45, Pairing.Change(synapse, [10], [8], tail: 10), 12);

        // With a presynaptic spike before two of three, the weight tends to 2/3.
        var post = Enumerable.Range(1, 900).Select(k => 20.0 * k).ToArray();
        var pre = post.Where((_, k) => k % 3 != 0).Select(t => t - 2).ToArray();
        Assert.Equal(2 / 3.0, 0.5 + Pairing.Change(EventStdp.Create("pre", "post"), pre, post, step: 1), 0.01);
    }
}
