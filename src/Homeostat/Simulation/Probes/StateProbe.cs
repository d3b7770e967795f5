
namespace Homeostat;

/// <summary>A recording of a variable or sub-expression over time, with its values at the beginning of time steps.</summary>
public sealed class StateProbe : IStateRecorder
{
    private readonly RecordOptions _options;
    private readonly int[] _columns;
    private readonly bool _isSliced;
    private readonly int _every;
    private readonly int[][] _bySlice;
    private readonly List<double>[] _recorded;
    private readonly List<double[]> _samples = [];
    private long _forgotten;
    private double[,]? _values;
    private double[]? _times;

    /// <param name="variable">The variable, written as <c>part.variable</c>.</param>
    /// <param name="units">The indices of the units or synapses that the user asked for.</param>
    /// <param name="columns">The column in memory of each of them.</param>
    /// <param name="size">The number of columns in memory.</param>
    /// <param name="isSliced">Whether the columns are the units of a population.</param>
    /// <param name="timeStep">The time step in seconds.</param>
    /// <param name="options">The settings of the recording.</param>
    /// <param name="every">The number of steps between two samples.</param>
    /// <param name="slices">The slices of the population.</param>
    internal StateProbe(
        string variable, IReadOnlyList<int> units, int[] columns, int size, bool isSliced, double timeStep, RecordOptions options, int every, int slices)
    {
        (Variable, Units, _columns, _isSliced, TimeStep, _options, _every) = (variable, units, columns, isSliced, timeStep, options, every);
        _bySlice = isSliced && slices > 1
            ? [.. Enumerable.Range(0, slices).Select(slice => Slices.Range(size, slice, slices)).Select(range =>
                columns.Where(c => c >= range.First && c < range.End).ToArray())]
            : [columns, .. Enumerable.Range(1, slices - 1).Select(_ => Array.Empty<int>())];
        _recorded = [.. _bySlice.Select(_ => new List<double>())];
    }

    /// <summary>The recorded variable, written as <c>part.variable</c>.</summary>
    public string Variable { get; }

    /// <summary>The units (or synapses), in the order of the columns of <see cref="Values"/>.</summary>
    public IReadOnlyList<int> Units { get; }

    /// <summary>The number of samples that are kept.</summary>
    public int Count => _samples.Count;

    /// <summary>The time of each sample in seconds. The same array is returned until more is recorded.</summary>
    public double[] Times => _times ??= [.. Enumerable.Range(0, Count).Select(k => (FirstSample + ((_forgotten + k) * _every)) * TimeStep)];

    /// <summary>The recorded values, [samples × units]. The same array is returned until more is recorded.</summary>
    public double[,] Values => _values ??= Collected();

    /// <summary>The time step in seconds.</summary>
    internal double TimeStep { get; }

    internal long FirstStep { get; set; }

    private long FirstSample => (FirstStep + _every - 1) / _every * _every;

    /// <summary>The values of one unit over time.</summary>
    /// <param name="unit">One of <see cref="Units"/>.</param>
    /// <exception cref="HomeostatException">The unit was not recorded.</exception>
    public double[] Of(int unit)
    {
        var column = Units.ToList().IndexOf(unit);
        return column >= 0 ? [.. _samples.Select(sample => sample[column])] : throw new HomeostatException(
            $"Unit {unit} of '{Variable}' was not recorded; those recorded are {string.Join(", ", Units.Take(10))}{(Units.Count > 10 ? ", ..." : "")}.");
    }

    /// <summary>Joins the recordings of several probes of a simulation to one matrix.</summary>
    /// <param name="probes">The probes, which must have recorded the same steps.</param>
    /// <returns>The values as [times × states], with the units of each probe in order.</returns>
    /// <exception cref="HomeostatException">The probes have different numbers of samples.</exception>
    public static double[,] Beside(params IReadOnlyList<StateProbe> probes)
    {
        ArgumentNullException.ThrowIfNull(probes);
        if (probes.Count == 0 || probes.Any(p => p.Count != probes[0].Count))
        {
            throw new HomeostatException(
                $"The probes {string.Join(", ", probes.Select(p => $"{p.Variable} ({p.Count} samples)").DefaultIfEmpty("(none)"))} cannot stand beside each other; as many samples of each were expected.");
        }

        var values = probes.Select(p => p.Values).ToArray();
        var columns = values.SelectMany(v => Enumerable.Range(0, v.GetLength(1)).Select(column => (v, column))).ToArray();
        var table = new double[probes[0].Count, columns.Length];
        for (var row = 0; row < probes[0].Count; row++)
        {
            for (var n = 0; n < columns.Length; n++)
            {
                table[row, n] = columns[n].v[row, columns[n].column];
            }
        }

        return table;
    }

    int IStateRecorder.Sample => _options.Sample;

    int IStateRecorder.Every => _every;

    IReadOnlyList<int[]> IStateRecorder.Columns => _bySlice;

    bool IStateRecorder.IsSliced => _isSliced;

    void IStateRecorder.Note(int slice, double value) => _recorded[slice].Add(value);

    private double[,] Collected()
    {
        var values = new double[Count, Units.Count];
        for (var row = 0; row < Count; row++)
        {
            for (var column = 0; column < Units.Count; column++)
            {
                values[row, column] = _samples[row][column];
            }
        }

        return values;
    }

    void IRecorder.EndStretch(long step)
    {
        (_values, _times) = (null, null);
        var places = _bySlice.Select((columns, slice) => columns.Select((column, k) => (column, slice, k)))
            .SelectMany(c => c)
            .ToLookup(c => c.column, c => (c.slice, c.k));
        var order = _columns.Select(column => places[column].First()).ToArray();
        var count = _bySlice.Select((columns, slice) => columns.Length == 0 ? 0 : _recorded[slice].Count / columns.Length).Max();
        for (var sample = 0; sample < count; sample++)
        {
            _samples.Add([.. order.Select(place => _recorded[place.slice][(sample * _bySlice[place.slice].Length) + place.k])]);
        }

        foreach (var recorded in _recorded)
        {
            recorded.Clear();
        }

        if (_options.Last > 0 && _samples.Count > _options.Last)
        {
            _forgotten += _samples.Count - _options.Last;
            _samples.RemoveRange(0, _samples.Count - _options.Last);
        }
    }
}
