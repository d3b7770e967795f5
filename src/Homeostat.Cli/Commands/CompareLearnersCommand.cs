using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat compare-learners</c>: trains many learners on the same network, data and budget, and puts their results side by side.</summary>
internal static class CompareLearnersCommand
{
    private const string All = "all";

    public static Command Create(Terminal terminal)
    {
        var models = ModelsOption();
        var data = Choice.Data();
        var layers = Choice.Layers();
        var budget = LearnCommand.BudgetOption("The amount of training of each learner [default: epochs=5]");
        var batch = Choice.Batch();
        var seeds = new Option<int>("--seeds") { Description = "Seeds of each learner, from 1 on", DefaultValueFactory = _ => 1 };
        var jobs = Choice.Jobs();
        var train = new Option<int?>("--train") { Description = "Training images; all (of digits 10000) unless given", HelpName = "N" };
        var test = new Option<int?>("--test") { Description = "Test images; all (of digits 2000) unless given", HelpName = "N" };
        var unknown = new Option<string?>("--unknown") { Description = "A data set whose images the learners should tell from those they know", HelpName = "NAME" };
        var output = new Option<string>("--out") { Description = "Folder of the comparison; the same folder goes on with it", HelpName = "FOLDER", DefaultValueFactory = _ => "runs/comparison" };
        var command = new ExampleCommand(
            "compare-learners",
            "Trains learners on the same network, data and budget, in processes side by side, and writes a table and pictures.",
            "homeostat compare-learners --models pc,fa,bp --budget 20s",
            "homeostat compare-learners --models global --data mnist --layers 784,256,10 --budget epochs=5",
            "homeostat compare-learners --data mnist --budget macs=1e12 --seeds 3 --unknown fashion-mnist --out runs/all")
        {
            models, data, layers, budget, batch, seeds, jobs, train, test, unknown, output,
        };
        Choice.Require(seeds, (int n) => n >= 1, "1 or more");
        command.SetAction(parse =>
        {
            var comparison = new Comparison(
                Named(parse.GetValue(models)!),
                parse.GetValue(data)!,
                Choice.LayersOf(parse, layers) ?? [784, 256, 256, 10],
                (parse.GetValue(budget) ?? new Budget(5, BudgetUnit.Epochs)).ToString(),
                parse.GetValue(batch),
                parse.GetValue(seeds),
                parse.GetValue(train),
                parse.GetValue(test),
                parse.GetValue(unknown));
            return new ComparisonSession(comparison, parse.GetValue(output)!, parse.GetValue(jobs), terminal).Run();
        });
        return command;
    }

    /// <summary>The option <c>--models</c>.</summary>
    public static Option<string> ModelsOption() => new("--models")
    {
        Description = "Learners with commas between them, a family such as global, or all", HelpName = "NAME,...|FAMILY|all", DefaultValueFactory = _ => All,
    };

    /// <summary>The names of the learners that are meant. Where a family or all are meant, these are all that classify samples without a time axis.</summary>
    public static string[] Named(string text)
    {
        if (text == All)
        {
            return [.. ModelCatalog.All.Where(model => model is { Classifies: true, TakesSequences: false }).Select(model => model.Name)];
        }

        return [.. text.Split(',').SelectMany(word => Enum.GetValues<CreditAssignment>().Where(family => Words.Spell(family) == word).ToArray() is [var family]
            ? ModelCatalog.All.Where(model => model.Family == family && model is { Classifies: true, TakesSequences: false }).Select(model => model.Name)
            : [ModelCatalog.Find(word).Name]).Distinct()];
    }
}
