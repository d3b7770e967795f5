namespace Homeostat.Substrates;

/// <summary>Finds the stable order that sorts small numbers; it keeps its memory from call to call.</summary>
internal sealed class StableOrder
{
    // Below this number, insertion is faster than counting.
    private const int Few = 32;

    private readonly int[] _starts = new int[256];
    private int[] _order = new int[1024];
    private int[] _other = new int[1024];

    /// <summary>The positions of the keys in ascending order of keys; they are valid until the next call.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<ushort> keys)
    {
        if (_order.Length < keys.Length)
        {
            (_order, _other) = (new int[keys.Length], new int[keys.Length]);
        }

        for (var k = 0; k < keys.Length; k++)
        {
            _order[k] = k;
        }

        if (keys.Length <= Few)
        {
            Insert(keys, _order.AsSpan(0, keys.Length));
        }
        else
        {
            ByByte(keys, 0);
            ByByte(keys, 8);
        }

        return _order.AsSpan(0, keys.Length);
    }

    private static void Insert(ReadOnlySpan<ushort> keys, Span<int> order)
    {
        for (var k = 1; k < order.Length; k++)
        {
            var (moved, to) = (order[k], k);
            for (; to > 0 && keys[order[to - 1]] > keys[moved]; to--)
            {
                order[to] = order[to - 1];
            }

            order[to] = moved;
        }
    }

    private void ByByte(ReadOnlySpan<ushort> keys, int shift)
    {
        var starts = _starts;
        Array.Clear(starts);
        foreach (var key in keys)
        {
            starts[(byte)(key >> shift)]++;
        }

        if (starts[(byte)(keys[0] >> shift)] == keys.Length)
        {
            return;
        }

        var total = 0;
        for (var value = 0; value < starts.Length; value++)
        {
            (starts[value], total) = (total, total + starts[value]);
        }

        var (order, other) = (_order, _other);
        for (var k = 0; k < keys.Length; k++)
        {
            other[starts[(byte)(keys[order[k]] >> shift)]++] = order[k];
        }

        (_order, _other) = (other, order);
    }
}
