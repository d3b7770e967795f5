using CsCheck;

namespace Homeostat.Tests.Evaluation.Spikes;

public class SynchronyTests
{
    [Fact]
    public void Units_that_do_the_same_are_fully_synchronous()
    {
        var together = Trains.Of(5, 1, Enumerable.Range(0, 5).SelectMany(unit => new[] { .11, .32, .33, .71 }.Select(t => (t, unit))));
        Assert.Equal(1, together.Synchrony(.01)!.Value, 1e-12);
        Assert.Equal(1, Sines(units: 4, phase: 0).Synchrony()!.Value, 1e-12);
    }

    [Fact]
    public void Units_evenly_out_of_phase_cancel() => Assert.Equal(0, Sines(units: 4, phase: Math.PI / 2).Synchrony()!.Value, 1e-7);

    [Fact]
    public void Half_the_units_against_the_other_half_of_three_to_one()
    {
        // Three units one way and one the other: the mean is half of a unit's, so its deviation is too.
        var values = new double[400];
        for (var t = 0; t < 100; t++)
        {
            for (var unit = 0; unit < 4; unit++)
            {
                values[(4 * t) + unit] = -65e-3 + ((unit == 3 ? -1 : 1) * 1e-3 * Math.Sin(t));
            }
        }

        Assert.Equal(.5, new StateTraces([0, 1, 2, 3], Enumerable.Range(0, 100).Select(t => t * 1e-3).ToArray(), values).Synchrony()!.Value, 1e-9);
    }

    [Fact]
    public void Independent_units_are_less_synchronous_the_more_they_are()
    {
        Assert.Equal(1 / Math.Sqrt(25), Noise(25).Synchrony()!.Value, .02);
        Assert.Equal(1 / Math.Sqrt(400), Noise(400).Synchrony()!.Value, .005);
    }

    [Fact]
    public void Offsets_of_units_and_scale_do_not_matter() => Gen.Select(Gen.Double[-1, 1].Array[12], Gen.Double[.1, 10]).Sample((offsets, scale) =>
    {
        var traces = Noise(12);
        var moved = new StateTraces(
            traces.Units.ToArray(), traces.Times.ToArray(), [.. traces.Values.ToArray().Select((v, i) => scale * (v + offsets[i % 12]))]);
        Assert.Equal(traces.Synchrony()!.Value, moved.Synchrony()!.Value, 1e-9);
    }, iter: 20);

    [Fact]
    public void Where_nothing_changes_there_is_no_synchrony_to_speak_of()
    {
        Assert.Null(new SpikeTrains(2, 0, 1, [], []).Synchrony(.1));
        Assert.Null(new StateTraces([0, 1], [0, 1], [3, 4, 3, 4]).Synchrony());
        Assert.Throws<HomeostatException>(() => new StateTraces([0, 1], [0], [3, 4]).Synchrony());
        Assert.Throws<HomeostatException>(() => new SpikeTrains(2, 0, 1, [], []).Synchrony(.6));
    }

    [Fact]
    public void Traces_are_read_by_unit_and_by_time()
    {
        var traces = new StateTraces([7, 3], [0, .5, 1], [1, 2, 3, 4, 5, 6]);
        Assert.Equal([1, 3, 5], traces.Of(7));
        Assert.Equal([2, 4, 6], traces.Of(3));
        Assert.Equal([1.5, 3.5, 5.5], traces.Mean());
        Assert.Equal(4, traces[1, 1]);
        Assert.Contains("7, 3", Assert.Throws<HomeostatException>(() => traces.Of(0)).Message, StringComparison.Ordinal);
        Assert.Contains("5 values were given for 2 units at 3 times", Assert.Throws<HomeostatException>(() => new StateTraces([7, 3], [0, .5, 1], new double[5])).Message, StringComparison.Ordinal);
        Assert.Contains("Values 1 are of the time 0 s", Assert.Throws<HomeostatException>(() => new StateTraces([7], [0, 0], [1, 2])).Message, StringComparison.Ordinal);
    }

    private static StateTraces Sines(int units, double phase)
    {
        var times = Enumerable.Range(0, 1000).Select(t => t * 1e-3).ToArray();
        return new StateTraces(
            [.. Enumerable.Range(0, units)], times, [.. times.SelectMany(t => Enumerable.Range(0, units).Select(unit => Math.Sin((2 * Math.PI * 5 * t) + (unit * phase))))]);
    }

    private static StateTraces Noise(int units)
    {
        var random = new RandomStream(3);
        var times = Enumerable.Range(0, 1000).Select(t => t * 1e-3).ToArray();
        return new StateTraces([.. Enumerable.Range(0, units)], times, [.. Enumerable.Range(0, units * times.Length).Select(_ => random.NextNormal())]);
    }
}
