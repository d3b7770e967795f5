namespace Homeostat.Tests.Simulations.Events;

/// <summary>What is wrong in a spiking circuit is said where it is and with what to do.</summary>
public sealed class EventErrorTests
{
    private const string Cell = "dv/dt = -v/(10*ms) : volt";

    private static readonly Population Fires = new("a", 10, Cell) { Threshold = "v > 10*mV", Reset = "v = 0*mV" };

    [Theory]
    [InlineData("v += 1*nA", "", "wrong unit")]
    [InlineData("q += 1*mV", "", "'q' cannot be assigned")]
    [InlineData("v_pre += 1*mV", "", "A synapse cannot change its presynaptic unit")]
    [InlineData("v += 1*mV", "0.01*ms", "time step")]
    [InlineData("v += 1*mV", "-1*ms", "is -1 ms")]
    [InlineData("v += 1*mV", "1*mV", "unit")]
    [InlineData("v += w", "", "Unknown name 'w'")]
    public void Synapses(string onPre, string delay, string message) =>
        Says(message, new Circuit("c", 0.1 * Units.Millisecond) { Fires, new Projection("a", "a") { OnPre = onPre, Delay = delay } });

    [Fact]
    public void Populations()
    {
        Says("never clears its threshold", new Circuit("c") { Fires with { Reset = "v = 20*mV" } });
        Says("has a reset but no threshold", new Circuit("c") { Fires with { Threshold = "" } });
        Says("both given spikes and a threshold", new Circuit("c") { Fires with { Spikes = new SpikeTimes([0], [0.1]) } });
        Says("of unit 12, but its units are 0 to 9", new Circuit("c") { new Population("s", 10, "") { Spikes = new SpikeTimes([12], [0.1]) } });
        Says("Give a time or a condition", new Circuit("c") { Fires with { Refractory = "5*mV" } });
        Says("is (linked), but nothing says to what", new Circuit("c") { new Population("b", 10, "x : volt (linked)\ny = x : volt") });
        Says("Only synapses choose", new Circuit("c") { new Population("b", 10, "dv/dt = -v/ms : 1 (event-driven)\n") });
    }

    [Fact]
    public void Circuits()
    {
        Says("has no events", new Circuit("c") { new Population("a", 3, Cell), new Projection("a", "a") { OnPre = "v += 1*mV" } });
        Says("which has only: spike", new Circuit("c") { Fires, new Projection("a", "a") { OnPre = "v += 1*mV", PreEvent = "burst" } });
        Says("the units 0 to 9", () => _ = new Circuit("c") { Fires, new Projection("a[5:20]", "a") { OnPre = "v += 1*mV" } });
        Says("is one to one", () => _ = new Circuit("c") { Fires, new Projection("a[:5]", "a") { OnPre = "v += 1*mV", Connectivity = Connectivity.OneToOne } });
        Says("20", new Circuit("c") { Fires, new Projection("a", "a") { OnPre = "v += 1*mV", Connectivity = Connectivity.Pairs([1], [20]) } });
        Says("cannot be solved from one event to the next", new Circuit("c")
        {
            Fires, new Projection("a", "a", "dx/dt = -x**2/ms : 1 (event-driven)") { OnPre = "x += 1" },
        });
    }

    [Fact]
    public void What_synapses_cannot_do()
    {
        Says("over all units", new Circuit("c") { Fires, new Projection("a", "a", "w : 1") { OnPre = "w = mean(w)" } });
        Says("over all units", new Circuit("c")
        {
            Fires with { Equations = Cell + "\nshare = v/sum(v) : 1" }, new Projection("a", "a", "w : 1") { OnPre = "w = share_pre" },
        });
        var plastic = new Circuit("c") { Fires, new Projection("a", "a", "w : 1") { OnPre = "w += 1" } };
        Says("for one sample at a time; the batch has 2", () => _ = new Simulation(plastic, 2));
    }

    [Fact]
    public void Runs()
    {
        using var simulation = new Simulation(new Circuit("c") { Fires });
        Says("cannot run for 5", () => simulation.Run(5));
        Says("has no event 'burst'", () => simulation.RecordSpikes("a", eventName: "burst"));
        Says("Unit 10 of", () => simulation.RecordSpikes("a", new RecordOptions { Units = [10] }));
        Says("'a.q'", () => simulation.Record("a.q"));
        Says("is not a projection", () => simulation.Synapses("a"));
    }

    [Fact]
    public void An_explosion_of_firing_is_noticed()
    {
        using var simulation = new Simulation(new Circuit("c", 0.1 * Units.Millisecond)
        {
            Fires with { Equations = "dv/dt = (100*mV - v)/(0.1*ms) : volt", Reset = "v = 0*mV" },
        });
        Says("'a' has exploded", () => simulation.Run(1 * Units.Second));
    }

    [Fact]
    public void Divergence_is_named()
    {
        using var simulation = new Simulation(new Circuit("c", 0.1 * Units.Millisecond)
        {
            Fires with { Equations = "dv/dt = v**3/(volt**2*ms) : volt", Threshold = "v < -1*volt", Initial = Spiking.Of(("v", "100*volt")) },
        });
        var error = Assert.Throws<DivergenceException>(() => simulation.Run(10 * Units.Millisecond));
        Assert.Contains("v of unit 0", error.Message, StringComparison.Ordinal);
    }

    private static void Says(string message, Circuit circuit) => Says(message, () =>
    {
        using var simulation = new Simulation(circuit);
        simulation.Run(1 * Units.Millisecond);
    });

    private static void Says(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<HomeostatException>(action).Message, StringComparison.Ordinal);
}
