namespace Homeostat;

/// <summary>
/// The record of a life. It has a column with one value per step for the energy, the free energy, each state of the niche, each sensed and
/// each applied value, each part and each variable that the body watches. It also has the list of events.
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

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Whether the steps are recorded. Events are always recorded.</summary>
    public bool KeepsSteps { get; }

    /// <summary>The number of recorded steps.</summary>
    public int Count => _columns[0].Count;

    /// <summary>The events, in the order in which they happened.</summary>
    public IReadOnlyList<LifeEvent> Events => _events;

    /// <summary>The values of a column, one for each step lived.</summary>
    /// <exception cref="HomeostatException">There is no column of that name.</exception>
    public IReadOnlyList<double> this[string column] => _indices.TryGetValue(column, out var n)
        ? _columns[n]
        : throw new HomeostatException($"The biography has no column '{column}'; it has {string.Join(", ", Columns)}.");

    /// <summary>Several columns as one table of steps × columns. The tests of a Markov blanket take such tables.</summary>
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
                $"{place}: the columns have {string.Join(", ", counts.DefaultIfEmpty())} steps and the life has {saved.Age}; all steps or none were expected. The file is damaged.");
        }

        if (!saved.Steps.Keys.Order().SequenceEqual(Columns.Order()))
        {
            throw new HomeostatException($"{place}: the biography has the columns {string.Join(", ", saved.Steps.Keys)}; this body records {string.Join(", ", Columns)}.");
        }

        if (count != (KeepsSteps ? saved.Age : 0))
        {
            throw new HomeostatException(
                $"{place}: the biography has {count} of {saved.Age} steps. Resume the life with the same MortalOptions.KeepSteps with which it was born.");
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
