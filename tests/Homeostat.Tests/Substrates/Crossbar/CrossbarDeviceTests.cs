namespace Homeostat.Tests.Substrates.Crossbar;

/// <summary>The equations of the makes of cells.</summary>
public class CrossbarDeviceTests
{
    private static readonly CrossbarDevice Pcm = CrossbarDeviceCatalog.Find("pcm");

    [Fact]
    public void Phase_change_memory_has_the_noise_and_the_drift_of_aihwkit()
    {
        foreach (var f in CrossbarFixture.Each("pcm"))
        {
            var r = f.Number("r");
            Assert.Equal(f.Number("sigma_programming_uS"), Pcm.ProgrammingNoise!.At(25 * r), 12);
            Assert.Equal(f.Number("nu_mean"), Pcm.Drift!.Mean(r), 12);
            Assert.Equal(f.Number("nu_sd"), Pcm.Drift.Spread(r), 12);
            Assert.Equal(f.Number("q"), Pcm.ReadNoise!.Q(r), 12);
        }
    }

    [Fact]
    public void Phase_change_memory_drifts_and_gets_noisier_with_time()
    {
        var seconds = new Dictionary<string, double> { ["1 s"] = 1, ["1 hour"] = 3600, ["1 day"] = 86400, ["1 year"] = 365 * 86400 };
        foreach (var f in CrossbarFixture.Each("pcm_times"))
        {
            var (r, t) = (f.Number("r"), seconds[f.GetProperty("time").GetString()!] + Pcm.Drift!.Start);
            var log = Math.Log(t / Pcm.Drift.Start);
            var (mean, spread) = (Pcm.Drift.Mean(r), Pcm.Drift.Spread(r));
            Assert.Equal(f.Number("factor_at_mean_nu"), Math.Exp(-mean * log), 9);
            Assert.Equal(f.Number("mean_factor"), Expectation(z => Math.Exp(-Math.Abs(mean + (spread * z)) * log)), 6);
            Assert.Equal(f.Number("relative_read_sd"), Pcm.ReadNoise!.Q(r) * Pcm.ReadNoise.Growth(t), 9);
        }
    }

    [Theory]
    [InlineData("pcm_joshi_sigma_uS", "pcm-joshi")]
    [InlineData("rram_milo_sigma_uS", "rram-milo")]
    [InlineData("rram_wan_sigma_uS", "rram-wan")]
    public void Other_makes_have_the_programming_noise_of_CrossSim(string fixture, string device)
    {
        foreach (var f in CrossbarFixture.Each(fixture))
        {
            Assert.Equal(f.Number("sigma"), CrossbarDeviceCatalog.Find(device).ProgrammingNoise!.At(f.Number("g_uS")), 9);
        }
    }

    [Fact]
    public void A_weight_is_the_difference_of_a_pair()
    {
        foreach (var f in CrossbarFixture.Each("pair_mapping"))
        {
            var device = Pcm with { LowestConductance = f.Number("g_min"), HighestConductance = f.Number("g_max") };
            var (plus, minus) = device.PairOf(f.Number("w"), f.Number("w_max"));
            Assert.Equal(f.Numbers("g")[0], plus, 12);
            Assert.Equal(f.Numbers("g")[1], minus, 12);
        }
    }

    [Fact]
    public void A_weight_beyond_the_range_is_the_largest_that_a_pair_can_hold() => Assert.Equal((25, 0), Pcm.PairOf(1.5, 0.8));

    [Fact]
    public void An_unknown_make_is_refused_with_the_names() =>
        Assert.StartsWith("There is no crossbar device 'pmc'. Did you mean 'pcm'?", Assert.Throws<HomeostatException>(() => CrossbarDeviceCatalog.Find("pmc")).Message, StringComparison.Ordinal);

    // The mean over a standard normal number, by the trapezoidal rule.
    private static double Expectation(Func<double, double> value)
    {
        const double Step = 1e-3;
        return Enumerable.Range(-8000, 16001).Sum(k => Step * Math.Exp(-Math.Pow(k * Step, 2) / 2) / Math.Sqrt(2 * Math.PI) * value(k * Step));
    }
}
