using Homeostat.Chips;

namespace Homeostat.Tests.Chips;

/// <summary>Circuits of a chip that makes no rounding, which do what the circuits do that they were made of.</summary>
internal static class Unrounded
{
    /// <summary>Translates a circuit without roundings.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="options">The settings of the translation.</param>
    public static IntegerCircuit Of(Circuit circuit, TranslateOptions options)
    {
        using var start = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        return new CoreBuilder(start, ChipCatalog.Find("loihi2"), options).Build(Undone.Weights | Undone.Decays | Undone.Threshold | Undone.Bias | Undone.Registers);
    }

    /// <summary>Compares the spikes and potentials of the five units of the population <c>cells</c>.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="exact">The circuit of the chip.</param>
    /// <param name="time">The time of the run.</param>
    /// <param name="size">The potential that counts as 1.</param>
    /// <param name="within">The largest difference of potentials in that unit.</param>
    public static void AssertSame(Circuit circuit, IntegerCircuit exact, Quantity time, double size, double within)
    {
        using var original = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        using var chip = exact.Simulate();
        var (a, b) = (original.RecordSpikes("cells"), chip.RecordSpikes("cells"));
        var (v, register) = (original.Record("cells.v"), chip.Record("cells.v"));
        original.Run(time);
        chip.Run(time);
        Assert.True(a.Count > 20, $"{a.Count} spikes");
        Assert.Equal(a.Steps, b.Steps);
        Assert.Equal(a.Units, b.Units);
        var zero = exact.Potentials["cells"].Zero;
        for (var unit = 0; unit < 5; unit++)
        {
            Assert.All(v.Of(unit).Zip(register.Of(unit)), pair => Assert.Equal((pair.First - zero[unit]) / size, pair.Second / exact.Scales["cells"] / size, within));
        }
    }
}
