using CsCheck;
using Homeostat.Tests.Simulations.Events;

namespace Homeostat.Tests.Simulations;

/// <summary>A state that was taken is gone on from to the same bits, and fits nothing else.</summary>
public class SnapshotTests
{
    [Fact]
    public void A_fork_comes_to_the_same_bits_and_leaves_the_other_alone()
    {
        using var one = new Simulation(Spiking.Network());
        one.Run(20.3 * Units.Millisecond);
        var taken = one.Snapshot();
        Assert.Contains(taken.Spikes.Values, spikes => spikes.Shape[0] > 0);
        using var fork = one.Fork();
        fork.Run(15 * Units.Millisecond);
        Assert.Equal(taken.Step, one.Step);
        Equal(taken, one.Snapshot());
        one.Run(15 * Units.Millisecond);
        Equal(one.Snapshot(), fork.Snapshot());
        one.Restore(taken);
        Equal(taken, one.Snapshot());
    }

    [Fact]
    public void A_state_is_refused_where_it_would_mean_something_else()
    {
        using var saved = new Simulation(Queue(0.1));
        saved.Run(6 * Units.Millisecond);
        var state = saved.Snapshot();
        Refused("has the time step 0.0001 s, the simulation 0.0002 s", new Simulation(Queue(0.2)), state);
        Refused("has the seed 1, the simulation 2", new Simulation(Queue(0.1), 1, new SimulationOptions { Seed = 2 }), state);
        Refused("has the number type Float32, the simulation Float64", new Simulation(Queue(0.1), 1, new SimulationOptions { Type = ElementType.Float64 }), state);
        Refused("Float32 (2, 1) was expected", new Simulation(Queue(0.1), 2), state, static s => s with { Spikes = s.Spikes.Append(new("source.spike/1", s.Spikes["source.spike/0"])).ToDictionary() });
        Refused("has no list of spikes 'source.spike/0'", new Simulation(Queue(0.1)), state, s => s with { Spikes = new Dictionary<string, NpyArray>() });
        Refused("less than none", new Simulation(Queue(0.1)), state, s => s with { Step = -1 });
        Refused("units from 0 to 0", new Simulation(Queue(0.1)), state, s => s with { Spikes = new Dictionary<string, NpyArray> { ["source.spike/0"] = NpyArray.Of<double>([10, 1], 1, 2) } });
        Refused("has a variable 'target.u'", new Simulation(Queue(0.1)), state, s => s with { Variables = s.Variables.Append(new("target.u", s.Variables["target.v"])).ToDictionary() });
        saved.Run(4 * Units.Millisecond);
        Assert.Equal(0, saved["target.v"][0, 0]);
        saved.Run(2 * Units.Millisecond);
        Assert.Equal(Math.Exp(-0.05), saved["target.v"][0, 0], 5e-3);
    }

    /// <summary>What holds for blocks of any size holds for arrays of more than two gigabytes, whose blocks are of one.</summary>
    [Fact]
    public void Bytes_in_blocks_are_the_bytes_that_were_written() => Gen.Select(Gen.Byte.Array[0, 100], Gen.Int[1, 12]).Sample((bytes, block) =>
    {
        var blocks = new ByteBlocks(bytes.Length, block * 8);
        var middle = bytes.Length / 3;
        blocks.Write(middle, bytes.AsSpan(middle));
        blocks.Write(0, bytes.AsSpan(0, middle));
        Assert.Equal(bytes, blocks.Blocks.SelectMany(b => b));
        Assert.All(blocks.Blocks, b => Assert.True(b.Length <= block * 8));
        var back = new byte[bytes.Length];
        blocks.Read(0, back.AsSpan(0, middle));
        blocks.Read(middle, back.AsSpan(middle));
        Assert.Equal(bytes, back);
    });

    private static Circuit Queue(double step) => new("queue", step * Units.Millisecond)
    {
        new Population("source", 1, "") { Spikes = new SpikeTimes([0], [1e-3]) },
        new Population("target", 1, "dv/dt = -v/(20*ms) : 1"),
        new Projection("source", "target") { OnPre = "v += 1", Delay = "10*ms" },
    };

    private static void Equal(Snapshot expected, Snapshot found)
    {
        Assert.Equal(expected.Step, found.Step);
        var values = found.Values;
        Assert.All(expected.Values, v => Assert.Equal(v.Value, values[v.Key]));
    }

    private static void Refused(string expected, Simulation simulation, Snapshot state, Func<Snapshot, Snapshot>? change = null)
    {
        using (simulation)
        {
            var before = simulation.Snapshot();
            var message = Assert.Throws<HomeostatException>(() => simulation.Restore(change?.Invoke(state) ?? state)).Message;
            Assert.Contains(expected, message, StringComparison.Ordinal);
            Equal(before, simulation.Snapshot());
        }
    }
}
