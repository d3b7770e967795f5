using Homeostat.Planning;

namespace Homeostat.Runs;

/// <summary>The multiply-accumulates of batches, by the plan that a batch is learned with.</summary>
internal sealed class BatchCost
{
    private readonly Dictionary<Plan, (double Batch, double Step, int Steps)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The number of multiply-accumulates of a batch. Where samples are dropped once they have settled, the steps that they took count.</summary>
    /// <param name="plan">The plan by which the batch was learned.</param>
    /// <param name="learned">The batch.</param>
    /// <param name="size">The number of samples of a full batch.</param>
    public double Of(Plan plan, BatchResult learned, int size)
    {
        if (!_known.TryGetValue(plan, out var cost))
        {
            _known[plan] = cost = Known(plan, size);
        }

        return (cost.Batch - (cost.Step * Math.Max(0, cost.Steps - learned.Steps))) * learned.Samples / size * learned.Presentations;
    }

    // A loop that drops samples costs in proportion to its rounds, apart from the first few, so that one round less tells the cost of a round.
    private static (double Batch, double Step, int Steps) Known(Plan plan, int size)
    {
        var all = Of(plan.Operations);
        return plan.Operations.OfType<Loop>().ToArray() is [{ Criterion: not null } loop] && loop.Count > loop.Bodies.Count
            ? (all, all - Of([.. plan.Operations.Select(o => o == loop ? loop with { Count = loop.Count - 1 } : o)]), loop.Count)
            : (all, 0, 0);

        double Of(IReadOnlyList<PlanOperation> operations) => new PlanCost(operations, plan.Symbols, size, ElementType.Float32).Of(size).MultiplyAccumulates;
    }
}
