using Homeostat.Tests.Simulations.Events;

namespace Homeostat.Tests.Exchange;

public sealed class SimulationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["state.npz"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ElementType.Float32, "(0.1 + 1.5*rand())*ms")]
    [InlineData(ElementType.Float64, "1.5*ms")]
    public void A_run_saved_while_spikes_are_under_way_goes_on_to_the_same_bits(ElementType type, string delay)
    {
        var options = new SimulationOptions { Type = type };
        using var whole = new Simulation(Spiking.Network(delay: delay), 1, options);
        var spikes = whole.RecordSpikes("cells");
        whole.Run(60 * Units.Millisecond);

        using (var first = new Simulation(Spiking.Network(delay: delay), 1, options))
        {
            first.Run(29.7 * Units.Millisecond);
            SimulationFile.Save(File, first);
        }

        var saved = Npz.Read(File);
        Assert.InRange(saved["noise.spike/0"].Shape[0], 1, 100);
        Assert.Equal(297, SimulationFile.Read(File).Step);

        using var workers = new Workers(1);
        using var second = new Simulation(Spiking.Network(delay: delay), 1, options with { Workers = workers });
        second.Run(3 * Units.Millisecond);
        SimulationFile.Restore(File, second);
        Assert.Equal(297, second.Step);
        var late = second.RecordSpikes("cells");
        second.Run(30.3 * Units.Millisecond);
        Assert.Equal(whole.Step, second.Step);
        Assert.All(whole.Snapshot().Values.Zip(second.Snapshot().Values), p => Assert.True(p.First.Value.AsSpan().SequenceEqual(p.Second.Value), p.First.Key));
        Assert.Equal(spikes.Steps.Where(step => step >= 297), late.Steps);
        Assert.Equal(spikes.Trains.Between(0.0297, 0.06).Unit, late.Trains.Unit);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        var options = new SimulationOptions { Seed = 7 };
        using var saved = new Simulation(Spiking.Network(), 1, options);
        saved.Run(5 * Units.Millisecond);
        SimulationFile.Save(File, saved);
        Refused("has the seed 7, the simulation 8", Spiking.Network(), options with { Seed = 8 });
        Refused("has the number type Float32, the simulation Float64", Spiking.Network(), options with { Type = ElementType.Float64 });
        Refused("has no variable", Spiking.Network(cells: 200), options);
        Refused("has no variable 'cell.v'", new Circuit("other", 0.1 * Units.Millisecond) { new Population("cell", 1, "dv/dt = -v/ms : 1") }, options);
        Refused("has the time step 0.0001 s, the simulation ", new Circuit("other") { new Population("cell", 1, "dv/dt = -v/ms : 1") }, options);

        using var whole = new Simulation(Spiking.Network(), 1, options);
        var state = Npz.Read(File);
        Npz.Write(File, state.Select(a => a.Key == "noise.spike/0" ? KeyValuePair.Create(a.Key, NpyArray.Of<double>([3, 50], 1, 2)) : a));
        Refused("units from 0 to 49", Spiking.Network(), options);
        Npz.Write(File, state.Where(a => a.Key != "noise.spike/0"));
        Refused("the array 'noise.spike/0' is missing", Spiking.Network(), options);

        // As the format before this one was.
        Npz.Write(File, state.Where(a => a.Key != "manifest").Append(KeyValuePair.Create("step", NpyArray.Number(50.0))));
        Refused("what an earlier version saved cannot be gone on with", Spiking.Network(), options);
        System.IO.File.WriteAllBytes(File, [1, 2, 3]);
        Refused("no intact .npz", Spiking.Network(), options);
        Assert.Contains("could not be read", Assert.Throws<HomeostatException>(() => SimulationFile.Restore(_folder["none"], whole)).Message, StringComparison.Ordinal);
    }

    private void Refused(string expected, Circuit circuit, SimulationOptions options)
    {
        using var simulation = new Simulation(circuit, 1, options);
        var before = simulation.Snapshot();
        var message = Assert.Throws<HomeostatException>(() => SimulationFile.Restore(File, simulation)).Message;
        Assert.StartsWith(File, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        var after = simulation.Snapshot();
        Assert.Equal(before.Step, after.Step);
        Assert.All(before.Values, v => Assert.Equal(v.Value, after.Values[v.Key]));
    }
}
