using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Prints ledgers: counts first, then joules by cause, then what is not in them.</summary>
internal sealed class LedgerReport(Terminal terminal, string numbers)
{
    /// <summary>Prints the counts, a column a subject. Items that no subject has are left out.</summary>
    public void Counts(IReadOnlyList<LedgerSubject> subjects)
    {
        var items = Enum.GetValues<CostItem>().Where(item => subjects.Any(s => s.Cost[item] != 0)).ToArray();
        terminal.Table(
            ["counts", .. subjects.Select(s => $">{s.Title}")],
            items.Select(item => (string[])[Words(item), .. subjects.Select(s => Count(s.Cost[item]))]));
        terminal.Out.WriteLine(Text(
            $"Bytes come from the smallest level that holds what the loop around touches: L1 of {CacheSizes.Horowitz.L1 >> 10} KiB, L2 of {CacheSizes.Horowitz.L2 >> 10} KiB, memory."));
    }

    /// <summary>Prints the joules of subjects by one table.</summary>
    /// <returns>The ledger of each subject.</returns>
    public IReadOnlyList<Ledger> Joules(EnergyTable table, IReadOnlyList<LedgerSubject> subjects)
    {
        var ledgers = subjects.Select(s => table.Price(s.Cost, numbers)).ToArray();
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Energies of '{table.Name}': {table.Title}, {table.Date}, numbers of {numbers}. {table.About}");
        var items = Enum.GetValues<CostItem>().Where(item => ledgers.Any(l => l.Lines[(int)item].Count != 0)).ToArray();
        terminal.Table(
            ["cause", ">of one", "grade", .. subjects.Select(s => $">{s.Title}")],
            [
                .. items.Select(item => (string[])[Words(item), .. Price(ledgers[0].Lines[(int)item]), .. ledgers.Select(l => Cell(l.Lines[(int)item]))]),
                ["all that the table has", "", "", .. ledgers.Select(l => EnergyUnit.Text(l.Joules))],
            ]);
        foreach (var source in items.Select(item => table.Find(item, numbers)).OfType<EnergyEntry>().Select(e => $"{e.Source} ({e.Node})").Distinct())
        {
            terminal.Out.WriteLine($"Source: {source}");
        }

        foreach (var (ledger, subject) in ledgers.Zip(subjects))
        {
            if (ledger.Missing.Count > 0)
            {
                terminal.Out.WriteLine(
                    $"Not in the joules of {subject.Title}, as '{table.Name}' has no entry for them: {string.Join(", ", ledger.Missing.Select(l => $"{Count(l.Count)} {Words(l.Item)}"))}.");
            }
        }

        return ledgers;
    }

    /// <summary>Prints the rate of spikes at which spiking and dense networks cost the same, beside what was counted.</summary>
    public void BreakEven(EnergyTable spiking, EnergyTable dense, IReadOnlyList<LedgerSubject> subjects)
    {
        var level = new[] { CostItem.L1Byte, CostItem.L2Byte, CostItem.MemoryByte }.MaxBy(item => subjects.Where(s => !s.IsSpiking).Sum(s => s.Cost[item]));
        terminal.Out.WriteLine();
        if (Homeostat.BreakEven.Of(spiking, dense, numbers, level) is not { } found)
        {
            terminal.Out.WriteLine(
                $"Break-even: '{spiking.Name}' has nothing for a spike at a synapse, or '{dense.Name}' no multiply-accumulate, so the two cannot be compared. Give --against-table, such as 45nm.");
            return;
        }

        var read = found.WithWeightRead is { } both
            ? Text($", {both:G3} where each also reads its weight from {Words(level).Split(' ')[^1]}")
            : "";
        terminal.Out.WriteLine(
            Text($"Break-even: spikes cost less than dense products ('{spiking.Name}' against '{dense.Name}') below {found.Arithmetic:G3} spikes a synapse and inference{read}."));
        foreach (var subject in subjects.Where(s => s.IsSpiking && s.Synapses > 0))
        {
            terminal.Out.WriteLine(Text($"Counted: {subject.Cost.SynapticEvents / subject.Synapses:G3} a synapse in {subject.Title}."));
        }
    }

    /// <summary>The name of an item in words.</summary>
    public static string Words(CostItem item) => item switch
    {
        CostItem.RegisterByte => "bytes of registers",
        CostItem.L1Byte => "bytes of L1",
        CostItem.L2Byte => "bytes of L2",
        CostItem.MemoryByte => "bytes of memory",
        CostItem.ErasedBit => "bits erased",
        CostItem.Function => "transcendental functions",
        CostItem.Logic => "logic and signs",
        _ => $"{EnergyTableFile.NameOf(item).Replace('-', ' ')}s".Replace("multiply accumulates", "multiply-accumulates", StringComparison.Ordinal),
    };

    private static string[] Price(LedgerLine line) => line.Entry is { } entry
        ? [EnergyUnit.Text(entry.Joules), Runs.Words.Spell(entry.Grade)]
        : [line.IsCovered ? "in others" : "no entry", ""];

    private static string Cell(LedgerLine line) => line.Joules is { } joules ? EnergyUnit.Text(joules) : line.IsMissing ? "?" : "-";

    private static string Count(double count) => count.ToString("#,0.###", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
