namespace Homeostat;

/// <summary>The division of a recorded time into equal bins from its start. A rest at the end that is shorter than a bin belongs to no bin.</summary>
internal readonly struct TimeBins
{
    // Spikes are at whole steps and bins consist of whole steps, so times are often at an edge, except for a rounding error. A time that is
    // below an edge by less than a millionth of a bin counts as at the edge, and so belongs to the bin that begins there.
    private const double Slack = 1e-6;

    public TimeBins(SpikeTrains trains, double width, string what, int least = 1)
    {
        ArgumentNullException.ThrowIfNull(trains);
        var count = Math.Floor((trains.Duration / width) + Slack);
        if (!(width > 0) || !(count >= least) || count > Array.MaxLength)
        {
            throw new HomeostatException(
                $"{what}: bins of {width} s were asked for in a recording of {trains.Duration} s; a width above 0 that fits "
                + $"{(least == 1 ? "" : $"{least} times ")}into it was expected. Widths are in seconds.");
        }

        (Start, Width, Count) = (trains.Start, width, (int)count);
    }

    public double Start { get; }

    public double Width { get; }

    public int Count { get; }

    /// <summary>Counts how many of the times fall in each bin.</summary>
    public void Add(ReadOnlySpan<double> times, Span<int> counts)
    {
        foreach (var time in times)
        {
            var bin = ((time - Start) / Width) + Slack;
            if (bin < Count)
            {
                counts[(int)bin]++;
            }
        }
    }
}
