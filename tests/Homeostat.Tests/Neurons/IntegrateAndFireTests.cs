namespace Homeostat.Tests.Neurons;

/// <summary>Integrate-and-fire neurons against their closed forms.</summary>
public class IntegrateAndFireTests
{
    private const double Step = 0.01;

    [Fact]
    public void Leaky_units_fire_at_the_rate_of_the_closed_form()
    {
        // Drives of 5 to 44 mV; the threshold is 10 mV above rest.
        var trains = Firing.Of(LeakyIntegrateAndFire.Create("cells", 40).Starting(("I", "(5 + i)*mV")), 300, Step);
        for (var i = 0; i < 40; i++)
        {
            var drive = 5.0 + i;
            Assert.Equal(drive > 10, trains[i].Length > 0);
            if (drive > 10)
            {
                var interval = 5 + (20 * Math.Log(drive / (drive - 10)));
                Assert.All(Firing.Intervals(trains[i]), measured => Assert.InRange(measured, interval - Step, interval + (2 * Step)));
            }
        }
    }

    [Fact]
    public void Conductances_make_the_same_rate_from_a_current()
    {
        var trains = Firing.Of(ConductanceIntegrateAndFire.Create("cells", 1, ("I", 200 * Units.Picoamp)), 300, Step);
        var interval = 5 + (20 * Math.Log(2));
        Assert.NotEmpty(trains[0]);
        Assert.All(Firing.Intervals(trains[0]), measured => Assert.InRange(measured, interval - Step, interval + (2 * Step)));
    }

    [Theory]
    [InlineData("lif-alpha")]
    [InlineData("lif-double-exponential")]
    public void A_synapse_opens_to_its_strength_and_closes_again(string model)
    {
        using var simulation = Firing.Simulate(NeuronCatalog.Find(model).Create("cells", 1).Starting(("ge", "1*mV"), ("gi", "-2*mV")), Step);
        var (excitation, inhibition) = (simulation.Record("cells.Ie"), simulation.Record("cells.Ii"));
        simulation.Run(30 * Units.Millisecond);
        Func<double, double> e = model == "lif-alpha" ? t => Alpha(t, 2) : t => Difference(t, 0.5, 2);
        Func<double, double> i = model == "lif-alpha" ? t => Alpha(t, 5) : t => Difference(t, 0.5, 5);
        for (var k = 0; k < excitation.Count; k++)
        {
            Assert.Equal(1e-3 * e(k * Step), excitation.Values[k, 0], 9);
            Assert.Equal(-2e-3 * i(k * Step), inhibition.Values[k, 0], 9);
        }

        static double Alpha(double t, double tau) => t / tau * Math.Exp(1 - (t / tau));

        // The difference of exponentials over its largest value (Roth & van Rossum 2009).
        static double Difference(double t, double rise, double decay)
        {
            var peak = rise * decay / (decay - rise) * Math.Log(decay / rise);
            return Raw(t) / Raw(peak);

            double Raw(double at) => Math.Exp(-at / decay) - Math.Exp(-at / rise);
        }
    }

    [Fact]
    public void Quadratic_units_fire_at_the_rate_of_the_closed_form()
    {
        // Beyond 15/4 mV there is no rest.
        var trains = Firing.Of(QuadraticIntegrateAndFire.Create("cells", 5).Starting(("I", "(2.75 + i)*mV")), 500, Step);
        Assert.Empty(trains[0]);
        for (var i = 2; i < 5; i++)
        {
            var (curvature, excess) = (1 / 15.0, i - 1.0);
            var slope = Math.Sqrt(curvature * excess);
            double Phase(double v) => Math.Atan((v + 57.5) * curvature / slope);
            var interval = 10 / slope * (Phase(20) - Phase(-80));
            Assert.All(Firing.Intervals(trains[i]), measured => Assert.InRange(measured / interval, 0.99, 1.01));
        }
    }

    [Fact]
    public void An_adaptive_threshold_settles_where_drive_and_threshold_meet()
    {
        var train = Firing.Of(AdaptiveThreshold.Create("cells", 1, ("I", 20 * Units.Millivolt)), 2000, Step)[0];
        var intervals = Firing.Intervals(train);
        Assert.True(intervals[0] < intervals[2] && intervals[2] < intervals[^1]);

        // With the interval T the threshold has come down to Vt + jump*q/(1 - q), q = exp(-T/tautheta), and v is there.
        var interval = intervals[^1];
        var q = Math.Exp(-interval / 100);
        var threshold = -50 + (2 * q / (1 - q));
        var potential = -40 - (20 * Math.Exp(-(interval - 5) / 20));
        Assert.Equal(threshold, potential, 0.02);
    }

    [Fact]
    public void A_homeostatic_threshold_brings_every_unit_to_its_rate()
    {
        var cells = HomeostaticThreshold.Create("cells", 4, ("eta", 2 * Units.Millivolt)).Starting(("I", "(15 + 10*i)*mV"));
        var trains = Firing.Of(cells, 12_000);
        Assert.All(trains, train => Assert.InRange(train.Count(t => t >= 2000) / 10.0, 9.5, 10.5));
        Assert.True(trains[3].Count(t => t < 500) > trains[0].Count(t => t < 500), "driven more, it fires more to begin with");
    }

    [Fact]
    public void A_spike_response_unit_fires_at_the_rate_of_its_distance_to_the_threshold()
    {
        // Without a response to its own spikes, a Poisson process of rate rho*exp((I - theta)/Deltau).
        var cells = SpikeResponse.Create("cells", 400, ("eta0", 0 * Units.Volt), ("I", 4 * Units.Millivolt), ("h", 4 * Units.Millivolt));
        var expected = 400 * 1000 * Math.Exp(-3) * 0.5;
        var count = Firing.Of(cells, 500).Sum(train => train.Length);
        Assert.InRange(count, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));

        // Far above the threshold, a spike in (almost) every step, not more.
        var certain = SpikeResponse.Create("cells", 10, ("eta0", 0 * Units.Volt), ("I", 30 * Units.Millivolt), ("h", 30 * Units.Millivolt));
        Assert.All(Firing.Of(certain, 10), train => Assert.InRange(train.Length, 99, 100));
    }

    [Fact]
    public void A_spike_response_unit_is_refractory_after_a_spike()
    {
        var train = Firing.Of(SpikeResponse.Create("cells", 100, ("I", 12 * Units.Millivolt)), 2000).SelectMany(Firing.Intervals).ToArray();
        Assert.True(train.Length > 1000);
        Assert.True(train.Count(interval => interval < 5) < 0.01 * train.Length);
    }
}
