using CsCheck;

namespace Homeostat.Tests.Evaluation.Spikes;

public class SpikeStatisticsTests
{
    private static readonly Gen<SpikeTrains> Any = Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 9999], Gen.Int[0, 3]).Array[12, 80])
        .Select((units, spikes) => Trains.Of(units, 1, spikes.Distinct().Select(s => (s.Item1 * 1e-4, s.Item2 % units))));

    private static readonly SpikeTrains Poisson = Trains.Poisson(units: 200, rate: 20, duration: 20, seed: 1);

    [Fact]
    public void Rates_are_spikes_over_time()
    {
        var trains = new SpikeTrains(3, 1, 3, [0, 2, 0, 0], [1, 1.5, 2, 2.5]);
        Assert.Equal([1.5, 0, .5], trains.Rates());
        Assert.Equal(4 / 6.0, trains.MeanRate(), 1e-12);
    }

    [Fact]
    public void The_rate_of_a_population_counts_each_bins_spikes()
    {
        var trains = new SpikeTrains(2, 1, 1.35, [0, 1, 0, 1, 0], [1, 1.05, 1.1, 1.29, 1.34]);
        var curve = trains.PopulationRate(.1);
        Assert.Equal([10, 5, 5], curve.Values.Select(v => Math.Round(v, 9)));
        Assert.Equal([1.05, 1.15, 1.25], curve.Times.Select(t => Math.Round(t, 9)));
    }

    [Fact]
    public void A_spike_on_an_edge_belongs_to_the_bin_that_begins_there_whatever_the_rounding()
    {
        // One spike each 0.1 ms: thousands of edges, of which division gets some wrong by the last bit.
        var trains = Trains.OfSteps(1, [.. Enumerable.Range(0, 10_000)]);
        foreach (var bin in new[] { 1e-4, 3e-4, 7e-4, 1e-3, 1.1e-2 })
        {
            var perBin = Math.Round(bin / 1e-4);
            Assert.All(trains.PopulationRate(bin).Values, rate => Assert.Equal(perBin, rate * bin, 1e-6));
        }
    }

    [Fact]
    public void Smoothing_keeps_what_is_constant_and_spreads_a_peak_as_a_gaussian()
    {
        Assert.All(new RateCurve(0, .001, [.. Enumerable.Repeat(7.0, 50)]).Smoothed(.005).Values, rate => Assert.Equal(7, rate, 1e-12));
        var peak = new double[201];
        peak[100] = 1000;
        var smooth = new RateCurve(0, .001, peak).Smoothed(.005).Values;
        Assert.Equal(1000, smooth.Sum(), 1e-9);
        Assert.Equal(Math.Exp(-.5), smooth[105] / smooth[100], 1e-12);
        Assert.Equal(25, smooth.Select((rate, i) => rate * (i - 100) * (i - 100)).Sum() / 1000, .1);
        Assert.Equal(peak, new RateCurve(0, .001, peak).Smoothed(0).Values);
        Assert.Throws<HomeostatException>(() => new RateCurve(0, .001, peak).Smoothed(-1));
    }

    [Fact]
    public void Measures_of_intervals_are_those_of_their_definitions()
    {
        // Intervals of 1, 3 and 2 seconds; and a unit of one spike.
        var trains = Trains.Of(3, 10, [(1, 0), (2, 0), (5, 0), (7, 0), (4, 1)]);
        Assert.Equal([1, 3, 2], trains.InterspikeIntervals(0));
        Assert.Equal([1, 3, 2], trains.InterspikeIntervals());
        Assert.Equal(Math.Sqrt(2 / 3.0) / 2, trains.CoefficientOfVariation(0)!.Value, 1e-12);
        Assert.Equal((2 * (2 / 4.0) + (2 * (1 / 5.0))) / 2, trains.LocalCoefficientOfVariation(0)!.Value, 1e-12);
        Assert.Equal(3 * ((2 / 4.0 * (2 / 4.0)) + (1 / 5.0 * (1 / 5.0))) / 2, trains.LocalVariation(0)!.Value, 1e-12);
        Assert.Null(trains.CoefficientOfVariation(1));
        Assert.Null(trains.LocalVariation(2));
        Assert.Single(trains.CoefficientsOfVariation(4));
        Assert.Empty(trains.CoefficientsOfVariation());
        Assert.Empty(trains.InterspikeIntervals(1));
    }

    [Fact]
    public void A_clock_varies_by_nothing()
    {
        var trains = Trains.Of(2, 1, Enumerable.Range(0, 100).SelectMany(i => new[] { (i * .01, 0), ((i + .5) * .01, 1) }));
        Assert.All(trains.CoefficientsOfVariation(), cv => Assert.Equal(0, cv, 1e-9));
        Assert.All(trains.LocalCoefficientsOfVariation(), cv => Assert.Equal(0, cv, 1e-9));
        Assert.All(trains.LocalVariations(), lv => Assert.Equal(0, lv, 1e-9));
        Assert.Equal([0, 0], trains.FanoFactors(.1));
    }

    [Fact]
    public void A_poisson_process_has_ones_of_everything()
    {
        // 200 units of 400 spikes: standard errors of the means are below half of a hundredth.
        Assert.Equal(20, Poisson.MeanRate(), 20 * .02);
        Assert.Equal(.05, Poisson.InterspikeIntervals().Average(), .05 * .02);
        Assert.Equal(1, Poisson.CoefficientsOfVariation().Average(), .02);
        Assert.Equal(1, Poisson.LocalCoefficientsOfVariation().Average(), .02);
        Assert.Equal(1, Poisson.LocalVariations().Average(), .02);
        Assert.Equal(1, Poisson.FanoFactors(.1).Average(), .03);
        Assert.Equal(1 / Math.Sqrt(200), Poisson.Synchrony(.01)!.Value, .005);
        var exponential = Poisson.InterspikeIntervals().Count(i => i < .05 * Math.Log(2)) / (double)Poisson.InterspikeIntervals().Length;
        Assert.Equal(.5, exponential, .01);
    }

    [Fact]
    public void A_gamma_process_of_order_four_is_half_as_irregular()
    {
        // Every fourth spike of a Poisson process: CV 1/sqrt(4), L_V 3/(2·4 + 1) (Shinomoto and others 2003), Fano towards 1/4.
        var trains = Trains.Of(50, 40, Enumerable.Range(0, 50).SelectMany(unit =>
            Trains.Poisson(1, 40, 40, seed: (ulong)unit + 10).Times.ToArray().Where((_, i) => i % 4 == 3).Select(t => (t, unit))));
        Assert.Equal(.5, trains.CoefficientsOfVariation().Average(), .02);
        Assert.Equal(1 / 3.0, trains.LocalVariations().Average(), .02);
        Assert.InRange(trains.FanoFactors(2).Average(), .22, .3);
    }

    [Fact]
    public void Drift_moves_the_coefficient_of_variation_but_not_the_local_ones()
    {
        // Poisson within, but twenty times as fast in the second half.
        var random = new RandomStream(4);
        var times = new List<(double, int)>();
        for (var t = 0.0; t < 100; t += -Math.Log(1 - random.NextDouble()) / (t < 50 ? 2 : 40))
        {
            times.Add((t, 0));
        }

        var trains = Trains.Of(1, 100, times);
        Assert.True(trains.CoefficientOfVariation(0) > 1.5);
        Assert.Equal(1, trains.LocalVariation(0)!.Value, .1);
        Assert.Equal(1, trains.LocalCoefficientOfVariation(0)!.Value, .1);
    }

    [Fact]
    public void Measures_know_neither_when_nor_how_fast() => Gen.Select(Any, Gen.Double[-10, 10], Gen.Double[.1, 10]).Sample((trains, shift, scale) =>
    {
        var moved = trains.Map(t => (t + shift) * scale);
        Near(trains.CoefficientsOfVariation(), moved.CoefficientsOfVariation());
        Near(trains.LocalVariations(), moved.LocalVariations());
        Near(trains.LocalCoefficientsOfVariation(), moved.LocalCoefficientsOfVariation());
        Near(trains.FanoFactors(.05), moved.FanoFactors(.05 * scale));
        Near([trains.Synchrony(.05) ?? -1], [moved.Synchrony(.05 * scale) ?? -1]);
        Near([trains.MeanRate()], [moved.MeanRate() * scale]);
    });

    [Fact]
    public void The_fano_factor_is_variance_over_mean_of_counts()
    {
        // Counts of 2, 0, 1 and 1 in windows of a second: mean 1, unbiased variance 2/3. The half second at the end is not counted.
        var trains = Trains.Of(2, 4.5, [(0, 0), (.5, 0), (2.5, 0), (3, 0), (4.2, 0)]);
        Assert.Equal(2 / 3.0, trains.FanoFactor(0, 1)!.Value, 1e-12);
        Assert.Null(trains.FanoFactor(1, 1));
        Assert.Single(trains.FanoFactors(1));
        Assert.Contains("2 times", Assert.Throws<HomeostatException>(() => trains.FanoFactors(3)).Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => trains.FanoFactors(0));
        Assert.Throws<HomeostatException>(() => trains.PopulationRate(double.NaN));
    }

    private static void Near(double[] a, double[] b)
    {
        Assert.Equal(a.Length, b.Length);
        Assert.All(a.Zip(b), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }
}
