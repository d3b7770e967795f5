namespace Homeostat;

/// <content>What spiking circuits do.</content>
public static partial class Plot
{
    /// <summary>Draws spikes as dots, a row a unit, the populations above each other in their colors, the first on top.</summary>
    /// <remarks>Drawn straight into pixels: a million spikes are no burden. Of a long recording, draw a part: <c>trains.Between(0, 1)</c>.</remarks>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="rateBin">Width of the bins of the populations' rates, drawn below, in seconds; null for none.</param>
    /// <param name="populations">Each population's name and spikes. The name of a single one may be empty: its units are numbered then.</param>
    /// <exception cref="HomeostatException">There is no population, or too many, or the bin does not fit, or the file could not be written.</exception>
    public static void Raster(string path, string title, double? rateBin, params (string Label, SpikeTrains Trains)[] populations) =>
        Write(path, RasterPlot.Draw(path, title, rateBin, populations));

    /// <summary>Draws firing rates over time.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="populations">Each population's name and its rate, from <see cref="SpikeRates.PopulationRate"/>.</param>
    /// <exception cref="HomeostatException">The file could not be written.</exception>
    public static void Rates(string path, string title, params (string Label, RateCurve Rate)[] populations)
    {
        var time = new TimeAxis(populations.Min(p => p.Rate.Start), populations.Max(p => p.Rate.Start + (p.Rate.Bin * p.Rate.Values.Length)));
        Write(path, LinePlot.Draw(
            path, title, time.Label, "rate (Hz)", default, [.. populations.Select(p => (p.Label, time.Of(p.Rate.Times), p.Rate.Values))]));
    }

    /// <summary>
    /// Draws two distributions beside each other: of the intervals between spikes, over a logarithmic axis; and of the coefficients
    /// of variation of the units that fired five times or more.
    /// </summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="populations">Each population's name and spikes.</param>
    /// <exception cref="HomeostatException">The file could not be written.</exception>
    public static void Intervals(string path, string title, params (string Label, SpikeTrains Trains)[] populations) =>
        Write(path, IntervalPlot.Draw(title, populations));

    /// <summary>Draws distributions over each other, such as of weights or of rates: the share of each one's numbers in even bins.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="xLabel">What the numbers are, and their unit.</param>
    /// <param name="samples">Each one's name and numbers; a name may be empty.</param>
    /// <exception cref="HomeostatException">A number is not finite, there is none, or the file could not be written.</exception>
    public static void Histogram(string path, string title, string xLabel, params (string Label, double[] Values)[] samples) =>
        Write(path, HistogramPlot.Draw(path, title, xLabel, samples));

    /// <summary>Draws how the power of a rate is spread over time and frequency, in decibels of its unit, Hz²/Hz.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="spectrogram">What to draw, from <see cref="RateCurve.Spectrogram"/>.</param>
    /// <param name="highest">The highest frequency shown, in hertz; all unless given.</param>
    /// <exception cref="HomeostatException">There are fewer than two times or frequencies, or no power, or the file could not be written.</exception>
    public static void Spectrogram(string path, string title, Spectrogram spectrogram, double? highest = null)
    {
        ArgumentNullException.ThrowIfNull(spectrogram);
        Write(path, SpectrogramPlot.Draw(path, title, spectrogram, highest));
    }

    /// <summary>Draws a variable of up to twelve units over time, a panel a unit, and above each trace the unit's spikes.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="yLabel">Name and unit of the variable.</param>
    /// <param name="traces">What was recorded.</param>
    /// <param name="spikes">The spikes of the same population, or null for none.</param>
    /// <param name="unit">What values are divided by, such as <see cref="Units.Millivolt"/>; SI units unless given.</param>
    /// <exception cref="HomeostatException">There are no traces or too many, a value is not finite, or the file could not be written.</exception>
    public static void Traces(
        string path, string title, string yLabel, StateTraces traces, SpikeTrains? spikes = null, Quantity? unit = null)
    {
        ArgumentNullException.ThrowIfNull(traces);
        Write(path, TracePlot.Draw(path, title, yLabel, traces, spikes, unit?.Value ?? 1));
    }
}
