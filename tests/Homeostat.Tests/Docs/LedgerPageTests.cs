using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Homeostat.Tests.Docs;

/// <summary>The pages of the ledger and of the comparison of brain and GPT.</summary>
public class LedgerPageTests
{
    private static string Page => Repository.Text("docs/ledger.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_page_of_brain_against_GPT_is_the_one_that_the_command_prints() =>
        Assert.Equal(new BrainAgainstGpt().ToMarkdown(), Repository.Text("docs/brain-against-gpt.md").ReplaceLineEndings("\n"));

    [Fact]
    public void The_tables_shown_are_those_of_the_library() => Assert.Contains(
        string.Join('\n',
        [
            "| table | what it is | date | node | prices | grades |",
            "| --- | --- | --- | --- | --- | --- |",
            .. EnergyTable.All.Select(t =>
                $"| `{t.Name}` | {t.Title} | {t.Date} | {Several("; ", t.Entries.Select(e => e.Node))} | {Several(", ", t.Entries.Select(e => $"`{EnergyTableFile.NameOf(e.Item)}`"))} | "
                + $"{Several(", ", t.Entries.Select(e => JsonNamingPolicy.KebabCaseLower.ConvertName(e.Grade.ToString())))} |"),
        ]),
        Page,
        StringComparison.Ordinal);

    [Fact]
    public void Every_item_is_explained() =>
        Assert.All(Enum.GetValues<CostItem>(), item => Assert.Contains($"`{EnergyTableFile.NameOf(item)}`", Page, StringComparison.Ordinal));

    [Fact]
    public void The_table_of_ones_own_can_be_pasted_in()
    {
        var table = EnergyTableFile.Parse(Encoding.UTF8.GetBytes(Regex.Match(Page, "^```json\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value), "docs/ledger.md");
        Assert.Equal(160e-12, table.Find(CostItem.MemoryByte)!.Joules, 1e-24);
    }

    [Fact]
    public void The_rates_of_break_even_shown_are_those_computed()
    {
        var digital = EnergyTable.All.Find("45nm");
        double[] found = [.. new[] { "float32", "int32" }.SelectMany(numbers => new[] { 0, 5e-12 }.Select(read => BreakEven.SpikesPerSynapse(
            digital.Find(CostItem.MultiplyAccumulate, numbers)!.Joules, digital.Find(CostItem.Accumulate, numbers)!.Joules, read)))];
        Assert.Contains(
            FormattableString.Invariant($"it is {found[0]:0.00} for the arithmetic of `float32` alone and {found[1]:0.00} with one weight read of 5 pJ for each; for `int32` {found[2]:0} and {found[3]:0.00}."),
            Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_have_a_price()
    {
        // --> ledger.md
        using var simulation = new Simulation(NetworkCatalog.Find("cuba").Circuit);
        simulation.Run(20 * Units.Millisecond);
        var ledger = EnergyTable.All.Find("loihi").Price(simulation.Spent);
        foreach (var line in ledger.Lines.Where(line => line.Joules > 0))
        {
            Console.WriteLine($"{line.Count} x {line.Item} at {line.Entry!.Value} {line.Entry.Unit} ({line.Entry.Grade}): {line.Joules} J");
        }

        Console.WriteLine($"{ledger.Joules} J, and {ledger.Missing.Count} items that the table has no energy for");   // 0
        // <--
        Assert.Empty(ledger.Missing);
        Assert.Equal(4000 * 200 * 81e-12, ledger.Lines[(int)CostItem.UnitUpdate].Joules!.Value, 1e-12);
    }

    [Fact]
    public void A_life_is_priced_by_a_table()
    {
        // --> ledger.md
        using var usual = HabitatCatalog.Find("thermostat").Birth();
        var costs = EnergyCosts.From(EnergyTable.All.Find("45nm"), scale: 1e6) with { Basal = 0.2, Effort = 1 };
        using var mortal = new Mortal(usual.Body with { Costs = costs }, new Room());
        mortal.Live(steps: 100);
        Console.WriteLine($"inference took {mortal.Energy[EnergyUse.Inference]:G3} J, learning {mortal.Energy[EnergyUse.Learning]:G3} J");
        // <--
        Assert.True(mortal.Energy[EnergyUse.Inference] > 0 && mortal.Energy[EnergyUse.Learning] > 0);
    }

    private static string Several(string between, IEnumerable<string> words) => string.Join(between, words.Distinct());
}
