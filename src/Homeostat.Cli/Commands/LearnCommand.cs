using System.CommandLine;
using Homeostat.Studio.Sessions;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat learn</c>: trains a model and draws what came of it.</summary>
internal static class LearnCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = Choice.Data("What to learn from: a CSV file (.csv, .tsv), arrays of NumPy (.npz with x and y),");
        var model = new Option<string>("--model") { Description = "Which model learns; 'homeostat models' lists them", HelpName = "NAME", DefaultValueFactory = _ => "pc" };
        model.CompletionSources.Add([.. ModelCatalog.All.Names]);
        var layers = Choice.Layers();
        var epochs = new Option<int>("--epochs") { Description = "How often to go through the training images", DefaultValueFactory = _ => 10 };
        var budget = BudgetOption("Train for a time, a number of multiply-accumulates or of batches, in place of --epochs");
        var batch = Choice.Batch();
        var dropLast = new Option<bool>("--drop-last") { Description = "Leave out, in each epoch, the images that do not fill a whole batch, instead of ending with a smaller batch" };
        var settings = ModelOptions.Of([.. ModelCatalog.All]);
        var jitter = new Option<int>("--jitter") { Description = "Shift each training image at random by up to this many pixels, anew in each epoch", HelpName = "PIXELS", DefaultValueFactory = _ => 0 };
        var finalRate = new Option<double>("--final-rate") { Description = "Learning rate at the end, as a fraction of that at the beginning, from which it falls linearly; 1 keeps it", HelpName = "FRACTION", DefaultValueFactory = _ => new TrainingOptions().FinalRate };
        var seed = new Option<ulong>("--seed") { Description = "Seed of weights, order and drawn data; the same seed gives the same bits", DefaultValueFactory = _ => 1 };
        var threads = Choice.Threads();
        var train = new Option<int?>("--train") { Description = "Training images; all (of digits 10000) unless given", HelpName = "N" };
        var test = new Option<int?>("--test") { Description = "Test images; all (of digits 2000) unless given", HelpName = "N" };
        var validation = new Option<int?>("--validation") { Description = "Hold out this many images at the end of the training set and test on them in place of the test images, to choose settings", HelpName = "N" };
        var patience = new Option<int?>("--patience") { Description = "End when the images held out by --validation have been explained no better for this many epochs, and keep the best epoch", HelpName = "EPOCHS" };
        var pause = PauseOption();
        var table = new TableChoices();
        var (side, color, rows) = (ImageChoices.Side(), ImageChoices.Color(), ImageChoices.Rows());
        var binarize = Choice.Of<Binarization>("--binarize", "How gray pixels become black and white: at half, or drawn once with the probability of their gray value");
        var standardize = new Option<bool>("--standardize") { Description = "Subtract from all pixels their mean over the training images, and divide by their standard deviation" };
        var run = RunFolderOption.Named("runs/DATE-MODEL-DATA-seedN");
        var noCompare = new Option<bool>("--no-compare") { Description = "Do not train the same network by back-propagation beside it, nor, with --substrate crossbar, the same model on the processor" };
        var json = JsonOption();
        var studio = StudioCommand.Option();
        var crossbar = new CrossbarChoices();
        var command = new ExampleCommand(
            "learn",
            "Trains a model and writes a run folder with settings, metrics, checkpoint and plots. The settings of a model are options too: 'homeostat models NAME' lists them.",
            "homeostat learn                                        # drawn digits, no download, under a minute",
            "homeostat learn --data mnist --layers 784,512,512,10 --batch 250 --epochs 10",
            "homeostat learn --steps 4 --tolerance 1e-4             # fewer settling steps: nearly as fast as back-propagation",
            "homeostat learn --model ipc --steps 10 --activation \"tanh(z)\"",
            "homeostat learn --model pc --feedback learned --order even-odd --no-compare",
            "homeostat learn --data iris.csv --target species --batch 10 --epochs 50",
            "homeostat learn --model eprop --by-rows                  # drawn digits as sequences of their rows",
            "homeostat learn --substrate crossbar --device pcm     # weights are conductances that are noisy and age",
            "homeostat learn --data my/idx/files --run runs/mine --json > events.jsonl")
        {
            data, model, layers, epochs, budget, batch, dropLast, jitter, finalRate, seed, threads, train, test, validation, patience, pause, table.Target, table.Sequence, table.Kind, table.Drop, table.Missing, side, color, rows, binarize, standardize, run, noCompare, json, studio,
        };
        foreach (var option in settings)
        {
            command.Add(option);
        }

        crossbar.AddTo(command);
        Choice.Require(epochs, (int n) => n >= 0, "0 or more");
        table.Check(command, data, side, color, rows, binarize, standardize, jitter);
        Choice.Check(command, result =>
        {
            if (result.GetValue(budget) is not null)
            {
                Choice.Refuse(result, "with --budget", epochs, patience);
            }
        });
        RequireHeldOut(command, patience, validation);
        Choice.Require(patience, (int n) => n >= 1, "1 or more");
        Choice.Require(pause, (int n) => n >= 1, "1 or more");
        Choice.Require(jitter, (int n) => n >= 0, "0 or more");
        Choice.Require(finalRate, (double rate) => rate is >= 0 and <= 1, "a fraction from 0 to 1");
        command.SetAction(parse =>
        {
            var chosen = new LearnSettings
            {
                Model = ModelCatalog.Find(parse.GetValue(model)!).Name,
                Data = table.On(parse, new DataReference(parse.GetValue(data)!)) with { Side = parse.GetValue(side), Color = parse.GetValue(color), Rows = parse.GetValue(rows), Train = parse.GetValue(train), Test = parse.GetValue(test), Validation = parse.GetValue(validation), Binarize = parse.GetValue(binarize), Standardize = parse.GetValue(standardize), Seed = parse.GetValue(seed) },
                Layers = Choice.LayersOf(parse, layers),
                Epochs = parse.GetValue(epochs),
                Patience = parse.GetValue(patience),
                Batch = parse.GetValue(batch),
                KeepLast = !parse.GetValue(dropLast),
                Jitter = parse.GetValue(jitter),
                FinalRate = parse.GetValue(finalRate),
                Settings = ModelOptions.Given(parse, settings),
                Seed = parse.GetValue(seed),
                Threads = parse.GetValue(threads),
                Crossbar = crossbar.Settings(parse),
                Compare = !parse.GetValue(noCompare),
            };
            chosen.Require();
            using var folder = RunFolder.Create(parse.GetValue(run), chosen);
            var report = terminal.Report(parse.GetValue(json));
            if (parse.GetValue(studio))
            {
                return StudioCommand.Watch(
                    terminal, id => new WatchedLearning(folder, report, terminal.Stop) { Id = id }, learning => learning.Learn(parse.GetValue(budget), parse.GetValue(pause)));
            }

            using var control = new Control<LearnSession>();
            return new LearnSession(folder, parse.GetValue(budget), report, control, terminal.Stop) { PauseAfter = parse.GetValue(pause) }.Run();
        });
        return command;
    }

    /// <summary>The option <c>--budget</c>.</summary>
    public static Option<Budget?> BudgetOption(string description) => new("--budget")
    {
        Description = $"{description}: {Budget.Form}",
        HelpName = "BUDGET",
        CustomParser = result =>
        {
            if (Budget.Parse(result.Tokens[0].Value) is { } budget)
            {
                return budget;
            }

            result.AddError($"--budget takes {Budget.Form}; '{result.Tokens[0].Value}' was given.");
            return null;
        },
    };

    /// <summary>Makes sure that the best epoch is chosen by images that are held out, and not by the test images.</summary>
    public static void RequireHeldOut(Command command, Option<int?> patience, Option<int?> validation) => Choice.Check(command, result =>
    {
        if (result.GetValue(patience) is not null && result.GetValue(validation) is null)
        {
            result.AddError("--patience chooses an epoch, which must not be done by the test images: hold images out by --validation N.");
        }
    });

    /// <summary>The option <c>--pause-after</c>.</summary>
    public static Option<int?> PauseOption() => new("--pause-after") { Description = "Save and stop after this many epochs, as by Ctrl-C; 'homeostat resume' goes on to the end", HelpName = "EPOCHS" };

    /// <summary>The option <c>--json</c>, for commands that scripts call.</summary>
    public static Option<bool> JsonOption() => new("--json") { Description = "Write events to standard output, one JSON object a line, and nothing else" };
}
