using Homeostat.Chips;

namespace Homeostat;

/// <summary>
/// The parameters of Loihi's integer neuron, which are whole numbers. A step takes the sum a of the weights that arrive and computes
/// <c>u = tz(u·(4095 − decay_u)/2¹²) + 2⁶·a</c> and <c>v = clip(tz(v·(4096 − decay_v)/2¹²) + u + bias)</c>, in which tz rounds toward zero. The unit
/// fires where v exceeds 2⁶·threshold, and v becomes 0. Source: the bit-accurate model of Lava (commit b6822fb), checked against a trace recorded on a chip.
/// </summary>
public sealed record LoihiNeuron
{
    /// <summary>The limit of the registers u and v, 2²³.</summary>
    internal const int Register = 1 << 23;

    /// <summary>The share of the current that decays in a step, in 1/4096, less one: 0 to 4095. At 4095 the current has no memory.</summary>
    public int DecayU { get; init; } = 4095;

    /// <summary>The share of the potential that decays in a step, in 1/4096: 0 to 4095. At 0 nothing decays.</summary>
    public int DecayV { get; init; }

    /// <summary>The mantissa of the bias, −4096 to 4095; the bias is the mantissa times 2 to the power <see cref="BiasExponent"/>.</summary>
    public int BiasMantissa { get; init; }

    /// <summary>The exponent of the bias, 0 to 7.</summary>
    public int BiasExponent { get; init; }

    /// <summary>The mantissa of the threshold, 0 to 131071; the threshold is 64 times it.</summary>
    public int Threshold { get; init; } = 100;

    /// <summary>The number of steps from a spike until the potential moves again, 1 to 63; 1 is no refractory time.</summary>
    public int Refractory { get; init; } = 1;

    /// <summary>The exponent k of the lower limit of v, −(2ᵏ − 1), 0 to 23.</summary>
    public int LowestExponent { get; init; } = 23;

    /// <summary>The exponent k of the upper limit of v, 2^(9 + 2k) − 1, 0 to 7.</summary>
    public int HighestExponent { get; init; } = 7;

    /// <summary>The rule for a current that leaves its register.</summary>
    public LoihiOverflow Overflow { get; init; }

    /// <summary>Creates a population. Projections add integer weights to its variable <c>a</c>; what arrives in a step acts in the next one.</summary>
    /// <param name="name">The name of the population.</param>
    /// <param name="size">The number of units.</param>
    /// <exception cref="HomeostatException">A parameter is outside the chip's range.</exception>
    public Population Create(string name, int size)
    {
        ArgumentNullException.ThrowIfNull(name);
        Require(name, nameof(DecayU), DecayU, 0, 4095);
        Require(name, nameof(DecayV), DecayV, 0, 4095);
        Require(name, nameof(BiasMantissa), BiasMantissa, -4096, 4095);
        Require(name, nameof(BiasExponent), BiasExponent, 0, 7);
        Require(name, nameof(Threshold), Threshold, 0, 131071);
        Require(name, nameof(Refractory), Refractory, 1, 63);
        Require(name, nameof(LowestExponent), LowestExponent, 0, 23);
        Require(name, nameof(HighestExponent), HighestExponent, 0, 7);
        return new LoihiText([new LoihiCurrent("", "decay_u", [("a", 0)])])
        {
            Overflow = Overflow, IsRefractory = Refractory > 1,
        }.Population(name, size) with
        {
            Constants = new Dictionary<string, Quantity>
            {
                ["decay_u"] = DecayU, ["decay_v"] = DecayV, ["bias"] = BiasMantissa * (1 << BiasExponent), ["vth"] = Threshold, ["hold"] = Refractory,
                ["v_lowest"] = -((1 << LowestExponent) - 1), ["v_highest"] = (1 << (9 + (2 * HighestExponent))) - 1,
            },
        };
    }

    internal static void Require(string population, string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new HomeostatException($"Population '{population}': {name} is {value}; the chip has room for {least} to {most}.");
        }
    }
}
