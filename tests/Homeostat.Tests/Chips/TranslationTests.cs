using Homeostat.Chips;

namespace Homeostat.Tests.Chips;

/// <summary>Circuits that are taken to a chip: what is recognized, what is rounded, what is refused.</summary>
public class TranslationTests
{
    private static readonly Chip Loihi2 = ChipCatalog.Find("loihi2");

    public static TheoryData<string, string> Refused => new()
    {
        { "dv/dt = (0.04*v**2/ms/mV + 5*v/ms + ge/ms) : volt\ndge/dt = -ge/(5*ms) : volt", "the equation of 'v' is not linear in its states and inputs" },
        { "dv/dt = (ge*(0*mV - v)/mV - v)/(10*ms) : volt\ndge/dt = -ge/(5*ms) : volt", "the equation of 'v' is not linear in its states and inputs" },
        { "dv/dt = (ge - v)/(10*ms) + 1*mV*xi/sqrt(ms) : volt\ndge/dt = -ge/(5*ms) : volt", "its equations have noise. Leave xi out, or let a population of its own fire at random." },
        { "dv/dt = (ge - v + 5*mV*sin(t/ms))/(10*ms) : volt\ndge/dt = -ge/(5*ms) : volt", "the equation of 'v' depends on 't', which varies" },
        { "dv/dt = (ge - v)/(10*ms) : volt\ndge/dt = (h - ge)/(5*ms) : volt\ndh/dt = -h/(3*ms) : volt", "'ge' depends on 'h'" },
        { "dv/dt = (ge - v)/(10*ms) : volt\ndge/dt = (3*mV - ge)/(5*ms) : volt", "'ge' has a constant drive" },
        { "dv/dt = (ge - v)/(10*ms) : volt\ndge/dt = -ge/(5*ms) : volt\ndx/dt = -x/(5*ms) : 1", "'x' does not act on 'v'. Leave it out" },
        { "dv/dt = (ge + v)/(10*ms) : volt\ndge/dt = -ge/(5*ms) : volt", "'v' grows by itself" },
    };

    [Theory]
    [InlineData("exact", "dv/dt = (ge - (v - El))/taum : volt (unless refractory)\ndge/dt = -ge/taue : volt")]
    [InlineData("euler", "dv/dt = (ge - (v - El))/taum : volt (unless refractory)\ndge/dt = -ge/taue : volt")]
    [InlineData("exact", "dv/dt = (ge + gi - (v - El))/taum : volt (unless refractory)\ndge/dt = -ge/taue : volt\ndgi/dt = -gi/(7*ms) : volt")]
    [InlineData(null, "dv/dt = (ge - (v - El))/(taum*(1 + 0.1*i)) : volt (unless refractory)\ndge/dt = -ge/taue : volt")]
    public void Without_roundings_a_chip_does_what_the_circuit_does(string? method, string equations)
    {
        var circuit = Small(equations, method: method);
        Unrounded.AssertSame(circuit, Unrounded.Of(circuit, new TranslateOptions()), 200 * Units.Millisecond, size: 1, 1e-12);
    }

    [Fact]
    public void Whole_numbers_are_whole_and_within_the_chip()
    {
        var integer = IntegerCircuit.Of(Small("dv/dt = (ge - (v - El))/taum : volt (unless refractory)\ndge/dt = -ge/taue : volt"), Loihi2);
        var cells = integer.Circuit["cells"];
        foreach (var (name, least, most) in new[] { ("decay_u", 0, 4095), ("decay_v", 0, 4095), ("vth", 0, 131071), ("bias", -524288, 524160), ("hold", 1, 63) })
        {
            var value = cells.Constants[name].Value;
            Assert.True(value == Math.Round(value) && value >= least && value <= most, $"{name} is {value}");
        }

        Assert.All(integer.Values["input_to_cells.w"], w => Assert.True(w == Math.Round(w) && w is >= 0 and <= 255));
        Assert.Equal(255, integer.Values["input_to_cells.w"].Max());
        Assert.Equal(["decay of v", "decay of ge", "threshold", "bias", "weights"], integer.Roundings.Select(r => r.What));
        using var simulation = integer.Simulate();
        simulation.Run(50 * Units.Millisecond);
        Assert.All(simulation["cells.v"].ToArray().Concat(simulation["cells.u"].ToArray()), x => Assert.Equal(Math.Round(x), x));
    }

