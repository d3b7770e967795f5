namespace Homeostat;

/// <summary>The rule for a synaptic current that leaves its register of 23 bits and a sign.</summary>
public enum LoihiOverflow
{
    /// <summary>Above 2²³ it loses 2²⁴, and at −2²³ or below it gains 2²⁴, as in Lava's bit-accurate model.</summary>
    Lava,

    /// <summary>The complement of two in 24 bits, as in nengo-loihi; it differs from Lava's at ±2²³ alone.</summary>
    TwosComplement,
}
