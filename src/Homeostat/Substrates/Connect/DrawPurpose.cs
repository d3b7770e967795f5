namespace Homeostat.Substrates;

/// <summary>The purposes of the random numbers in a projection's stream. Each has its own steps, so no two share numbers.</summary>
internal enum DrawPurpose
{
    /// <summary>The initial values of synaptic variables.</summary>
    Values,

    /// <summary>The delays.</summary>
    Delays,

    /// <summary>The choice of connected pairs.</summary>
    Pairs,

    /// <summary>The conditions that exclude pairs.</summary>
    Conditions,
}

internal static class DrawPurposes
{
    /// <summary>The generator step for a draw of an expression and, where each unit has its own numbers, a unit.</summary>
    public static ulong Step(this DrawPurpose purpose, int draw = 0, int unit = 0) => ((ulong)purpose << 60) | ((ulong)draw << 32) | (uint)unit;
}
