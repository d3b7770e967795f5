
namespace Homeostat.Substrates;

/// <summary>What spiking parts of a simulation keep besides variables: who fired in the last steps, and the synapses.</summary>
internal sealed class EventMemory : IDisposable
{
    private readonly Dictionary<string, SpikeLog[]> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Synapses> _synapses = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _owned = [];

    public EventMemory(int slices, int lanes) => (Slices, Lanes) = (slices, lanes);

    /// <summary>Into how many slices the units of a single sample are cut.</summary>
    public int Slices { get; }

    /// <summary>How many threads work at a time.</summary>
    public int Lanes { get; }

    /// <summary>The events of every sample, by population and event, in the order of the circuit.</summary>
    public IEnumerable<KeyValuePair<string, SpikeLog[]>> Logs => _logs;

    /// <summary>Who had an event in the last steps, for each sample.</summary>
    public SpikeLog[] LogOf(PopulationModel population, string eventName) => _logs[$"{population.Name}.{eventName}"];

    public Synapses Of(SpikingProjectionModel projection) => _synapses[projection.Name];

    public void Add(SpikingProjectionModel projection, Synapses synapses) => _synapses.Add(projection.Name, synapses);

    /// <summary>Logs long enough for the longest delay of what they set off.</summary>
    public void AddLogs(CircuitModel model, int batch)
    {
        foreach (var population in model.Populations)
        {
            foreach (var unitEvent in population.Events)
            {
                var delay = model.Synapses
                    .Where(p => p.OnPre is not null && p.Pre == population && p.Declaration.PreEvent == unitEvent.Name)
                    .Select(p => Of(p).Rows.MaxDelay)
                    .DefaultIfEmpty(0)
                    .Max();
                _logs.Add(
                    $"{population.Name}.{unitEvent.Name}",
                    [.. Enumerable.Range(0, batch).Select(_ => new SpikeLog(population.Declaration.Size, Slices, delay))]);
            }
        }
    }

    /// <summary>Frees the call's own memory with the simulation.</summary>
    public T Own<T>(T call)
        where T : IDisposable
    {
        _owned.Add(call);
        return call;
    }

    /// <summary>Synapses reached and units reset so far.</summary>
    public long SynapticEvents => _owned.OfType<PathwayCall>().Sum(call => call.Events);

    public void Dispose()
    {
        _owned.ForEach(call => call.Dispose());
        foreach (var synapses in _synapses.Values)
        {
            synapses.Dispose();
        }
    }
}
