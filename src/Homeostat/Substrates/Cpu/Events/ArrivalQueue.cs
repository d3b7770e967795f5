namespace Homeostat.Substrates;

/// <summary>
/// The spikes that have not reached all their synapses, for one slice, where every synapse has its own delay. Rows are sorted by delay, so
/// each spike keeps a position in its row and moves on as its synapses become due. The queue can be computed from the log of the last
/// spikes, so it need not be saved.
/// </summary>
internal sealed unsafe class ArrivalQueue(Synapses synapses, SpikeLog log, int slice)
{
    private Arrival[] _arrivals = new Arrival[64];
    private int _count;
    private long _next = -1;

    /// <summary>Handles a part of a row that is due.</summary>
    public delegate void Due(int source, int tile, long first, long end);

    /// <summary>Adds the spikes of the step and handles the synapses that are due in it, oldest spikes first.</summary>
    public void Run(long step, Due due)
    {
        if (step != _next)
        {
            Rebuild(step);
        }

        Enter(step, step);
        var kept = 0;
        for (var k = 0; k < _count; k++)
        {
            ref var arrival = ref _arrivals[k];
            var age = (int)(step - arrival.Born);
            var (first, end) = (arrival.Next, arrival.Next);
            while (end < arrival.End && synapses.Rows.Delays[end] <= age)
            {
                end++;
            }

            if (end > first)
            {
                arrival.Next = end;
                due(arrival.Source, arrival.Tile, first, end);
            }

            if (end < arrival.End)
            {
                _arrivals[kept++] = arrival;
            }
        }

        _count = kept;
        _next = step + 1;
    }

    // After a gap or a restored state, the queue is computed from earlier spikes that are still under way.
    private void Rebuild(long step)
    {
        _count = 0;
        for (var born = Math.Max(0, step - synapses.Rows.MaxDelay); born < step; born++)
        {
            Enter(born, step);
        }
    }

    private void Enter(long born, long step)
    {
        var rows = synapses.Rows;
        for (var from = 0; from < log.Slices; from++)
        {
            foreach (var source in log.At(born, from))
            {
                if (source < 0 || source >= rows.Sources)
                {
                    continue;
                }

                // One entry is made for each tile in which the slice has targets.
                foreach (var stretch in synapses.Offsets.Of(slice))
                {
                    var row = rows.Offsets + ((long)source * rows.Tiles) + stretch.Tile;
                    var next = row[0];
                    while (next < row[1] && rows.Delays[next] < step - born)
                    {
                        next++;
                    }

                    if (next < row[1])
                    {
                        Add(new Arrival(born, source, stretch.Tile, next, row[1]));
                    }
                }
            }
        }
    }

    private void Add(Arrival arrival)
    {
        if (_count == _arrivals.Length)
        {
            Array.Resize(ref _arrivals, 2 * _count);
        }

        _arrivals[_count++] = arrival;
    }

    private record struct Arrival(long Born, int Source, int Tile, long Next, long End);
}
