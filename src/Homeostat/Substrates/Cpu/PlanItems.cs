using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>An item of a row program: a call, or repeated calls.</summary>
internal abstract record RowItem
{
    /// <summary>The number of time steps that the item takes.</summary>
    public abstract int Steps { get; }

    /// <summary>The number of rounds of loops without time steps that the item takes.</summary>
    public virtual int Rounds => 0;

    public abstract void Run(BlockContext block);

    /// <summary>The calls of the item.</summary>
    public abstract IEnumerable<RowCall> Calls { get; }
}

/// <summary>One call.</summary>
internal sealed record SingleCall(RowCall Call) : RowItem
{
    public override int Steps => 0;

    public override IEnumerable<RowCall> Calls => [Call];

    public override void Run(BlockContext block) => block.Carry(Call);
}

/// <summary>
/// A repeated time step. In the first iterations some values are known from before, and some are computed that then stay the same, so each
/// of these iterations has its own list of calls; the last list serves all further ones. Where populations are updated in random
/// order, there is one list for each population instead, and each step carries out all of them.
/// </summary>
internal sealed record RowLoop(RowCall[][] Bodies, int Count, SettledRows? Settled, RandomTurns? Turns) : RowItem
{
    public override IEnumerable<RowCall> Calls => Bodies.SelectMany(body => body);

    public override int Steps => Count;

    public override void Run(BlockContext block)
    {
        var rows = block.Rows;
        var count = block.Steps > 0 ? block.Steps : Count;
        var end = block.Step + count;
        if (Settled is null)
        {
            Carry(block, count);
        }
        else
        {
            Settled.Begin(block);
            try
            {
                Carry(block, count);
            }
            finally
            {
                // Also after an error every sample is in its own row.
                Settled.Restore(block, rows);
            }
        }

        // The time goes on for all samples, however early they have settled: what follows must not depend on it.
        block.Step = end;
        block.Rows = rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Carry(BlockContext block, int count)
    {
        for (var step = 0; step < count && block.Rows > 0; step++)
        {
            if (Turns is null)
            {
                Run(Bodies[Math.Min(step, Bodies.Length - 1)], block);
            }
            else
            {
                foreach (var turn in Turns.At(block.Step))
                {
                    Run(Bodies[turn], block);
                }
            }

            block.Step++;
            Settled?.Drop(block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(RowCall[] calls, BlockContext block)
    {
        if (block.Barrier is null)
        {
            foreach (var call in calls)
            {
                call.Run(block);
            }

            return;
        }

        foreach (var call in calls)
        {
            block.Carry(call);
        }
    }
}

/// <summary>The order in which populations are updated at each step: drawn from the seed, the same in every block of rows.</summary>
internal sealed class RandomTurns(int count, ulong seed, uint stream) : IDisposable
{
    private readonly ThreadLocal<(long Step, int[] Order)> _last = new(() => (-1, new int[count]));

    public ReadOnlySpan<int> At(long step)
    {
        var (known, order) = _last.Value;
        if (known != step)
        {
            for (var i = 0; i < count; i++)
            {
                // A Fisher-Yates shuffle, inside out; with so few populations, the bias of the remainder is negligible.
                var j = (int)(Philox.Block(seed, stream, (ulong)step, (uint)i).X0 % (uint)(i + 1));
                order[i] = order[j];
                order[j] = i;
            }

            _last.Value = (step, order);
        }

        return order;
    }

    public void Dispose() => _last.Dispose();
}

/// <summary>Items repeated without a time step: a repetition, the time points of data, or candidates.</summary>
internal sealed record RowRounds(RowItem[][] Bodies, LoopKind Kind, int Count) : RowItem
{
    public override int Steps { get; } = Count * Bodies[^1].Sum(item => item.Steps);

    public override int Rounds { get; } = Count * (1 + Bodies[^1].Sum(item => item.Rounds));

    public override IEnumerable<RowCall> Calls => Bodies.SelectMany(body => body).SelectMany(item => item.Calls);

    public override void Run(BlockContext block)
    {
        for (var round = 0; round < Count; round++)
        {
            block.Position = block.Position.Enter(Kind, round);
            foreach (var item in Bodies[Math.Min(round, Bodies.Length - 1)])
            {
                item.Run(block);
            }
        }
    }
}

/// <summary>A part of a loaded plan.</summary>
internal abstract record PlanItem;

/// <summary>A call that needs all rows.</summary>
internal sealed record WholeItem(WholeCall Call) : PlanItem;

/// <summary>Calls through which a thread takes a block of rows, from the first to the last, without waiting for other threads.</summary>
internal sealed record RowProgram(RowItem[] ItemArray) : PlanItem
{
    /// <summary>The number of time steps that the program takes.</summary>
    public int Steps { get; } = ItemArray.Sum(item => item.Steps);

    /// <summary>The number of rounds of loops that the program takes.</summary>
    public int Rounds { get; } = ItemArray.Sum(item => item.Rounds);

    /// <summary>The choice between one and several threads, by the times measured so far.</summary>
    public Pace Pace { get; } = new();
}

/// <summary>Repeated items, some of which need all rows.</summary>
internal sealed record ItemLoop(PlanItem[][] Bodies, LoopKind Kind, int Count) : PlanItem;
