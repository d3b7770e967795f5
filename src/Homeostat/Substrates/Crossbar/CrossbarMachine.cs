namespace Homeostat.Substrates;

/// <summary>
/// A crossbar beside a processor. Each matrix of weights is an array of pairs of cells; plans are rewritten so that products read the arrays through converters
/// and learning changes them by pulses, and the processor carries out the rest.
/// </summary>
internal sealed class CrossbarMachine : CpuMachine
{
    private readonly CrossbarArray[] _arrays;
    private readonly Dictionary<string, ReadState> _reads = new(StringComparer.Ordinal);

    public CrossbarMachine(Memory memory, Connections connections, MachineOptions options, CrossbarOptions settings)
        : base(memory, connections, options)
    {
        (Settings, Threads, Factory) = (settings, options.Workers.Count, options.Model.Factory);
        Noise = CrossbarKey.Seed(options.Seed, settings.DeviceSeed);
        _arrays = [.. WeightsOf(options.Model).Select((symbol, k) => new CrossbarArray(symbol, memory[symbol], k, settings, options.Seed))];
        foreach (var array in _arrays)
        {
            memory.Add(array.Read, array.Held.Rows, array.Held.Columns);
            memory.Add(array.Wanted, array.Held.Rows, array.Held.Columns);
            _reads.Add(array.Weights.Name, new ReadState());
        }
    }

    /// <summary>The settings.</summary>
    public CrossbarOptions Settings { get; }

    /// <summary>The seed of what happens on this device in this simulation.</summary>
    public ulong Noise { get; }

    /// <summary>The number of threads.</summary>
    public int Threads { get; }

    /// <summary>The factory of values.</summary>
    public NodeFactory Factory { get; }

    /// <summary>The arrays, in the order of the circuit.</summary>
    public IReadOnlyList<CrossbarArray> Arrays => _arrays;

    public override string Device => $"{Settings.Device.Name} {Settings.DeviceSeed}";

    public override IEnumerable<KeyValuePair<string, Matrix>> State => _arrays.SelectMany(array => array.State);

    public override void Wait(double seconds)
    {
        foreach (var array in _arrays)
        {
            array.Waited += seconds;
        }
    }

    /// <summary>The array that holds a symbol; null if none does.</summary>
    public CrossbarArray? ArrayOf(Symbol symbol) => Array.Find(_arrays, array => array.Weights == symbol);

    /// <summary>The memory of a symbol.</summary>
    public Matrix MatrixOf(Symbol symbol) => Memory[symbol];

    /// <summary>The age of an array in a time step, in seconds.</summary>
    public double Now(CrossbarArray array, long step) => array.Waited + (Settings.Aging * TimeStep * step);

    /// <summary>Programs an array where its weights were set from outside.</summary>
    public void Synchronize(CrossbarArray array, long step)
    {
        var (state, version) = (_reads[array.Weights.Name], Memory.Version(array.Weights));
        if (state.Version != version)
        {
            array.Program(Now(array, step));
            (state.Version, state.IsCurrent) = (version, false);
        }
    }

    /// <summary>Whether an array has to be read: something was written since it was last read, or time passed in which it drifted or its noise changed.</summary>
    public bool MustRead(CrossbarArray array, double now) =>
        _reads[array.Weights.Name] is var state && (!state.IsCurrent || (array.Varies && state.Time != now));

    /// <summary>Notes that the weights as they act are up to date.</summary>
    public void HasRead(CrossbarArray array, double now)
    {
        (_reads[array.Weights.Name].IsCurrent, _reads[array.Weights.Name].Time) = (true, now);
        Memory.Touch(array.Read);
    }

    /// <summary>Notes that an array was changed by pulses.</summary>
    public void HasChanged(CrossbarArray array)
    {
        array.CountChange();
        _reads[array.Weights.Name].IsCurrent = false;
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var array in _arrays)
        {
            array.Dispose();
        }
    }

    protected override IReadOnlyList<PlanOperation> Prepared(Plan plan) => new CrossbarRewriting(this, plan).Operations;

    // Which matrices are put on the crossbar: the variables flagged (weight) of full projections.
    private static Symbol[] WeightsOf(CircuitModel model)
    {
        const string Remedy = "Give it full connectivity, or run the circuit on the substrate 'cpu'.";
        if (model.Synapses is [var sparse, ..])
        {
            throw new HomeostatException(
                $"The synapses of projection '{sparse.Name}' of circuit '{model.Circuit.Name}' are stored one by one, and a crossbar holds whole matrices. {Remedy}");
        }

        var weights = model.Projections
            .Where(p => !p.IsOneToOne)
            .SelectMany(p => p.Variables.Where(v => v.Role == Role.Weight).Select(v => (Projection: p, v.Symbol)))
            .ToArray();
        if (weights.FirstOrDefault(w => w.Projection.Storage is not FullMatrix || w.Symbol.Axes != Axes.Both) is { Projection: { } shared })
        {
            throw new HomeostatException(
                $"The synapses of projection '{shared.Name}' of circuit '{model.Circuit.Name}' share their weights, as those of a convolution do; on a crossbar each synapse has a pair of cells of its own. {Remedy}");
        }

        return weights.Length > 0 ? [.. weights.Select(w => w.Symbol)] : throw new HomeostatException(
            $"Circuit '{model.Circuit.Name}' has no weights for a crossbar. Flag the weights of a full projection, as in 'w : 1 (weight)', or run it on the substrate 'cpu'.");
    }

    private sealed class ReadState
    {
        public long Version { get; set; } = -1;

        public bool IsCurrent { get; set; }

        public double Time { get; set; }
    }
}
