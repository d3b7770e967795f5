namespace Homeostat.Tests.Simulations;

/// <summary>Time far from the beginning of a run, where float32 is too coarse to hold it.</summary>
public class LongRunTests
{
    private const long Far = 16_000_003;

    private static readonly string[] s_values =
    [
        "sin(2*pi*50*Hz*t)", "int(t % (50*ms) < 20*ms)", "(t - 1600*second)/ms", "int(timestep(t, dt) % 10 == 0)",
        "where(t > 1600.0005*second, 1, -1)*exp(-(t - 1600*second)/(2*ms))",
    ];

    [Fact]
    public void Values_of_the_time_alone_are_computed_in_double_precision()
    {
        for (var k = 0; k < s_values.Length; k++)
        {
            var (single, precise) = (Run(s_values[k], ElementType.Float32), Run(s_values[k], ElementType.Float64));
            Assert.True(precise.Distinct().Count() > 1);
            Assert.All(precise.Zip(single), both => Assert.Equal(both.First, both.Second, 1e-6 * Math.Max(1, Math.Abs(both.First))));
        }
    }

    [Fact]
    public void Steps_that_float32_cannot_hold_are_refused_where_synapses_store_them()
    {
        var circuit = new Circuit("far", 0.1 * Units.Millisecond)
        {
            new Population("S", 1, "") { Spikes = new SpikeTimes([0], [1e-3]) },
            new Population("T", 1, "g : 1"),
            new Projection("S", "T", "ds/dt = -s/ms : 1 (event-driven)") { OnPre = "s += 1; g_post += s" },
        };
        using var simulation = new Simulation(circuit);
        simulation.Restore(simulation.Snapshot() with { Step = (1 << 24) - 10 });
        simulation.Run(1 * Units.Millisecond);
        var error = Assert.Throws<HomeostatException>(() => simulation.Run(0.1 * Units.Millisecond));
        Assert.Contains("Set SimulationOptions.Type to Float64", error.Message, StringComparison.Ordinal);
        Assert.Equal(1 << 24, simulation.Step);
    }

    // In an equation, in every step, in a threshold, after a spike and at a synapse, for units that are cut into slices.
    private static double[] Run(string value, ElementType type)
    {
        using var workers = new Workers(2);
        var circuit = new Circuit("far", 0.1 * Units.Millisecond)
        {
            new Population("A", 3000, $"""
                dx/dt = {value}/ms : 1
                a : 1
                b : 1
                c : 1
                level = {value} : 1
                """)
            {
                Method = "euler", OnStep = $"a = ({value})*(1 + i); c += int({value} > 0)", Threshold = $"{value} > i - 2.03", Reset = $"b = {value}",
            },
            new Population("B", 3000, "g : 1"),
            new Projection("A", "B") { OnPre = $"g = g + {value}", Connectivity = Connectivity.OneToOne },
        };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = type, Workers = workers });
        simulation.Restore(simulation.Snapshot() with { Step = Far });
        var (level, spikes) = (simulation.Record("A.level"), simulation.RecordSpikes("A"));
        simulation.Run(2 * Units.Millisecond);
        return
        [
            .. level.Of(2999), spikes.Count,
            .. new[] { "A.x", "A.a", "A.b", "A.c", "B.g" }.SelectMany(name => new[] { 0, 1, 2, 2999 }.Select(unit => simulation[name][0, unit])),
        ];
    }
}
