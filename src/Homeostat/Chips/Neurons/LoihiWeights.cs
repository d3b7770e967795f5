namespace Homeostat;

/// <summary>The signs that the weights of a block of synapses may have.</summary>
public enum WeightSign
{
    /// <summary>Both signs, −256 to 255; the lowest bit is spent on the sign.</summary>
    Mixed,

    /// <summary>0 to 255.</summary>
    Excitatory,

    /// <summary>−255 to 0.</summary>
    Inhibitory,
}

/// <summary>The weights that Loihi's synapses can hold. Source: Lava and nengo-loihi, as compared in the tests.</summary>
public static class LoihiWeights
{
    /// <summary>The weight as a synapse holds it: limited, and without the low bits for which there is no room.</summary>
    /// <param name="weight">A whole number.</param>
    /// <param name="sign">The signs of the block.</param>
    /// <param name="bits">The number of bits of a weight, 0 to 6 or 8.</param>
    /// <exception cref="HomeostatException">There is no such number of bits.</exception>
    public static int Stored(int weight, WeightSign sign = WeightSign.Mixed, int bits = 8)
    {
        if (bits is < 0 or > 8 or 7)
        {
            throw new HomeostatException($"Weights of {bits} bits were asked for; synapses have 0 to 6 or 8.");
        }

        var dropped = 8 - bits + (sign == WeightSign.Mixed ? 1 : 0);
        return sign switch
        {
            WeightSign.Mixed => Math.Clamp(weight, -256, 255) >> dropped << dropped,
            WeightSign.Excitatory => Math.Clamp(weight, 0, 255) >> dropped << dropped,
            _ => -(-Math.Clamp(weight, -255, 0) >> dropped << dropped),
        };
    }

    /// <summary>A sum of weights times 2 to the power of the exponent, rounded down.</summary>
    /// <param name="sum">The sum of the weights that arrive in a step.</param>
    /// <param name="exponent">The exponent of the block, −8 to 7.</param>
    public static int Shifted(int sum, int exponent) => exponent >= 0 ? sum << exponent : sum >> -exponent;
}
