namespace Homeostat;

/// <summary>
/// The parameters of Loihi 2's resonator with graded spikes (RFZero): where <c>v</c> turns from negative to not negative and <c>u</c> exceeds the threshold, it
/// sends <c>u</c> as a number, <c>message</c>. Products are rounded down. Source: lava-dl (commit d825ac5).
/// </summary>
public sealed record GradedResonator
{
    /// <summary>The sine factor, times 2¹⁵.</summary>
    public int Sine { get; init; } = 2055;

    /// <summary>The cosine factor, times 2¹⁵.</summary>
    public int Cosine { get; init; } = 32670;

    /// <summary>The threshold of <c>u</c>.</summary>
    public int Threshold { get; init; } = 1;

    /// <summary>Creates a population. Projections deliver to the input <c>a</c>, and read <c>message</c>.</summary>
    /// <param name="name">The name of the population.</param>
    /// <param name="size">The number of units.</param>
    /// <exception cref="HomeostatException">A parameter is outside its range.</exception>
    public Population Create(string name, int size)
    {
        ArgumentNullException.ThrowIfNull(name);
        LoihiNeuron.Require(name, nameof(Sine), Sine, -32768, 32767);
        LoihiNeuron.Require(name, nameof(Cosine), Cosine, -32768, 32767);
        LoihiNeuron.Require(name, nameof(Threshold), Threshold, 0, 8388607);
        return new Population(name, size, """
            du/dt = (u_next - u)/dt : 1
            dv/dt = (v_next - v)/dt : 1
            u_next = floor(u*cosine/32768) - floor(v*sine/32768) + a : 1
            v_next = floor(v*cosine/32768) + floor(u*sine/32768) : 1
            a : 1 (input)
            message_next = where(v < 0 and v_next >= 0 and u_next > uth, u_next, 0) : 1
            dmessage/dt = (message_next - message)/dt : 1   # graded spike
            """)
        {
            Method = "euler",
            Constants = new Dictionary<string, Quantity> { ["sine"] = Sine, ["cosine"] = Cosine, ["uth"] = Threshold },
        };
    }
}
