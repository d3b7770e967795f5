using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>A line of a row program: a call, or calls repeated.</summary>
internal abstract record RowItem
{
    /// <summary>The cost of one row, if it takes part to the end.</summary>
    public abstract Cost CostPerRow { get; }

    /// <summary>Time steps that pass.</summary>
    public abstract int Steps { get; }

    public abstract void Run(BlockContext block);

    /// <summary>The item as a person reads it.</summary>
    public abstract IEnumerable<string> Lines();
}

/// <summary>One call.</summary>
internal sealed record SingleCall(RowCall Call) : RowItem
{
    public override Cost CostPerRow => Call.CostPerRow;

    public override int Steps => 0;

    public override void Run(BlockContext block) => block.Run(Call);

    public override IEnumerable<string> Lines() => [Call.ToString()!];
}

/// <summary>
/// A step repeated. The first time round some values are known from before and some are computed that then stay, so there is
/// a list of calls for each of the first few iterations, of which the last serves all further ones. Where populations take
/// turns in random order, there is a list for each population instead, and each step carries out all of them.
/// </summary>
internal sealed record RowLoop(RowCall[][] Bodies, int Count, SettledRows? Settled, RandomTurns? Turns) : RowItem
{
    public override Cost CostPerRow
    {
        get
        {
            var cost = default(Cost);
            for (var i = 0; i < Bodies.Length; i++)
            {
                var times = Turns is not null ? Count : i < Bodies.Length - 1 ? 1 : Count - Bodies.Length + 1;
                foreach (var call in Bodies[i])
                {
                    cost += times * call.CostPerRow;
                }
            }

            return cost;
        }
    }

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

    public override IEnumerable<string> Lines()
    {
        for (var i = 0; i < Bodies.Length; i++)
        {
            yield return Turns is not null ? $"each of {Count} steps, in random order:"
                : i < Bodies.Length - 1 ? $"step {i + 1}:"
                : Bodies.Length == 1 ? $"steps 1 to {Count}:"
                : $"steps {i + 1} to {Count}:";
            foreach (var call in Bodies[i])
            {
                yield return $"  {call}";
            }
        }
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
            block.Run(call);
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

/// <summary>A line of a plan.</summary>
internal abstract record PlanItem;

/// <summary>A call that needs all rows.</summary>
internal sealed record WholeItem(WholeCall Call) : PlanItem;

/// <summary>Calls that a thread takes a block of rows through, from the first to the last, without waiting for others.</summary>
internal sealed record RowProgram(RowItem[] ItemArray, int FirstStep) : PlanItem
{
    /// <summary>Time steps that pass.</summary>
    public int Steps { get; } = ItemArray.Sum(item => item.Steps);

    /// <summary>Whether several threads were worth while so far.</summary>
    public Pace Pace { get; } = new();
}
