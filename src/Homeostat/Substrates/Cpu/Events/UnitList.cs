namespace Homeostat.Substrates;

/// <summary>A reusable list of units.</summary>
internal sealed class UnitList
{
    private int[] _units = new int[256];

    public int Count { get; private set; }

    public Span<int> Units => _units.AsSpan(0, Count);

    public void Add(int unit)
    {
        if (Count == _units.Length)
        {
            Array.Resize(ref _units, 2 * Count);
        }

        _units[Count++] = unit;
    }

    /// <summary>Adds <paramref name="count"/> units, which the caller writes.</summary>
    public Span<int> Append(int count)
    {
        if (Count + count > _units.Length)
        {
            Array.Resize(ref _units, Math.Max(Count + count, (int)Math.Min(2L * _units.Length, Array.MaxLength)));
        }

        Count += count;
        return _units.AsSpan(Count - count, count);
    }

    /// <summary>Adds all units from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public void AddRange(int first, int end)
    {
        var room = Append(end - first);
        for (var k = 0; k < room.Length; k++)
        {
            room[k] = first + k;
        }
    }

    /// <summary>Keeps the first <paramref name="count"/> units and removes the others.</summary>
    public void Truncate(int count) => Count = count;
}
