using System.Globalization;

namespace Homeostat;

/// <summary>
/// The parameters of an integer sigma-delta neuron: it adds up what arrives (<c>sigma</c>), and sends the change of its activation
/// <c>relu(sigma + bias)</c> since it last sent, as a whole number, where the change reaches the threshold. Rates cost a message only where they change.
/// Source: Lava (commit b6822fb).
/// </summary>
public sealed record SigmaDeltaNeuron
{
    /// <summary>The threshold; it is multiplied by 2 to the power <see cref="SpikeExponent"/> + <see cref="StateExponent"/>.</summary>
    public int Threshold { get; init; } = 1;

    /// <summary>The bias, with the same factor.</summary>
    public int Bias { get; init; }

    /// <summary>The exponent of the messages.</summary>
    public int SpikeExponent { get; init; }

    /// <summary>The number of low bits of the activation that a message does not have.</summary>
    public int StateExponent { get; init; } = 6;

    /// <summary>
    /// Whether the neuron remembers what it has really sent. Lava's remembers the activation, so the low bits that a message does not have are lost for good;
    /// corrected, they stay in the difference and are sent later.
    /// </summary>
    public bool Corrected { get; init; } = true;

    /// <summary>Creates a population. A dense projection <c>a_post = w*message_pre : 1 (summed)</c> brings messages one step later.</summary>
    /// <param name="name">The name of the population.</param>
    /// <param name="size">The number of units.</param>
    /// <exception cref="HomeostatException">A parameter is outside its range.</exception>
    public Population Create(string name, int size)
    {
        ArgumentNullException.ThrowIfNull(name);
        LoihiNeuron.Require(name, nameof(Threshold), Threshold, 0, 131071);
        LoihiNeuron.Require(name, nameof(StateExponent), StateExponent, 0, 16);
        LoihiNeuron.Require(name, nameof(SpikeExponent), SpikeExponent, 0, 16);
        var factor = Math.ScaleB(1, SpikeExponent + StateExponent);
        return new Population(name, size, Equations("relu(sigma_next + bias)", Corrected))
        {
            Method = "euler",
            Constants = new Dictionary<string, Quantity> { ["bias"] = Bias * factor, ["vth"] = Threshold * factor, ["unit"] = Math.ScaleB(1, StateExponent) },
        };
    }

    /// <param name="activation">The activation as an expression of <c>sigma_next</c>.</param>
    /// <param name="corrected">Whether the neuron remembers what it has sent.</param>
    internal static string Equations(string activation, bool corrected) => $"""
        dsigma/dt = (sigma_next - sigma)/dt : 1        # sum of all that has arrived
        sigma_next = sigma + a : 1
        a : 1 (input)
        act_next = {activation} : 1                    # activation
        dact/dt = {(corrected ? "message_next*unit" : "(act_next - act)")}/dt : 1   # {(corrected ? "activation that the receivers know of" : "activation of the last step")}
        change = act_next - act{(corrected ? "" : " + residue")} : 1
        sent = where(abs(change) >= vth, change, 0) : 1
        message_next = floor(sent/unit) : 1
        dmessage/dt = (message_next - message)/dt : 1  # what is sent
        {(corrected ? "" : "dresidue/dt = (change - sent - residue)/dt : 1")}
        """;

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
