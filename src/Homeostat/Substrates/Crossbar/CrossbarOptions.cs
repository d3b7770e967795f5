using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>
/// The settings of a crossbar (<see cref="Substrate.Crossbar"/>). The default is phase-change memory with all its noise, converters of 7 and 9 bits, and
/// wires without resistance.
/// </summary>
public sealed record CrossbarOptions
{
    /// <summary>The make of the device: the kind of memory cell.</summary>
    public CrossbarDevice Device { get; init; } = CrossbarDeviceCatalog.Find("pcm");

    /// <summary>The seed of the individual device: two devices of one make differ in their cells. The weights of a run belong to one device.</summary>
    public ulong DeviceSeed { get; init; } = 1;

    /// <summary>The largest absolute weight that a pair of cells can hold; the difference of its conductances is then the whole range of the device.</summary>
    public double WeightRange { get; init; } = 0.6;

    /// <summary>The converter of inputs to voltages; null for none.</summary>
    public Converter? Input { get; init; } = Converter.Rounding(1.0 / 126, 1);

    /// <summary>The converter of currents to outputs, which are counted in units of the largest weight times the largest voltage; null for none.</summary>
    public Converter? Output { get; init; } = Converter.Rounding(1.0 / 510, 12);

    /// <summary>The standard deviation of the noise of an output before its converter, in the same units.</summary>
    public double OutputNoise { get; init; } = 0.06;

    /// <summary>Whether the inputs of a sample are divided by the largest absolute value among them before conversion, and its outputs multiplied by it (noise management).</summary>
    public bool ScalesInputs { get; init; } = true;

    /// <summary>Whether the inputs of a sample are halved and read again, up to ten times, while one of its outputs exceeds the range of the converter (bound management).</summary>
    public bool HalvesInputs { get; init; } = true;

    /// <summary>The fraction of cells that are stuck at the lowest conductance.</summary>
    public double StuckOff { get; init; }

    /// <summary>The fraction of cells that are stuck at the highest conductance.</summary>
    public double StuckOn { get; init; }

    /// <summary>The resistance of a segment of an input line, in ohm.</summary>
    public double InputWire { get; init; }

    /// <summary>The resistance of a segment of an output line, in ohm.</summary>
    public double OutputWire { get; init; }

    /// <summary>The time by which the device ages while one second of the circuit passes, in seconds.</summary>
    public double Aging { get; init; } = 1;

    /// <summary>Cells without noise or limits, no converters and no resistance: a crossbar that computes the exact product.</summary>
    public static CrossbarOptions Ideal { get; } = Of("ideal");

    /// <summary>The settings for a make of the catalog: those of this record, without converters if the make is ideal.</summary>
    /// <param name="device">The name of the make, such as <c>pcm</c> or <c>rram-milo</c>.</param>
    /// <exception cref="HomeostatException">There is no such make.</exception>
    public static CrossbarOptions Of(string device)
    {
        var settings = new CrossbarOptions { Device = CrossbarDeviceCatalog.Find(device) };
        return settings.Device.Pulses is null
            ? settings with { Input = null, Output = null, OutputNoise = 0, ScalesInputs = false, HalvesInputs = false }
            : settings;
    }

    /// <summary>Whether a product differs from the exact product of the effective weights.</summary>
    [JsonIgnore]
    internal bool IsAnalog => Input is not null || Output is not null || OutputNoise > 0;

    internal void Require()
    {
        const string What = "A crossbar";
        Device.Require();
        RequireOption.Positive(What, ("the weight range", WeightRange));
        RequireOption.NotNegative(
            What, ("the output noise", OutputNoise), ("the resistance of input wires", InputWire), ("the resistance of output wires", OutputWire), ("the aging", Aging),
            ("the fraction of cells stuck off", StuckOff), ("the fraction of cells stuck on", StuckOn));
        RequireOption.That(StuckOff + StuckOn <= 1, What, "the fraction of stuck cells", StuckOff + StuckOn, "0 to 1 in all");
        Input?.Require("input");
        Output?.Require("output");
        if (HalvesInputs && Output is { } output && !(output.Low < 0 && output.High > 0))
        {
            throw new HomeostatException(
                $"A crossbar that halves its inputs until its outputs fit cannot have outputs of {output.Low} to {output.High}; give an output converter with 0 inside its range.");
        }
    }
}
