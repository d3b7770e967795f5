namespace Homeostat;

/// <content>The reading of files of spikes.</content>
public sealed partial class SpikeFile
{
    /// <summary>Reads spikes into memory.</summary>
    /// <param name="path">The path of the file. If the recording still continues, the result ends with the last spike written so far.</param>
    /// <param name="from">The time from which spikes are read, in seconds; the beginning of the recording if null.</param>
    /// <param name="to">The time up to which spikes are read, in seconds, exclusive; the end of the recording if null.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged, or the recording does not contain this time.</exception>
    public static SpikeTrains Read(string path, double from = double.NegativeInfinity, double to = double.PositiveInfinity)
    {
        using var reader = new SpikeFileReader(path);
        var header = reader.Header;
        var isWhole = double.IsNegativeInfinity(from) && double.IsPositiveInfinity(to);
        var announced = reader.Announced();
        if (isWhole && announced > Array.MaxLength)
        {
            throw new HomeostatException($"{path}: {announced} spikes do not fit into an array; read them in parts, from a time to a time.");
        }

        // For a part of the time, memory grows as it is needed; for the whole time, the memory for all spikes is allocated at once.
        var units = new List<int>(isWhole ? (int)announced : 0);
        var times = new List<double>(isWhole ? (int)announced : 0);
        var last = header.Start;
        while (reader.Next() is { } block)
        {
            foreach (var (step, unit) in reader.Spikes(block))
            {
                var time = (last = step) * header.TimeStep;
                if (time >= from && time < to)
                {
                    units.Add(unit);
                    times.Add(time);
                }
            }

            if (last * header.TimeStep >= to)
            {
                break;
            }
        }

        var start = Math.Max(from, header.Start * header.TimeStep);
        var end = Math.Min(to, (reader.End ?? (last + 1)) * header.TimeStep);
        return start < end
            ? new SpikeTrains(header.Units, start, end, [.. units], [.. times])
            : throw new HomeostatException($"{path}: nothing was recorded between {start} and {end} s; a time within the recording was expected.");
    }
}
