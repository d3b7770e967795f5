namespace Homeostat.Nir;

/// <summary>The content of a field.</summary>
internal enum NirContent
{
    /// <summary>Finite numbers.</summary>
    Numbers,

    /// <summary>Finite positive numbers, such as time constants.</summary>
    Positive,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>Whole numbers from 1 on, such as shapes and strides.</summary>
    Lengths,

    /// <summary>Whole numbers from 0 on, or the words <c>same</c> and <c>valid</c>.</summary>
    Padding,
}

/// <summary>A field of a primitive.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Content">The values that it may have.</param>
/// <param name="Default">The number that stands for the field where a file lacks it and reading is lenient; null if there is none.</param>
/// <param name="IsOptional">Whether a file may lack it.</param>
internal sealed record NirField(string Name, NirContent Content, double? Default = null, bool IsOptional = false);

/// <summary>A primitive of the format: the name and the fields of a kind of node (NIR 1.0.7).</summary>
/// <param name="Name">The name of the type in files.</param>
/// <param name="Fields">The fields.</param>
internal sealed record NirPrimitive(string Name, params IReadOnlyList<NirField> Fields)
{
    private static readonly NirField[] Potential = [new("r", NirContent.Numbers, 1), new("v_leak", NirContent.Numbers, 0)];

    private static readonly NirField[] Spiking = [new("v_threshold", NirContent.Numbers), new("v_reset", NirContent.Numbers, 0, IsOptional: true)];

    private static readonly NirField[] Synaptic =
        [new("tau_syn", NirContent.Positive), new("tau_mem", NirContent.Positive), new("w_in", NirContent.Numbers, 1, IsOptional: true)];

    private static readonly NirField Tau = new("tau", NirContent.Positive);

    private static readonly NirField Weight = new("weight", NirContent.Numbers);

    private static readonly NirField[] Kernel =
    [
        new("input_shape", NirContent.Lengths, IsOptional: true), Weight, new("stride", NirContent.Lengths, 1), new("padding", NirContent.Padding, 0),
        new("dilation", NirContent.Lengths, 1), new("groups", NirContent.Lengths, 1), new("bias", NirContent.Numbers, 0),
    ];

    private static readonly NirField[] Window =
        [new("kernel_size", NirContent.Lengths), new("stride", NirContent.Lengths), new("padding", NirContent.Padding, 0)];

    /// <summary>All primitives except the graph.</summary>
    public static IReadOnlyDictionary<string, NirPrimitive> All { get; } = new NirPrimitive[]
    {
        new("Input", new NirField("shape", NirContent.Lengths)),
        new("Output", new NirField("shape", NirContent.Lengths)),
        new("Affine", Weight, new NirField("bias", NirContent.Numbers, 0)),
        new("Linear", Weight),
        new("Scale", new NirField("scale", NirContent.Numbers)),
        new("Conv1d", Kernel),
        new("Conv2d", Kernel),
        new("SumPool2d", Window),
        new("AvgPool2d", Window),
        new(
            "Flatten", new NirField("start_dim", NirContent.Whole, 1), new NirField("end_dim", NirContent.Whole, -1),
            new NirField("input_type", NirContent.Lengths, IsOptional: true)),
        new("Delay", new NirField("delay", NirContent.Numbers)),
        new("Threshold", new NirField("threshold", NirContent.Numbers)),
        new("I", Potential[0]),
        new("IF", [Potential[0], .. Spiking]),
        new("LI", [Tau, .. Potential]),
        new("LIF", [Tau, .. Potential, .. Spiking]),
        new("CubaLI", [.. Synaptic, .. Potential]),
        new("CubaLIF", [.. Synaptic, .. Potential, .. Spiking]),
    }.ToDictionary(p => p.Name);

    /// <summary>Whether nodes of a type have a state: they hand on what they were at the end of the last step.</summary>
    public static bool IsNeuron(string type) => type is "I" or "IF" or "LI" or "LIF" or "CubaLI" or "CubaLIF";

    /// <summary>Whether nodes of a type fire.</summary>
    public static bool Fires(string type) => type is "IF" or "LIF" or "CubaLIF";

    /// <summary>The field with the name, or null.</summary>
    public NirField? this[string field] => Fields.FirstOrDefault(f => f.Name == field);
}
