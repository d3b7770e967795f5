using System.Numerics;
using CsCheck;

namespace Homeostat.Tests.Evaluation.Spikes;

public class SpectrumTests
{
    [Fact]
    public void One_segment_is_the_fourier_transform_by_its_definition() => Gen.Select(Gen.Double[-5, 5].Array[2, 40], Gen.Double[1e-4, .1]).Sample((signal, step) =>
    {
        var (n, mean) = (signal.Length, signal.Average());
        var hann = signal.Select((_, i) => Math.Pow(Math.Sin(Math.PI * i / n), 2)).ToArray();
        var spectrum = PowerSpectrum.Welch(signal, step, n * step);
        Assert.Equal((n / 2) + 1, spectrum.Density.Length);
        for (var k = 0; k <= n / 2; k++)
        {
            var sum = Complex.Zero;
            for (var i = 0; i < n; i++)
            {
                sum += (signal[i] - mean) * hann[i] * Complex.Exp(-2 * Math.PI * Complex.ImaginaryOne * i * k / n);
            }

            var sides = k == 0 || 2 * k == n ? 1 : 2;
            Assert.Equal(sides * sum.Magnitude * sum.Magnitude * step / hann.Sum(w => w * w), spectrum.Density[k], 1e-10);
            Assert.Equal(k / (n * step), spectrum.Frequencies[k], 1e-9 / step);
        }
    });

    [Fact]
    public void A_sine_peaks_at_its_frequency_and_has_its_variance()
    {
        var signal = Enumerable.Range(0, 4000).Select(i => 3 + (2 * Math.Sin(2 * Math.PI * 40 * i * 1e-3))).ToArray();
        var spectrum = PowerSpectrum.Welch(signal, 1e-3, .25);
        Assert.Equal(40, spectrum.Peak, 1e-9);
        Assert.Equal(2, spectrum.Density.Sum() * 4, 1e-6);
    }

    [Fact]
    public void The_spectrum_of_a_poisson_population_is_flat_at_twice_the_rate_over_the_units()
    {
        var spectrum = Trains.Poisson(units: 100, rate: 10, duration: 50, seed: 2).PopulationRate(.002).Spectrum(.128);
        var inner = spectrum.Density[2..^2];
        Assert.Equal(2 * 10 / 100.0, inner.Average(), .01);
        Assert.All(inner, density => Assert.InRange(density, .14, .26));
    }

    [Fact]
    public void A_spectrogram_follows_a_change_of_frequency()
    {
        var signal = Enumerable.Range(0, 4000).Select(i => Math.Sin(2 * Math.PI * (i < 2000 ? 20 : 60) * i * 1e-3)).ToArray();
        var spectrogram = Spectrogram.Of(signal, 1e-3, window: .2, every: .1, start: 5);
        Assert.Equal(39, spectrogram.Times.Length);
        Assert.Equal((5.1, 8.9), (spectrogram.Times[0], Math.Round(spectrogram.Times[^1], 9)));
        for (var segment = 0; segment < spectrogram.Times.Length; segment++)
        {
            if (Math.Abs(spectrogram.Times[segment] - 7) > .1)
            {
                var peak = new PowerSpectrum(spectrogram.Frequencies, spectrogram.Density[segment]).Peak;
                Assert.Equal(spectrogram.Times[segment] < 7 ? 20 : 60, peak, 1e-9);
            }
        }
    }

    [Fact]
    public void A_window_that_does_not_fit_is_refused()
    {
        Assert.Contains("10 values", Assert.Throws<HomeostatException>(() => PowerSpectrum.Welch(new double[10], .1, 1.2)).Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => PowerSpectrum.Welch(new double[10], .1, .1));
        Assert.Throws<HomeostatException>(() => PowerSpectrum.Welch(new double[10], 0, 1));
        Assert.Throws<HomeostatException>(() => Spectrogram.Of(new double[10], .1, .5, every: 0));
    }

    [Fact]
    public void A_correlogram_counts_pairs_at_each_lag()
    {
        var trains = Trains.Of(2, 1, [(.100, 0), (.500, 0), (.102, 1), (.504, 1), (.499, 1), (.900, 1)]);
        var correlogram = trains.CrossCorrelogram(0, 1, bin: .001, reach: .005);
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0], correlogram.Counts);
        Assert.Equal([-.005, 0, .005], new[] { 0, 5, 10 }.Select(k => Math.Round(correlogram.Lags[k], 9)));
    }

    [Fact]
    public void Swapping_the_units_turns_a_correlogram_around() => Gen.Select(Gen.Int[0, 999].Array[0, 60], Gen.Int[0, 999].Array[0, 60], Gen.Int[1, 9]).Sample((a, b, bin) =>
    {
        var trains = Trains.Of(2, .1, [.. a.Distinct().Select(step => (step * 1e-4, 0)), .. b.Distinct().Select(step => (step * 1e-4, 1))]);
        var forth = trains.CrossCorrelogram(0, 1, bin * 1e-4, .01);
        Assert.Equal(forth.Counts, trains.CrossCorrelogram(1, 0, bin * 1e-4, .01).Counts.Reverse());

        // An oracle in whole steps.
        var side = (forth.Counts.Length - 1) / 2;
        var expected = new long[forth.Counts.Length];
        foreach (var lag in a.Distinct().SelectMany(x => b.Distinct().Select(y => y - x)))
        {
            var place = Math.Sign(lag) * (((2 * Math.Abs(lag)) + bin) / (2 * bin));
            if (Math.Abs(place) <= side)
            {
                expected[side + place]++;
            }
        }

        Assert.Equal(expected, forth.Counts);
    });

    [Fact]
    public void Units_that_do_not_know_of_each_other_are_paired_as_expected()
    {
        var trains = Trains.Poisson(units: 2, rate: 50, duration: 100, seed: 5);
        foreach (var (a, b) in new[] { (0, 1), (1, 1) })
        {
            var correlogram = trains.CrossCorrelogram(a, b, .01, .2);
            Assert.All(correlogram.Counts.Zip(correlogram.Expected), bin => Assert.InRange(bin.First, bin.Second - (5 * Math.Sqrt(bin.Second)), bin.Second + (5 * Math.Sqrt(bin.Second))));
            Assert.Equal(correlogram.Expected.Sum(), correlogram.Counts.Sum(), .02 * correlogram.Expected.Sum());
        }

        Assert.Throws<HomeostatException>(() => trains.CrossCorrelogram(0, 1, .01, 100));
        Assert.Throws<HomeostatException>(() => trains.CrossCorrelogram(0, 2, .01, .1));
        Assert.Throws<HomeostatException>(() => trains.CrossCorrelogram(0, 1, 0, .1));
    }
}
