
namespace Homeostat.Semantics;

/// <summary>The symbols for time in equations.</summary>
internal static class Clock
{
    /// <summary>The time since the simulation began, in seconds; one value for each sample, since each block of samples has its own clock.</summary>
    public static Symbol Time { get; } = new("t", Axes.Rows);

    /// <summary>The time step, in seconds.</summary>
    public static Symbol Step { get; } = new("dt", Axes.None);
}
