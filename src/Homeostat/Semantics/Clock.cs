
namespace Homeostat.Semantics;

/// <summary>Time as equations see it.</summary>
internal static class Clock
{
    /// <summary>Seconds since the simulation began; a value a sample, as every block of samples keeps its own clock.</summary>
    public static Symbol Time { get; } = new("t", Axes.Rows);

    /// <summary>Seconds of one step.</summary>
    public static Symbol Step { get; } = new("dt", Axes.None);
}
