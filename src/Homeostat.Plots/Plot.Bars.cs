namespace Homeostat;

/// <content>Bars.</content>
public static partial class Plot
{
    /// <summary>Draws horizontal bars with their values, a group of bars for each name.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="xLabel">Name and unit of the values.</param>
    /// <param name="names">The names of the groups, from the top.</param>
    /// <param name="series">The series, each with a value of 0 or more for every name. A label may be empty.</param>
    /// <exception cref="HomeostatException">There is nothing to draw, a value is negative or not finite, or the file could not be written.</exception>
    public static void Bars(string path, string title, string xLabel, string[] names, params (string Label, double[] Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(series);
        Write(path, BarPlot.Draw(path, title, xLabel, names, series));
    }
}
