using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat ledger</c>: what a model, a network, a life or a run counts, and what that costs by an energy table.</summary>
internal static class LedgerCommand
{
    private const string UsualTable = "45nm";

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("MODEL|NETWORK|LIFE|RUN") { Description = "A learner, a network of spiking neurons, a life, or the folder of a run; without it, the tables are listed", Arity = ArgumentArity.ZeroOrOne };
        var table = TableOption("--table", $"Energy table: one of {string.Join(", ", EnergyTable.All.Names)}, or the path of a JSON file of your own [default: {UsualTable}]");
        var against = new Option<string?>("--against") { Description = "A second model, network, life or run, counted beside the first", HelpName = "NAME" };
        var againstTable = TableOption("--against-table", "Energy table of the second; that of the first unless given");
        var numbers = new Option<string>("--numbers") { Description = $"Numbers whose energies are taken: {string.Join(", ", EnergyNumbers.Names)}", HelpName = "TYPE", DefaultValueFactory = _ => EnergyNumbers.Usual };
        var layers = Choice.Layers();
        var batch = Choice.Batch();
        var seconds = new Option<double>("--seconds") { Description = "Biological time for which a network runs", DefaultValueFactory = _ => 0.1 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of a network", DefaultValueFactory = _ => 1 };
        var threads = Choice.Threads();
        var picture = new Option<string?>("--picture") { Description = "PNG file for the joules by cause", HelpName = "FILE" };
        var measure = new Option<string?>("--measure") { Description = "Without a name: measure this machine's processor by its energy counters, and write the table to a file", HelpName = "FILE.json" };
        var command = new ExampleCommand(
            "ledger",
            "Counts what a circuit does, and prices it in joules by a named energy table.",
            "homeostat ledger                             # lists the energy tables",
            "homeostat ledger pc --layers 784,256,10 --picture pc.png",
            "homeostat ledger cuba --table loihi --against bp --against-table 45nm",
            "homeostat ledger runs/mine --table my.json   # a run, by a table of your own",
            "homeostat ledger --measure mine.json         # makes a table of this processor, where it has energy counters")
        {
            name, table, against, againstTable, numbers, layers, batch, seconds, seed, threads, picture, measure,
        };
        Choice.Require(seconds, (double s) => s > 0 && double.IsFinite(s), "a time above 0 seconds");
        Choice.Check(command, result =>
        {
            if (result.GetValue(name) is null)
            {
                Choice.Refuse(result, "without a name", table, against, againstTable, numbers, layers, batch, seconds, seed, threads, picture);
            }
            else
            {
                Choice.Refuse(result, "with a name", measure);
                if (result.GetValue(against) is null)
                {
                    Choice.Refuse(result, "without --against", againstTable);
                }
            }
        });
        command.SetAction(parse =>
        {
            if (parse.GetValue(name) is not { } asked)
            {
                List(terminal, parse.GetValue(measure));
                return;
            }

            var scope = new LedgerScope(Choice.LayersOf(parse, layers), parse.GetValue(batch), parse.GetValue(seconds), parse.GetValue(seed), parse.GetValue(threads));
            var own = Table(parse.GetValue(table) ?? UsualTable);
            var other = parse.GetValue(againstTable) is { } given ? Table(given) : own;
            var report = new LedgerReport(terminal, parse.GetValue(numbers)!);
            _ = EnergyNumbers.Scale(parse.GetValue(numbers)!);
            var meter = Rapl.Start(Rapl.Folder, out var why);
            var first = LedgerSubjects.Of(asked, scope, terminal.Stop);
            var measured = meter?.Joules();
            var second = parse.GetValue(against) is { } rival ? LedgerSubjects.Of(rival, scope, terminal.Stop) : [];
            report.Counts([.. first, .. second]);
            var ledgers = report.Joules(own, own == other ? [.. first, .. second] : first).ToList();
            if (own != other && second.Count > 0)
            {
                ledgers.AddRange(report.Joules(other, second));
            }

            LedgerSubject[] all = [.. first, .. second];
            if (second.Count > 0 && all.Any(s => s.IsSpiking) && all.Any(s => !s.IsSpiking))
            {
                report.BreakEven(first[0].IsSpiking ? own : other, first[0].IsSpiking ? other : own, all);
            }

            terminal.Out.WriteLine();
            terminal.Out.WriteLine(measured is { } joules
                ? $"Measured by RAPL while '{asked}' was counted, by all that ran on this machine: {EnergyUnit.Text(joules)}."
                : $"Measured: nothing, as {why}.");
            if (parse.GetValue(picture) is { } path)
            {
                Draw(path, $"Energy by cause, table '{own.Name}'{(own == other ? "" : $" and '{other.Name}'")}", all, ledgers);
                terminal.Out.WriteLine($"Picture: {path}");
            }
        });
        return command;
    }

    private static Option<string?> TableOption(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "NAME|FILE.json" };
        option.CompletionSources.Add([.. EnergyTable.All.Names]);
        return option;
    }

    private static EnergyTable Table(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || name.Contains(Path.DirectorySeparatorChar) ? EnergyTable.Read(name) : EnergyTable.All.Find(name);

    private static void Draw(string path, string title, LedgerSubject[] subjects, IReadOnlyList<Ledger> ledgers)
    {
        var items = Enum.GetValues<CostItem>().Where(item => ledgers.Any(l => l.Lines[(int)item].Joules > 0)).ToArray();
        if (items.Length == 0)
        {
            throw new HomeostatException($"{path}: the table prices nothing of what was counted, so there is no picture to draw. Give another --table.");
        }

        var (unit, perJoule) = EnergyUnit.Suiting(ledgers.Max(l => l.Lines.Max(line => line.Joules ?? 0)));
        Plot.Bars(
            path, title, unit, [.. items.Select(LedgerReport.Words)], [.. subjects.Zip(ledgers, (s, l) => (s.Title, items.Select(item => perJoule * (l.Lines[(int)item].Joules ?? 0)).ToArray()))]);
    }

    private static void List(Terminal terminal, string? measured)
    {
        if (measured is not null)
        {
            var meter = Rapl.Start(Rapl.Folder, out var why) ?? throw new HomeostatException($"{measured}: there is nothing to measure with, as {why}. Take one of the tables that come with Homeostat.");
            EnergyTableFile.Write(MeasuredTable.Of(meter.Joules), measured);
        }

        terminal.Table(
            ["table", "what it is", "date", "prices", "grades"],
            (measured is null ? EnergyTable.All.AsEnumerable() : [EnergyTable.Read(measured)]).Select(t => (string[])
            [
                t.Name, t.Title, t.Date, string.Join(", ", t.Entries.Select(e => EnergyTableFile.NameOf(e.Item)).Distinct()), string.Join(", ", t.Entries.Select(e => Words.Spell(e.Grade)).Distinct()),
            ]));
        terminal.Out.WriteLine($"Use one: homeostat ledger cuba --table {measured ?? "loihi"}. A table of your own: --table FILE.json (docs/ledger.md).");
    }
}
