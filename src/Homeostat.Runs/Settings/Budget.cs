using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Runs;

/// <summary>An amount of training: a time, a number of multiply-accumulates, of epochs or of batches.</summary>
/// <param name="Amount">The amount, above zero.</param>
/// <param name="Unit">The unit of the amount.</param>
internal sealed record Budget(double Amount, BudgetUnit Unit)
{
    private const double CalibrationSeconds = 1.5;
    private const int LeastBatches = 3;

    /// <summary>The forms in which a budget is written.</summary>
    public const string Form = "60s, macs=1e12, epochs=10 or batches=500";

    /// <summary>Reads a budget; null if the text has none of the forms.</summary>
    public static Budget? Parse(string text)
    {
        var (number, unit) = text.Split('=') switch
        {
            ["macs", var n] => (n, BudgetUnit.MultiplyAccumulates),
            ["epochs", var n] => (n, BudgetUnit.Epochs),
            ["batches", var n] => (n, BudgetUnit.Batches),
            [var n] when n.EndsWith('s') => (n[..^1], BudgetUnit.Seconds),
            _ => ("", BudgetUnit.Seconds),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount) && amount > 0 && double.IsFinite(amount)
            ? new Budget(amount, unit)
            : null;
    }

    /// <summary>The number of batches that fit into the budget. A time is divided by the time of a batch, which is measured on a training of its own.</summary>
    /// <param name="training">A training that is used for measuring alone and ends later than the budget.</param>
    /// <exception cref="HomeostatException">Not one batch fits.</exception>
    public long BatchesOf(Training training)
    {
        var batches = Unit switch
        {
            BudgetUnit.Epochs => Amount * training.BatchesPerEpoch,
            BudgetUnit.Batches => Amount,
            BudgetUnit.MultiplyAccumulates => MostWithin(training, Amount),
            _ => Amount / SecondsOfBatch(training),
        };
        return batches >= 1 ? (long)Math.Min(batches, 1e12) : throw new HomeostatException(
            $"The budget {this} is less than one batch of the model '{training.Learner.Name}'. Give more, smaller layers or a smaller batch.");
    }

    /// <inheritdoc/>
    public override string ToString() => Unit switch
    {
        BudgetUnit.Seconds => Text($"{Amount}s"),
        BudgetUnit.MultiplyAccumulates => Text($"macs={Amount:R}"),
        BudgetUnit.Epochs => Text($"epochs={Amount}"),
        _ => Text($"batches={Amount}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Costs grow with the number of batches, so the largest number is found by halving.
    private static double MostWithin(Training training, double multiplyAccumulates)
    {
        var (least, most) = (0L, 1L);
        while (training.CostOf(most).MultiplyAccumulates <= multiplyAccumulates && most < 1L << 40)
        {
            (least, most) = (most, most * 2);
        }

        while (most - least > 1)
        {
            var middle = least + ((most - least) / 2);
            (least, most) = training.CostOf(middle).MultiplyAccumulates <= multiplyAccumulates ? (middle, most) : (least, middle);
        }

        return least;
    }

    private static double SecondsOfBatch(Training training)
    {
        for (var warm = 0; warm < LeastBatches && !training.IsDone; warm++)
        {
            training.Next();
        }

        var (start, batches) = (Stopwatch.GetTimestamp(), 0);
        while (!training.IsDone && (batches < LeastBatches || Stopwatch.GetElapsedTime(start).TotalSeconds < CalibrationSeconds))
        {
            training.Next();
            batches++;
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / Math.Max(1, batches);
    }
}

/// <summary>The unit of a budget.</summary>
internal enum BudgetUnit
{
    /// <summary>Seconds of training.</summary>
    Seconds,

    /// <summary>Multiply-accumulates of training.</summary>
    MultiplyAccumulates,

    /// <summary>Epochs.</summary>
    Epochs,

    /// <summary>Batches.</summary>
    Batches,
}
