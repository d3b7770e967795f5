namespace Homeostat;

/// <summary>An axis of time along the bottom of a plot: in seconds, or in milliseconds where it is short.</summary>
/// <param name="Start">The first time shown, in seconds.</param>
/// <param name="End">The last time shown, in seconds.</param>
internal readonly record struct TimeAxis(double Start, double End)
{
    private bool IsShort => End - Start < 2;

    /// <summary>The label: name and unit.</summary>
    public string Label => IsShort ? "time (ms)" : "time (s)";

    /// <summary>A time in the unit of the axis.</summary>
    public double Of(double seconds) => IsShort ? seconds * 1e3 : seconds;

    /// <summary>Times in the unit of the axis.</summary>
    public double[] Of(double[] seconds) => Array.ConvertAll(seconds, Of);

    /// <summary>Sets the limits of an axis to exactly this time.</summary>
    public void Limit(ScottPlot.Plot plot) => plot.Axes.SetLimitsX(Of(Start), Of(End));
}
