using Homeostat.Chips;

namespace Homeostat;

/// <summary>
/// Synapses that learn on the chip, as Loihi's do: once in an epoch the weight changes by a sum of products of spikes, traces of spikes, the weight and a tag. Weight and tag have eight bits and
/// a sign. The sum has seven more bits, of which what is below 1 is rounded at random, so that small changes add up in the mean. Source: the bit-approximate model of Lava (commit b6822fb).
/// </summary>
/// <remarks>
/// <see cref="Presynaptic"/> and <see cref="Postsynaptic"/> must be applied to the two populations: they give the units their traces. Names in a rule are <c>x0</c>, <c>y0</c> (whether the presynaptic and the
/// postsynaptic unit fired in the epoch), <c>u0</c> to <c>u9</c> (each 2ᵏ-th epoch), the traces <c>x1</c>, <c>x2</c>, <c>y1</c>, <c>y2</c>, <c>y3</c>, <c>w</c> and <c>t</c> (the tag).
/// </remarks>
public sealed record LoihiLearning
{
    /// <summary>The rule of the weight, such as <c>2**-3*y0*x1 - 2**-3*x0*y1</c>, in units of the weight.</summary>
    public required string Weight { get; init; }

    /// <summary>The rule of the tag, a second number of each synapse, such as an eligibility; empty for none.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The first trace of presynaptic spikes; null where no rule names it.</summary>
    public LoihiTrace? X1 { get; init; }

    /// <summary>The second trace of presynaptic spikes.</summary>
    public LoihiTrace? X2 { get; init; }

    /// <summary>The first trace of postsynaptic spikes, or a value that the postsynaptic units are given.</summary>
    public LoihiTrace? Y1 { get; init; }

    /// <summary>The second trace of postsynaptic spikes, or a value that the postsynaptic units are given.</summary>
    public LoihiTrace? Y2 { get; init; }

    /// <summary>The third trace of postsynaptic spikes, or a value that the postsynaptic units are given.</summary>
    public LoihiTrace? Y3 { get; init; }

    /// <summary>The number of time steps of an epoch, 1 to 63.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>The signs that weights may have: 0 to 255, −255 to 0, or −256 to 255.</summary>
    public WeightSign Sign { get; init; } = WeightSign.Excitatory;

    /// <summary>The ending of the names of traces, where a population has those of several rules: with <c>fast</c>, a trace is <c>x1_fast</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>A copy of a population with traces of its spikes, for the presynaptic side.</summary>
    /// <param name="population">The population; it may have any equations, and may fire by itself.</param>
    /// <exception cref="HomeostatException">The rule is none that the chip has.</exception>
    public Population Presynaptic(Population population) => new LoihiPlasticity(this).With(population, isPre: true);

    /// <summary>A copy of a population with traces of its spikes, for the postsynaptic side.</summary>
    /// <param name="population">The population.</param>
    /// <exception cref="HomeostatException">The rule is none that the chip has.</exception>
    public Population Postsynaptic(Population population) => new LoihiPlasticity(this).With(population, isPre: false);

    /// <summary>Creates a projection whose weights <c>w</c> learn. A spike adds the weight of the time before it to the postsynaptic unit.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the postsynaptic population. The variable to which spikes add can follow after a dot; it is <c>a</c> by default.</param>
    /// <exception cref="HomeostatException">The rule is none that the chip has.</exception>
    public Projection Create(string pre, string post)
    {
        ArgumentNullException.ThrowIfNull(post);
        return post.LastIndexOf('.') is >= 0 and var dot
            ? new LoihiPlasticity(this).Projection(pre, post[..dot], post[(dot + 1)..]) : new LoihiPlasticity(this).Projection(pre, post, "a");
    }
}
