using Homeostat.Equations;

namespace Homeostat.Circuits;

/// <summary>Time as equations see it.</summary>
internal static class Clock
{
    /// <summary>Seconds since the schedule began.</summary>
    public static Symbol Time { get; } = new("t", Axes.None);

    /// <summary>Seconds of one step.</summary>
    public static Symbol Step { get; } = new("dt", Axes.None);
}
