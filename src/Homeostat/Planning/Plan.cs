using System.Globalization;
using System.Text;

namespace Homeostat;

/// <summary>
/// A schedule compiled to a flat list of kernel calls over buffers allocated once. Running it allocates nothing and looks
/// nothing up.
/// </summary>
public sealed class Plan
{
    internal Plan(
        IReadOnlyList<PlanItem> items,
        IReadOnlyDictionary<string, Symbol> streams,
        IReadOnlyList<Symbol> energies,
        IReadOnlyList<SettledRows> settled)
    {
        (ItemArray, Streams, Energies, Settled) = ([.. items], streams, energies, settled);
        Steps = items.OfType<RowProgram>().Sum(program => program.ItemArray.Sum(item => item.Steps));
        Steps = Math.Max(Steps, items.OfType<RowProgram>().Select(p => p.FirstStep).DefaultIfEmpty(0).Max());
    }

    internal IReadOnlyList<PlanItem> Items => ItemArray;

    /// <summary>The items as an array, which is enumerated without allocating.</summary>
    internal PlanItem[] ItemArray { get; }

    internal IReadOnlyDictionary<string, Symbol> Streams { get; }

    internal IReadOnlyList<Symbol> Energies { get; }

    internal IReadOnlyList<SettledRows> Settled { get; }

    /// <summary>The memory it works on; a simulation whose units came or went has another.</summary>
    internal object? Layout { get; set; }

    /// <summary>Time steps that pass in one run.</summary>
    public int Steps { get; }

    /// <summary>What one run on a batch of that many samples costs, if no sample is dropped early.</summary>
    public Cost CostOf(int batch)
    {
        var cost = default(Cost);
        foreach (var item in Items)
        {
            cost += item switch
            {
                WholeItem whole => whole.Call.CostOf(batch),
                RowProgram program => program.ItemArray.Aggregate(
                    default(Cost), (sum, row) => sum + (batch * row.CostPerRow)),
                _ => default,
            };
        }

        return cost;
    }

    /// <summary>The plan as a person reads it: a line a call.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var item in Items)
        {
            switch (item)
            {
                case WholeItem whole:
                    text.AppendLine(CultureInfo.InvariantCulture, $"all samples: {whole.Call}");
                    break;
                case RowProgram program:
                    text.AppendLine("each block of samples:");
                    foreach (var line in program.ItemArray.SelectMany(row => row.Lines()))
                    {
                        text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
                    }

                    break;
            }
        }

        return text.ToString();
    }
}
