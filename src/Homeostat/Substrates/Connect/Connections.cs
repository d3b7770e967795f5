namespace Homeostat.Substrates;

/// <summary>The synapses of a circuit that are stored as rows, and the events of the last steps.</summary>
/// <param name="slices">The number of slices into which the units of a single sample are cut.</param>
/// <param name="lanes">The number of threads that work at the same time.</param>
internal sealed class Connections(int slices, int lanes) : IDisposable
{
    private readonly Dictionary<string, SpikeLog[]> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Synapses> _synapses = new(StringComparer.Ordinal);

    /// <summary>The number of slices into which the units of a single sample are cut.</summary>
    public int Slices { get; } = slices;

    /// <summary>The number of threads that work at the same time.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>The events of every sample, by population and event, in the order of the circuit.</summary>
    public IEnumerable<KeyValuePair<string, SpikeLog[]>> Logs => _logs;

    /// <summary>The number of spikes of all populations and samples so far.</summary>
    public long Fired => _logs.Where(log => log.Key.EndsWith($".{UnitEvent.Spike}", StringComparison.Ordinal)).Sum(log => log.Value.Sum(sample => sample.Total));

    /// <summary>The units that had an event in the last steps, for each sample.</summary>
    public SpikeLog[] LogOf(string population, string eventName) => _logs[$"{population}.{eventName}"];

    /// <summary>The synapses of a projection.</summary>
    public Synapses Of(string projection) => _synapses[projection];

    public void Add(string projection, Synapses synapses) => _synapses.Add(projection, synapses);

    /// <summary>Adds event logs that are long enough for the longest delay of the synapses that react to the events.</summary>
    public void AddLogs(CircuitModel model, int batch)
    {
        foreach (var population in model.Populations)
        {
            foreach (var unitEvent in population.Events)
            {
                var delay = model.Synapses
                    .Where(p => p.OnPre is not null && p.Pre == population && p.Declaration.PreEvent == unitEvent.Name)
                    .Select(p => Of(p.Name).Rows.MaxDelay)
                    .DefaultIfEmpty(0)
                    .Max();
                _logs.Add(
                    $"{population.Name}.{unitEvent.Name}",
                    [.. Enumerable.Range(0, batch).Select(_ => new SpikeLog(population.Declaration.Size, Slices, delay))]);
            }
        }
    }

    public void Dispose()
    {
        foreach (var synapses in _synapses.Values)
        {
            synapses.Dispose();
        }
    }
}
