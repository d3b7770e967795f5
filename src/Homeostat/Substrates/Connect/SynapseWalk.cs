
namespace Homeostat.Substrates;

/// <summary>Synapses side by side, in canonical order.</summary>
/// <param name="first">Place of the first in the canonical order of all.</param>
/// <param name="pre">Their presynaptic units, counted within the slice.</param>
/// <param name="post">Their postsynaptic units.</param>
/// <param name="positions">Where in the rows they are stored.</param>
internal readonly ref struct SynapsePiece(long first, ReadOnlySpan<int> pre, ReadOnlySpan<int> post, ReadOnlySpan<int> positions)
{
    public long First { get; } = first;

    public ReadOnlySpan<int> Pre { get; } = pre;

    public ReadOnlySpan<int> Post { get; } = post;

    public ReadOnlySpan<int> Positions { get; } = positions;
}

/// <summary>What is done with a piece.</summary>
internal delegate void SynapseVisitor(SynapsePiece piece, int worker);

/// <summary>
/// Goes through all synapses by source and target, and by delay where a source reaches a target more than once: the order in
/// which users see them and in which values are drawn, whatever the delays. It follows from the rows, so nothing is kept for it.
/// </summary>
/// <param name="rows">The synapses.</param>
/// <param name="firstPre">Where the presynaptic slice begins.</param>
/// <param name="firstPost">Where the postsynaptic slice begins.</param>
internal sealed class SynapseWalk(SynapseRows rows, int firstPre, int firstPost)
{
    private const int PerTask = 1 << 16;

    /// <summary>Visits every synapse once, in pieces of at most <see cref="PairExpression.Piece"/>, beside each other.</summary>
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
        // Rows that begin within the task's range are its own, whole.
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

    /// <summary>The piece being filled by one worker.</summary>
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
