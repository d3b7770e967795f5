namespace Homeostat;

/// <content>Reading.</content>
public sealed partial class SpikeFile
{
    /// <summary>Reads spikes into memory.</summary>
    /// <param name="path">The file. The recording may still be going on; then it ends, for now, with the last spike in it.</param>
    /// <param name="from">From here on, in seconds; from the beginning unless given.</param>
    /// <param name="to">Up to here, in seconds, without this very time; to the end unless given.</param>
    /// <exception cref="HomeostatException">The file is not there or damaged, or has nothing of that time.</exception>
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

        // Of a part, only as much memory as it needs; of the whole, as much as it has, at once.
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