    [Fact]
    public void Compensated_decays_keep_the_sum_of_an_impulse_response()
    {
        Assert.Equal(1, CoreDecay.Compensation(1, 4096));

        // 2048 of 4096: 2²¹ + 2²⁰ + ... + 1 = 2²² - 1, which is all but one unit of the sum in real numbers.
        Assert.Equal(4194304.0 / 4194303, CoreDecay.Compensation(0.5, 2048), 1e-12);
        Assert.InRange(CoreDecay.Compensation(0.9951, 4076), 0.99, 1.01);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_no_core_has_is_refused_by_name(string equations, string expected)
    {
        var error = Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(Small(equations, constants: false), ChipCatalog.Find("loihi1")));
        Assert.StartsWith("Population 'cells' cannot be put on a chip: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_of_neurons_and_synapses_are_refused_with_a_remedy()
    {
        const string Lif = "dv/dt = (ge - (v - El))/taum : volt (unless refractory)\ndge/dt = -ge/taue : volt";
        Refuses(Small(Lif, delay: "64*ms"), "Projection 'input_to_cells' cannot be put on a chip: its longest delay is 64 time steps, and loihi2 has up to 63. Shorten it, or take a time step of 1.02 ms or more (--dt).");
        Refuses(Small(Lif, refractory: "64*ms"), "Population 'cells' cannot be put on a chip: its refractory period is 64 time steps, and a core counts to 63. Shorten it, or take a longer time step (--dt).");
        Refuses(Small(Lif, reset: "v -= 10*mV"), "its reset is 'v -= 10*mV'. A core sets the potential to one value after a spike: write v = v_reset.", chip: "loihi1");
        Refuses(Small(Lif, threshold: "v > -50*mV + ge"), "its threshold is 'v > -50*mV + ge'", chip: "loihi1");
        Refuses(Small(Lif, reset: "v = -40*mV"), "unit 0 has its threshold at or below its reset", chip: "loihi1");
        Refuses(Small(Lif.Replace(" (unless refractory)", "", StringComparison.Ordinal)), "'v' goes on while a unit is refractory", chip: "loihi1");
        Refuses(Small("dv/dt = (El - v)/taum : volt (unless refractory)", onPre: "v += w"), "spikes that arrive at 'v' while a unit is refractory are lost, and on a core the last of them is not. Let spikes act on a current", chip: "loihi1");
        Refuses(Small(Lif, onPre: "ge += w; w = w*0.9"), "a presynaptic spike sets 'w'. On a chip, it adds to it: w += ...");
        Refuses(Small(Lif), "it has 1 currents that decay at rates of their own (ge), and truenorth has 0 for a neuron. Let spikes act on the potential at once.", chip: "truenorth");
        Refuses(Small("dv/dt = -v/(10*ms) : volt", onPre: "v += w", refractory: ""), "its potential decays by a share of itself, and truenorth has no such leak", chip: "truenorth");
        Refuses(Small(Lif), "The time step of a chip was to be 1 volt", new TranslateOptions { TimeStep = 1 * Units.Volt });
        Refuses(Small(Lif), "A headroom of 0.5 thresholds was asked for", new TranslateOptions { Headroom = 0.5 });
        Refuses(Small(Lif, weight: "900*volt"), "its largest weight moves the potential by", new TranslateOptions { Headroom = 1 });
        Assert.Contains("There is no chip 'loihi'.", Assert.Throws<HomeostatException>(() => ChipCatalog.Find("loihi")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Float32_is_chosen_where_it_holds_all_sums_and_gives_the_same_numbers()
    {
        var small = IntegerCircuit.Of(Cuba.Create(cells: 300, probability: 0.1).Circuit, Loihi2);
        Assert.Equal(ElementType.Float32, small.Type);
        using var a = small.Simulate();
        using var b = small.Simulate(new SimulationOptions { Type = ElementType.Float64 });
        var (x, y) = (a.RecordSpikes("cells"), b.RecordSpikes("cells"));
        a.Run(60 * Units.Millisecond);
        b.Run(60 * Units.Millisecond);
        Assert.True(x.Count > 20);
        Assert.Equal(x.Steps.Zip(x.Units), y.Steps.Zip(y.Units));
        foreach (var state in new[] { "cells.v", "cells.u_ge", "cells.u_gi" })
        {
            Assert.Equal(b[state].ToArray(), a[state].ToArray());
        }

        // 2000 weights of 255 sum up to more than 2¹⁷.
        var large = new Circuit("large")
        {
            new Population("input", 2000, "") { Spikes = new SpikeTimes([], []) },
            new Population("cells", 1, "dv/dt = -v/(10*ms) : 1") { Threshold = "v > 20", Reset = "v = 0" },
            new Projection("input", "cells") { OnPre = "v += 1" },
        };
        Assert.Equal(ElementType.Float64, IntegerCircuit.Of(large, Loihi2).Type);
    }

    [Fact]
    public void A_coarser_time_step_takes_delays_and_times_along()
    {
        const string Lif = "dv/dt = (ge - (v - El))/taum : volt (unless refractory)\ndge/dt = -ge/taue : volt";
        var integer = IntegerCircuit.Of(Small(Lif, delay: "(1 + j % 3)*2*ms", refractory: "4*ms"), Loihi2, new TranslateOptions { TimeStep = 2 * Units.Millisecond });
        Assert.Equal(0.002, integer.Circuit.TimeStep);
        Assert.Equal(["1*dt", "2*dt", "3*dt"], integer.Circuit.Projections.Select(p => p.Delay));
        Assert.Equal(2, integer.Circuit["cells"].Constants["hold"].Value);
        using var simulation = integer.Simulate();
        var spikes = simulation.RecordSpikes("cells");
        simulation.Run(200 * Units.Millisecond);
        Assert.True(spikes.Count > 10);
    }

    [Fact]
    public void What_was_compiled_is_read_again()
    {
        using var folder = new TemporaryFolder();
        var integer = IntegerCircuit.Of(Cuba.Create(cells: 200, probability: 0.1).Circuit, Loihi2);
        IntegerFile.Save(folder.Path, integer);
        var again = IntegerFile.Read(folder.Path);
        using var a = integer.Simulate();
        using var b = again.Simulate();
        var (x, y) = (a.RecordSpikes("cells"), b.RecordSpikes("cells"));
        a.Run(30 * Units.Millisecond);
        b.Run(30 * Units.Millisecond);
        Assert.True(x.Count > 5);
        Assert.Equal(x.Steps.Zip(x.Units), y.Steps.Zip(y.Units));
        Assert.Equal((integer.Placement.Cores, integer.Chip, integer.Roundings.Count), (again.Placement.Cores, again.Chip, again.Roundings.Count));
        Assert.Contains("there is no integer circuit", Assert.Throws<HomeostatException>(() => IntegerFile.Read(Path.Combine(folder.Path, "absent.json"))).Message, StringComparison.Ordinal);
    }

    internal static Circuit Small(
        string equations, string? method = null, string delay = "", string refractory = "3*ms", string reset = "v = -60*mV", string threshold = "v > -50*mV", string onPre = "ge += w",
        string weight = "(4 + 5*rand())*mV", bool constants = true)
    {
        var own = new Dictionary<string, Quantity> { ["taum"] = 20 * Units.Millisecond, ["taue"] = 5 * Units.Millisecond, ["El"] = -55 * Units.Millivolt };
        return new Circuit("small")
        {
            new Population("input", 20, "rate : hertz") { Threshold = "rand() < 40*Hz*dt" },
            new Population("cells", 5, equations)
            {
                Threshold = threshold, Reset = reset, Refractory = constants ? refractory : "", Method = method,
                Constants = constants ? own : new Dictionary<string, Quantity>(), Initial = new Dictionary<string, string> { ["v"] = "-60*mV + i*mV" },
            },
            new Projection("input", "cells", "w : volt") { OnPre = onPre, Delay = delay, Initial = new Dictionary<string, string> { ["w"] = weight } },
        };
    }

    private static void Refuses(Circuit circuit, string expected, TranslateOptions? options = null, string chip = "loihi2") =>
        Assert.Contains(expected, Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(circuit, ChipCatalog.Find(chip), options)).Message, StringComparison.Ordinal);
}
