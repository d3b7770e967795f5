namespace Homeostat;

/// <summary>
/// What was written down of a life: at every step its energy and free energy, the niche, what was sensed and done, the parts and what
/// else the body says, each a column; and the events.
/// </summary>
public sealed class Biography
{
    private readonly Dictionary<string, int> _indices;
    private readonly List<double>[] _columns;
    private readonly List<LifeEvent> _events = [];

    internal Biography(IReadOnlyList<string> columns, bool keepsSteps)
    {
        (Columns, KeepsSteps) = (columns, keepsSteps);
        _indices = columns.Select((name, n) => (name, n)).ToDictionary(c => c.name, c => c.n, StringComparer.Ordinal);
        _columns = [.. columns.Select(_ => new List<double>())];
    }

    /// <summary>Names of what is written down at each step.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Whether steps are written down at all; events always are.</summary>
    public bool KeepsSteps { get; }

    /// <summary>Steps written down.</summary>
    public int Count => _columns[0].Count;

    /// <summary>Events, in order.</summary>
    public IReadOnlyList<LifeEvent> Events => _events;

    /// <summary>A column, one value a step lived.</summary>
    /// <exception cref="HomeostatException">There is none of that name.</exception>
    public IReadOnlyList<double> this[string column] => _indices.TryGetValue(column, out var n)
        ? _columns[n]
        : throw new HomeostatException($"The biography has no column '{column}'; it has {string.Join(", ", Columns)}.");

    /// <summary>Several columns beside each other: steps × columns, as tests of a blanket take them.</summary>
    public double[,] Table(params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var sources = columns.Select(c => this[c]).ToArray();
        var table = new double[Count, columns.Count];
        for (var row = 0; row < Count; row++)
        {
            for (var column = 0; column < sources.Length; column++)
            {
                table[row, column] = sources[column][row];
            }
        }

        return table;
    }

    internal void Add(ReadOnlySpan<double> row)
    {
        for (var n = 0; n < row.Length; n++)
        {
            _columns[n].Add(row[n]);
        }
    }

    internal void Add(LifeEvent happened) => _events.Add(happened);

    internal Biography(SavedLife saved, string place)
        : this([.. saved.Steps.Keys], saved.Steps.Values.Any(c => c.Count > 0)) => Restore(saved, place);

    internal void Restore(SavedLife saved, string place)
    {
        var counts = saved.Steps.Values.Select(c => (long)c.Count).Distinct().ToArray();
        if (counts is not [var count] || (count != 0 && count != saved.Age))
        {
            throw new HomeostatException(
                $"{place}: columns of {string.Join(", ", counts.DefaultIfEmpty())} steps are written down of a life of {saved.Age}; all steps or none were expected. The file is damaged.");
        }

        if (!saved.Steps.Keys.Order().SequenceEqual(Columns.Order()))
        {
            throw new HomeostatException($"{place}: the biography has columns {string.Join(", ", saved.Steps.Keys)}; this body writes {string.Join(", ", Columns)}.");
        }

        if (count != (KeepsSteps ? saved.Age : 0))
        {
            throw new HomeostatException(
                $"{place}: {count} steps of {saved.Age} are written down in it; whether steps are kept (MortalOptions.KeepSteps) has to stay as it was.");
        }

        for (var n = 0; n < _columns.Length; n++)
        {
            _columns[n].Clear();
            _columns[n].AddRange(saved.Steps[Columns[n]]);
        }

        _events.Clear();
        _events.AddRange(saved.Events);
    }
}
