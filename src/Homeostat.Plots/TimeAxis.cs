namespace Homeostat;

/// <summary>Time along the bottom of a plot: in seconds, or in milliseconds where it is short.</summary>
/// <param name="Start">The first time shown, in seconds.</param>
/// <param name="End">The last time shown, in seconds.</param>
internal readonly record struct TimeAxis(double Start, double End)
{
    private bool IsShort => End - Start < 2;

    /// <summary>Name and unit.</summary>
    public string Label => IsShort ? "time (ms)" : "time (s)";

    /// <summary>A time as it is drawn.</summary>
    public double Of(double seconds) => IsShort ? seconds * 1e3 : seconds;

    /// <summary>Times as they are drawn.</summary>
    public double[] Of(double[] seconds) => Array.ConvertAll(seconds, Of);

    /// <summary>Lets an axis show this time, no more and no less.</summary>
    public void Limit(ScottPlot.Plot plot) => plot.Axes.SetLimitsX(Of(Start), Of(End));
}
