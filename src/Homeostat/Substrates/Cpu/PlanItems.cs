using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>A line of a row program: a call, or calls repeated.</summary>
internal abstract record RowItem
{
    /// <summary>Time steps that pass.</summary>
    public abstract int Steps { get; }

    /// <summary>Rounds of loops without time steps that pass.</summary>
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
/// A step repeated. The first time round some values are known from before and some are computed that then stay, so there is
/// a list of calls for each of the first few iterations, of which the last serves all further ones. Where populations take
/// turns in random order, there is a list for each population instead, and each step carries out all of them.
/// </summary>
internal sealed record RowLoop(RowCall[][] Bodies, int Count, SettledRows? Settled, RandomTurns? Turns) : RowItem
{
    public override IEnumerable<RowCall> Calls => Bodies.SelectMany(body => body);

    public override int Steps => Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        var rows = block.Rows;
        var count = block.Steps > 0 ? block.Steps : Count;
        Settled?.Begin(block);
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

        Settled?.Restore(block, rows);
        block.Rows = rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(RowCall[] calls, BlockContext block)
    {
        if (block.Meeting is null)
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

/// <summary>The order in which populations take turns at each step: drawn from the seed, the same in every block of rows.</summary>
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
                // Fisher-Yates from the inside out; with so few populations the bias of the remainder does not matter.
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

/// <summary>Items repeated without a time step passing: a repetition, the time points of data, or candidates.</summary>
internal sealed record RowRounds(RowItem[][] Bodies, LoopKind Kind, int Count) : RowItem
{
    public override int Steps { get; } = Count * Bodies[^1].Sum(item => item.Steps);

    public override int Rounds { get; } = Count * (1 + Bodies[^1].Sum(item => item.Rounds));

    public override IEnumerable<RowCall> Calls => Bodies.SelectMany(body => body).SelectMany(item => item.Calls);

    public override void Run(BlockContext block)
    {
        for (var round = 0; round < Count; round++)
        {
            block.Enter(Kind, round);
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

/// <summary>Calls that a thread takes a block of rows through, from the first to the last, without waiting for others.</summary>
internal sealed record RowProgram(RowItem[] ItemArray) : PlanItem
{
    /// <summary>Time steps that pass.</summary>
    public int Steps { get; } = ItemArray.Sum(item => item.Steps);

    /// <summary>Rounds of loops that pass.</summary>
    public int Rounds { get; } = ItemArray.Sum(item => item.Rounds);

    /// <summary>Whether several threads were worth while so far.</summary>
    public Pace Pace { get; } = new();
}

/// <summary>Items repeated, some of which need all rows.</summary>
internal sealed record ItemLoop(PlanItem[][] Bodies, LoopKind Kind, int Count) : PlanItem;
