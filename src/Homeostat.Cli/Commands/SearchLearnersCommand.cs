using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat search-learners</c>: looks for the optimizer and the learning rate of learners, with the same effort for each, on images held out of the training set.</summary>
internal static class SearchLearnersCommand
{
    public static Command Create(Terminal terminal)
    {
        var models = CompareLearnersCommand.ModelsOption();
        var data = Choice.Data();
        var layers = Choice.Layers();
        var budget = LearnCommand.BudgetOption("The amount of training of each candidate [default: epochs=3]");
        var batch = Choice.Batch();
        var jobs = Choice.Jobs();
        var train = new Option<int?>("--train") { Description = "Training images; all that are not held out (of digits 10000) unless given", HelpName = "N" };
        var validation = new Option<int>("--validation") { Description = "Images at the end of the training set that are held out and tested on", HelpName = "N", DefaultValueFactory = _ => 2000 };
        var output = new Option<string>("--out") { Description = "Folder of the search; the same folder goes on with it", HelpName = "FOLDER", DefaultValueFactory = _ => "runs/search" };
        var command = new ExampleCommand(
            "search-learners",
            "Tries as many optimizers and learning rates for each learner, tests them on images held out of the training set, and writes a table. The test set is not used.",
            "homeostat search-learners --models fa,bp",
            "homeostat search-learners --data mnist --train 10000 --validation 10000 --out runs/search-mnist",
            "homeostat search-learners --models sanger,ipc,hep --budget macs=1e12           # the same effort for learners with long steps",
            "homeostat search-learners --models softhebb-conv --layers 784,16,32,10 --out runs/search-conv   # hidden layers of 16 and 32 filters")
        {
            models, data, layers, budget, batch, jobs, train, validation, output,
        };
        Choice.Require(validation, (int n) => n >= 1, "1 or more");
        command.SetAction(parse => new SearchSession(
            new LearnerSearch(
                Classifying(CompareLearnersCommand.Named(parse.GetValue(models)!), terminal),
                parse.GetValue(data)!,
                Choice.LayersOf(parse, layers) ?? [784, 256, 256, 10],
                (parse.GetValue(budget) ?? new Budget(3, BudgetUnit.Epochs)).ToString(),
                parse.GetValue(batch),
                parse.GetValue(train),
                parse.GetValue(validation)),
            parse.GetValue(output)!,
            parse.GetValue(jobs),
            terminal).Run());
        return command;
    }

    // The learners that take part. The others give no class, so that there is no accuracy by which candidates could be compared.
    private static string[] Classifying(string[] names, Terminal terminal)
    {
        var others = names.Where(name => !ModelCatalog.Find(name).Classifies).ToArray();
        if (others.Length == names.Length)
        {
            throw new HomeostatException(
                $"No class is given by {string.Join(", ", others)}, so a search has no accuracy to compare. Name learners that classify, as in --models fa,bp, or a family such as global.");
        }

        foreach (var other in others)
        {
            terminal.Out.WriteLine($"{other} takes no part: it gives no class, so there is no accuracy to compare.");
        }

        return [.. names.Except(others)];
    }
}
