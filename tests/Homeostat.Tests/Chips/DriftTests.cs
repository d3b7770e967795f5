using Homeostat.Chips;

namespace Homeostat.Tests.Chips;

/// <summary>Circuits in float64 against the same in integers.</summary>
public class DriftTests
{
    private static readonly Chip Loihi2 = ChipCatalog.Find("loihi2");

    [Fact]
    public void Spikes_are_paired_within_the_window_and_only_once()
    {
        double[][] a = [[0.010, 0.020, 0.021], []];
        double[][] b = [[0.0105, 0.0205], [0.010]];
        Assert.Equal(2, Activity.Pairs(a, b, 0.001));
        Assert.Equal(0, Activity.Pairs(a, b, 0.0001));
        Assert.Equal(3, Activity.Pairs(a, a, 0));
        var (x, y) = (Of(a), Of(b));
        Assert.Equal(4.0 / 6, x.Common(y, 0.001, ["p"]));
        Assert.Equal(1, Of([[]]).Common(Of([[]]), 0.001, ["p"]));

        static Activity Of(double[][] spikes) => new(new Dictionary<string, double[][]> { ["p"] = spikes }, new Dictionary<string, double[,]>(), 0.001);
    }

    /// <summary>Each circuit has one value that a chip cannot hold, and the report names it.</summary>
    [Theory]
    [InlineData("weights", 64, "(5 + 40*rand())*mV", 0)]
    [InlineData("decays and factors", 700, "60*mV", 1)]
    public void The_largest_cause_is_found(string cause, int membrane, string weight, int window)
    {
        var report = DriftReport.Of(Circuit(membrane, weight), Loihi2, null, new DriftOptions { Time = 500 * Units.Millisecond, Window = window * Units.Millisecond }, out var integer);
        Assert.Equal(cause, report.LargestCause?.Rounding);
        Assert.Equal(report.Causes.Max(c => c.Common), report.LargestCause!.Common);
        var cells = Assert.Single(report.Populations);
        Assert.Equal((cells.Common, cells.Potential), (report.Common, report.Potential));
        Assert.True(cells.Spikes > 50 && cells.Common < 1, $"{cells.Spikes} spikes, {cells.Common} in common");
        Assert.InRange(cells.IntegerRate, 0.8 * cells.Rate, 1.2 * cells.Rate);
        Assert.Equal(cells.Spikes / 0.5 / 10, cells.Rate, 1e-9);
        Assert.Contains(integer.Roundings, r => r.Error > 1e-3);
    }

    [Fact]
    public void What_a_chip_can_hold_does_not_drift()
    {
        var report = DriftReport.Of(Circuit(64, "20*mV"), Loihi2, null, new DriftOptions { Time = 300 * Units.Millisecond, Window = 0 * Units.Second }, out _);
        Assert.True(report.Populations[0].Spikes > 50);
        Assert.Equal(1, report.Common);
        Assert.InRange(report.Potential, 0, 1e-4);
        Assert.Null(report.LargestCause);
    }

    /// <summary>Spikes from outside are the same in float32, which would draw others; and a simulation is compared as it is now.</summary>
    [Fact]
    public void Float32_is_given_the_spikes_from_outside()
    {
        var drift = new DriftOptions { Time = 300 * Units.Millisecond, Window = 0 * Units.Second };
        var report = DriftReport.Of(Circuit(64, "20*mV"), Loihi2, null, drift, out _);
        Assert.Equal(1, report.Single);
        using var simulation = new Simulation(Circuit(64, "20*mV"), 1, new SimulationOptions { Type = ElementType.Float64 });
        simulation.Synapses("input_to_cells").Set("w", [.. Enumerable.Repeat(0.0, simulation.Synapses("input_to_cells").Count)]);
        var silent = DriftReport.Of(simulation, Loihi2, null, drift with { FindsCause = false }, out _);
        Assert.Equal(0, silent.Populations[0].Spikes + silent.Populations[0].IntegerSpikes);
        Assert.Equal(0, simulation.Step);
    }

    [Fact]
    public void A_negative_window_is_refused() => Assert.StartsWith(
        "Spikes within -0.001 second were to count as the same; give a time from 0 on, such as 1 ms.",
        Assert.Throws<HomeostatException>(() => DriftReport.Of(Circuit(64, "20*mV"), Loihi2, null, new DriftOptions { Window = -1 * Units.Millisecond }, out _)).Message, StringComparison.Ordinal);

    // Euler's method and time constants of 2ⁿ steps make decays that twelve bits hold.
    private static Circuit Circuit(int membrane, string weight) => new("drift")
    {
        new Population("input", 40, "") { Threshold = "rand() < 30*Hz*dt" },
        new Population("cells", 10, $"""
            dv/dt = (ge - v)/({membrane}*ms) : volt (unless refractory)
            dge/dt = -ge/(8*ms) : volt
            """)
        {
            Threshold = "v > 20*mV", Reset = "v = 0*mV", Refractory = "2*ms", Method = "euler",
        },
        new Projection("input", "cells", "w : volt") { OnPre = "ge += w", Initial = new Dictionary<string, string> { ["w"] = weight } },
    };
}
