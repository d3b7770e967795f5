
namespace Homeostat.Substrates;

/// <summary>Consecutive synapses in canonical order.</summary>
/// <param name="first">The index of the first synapse in the canonical order of all synapses.</param>
/// <param name="pre">The presynaptic unit of each, counted within the slice.</param>
/// <param name="post">The postsynaptic unit of each.</param>
/// <param name="positions">The position of each in the stored rows.</param>
internal readonly ref struct SynapsePiece(long first, ReadOnlySpan<int> pre, ReadOnlySpan<int> post, ReadOnlySpan<int> positions)
{
    public long First { get; } = first;

    public ReadOnlySpan<int> Pre { get; } = pre;

    public ReadOnlySpan<int> Post { get; } = post;

    public ReadOnlySpan<int> Positions { get; } = positions;
}

/// <summary>The action carried out for a piece of synapses.</summary>
internal delegate void SynapseVisitor(SynapsePiece piece, int worker);

/// <summary>
/// Visits all synapses in canonical order: by source, then target, then delay where a source reaches a target more than once. Users see
/// synapses, and values are drawn, in this order, whatever the delays. It is computed from the rows and needs no memory of its own.
/// </summary>
/// <param name="rows">The synapses.</param>
/// <param name="firstPre">The first unit of the presynaptic slice.</param>
/// <param name="firstPost">The first unit of the postsynaptic slice.</param>
internal sealed class SynapseWalk(SynapseRows rows, int firstPre, int firstPost)
{
    private const int PerTask = 1 << 16;

    /// <summary>Visits every synapse once, in pieces of at most <see cref="PairExpression.Piece"/>, on several threads.</summary>
    public void Run(Workers workers, SynapseVisitor visit)
    {
        var cursors = new Cursor[workers.Count];
        for (var worker = 0; worker < cursors.Length; worker++)
        {
            cursors[worker] = new Cursor();
        }

        workers.Run((task, worker) => Walk(task, cursors[worker], visit, worker), (int)((rows.Count + PerTask - 1) / PerTask));
    }

    private void Walk(int task, Cursor cursor, SynapseVisitor visit, int worker)
    {
        // A task processes every row that begins within its range, to the row's end.
        var (row, end) = (rows.FirstRowFrom((long)task * PerTask), rows.FirstRowFrom((task + 1L) * PerTask));
        for (cursor.Start(rows.OffsetOf(row)); row < end; row++)
        {
            var targets = rows.TargetsOf(row);
            if (targets.IsEmpty)
            {
                continue;
            }

            var delays = rows.DelaysOf(row);
            var order = delays.IsEmpty ? default : cursor.Order.Of(targets);
            var (source, firstTarget) = ((int)(row / rows.Tiles) - firstPre, ((int)(row % rows.Tiles) * SynapseRows.TileSize) - firstPost);
            for (var k = 0; k < targets.Length;)
            {
                var count = Math.Min(cursor.Room, targets.Length - k);
                cursor.Add(source, firstTarget, targets, order, (int)rows.OffsetOf(row), k, count);
                k += count;
                if (cursor.Room == 0)
                {
                    cursor.Visit(visit, worker);
                }
            }
        }

        cursor.Visit(visit, worker);
    }

    /// <summary>The piece that a worker is filling.</summary>
    private sealed class Cursor
    {
        private readonly int[] _pre = new int[PairExpression.Piece];
        private readonly int[] _post = new int[PairExpression.Piece];
        private readonly int[] _positions = new int[PairExpression.Piece];
        private long _first;
        private int _count;

        public StableOrder Order { get; } = new();

        public int Room => _pre.Length - _count;

        public void Start(long first) => (_first, _count) = (first, 0);

        public void Add(
            int source, int firstTarget, ReadOnlySpan<ushort> targets, ReadOnlySpan<int> order, int offset, int from, int count)
        {
            var post = _post.AsSpan(_count, count);
            var positions = _positions.AsSpan(_count, count);
            _pre.AsSpan(_count, count).Fill(source);
            for (var k = 0; k < post.Length; k++)
            {
                var at = order.IsEmpty ? from + k : order[from + k];
                post[k] = firstTarget + targets[at];
                positions[k] = offset + at;
            }

            _count += count;
        }

        public void Visit(SynapseVisitor visit, int worker)
        {
            if (_count > 0)
            {
                visit(new SynapsePiece(_first, _pre.AsSpan(0, _count), _post.AsSpan(0, _count), _positions.AsSpan(0, _count)), worker);
                (_first, _count) = (_first + _count, 0);
            }
        }
    }
}
