namespace Homeostat.Substrates;

/// <summary>What the random numbers of a projection's stream are for. Each has steps of its own, so none repeats another's.</summary>
internal enum DrawPurpose
{
    /// <summary>Initial values of synaptic variables.</summary>
    Values,

    /// <summary>Delays.</summary>
    Delays,

    /// <summary>Who reaches whom.</summary>
    Pairs,

    /// <summary>Conditions that leave some pairs out.</summary>
    Conditions,
}

internal static class DrawPurposes
{
    /// <summary>The step of the generator for a draw of an expression and, where each has numbers of its own, a unit.</summary>
    public static ulong Step(this DrawPurpose purpose, int draw = 0, int unit = 0) => ((ulong)purpose << 60) | ((ulong)draw << 32) | (uint)unit;
}
