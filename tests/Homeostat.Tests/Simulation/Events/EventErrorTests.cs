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
        Says("has a refractory time but no threshold", new Circuit("c")
        {
            new Population("a", 1, "dv/dt = -v/(10*ms) : 1 (unless refractory)") { Refractory = "2*ms", OnStep = "v += 1" },
        });
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

    private static Population Explodes => Fires with { Equations = "dv/dt = (100*mV - v)/(0.1*ms) : volt", Reset = "v = 0*mV" };

    [Fact]
    public void An_explosion_of_firing_is_noticed()
    {
        using var simulation = new Simulation(new Circuit("c", 0.1 * Units.Millisecond)
        {
            Explodes, new Projection("a", "a") { OnPre = "v += 20*mV" },
        });
        Says("'a' has exploded", () => simulation.Run(1 * Units.Second));
        Says("StopsExplosions = false", () => simulation.Run(1 * Units.Second));
    }

    [Theory]
    [InlineData(0.45, 1, false)]
    [InlineData(0.7, 1, false)]
    [InlineData(1.0, 0.1, false)]
    [InlineData(0.7, 0.1, true)]
    public void Units_that_are_driven_may_fire_in_most_steps(double drive, double step, bool isRecurrent)
    {
        // The threshold is subtracted, so units fire in the share of steps that the drive is of the threshold.
        var circuit = new Circuit("snn", step * Units.Millisecond)
        {
            new Population("a", 4, "v : 1") { OnStep = FormattableString.Invariant($"v += {drive}"), Threshold = "v >= 1", Reset = "v -= 1" },
            new Population("b", 4, "v : 1") { Threshold = "v >= 1", Reset = "v = 0" },
            new Projection("a", "b") { OnPre = "v += 1" },
        };
        if (isRecurrent)
        {
            circuit.Add(new Projection("b", "a") { OnPre = "v += 0" });
        }

        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64, StopsExplosions = !isRecurrent });
        var spikes = simulation.RecordSpikes("a");
        simulation.Run(3000 * step * Units.Millisecond);
        Assert.Equal(drive, spikes.Count / 12000.0, 1e-3);
    }

    [Theory]
    [InlineData("dv/dt = -v*sin(v)/v/ms : 1", "0/0")]
    [InlineData("dv/dt = log(v - 1)/ms : 1", "logarithm")]
    [InlineData("dv/dt = (1 + 100*v**3)/ms : 1", "smaller time step")]
    public void The_likely_cause_of_a_value_that_is_not_finite_is_one_of_neurons(string equations, string cause)
    {
        using var simulation = new Simulation(new Circuit("c", 1 * Units.Millisecond) { new Population("a", 2, equations) { Method = "euler" } });
        Says(cause, () => simulation.Run(1 * Units.Second));
        Assert.DoesNotContain("learning rate", Assert.Throws<DivergenceException>(() => simulation.Run(1 * Units.Second)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_both_ends_has_a_remedy_that_works()
    {
        Projection Coupling(Connectivity connectivity) => new("a", "a", "pull_post = sin(z_pre - z_post) : 1 (summed)") { Connectivity = connectivity };
        Population Oscillators() => new("a", 3, "dz/dt = pull/second : 1\npull : 1") { Initial = new Dictionary<string, string> { ["z"] = "i" }, Method = "euler" };
        Says("Connectivity.Where(\"i >= 0\")", () => _ = new Simulation(new Circuit("c") { Oscillators(), Coupling(Connectivity.Dense) }));
        using var rows = new Simulation(new Circuit("c") { Oscillators(), Coupling(Connectivity.Where("i >= 0")) });
        var sum = Coupling(Connectivity.Dense) with { Equations = "pull_post = sin(z_pre)*cos(z_post) - cos(z_pre)*sin(z_post) : 1 (summed)" };
        using var products = new Simulation(new Circuit("c") { Oscillators(), sum });
        rows.Run(100 * Units.Millisecond);
        products.Run(100 * Units.Millisecond);
        Assert.All(Enumerable.Range(0, 3), unit => Assert.Equal(rows["a.z"][0, unit], products["a.z"][0, unit], 1e-4));
        Assert.NotEqual(0, rows["a.z"][0, 0], 1e-3);
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
