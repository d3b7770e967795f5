
namespace Homeostat.Tests.Simulations.Events;

/// <summary>What must not change a bit of a spiking circuit: threads, stops, probes, and how a time is cut up.</summary>
public sealed class SameBitsTests
{
    [Theory]
    [InlineData("(0.1 + 1.5*rand())*ms")]
    [InlineData("0.8*ms")]
    [InlineData("")]
    public void Any_number_of_threads_gives_the_same_bits(string delay)
    {
        var one = Spiking.Outcome(Spiking.Network(delay: delay), threads: 1);
        Assert.InRange(one.Units.Length, 100, 100_000);
        foreach (var threads in new[] { 2, 3 })
        {
            Equal(one, Spiking.Outcome(Spiking.Network(delay: delay), threads));
        }
    }

    [Fact]
    public void Rates_and_spikes_in_one_circuit_give_the_same_bits_too()
    {
        var circuit = Spiking.Network();
        circuit.Add(new Population("rates", 40, """
            dr/dt = (p + relu(drive) - r)/(10*ms) : 1
            p = softmax(r)                        : 1
            drive                                 : 1 (input)
            """));
        circuit.Add(new Population("mood", 300, "dm/dt = (felt - m)/(30*ms) : 1\nfelt : 1 (input)"));
        circuit.Add(new Projection("cells", "rates", "w : 1\ndrive_post = w*spikes_pre : 1 (summed)") { Initial = Spiking.Of(("w", "0.2*randn()")) });
        circuit.Add(new Projection("rates", "mood", "w : 1\nfelt_post = w*r_pre : 1 (summed)") { Initial = Spiking.Of(("w", "randn()")) });
        circuit.Add(new Projection("mood", "cells", "gain_seen : 1") { Connectivity = Connectivity.OneToOne, OnPost = "gain_seen = m_pre" });
        var one = Spiking.Outcome(circuit, 1, 50);
        Assert.Contains(one.State["mood.m"], m => m != 0);
        Assert.Contains(one.State["mood_to_cells.gain_seen"], m => m != 0);
        Equal(one, Spiking.Outcome(circuit, 2, 50));
    }

    [Fact]
    public void Probes_only_look_on() =>
        Equal(Spiking.Outcome(Spiking.Network(), 2), Spiking.Outcome(Spiking.Network(), 2, probes: true));

    [Fact]
    public void A_run_stopped_while_spikes_are_under_way_goes_on_to_the_same_bits()
    {
        var whole = Spiking.Outcome(Spiking.Network(), 2, milliseconds: 60);
        using var first = new Simulation(Spiking.Network());
        first.Run(29.7 * Units.Millisecond);
        var saved = first.Snapshot();
        Assert.Contains(saved.Values, v => v.Key.StartsWith("noise.spike/", StringComparison.Ordinal) && v.Value.Length > 0);
        using var second = new Simulation(Spiking.Network(), 1, new SimulationOptions { Workers = new Workers(1) });
        second.Run(12 * Units.Millisecond);
        second.Restore(saved);
        second.Run(30.3 * Units.Millisecond);
        Same(whole.State, second.Snapshot().Values);
    }

    [Fact]
    public void A_time_run_in_pieces_is_the_time_run_at_once()
    {
        var whole = Spiking.Outcome(Spiking.Network(), 2, milliseconds: 50);
        using var simulation = new Simulation(Spiking.Network());
        var spikes = simulation.RecordSpikes("cells");
        foreach (var piece in new[] { 0.1, 20, 3.3, 26.6 })
        {
            simulation.Run(piece * Units.Millisecond);
        }

        Equal(whole, (simulation.Snapshot().Values, [.. spikes.Steps], [.. spikes.Units]));
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void The_interpreter_gives_the_bits_of_the_machine_code(ElementType type) => Equal(
        Spiking.Outcome(Spiking.Network(), 1, 30, type), Spiking.Outcome(Spiking.Network(), 1, 30, type, interpret: true));

    private static void Equal(
        (IReadOnlyDictionary<string, double[]> State, long[] Steps, int[] Units) expected,
        (IReadOnlyDictionary<string, double[]> State, long[] Steps, int[] Units) actual)
    {
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected.Units, actual.Units);
        Same(expected.State, actual.State);
    }

    private static void Same(IReadOnlyDictionary<string, double[]> expected, IReadOnlyDictionary<string, double[]> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, values) in expected)
        {
            Assert.True(values.AsSpan().SequenceEqual(actual[name]), $"{name} differs");
        }
    }
}
