using CsCheck;
using Homeostat.Chips;

namespace Homeostat.Tests.Chips;

/// <summary>Neurons of any equations as programs of a core, in fixed point.</summary>
public class ProgramTests
{
    private static readonly Chip Loihi2 = ChipCatalog.Find("loihi2");

    public static TheoryData<string> Neurons =>
    [
        "quadratic", "conductance", "izhikevich", "adaptive", "noisy", "summed", "delayed", "exponential", "tanh",
    ];

    [Theory]
    [MemberData(nameof(Neurons))]
    public void Without_roundings_a_program_does_what_the_circuit_does(string name)
    {
        var circuit = Circuit(name);
        var exact = Unrounded.Of(circuit, new TranslateOptions { Measured = 100 * Units.Millisecond });
        Assert.Equal(name == "exponential" ? "exponential_euler" : "euler", exact.Programs["cells"]);

        // A random number is rounded in any case, and so is a function.
        Unrounded.AssertSame(circuit, exact, 300 * Units.Millisecond, exact.Potentials["cells"].Threshold.Max(), name is "noisy" or "exponential" or "tanh" ? 1e-3 : 1e-9);
    }

    /// <summary>Every line is a whole number of at most 48 bits, every register one of 24 bits, on the processor's code and on the interpreter.</summary>
    [Theory]
    [MemberData(nameof(Neurons))]
    public void All_values_are_whole_and_fit(string name)
    {
        var integer = IntegerCircuit.Of(Circuit(name), Loihi2, new TranslateOptions { Measured = 100 * Units.Millisecond });
        Assert.Equal(ElementType.Float64, integer.Type);
        string[] lines = [.. EquationSet.Parse(integer.Circuit["cells"].Equations, "test").Equations.Where(e => e.Kind != EquationKind.Parameter).Select(e => e.Name)];
        using var simulation = integer.Simulate();
        using var interpreted = integer.Simulate(new SimulationOptions { Substrate = Substrate.Interpreter });
        var values = lines.ToDictionary(line => line, line => (simulation.Record($"cells.{line}"), interpreted.Record($"cells.{line}")));
        simulation.Run(150 * Units.Millisecond);
        interpreted.Run(150 * Units.Millisecond);
        foreach (var (line, (compiled, other)) in values)
        {
            for (var unit = 0; unit < 5; unit++)
            {
                Assert.Equal(other.Of(unit), compiled.Of(unit));
                var limit = line is "v" or "u" or "g" or "w" ? FixedValue.MostOfRegister : FixedValue.MostOfAccumulator;
                Assert.All(compiled.Of(unit), x => Assert.True(x == Math.Round(x) && Math.Abs(x) <= limit, $"{line} is {x}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Neurons))]
    public void Rounding_to_24_bits_changes_little(string name)
    {
        var report = DriftReport.Of(
            Circuit(name), Loihi2, new TranslateOptions { Measured = 100 * Units.Millisecond }, new DriftOptions { Time = 100 * Units.Millisecond, FindsCause = false }, out _);
        Assert.True(report.Populations[0].Spikes > 10);
        Assert.InRange(report.Populations[0].IntegerRate, 0.9 * report.Populations[0].Rate, 1.1 * report.Populations[0].Rate);
        Assert.InRange(report.Common, 0.85, 1);
    }

    /// <summary>Polynomials of two states with random coefficients, in whole numbers against real ones, one step from random states.</summary>
    [Fact]
    public void A_random_polynomial_is_right_to_its_places() => Gen.Double[-2, 2].Array[6].Select(Gen.Double[-1.5, 1.5].Array[8]).Sample(
        (k, start) =>
        {
            var equations = FormattableString.Invariant($"""
                dv/dt = ({k[0]} + {k[1]}*v + {k[2]}*v*u - v**3 + {k[3]}*maximum(v, u)*u)/(20*ms) : 1
                du/dt = ({k[4]}*u + {k[5]}*v**2 - u**3 + abs(v))/(20*ms) : 1
                """);
            var circuit = new Circuit("random")
            {
                new Population("cells", 4, equations) { Threshold = "v - 0.5*u > 3", Reset = "v = 0", Method = "euler" },
            };
            using var real = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
            real["cells.v"].CopyFrom(start.AsSpan(0, 4));
            real["cells.u"].CopyFrom(start.AsSpan(4));
            real.Changed("cells.v");
            real.Changed("cells.u");
            var integer = IntegerCircuit.Of(real, Loihi2, new TranslateOptions { Measured = 20 * Units.Millisecond });
            using var chip = integer.Simulate();
            real.Run(10 * Units.Millisecond);
            chip.Run(10 * Units.Millisecond);
            foreach (var state in new[] { "v", "u" })
            {
                var range = integer.Roundings.Single(r => r.What == $"range of {state}").Stored;
                for (var unit = 0; unit < 4; unit++)
                {
                    var whole = Math.ScaleB(chip[$"cells.{state}"][0, unit], -(int)Math.Log2((1 << 23) / range));
                    Assert.Equal(real[$"cells.{state}"][0, unit], whole, 2e-3);
                }
            }
        },
        iter: 12, threads: 1);

    /// <summary>The exponential Euler method needs (exp(x) - 1)/x of conductances. Where they are so large that no polynomial is near, the potential takes steps by Euler's.</summary>
    [Fact]
    public void A_function_of_too_large_a_range_gives_way_to_Eulers_method()
    {
        var circuit = Circuit("exponential");
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var near = IntegerCircuit.Of(simulation, Loihi2);
        Assert.Equal("exponential_euler", near.Programs["cells"]);
        Assert.Contains(near.Roundings, r => r.What.StartsWith("polynomial for expm1(", StringComparison.Ordinal) && r.Error < 4e-6);
        Assert.Contains(near.Roundings, r => r.What == "factor of g" && Math.Abs(r.Wanted - Math.Exp(-circuit.TimeStep / 0.005)) < 1e-12);
        simulation.Synapses("drive").Set("w", [.. simulation.Synapses("drive").Get("w").Select(w => 1000 * w)]);
        var far = IntegerCircuit.Of(simulation, Loihi2, new TranslateOptions { Measured = 0 * Units.Second });
        Assert.Equal("exponential_euler, and Euler's for v", far.Programs["cells"]);
        Assert.DoesNotContain(far.Roundings, r => r.What.StartsWith("polynomial", StringComparison.Ordinal));
        Assert.Contains(far.Roundings, r => r.What == "factor of g");
    }

    [Fact]
    public void A_polynomial_has_as_few_powers_as_come_near()
    {
        Assert.Equal(1, PolynomialFit.Of(x => (3 * x) - 1, -1, 1)!.Coefficients.Length - 1);
        var exp = PolynomialFit.Of(x => Math.Exp(2 * x), -0.75, 0.75)!;
        Assert.InRange(exp.Error, 0, Math.Exp(1.5) / (1 << 18));
        Assert.InRange(exp.Coefficients.Length - 1, 5, 9);
        Assert.Null(PolynomialFit.Of(x => Math.Exp(40 * x), -1, 1));
        Assert.Null(PolynomialFit.Of(x => Math.Abs(x), -1, 1));
    }

    [Fact]
    public void A_register_saturates_at_its_end()
    {
        // Nothing drives the cell while sizes are measured; then its input is a hundred times larger than the register has room for.
        var circuit = new Circuit("saturation")
        {
            new Population("cells", 1, "dv/dt = (drive - v**3)/(10*ms) : 1\ndrive : 1 (constant)") { Threshold = "v > 1", Reset = "v = 0", Method = "euler" },
        };
        var integer = IntegerCircuit.Of(circuit, Loihi2, new TranslateOptions { Measured = 0 * Units.Second });
        using var simulation = integer.Simulate();
        simulation["cells.v"].CopyFrom([FixedValue.MostOfRegister]);
        simulation.Changed("cells.v");
        var v = simulation.Record("cells.v_next");
        simulation.Run(5 * Units.Millisecond);
        Assert.All(v.Of(0), x => Assert.InRange(x, -FixedValue.MostOfRegister, FixedValue.MostOfRegister));
    }

    [Fact]
    public void What_no_spike_depends_on_is_left_out_and_a_file_keeps_the_program()
    {
        var circuit = new Circuit("counted")
        {
            new Population("cells", 2, "dv/dt = (v**2 + 1)/(10*ms) : 1\ndcount/dt = 0/second : 1\ndtrace/dt = (v - trace)/(20*ms) : 1") { Threshold = "v > 2", Reset = "v = -1; count += 1", Method = "euler" },
        };
        var integer = IntegerCircuit.Of(circuit, Loihi2);
        Assert.DoesNotContain("count", integer.Circuit["cells"].Equations, StringComparison.Ordinal);
        Assert.DoesNotContain("trace", integer.Circuit["cells"].Equations, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("homeostat-program");
        IntegerFile.Save(folder.FullName, integer);
        var read = IntegerFile.Read(folder.FullName);
        folder.Delete(recursive: true);
        Assert.Equal("euler", read.Programs["cells"]);
        using var a = integer.Simulate();
        using var b = read.Simulate();
        var (spikes, same) = (a.RecordSpikes("cells"), b.RecordSpikes("cells"));
        a.Run(200 * Units.Millisecond);
        b.Run(200 * Units.Millisecond);
        Assert.True(spikes.Count > 5);
        Assert.Equal(spikes.Steps, same.Steps);
    }

    [Theory]
    [InlineData("dv/dt = (exp(20*v) - v)/(10*ms) : 1", "v > 2", "v = 0", "its equations need 'exp(20*v)', whose argument can be between -160 and 160; no polynomial of up to 16 powers comes near enough to that. Write a function for a smaller range")]
    [InlineData("dv/dt = (sqrt(v) - v)/(10*ms) : 1", "v > 2", "v = 0", "its equations need 'sqrt(v)', and a program of a core has sums, products, comparisons, roundings and polynomials only. Replace quotients and roots")]
    [InlineData("dv/dt = (1/(1 + v**2) - v)/(10*ms) : 1", "v > 2", "v = 0", "its equations need '1/(")]
    [InlineData("dv/dt = (v**2 + m)/(10*ms) : 1\ndm/dt = -m/(10*ms) : 1 (shared)", "v > 2", "v = 0", "'m' is one for all units. Leave out the flag (shared)")]
    [InlineData("dv/dt = (v**2 + t/ms)/(10*ms) : 1", "v > 2", "v = 0", "comes from outside of the core. Give signals")]
    [InlineData("dv/dt = (v**2 + k)/(10*ms) : 1\nk : 1", "v > 2", "v = 0; k += 1", "its reset changes the parameter 'k'. Give it a differential equation: dk/dt = 0/second")]
    [InlineData("dv/dt = v**2/(10*ms) : 1\nk : 1", "k > 2", "k = 0", "its threshold 'k > 2' depends on no state")]
    [InlineData("dv/dt = v**2/(10*ms) + xi/sqrt(ms) : 1", "v > 2", "v = 0", "its equations have noise of continuous time. Draw randn() once in each step")]
    public void What_a_program_cannot_do_is_refused_by_name(string equations, string threshold, string reset, string message)
    {
        var circuit = new Circuit("refused") { new Population("cells", 2, equations) { Threshold = threshold, Reset = reset, Method = "euler" } };
        var refusal = Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(circuit, Loihi2));
        Assert.StartsWith("Population 'cells' cannot be put on a chip: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Synapses_onto_what_spikes_do_not_depend_on_are_refused()
    {
        var circuit = Circuit("quadratic");
        circuit.Add(new Projection("input", "cells") { Name = "useless", OnPre = "x += 1" });
        Assert.StartsWith(
            "Projection 'useless' cannot be put on a chip: it adds to 'x', on which no spike of 'cells' depends. Leave it out.",
            Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(circuit, Loihi2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_of_another_unit_is_refused() => Assert.StartsWith(
        "The sizes of states were to be measured for 1 volt; give a time from 0 on, such as 1 s.",
        Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(Circuit("quadratic"), Loihi2, new TranslateOptions { Measured = 1 * Units.Volt })).Message, StringComparison.Ordinal);

    /// <summary>A chip of neurons with fixed equations says what is missing there, not what a program lacks.</summary>
    [Fact]
    public void A_chip_without_programs_refuses_what_is_not_linear() => Assert.Contains(
        "the equation of 'v' is not linear in its states and inputs",
        Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(Circuit("quadratic"), ChipCatalog.Find("loihi1"))).Message, StringComparison.Ordinal);

    /// <summary>Both halves of a threshold count: the second was once not looked at.</summary>
    [Fact]
    public void A_threshold_of_two_conditions_is_no_single_one()
    {
        var circuit = new Circuit("window")
        {
            new Population("cells", 1, "dv/dt = (3 - v)/(10*ms) : 1") { Threshold = "v > 1 and v < 0.5", Reset = "v = 0", Method = "euler" },
        };
        Assert.Contains("its threshold is 'v > 1 and v < 0.5'", Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(circuit, ChipCatalog.Find("loihi1"))).Message, StringComparison.Ordinal);
        using var simulation = IntegerCircuit.Of(circuit, Loihi2).Simulate();
        var spikes = simulation.RecordSpikes("cells");
        simulation.Run(100 * Units.Millisecond);
        Assert.Equal(0, spikes.Count);
    }

    private static Circuit Circuit(string name)
    {
        var cells = name switch
        {
            "quadratic" => new Population("cells", 5, "dv/dt = (v**2 - 0.2 + g)/(10*ms) : 1 (unless refractory)\ndg/dt = -g/(5*ms) : 1\ndx/dt = -x/ms : 1")
            {
                Threshold = "v > 2", Reset = "v = -1", Refractory = "2*ms", Method = "euler",
            },
            "tanh" => new Population("cells", 5, "dv/dt = (3*tanh(clip(v, -1.5, 1.5)) - 0.9*v + g + 0.3)/(10*ms) : 1\ndg/dt = -g/(5*ms) : 1") { Threshold = "v > 2", Reset = "v = -1", Method = "euler" },
            "conductance" or "delayed" or "exponential" => new Population("cells", 5, "dv/dt = ((-70 - i)*mV - v + g*(0*mV - v))/(20*ms) : volt (unless refractory)\ndg/dt = -g/(5*ms) : 1")
            {
                Threshold = "v > -50*mV", Reset = "v = -60*mV", Refractory = "3*ms", Method = name == "exponential" ? null : "euler", Initial = new Dictionary<string, string> { ["v"] = "-65*mV" },
            },
            "izhikevich" => Izhikevich.Create("cells", 5) with { Equations = Izhikevich.Equations.Replace("+ I :", "+ I + g*mV/ms :", StringComparison.Ordinal) + "\ndg/dt = -g/(3*ms) : 1", Method = "euler" },
            "adaptive" => new Population("cells", 5, "dv/dt = (-v - w + g)/(10*ms) : 1\ndw/dt = -w/(50*ms) : 1\ndg/dt = -g/(5*ms) : 1") { Threshold = "v > 1", Reset = "v -= 1; w += 0.3", Method = "euler" },
            "noisy" => new Population("cells", 5, "dv/dt = (v**2 - 0.2 + g + 0.3*noise)/(10*ms) : 1\nnoise = randn() - 0.1*rand() : 1 (constant over dt)\ndg/dt = -g/(5*ms) : 1") { Threshold = "v > 2", Reset = "v = -1", Method = "euler" },
            "summed" => new Population("cells", 5, "dv/dt = (v**2 - 0.2 + g)/(10*ms) : 1\ng : 1 (input)") { Threshold = "v > 2", Reset = "v = -1", Method = "euler" },
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        var isSummed = name == "summed";
        return new Circuit("program")
        {
            new Population("input", 20, "") { Threshold = "rand() < 60*Hz*dt" },
            cells,
            new Projection("input", "cells", isSummed ? "w : 1 (weight)\ng_post = w*spikes_pre : 1 (summed)" : "w : 1 (weight)")
            {
                Name = "drive", OnPre = isSummed ? "" : "g += w", Delay = name == "delayed" ? "1.5*ms" : "",
                Initial = new Dictionary<string, string> { ["w"] = isSummed ? "20*rand()" : name == "izhikevich" ? "12*rand()" : "1.5*rand()" },
            },
        };
    }
}
