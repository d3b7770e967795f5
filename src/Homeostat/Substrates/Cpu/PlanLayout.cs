
namespace Homeostat.Substrates;

/// <summary>The end of a time step between two stretches of a plan.</summary>
internal sealed class StepEnd
{
    public static StepEnd Instance { get; } = new();
}

/// <summary>
/// Arranges calls so that a thread can take a block of samples as far as possible: between two calls that change synapses,
/// whatever only rearranges weights comes first, and all else is one program of rows.
/// </summary>
internal static class PlanLayout
{
    public static IReadOnlyList<PlanItem> Arrange(IReadOnlyList<object> calls)
    {
        var items = new List<PlanItem>();
        var early = new List<PlanItem>();
        var rows = new List<RowItem>();
        var step = 0;
        foreach (var call in calls)
        {
            switch (call)
            {
                case WholeCall { IsIndependent: true } whole:
                    early.Add(new WholeItem(whole));
                    break;
                case WholeCall whole:
                    Flush();
                    items.Add(new WholeItem(whole));
                    break;
                case RowItem row:
                    rows.Add(row);
                    break;
                case StepEnd:
                    Flush();
                    step++;
                    break;
            }
        }

        Flush();
        return items;

        void Flush()
        {
            items.AddRange(early);
            if (rows.Count > 0)
            {
                items.Add(new RowProgram([.. rows], step));
                step += rows.Sum(row => row.Steps);
            }

            early.Clear();
            rows.Clear();
        }
    }
}
