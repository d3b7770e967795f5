using CsCheck;

namespace Homeostat.Tests.Evaluation.Spikes;

public class SpikeTrainsTests
{
    private static readonly Gen<SpikeTrains> Any = Gen.Select(Gen.Int[1, 6], Gen.Select(Gen.Int[0, 999], Gen.Int[0, 5]).Array[0, 60])
        .Select((units, spikes) => Trains.Of(units, 1, spikes.Select(s => (s.Item1 * 1e-3, s.Item2 % units))));

    [Fact]
    public void Each_units_train_is_its_spikes_in_order() => Any.Sample(trains =>
    {
        var pairs = Pairs(trains);
        for (var unit = 0; unit < trains.Units; unit++)
        {
            Assert.Equal(pairs.Where(p => p.Unit == unit).Select(p => p.Time), trains.Of(unit).ToArray());
        }
    });

    [Fact]
    public void Parts_of_the_time_make_up_the_whole() => Gen.Select(Any, Gen.Double[1e-3, .999]).Sample((trains, cut) =>
    {
        var (before, after) = (trains.Between(0, cut), trains.Between(cut, 1));
        Assert.Equal(Pairs(trains), Pairs(before).Concat(Pairs(after)));
        Assert.Equal((0, cut, cut, 1), (before.Start, before.End, after.Start, after.End));
        Assert.All(Pairs(before), spike => Assert.True(spike.Time < cut));
        Assert.All(Pairs(after), spike => Assert.True(spike.Time >= cut));
    });

    [Fact]
    public void Selected_units_keep_their_spikes_in_the_order_asked_for() => Gen.Select(Any, Gen.Int[0, 100]).Sample((trains, seed) =>
    {
        var units = Enumerable.Range(0, trains.Units).ToArray();
        new RandomStream((ulong)seed).Shuffle(units);
        var chosen = units[..(1 + (seed % trains.Units))];
        var selected = trains.Select(chosen);
        Assert.Equal(chosen.Length, selected.Units);
        for (var i = 0; i < chosen.Length; i++)
        {
            Assert.Equal(trains.Of(chosen[i]).ToArray(), selected.Of(i).ToArray());
        }
    });

    [Fact]
    public void A_range_of_units_is_written_as_one()
    {
        var trains = new SpikeTrains(4, 0, 1, [3, 0, 2, 3], [.1, .2, .3, .4]);
        Assert.Equal([(1, .1), (0, .3), (1, .4)], Pairs(trains.Select(2..)));
        Assert.Equal([(0, .2)], Pairs(trains.Select(..^2)));
        Assert.Contains("0..5", Error(() => trains.Select(..5)), StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => trains.Select(2..2));
    }

    [Fact]
    public void What_is_no_recording_is_refused_by_name()
    {
        Assert.Contains("Spike 1 is of unit 2; units from 0 to 1", Error(() => new SpikeTrains(2, 0, 1, [0, 2], [.1, .2])), StringComparison.Ordinal);
        Assert.Contains("Spike 0 is of unit -1", Error(() => new SpikeTrains(2, 0, 1, [-1], [.1])), StringComparison.Ordinal);
        Assert.Contains("Spike 2 is at 0.1 s, after one at 0.2 s", Error(() => new SpikeTrains(2, 0, 1, [0, 0, 0], [.1, .2, .1])), StringComparison.Ordinal);
        Assert.Contains("Spike 0 is at 1 s; times from 0 s to before 1 s", Error(() => new SpikeTrains(2, 0, 1, [0], [1])), StringComparison.Ordinal);
        Assert.Contains("NaN", Error(() => new SpikeTrains(2, 0, 1, [0], [double.NaN])), StringComparison.Ordinal);
        Assert.Contains("1 units and 2 times", Error(() => new SpikeTrains(2, 0, 1, [0], [.1, .2])), StringComparison.Ordinal);
        Assert.Contains("from 1 to 1 s", Error(() => new SpikeTrains(2, 1, 1, [], [])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spike_at_an_edge_is_at_the_edge_whatever_rounding_does()
    {
        var trains = new SpikeTrains(1, 0, 1, [0, 0, 0], [.1 * 2, .3, .1 * 6]);
        Assert.Equal([.1 * 2], trains.Between(.2, .1 * 3).Times.ToArray());
        Assert.Equal([.3], trains.Between(.1 * 3, .6).Times.ToArray());
        Assert.Equal(trains.Count, trains.Between(0, .1 * 3).Count + trains.Between(.1 * 3, .1 * 6).Count + trains.Between(.6, 1).Count);
    }

    [Fact]
    public void What_is_not_in_a_recording_cannot_be_taken_from_it()
    {
        var trains = new SpikeTrains(3, 0, 7000 * 1e-4, [1], [.5]);
        Assert.Equal(1, trains.Between(.4, .7).Count);
        Assert.Contains("between 0.4 and 0.8 s", Error(() => trains.Between(.4, .8)), StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => trains.Between(.4, .4));
        Assert.Contains("0 to 2", Error(() => trains.Of(3)), StringComparison.Ordinal);
        Assert.Contains("Unit 1 was selected twice", Error(() => trains.Select([1, 1])), StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => trains.Select([3]));
        Assert.Throws<HomeostatException>(() => trains.Select([]));
    }

    [Fact]
    public void It_says_what_it_is() =>
        Assert.Equal("3 spikes of 2 units from 0.5 to 1 s: 3 Hz", new SpikeTrains(2, .5, 1, [0, 1, 0], [.5, .6, .7]).ToString());

    private static (int Unit, double Time)[] Pairs(SpikeTrains trains) => [.. trains.Unit.ToArray().Zip(trains.Times.ToArray())];

    private static string Error(Func<object> action) => Assert.Throws<HomeostatException>(action).Message;

    private static string Error(Action action) => Assert.Throws<HomeostatException>(action).Message;
}
