namespace Homeostat.Tests.Neurons;

/// <summary>What encoders say of an intensity can be read from their spikes.</summary>
public class EncoderTests
{
    [Fact]
    public void Poisson_counts_have_the_mean_and_variance_of_the_rate()
    {
        var cells = PoissonEncoder.Create("input", 1000, ("rate", 40 * Units.Hertz)).Starting(("intensity", "where(i < 500, 0.5, 1)"));
        var counts = Firing.Of(cells, 2000).Select(train => (double)train.Length).ToArray();
        foreach (var (part, expected) in new[] { (counts[..500], 40.0), (counts[500..], 80.0) })
        {
            var mean = part.Average();
            var variance = part.Sum(c => (c - mean) * (c - mean)) / (part.Length - 1);
            Assert.InRange(mean, expected - (5 * Math.Sqrt(expected / 500)), expected + (5 * Math.Sqrt(expected / 500)));
            Assert.InRange(variance / mean, 0.7, 1.3);
        }
    }

    [Fact]
    public void Bernoulli_units_fire_with_their_probability_in_every_step()
    {
        var cells = BernoulliEncoder.Create("input", 4, ("p", 0.8)).Starting(("intensity", "i/3"));
        var trains = Firing.Of(cells, 1000);
        for (var i = 0; i < 4; i++)
        {
            var p = 0.8 * i / 3;
            Assert.InRange(trains[i].Length, (10_000 * p) - (500 * Math.Sqrt(p)), (10_000 * p) + (500 * Math.Sqrt(p)));
        }

        Assert.Empty(trains[0]);
    }

    [Fact]
    public void Regular_units_lose_no_fraction_of_an_interval()
    {
        var trains = Firing.Of(RegularEncoder.Create("input", 3, ("rate", 70 * Units.Hertz)).Starting(("intensity", "i/2")), 1000);
        Assert.Empty(trains[0]);
        Assert.InRange(trains[1].Length, 34, 35);
        Assert.InRange(trains[2].Length, 69, 70);
        Assert.All(Firing.Intervals(trains[2]), interval => Assert.InRange(interval, 14.1, 14.5));
    }

    [Fact]
    public void Latencies_are_those_of_a_leaky_membrane_in_every_presentation()
    {
        var cells = LatencyEncoder.Create("input", 11).Starting(("intensity", "0.1*i"));
        var trains = Firing.Of(cells, 300);
        for (var i = 0; i <= 10; i++)
        {
            if (i < 3)
            {
                // At the threshold or below it, for ever.
                Assert.Empty(trains[i]);
                continue;
            }

            var latency = 20 * Math.Log(0.1 * i / ((0.1 * i) - 0.2));
            Assert.Equal(3, trains[i].Length);
            for (var presentation = 0; presentation < 3; presentation++)
            {
                Assert.InRange(trains[i][presentation] - (100 * presentation), latency - 1e-6, latency + 0.1 + 1e-6);
            }
        }
    }

    [Fact]
    public void Phases_fall_as_intensities_rise()
    {
        var trains = Firing.Of(PhaseEncoder.Create("input", 6).Starting(("intensity", "0.2*i")), 100);
        Assert.Empty(trains[0]);
        for (var i = 1; i < 6; i++)
        {
            Assert.Equal([0, 25, 50, 75], trains[i].Select(t => Math.Round(t - (25 * (1 - (0.2 * i))), 6)));
        }
    }

    [Fact]
    public void Weighted_spikes_add_up_to_the_intensity()
    {
        double[] intensities = [0, 0.3, 0.5, 0.7, 0.99];
        var text = intensities.Select((x, i) => FormattableString.Invariant($"{x}*int(i == {i})"));
        var cells = WeightedPhaseEncoder.Create("input", 5).Starting(("intensity", string.Join(" + ", text)));
        using var simulation = Firing.Simulate(cells, step: 1);
        var (spikes, weight) = (simulation.RecordSpikes("input"), simulation.Record("input.weight"));
        simulation.Run(24 * Units.Millisecond);
        for (var cycle = 0; cycle < 3; cycle++)
        {
            var sums = new double[5];
            for (var k = 0; k < spikes.Steps.Count; k++)
            {
                if (spikes.Steps[k] / 8 == cycle)
                {
                    sums[spikes.Units[k]] += weight.Values[(int)spikes.Steps[k], 0];
                }
            }

            Assert.Equal(intensities.Select(x => Math.Floor(x * 256) / 256), sums);
        }
    }

    [Fact]
    public void Sources_fire_when_they_are_told_to()
    {
        var source = SpikeSource.Create("input", 3, new SpikeTimes([2, 0, 2], [0.005, 0.001, 0.0072]));
        var trains = Firing.Of(source, 10);
        Assert.Equal([1], trains[0].Select(t => Math.Round(t, 6)));
        Assert.Empty(trains[1]);
        Assert.Equal([5, 7.2], trains[2].Select(t => Math.Round(t, 6)));
    }
}
