using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat translate</c>: takes a network or a trained classifier to a neuromorphic chip.</summary>
internal static class TranslateCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new Argument<string?>("NAME|RUN") { Description = "A network of the list that 'homeostat simulate' prints, or the folder of a run of 'homeostat learn'", Arity = ArgumentArity.ZeroOrOne };
        var to = new Option<string>("--to") { Description = "Chip: loihi1, loihi2, truenorth, or a JSON file", HelpName = "CHIP", DefaultValueFactory = _ => "loihi2" };
        var seconds = new Option<double?>("--seconds") { Description = "Biological time that is compared; the network's own unless given" };
        var window = new Option<string>("--window") { Description = "Spikes this near to each other are the same", HelpName = "TIME", DefaultValueFactory = _ => "1 ms" };
        var step = new Option<string?>("--dt") { Description = "Time step of the chip; that of the network unless given", HelpName = "TIME" };
        var headroom = new Option<double>("--headroom") { Description = "Thresholds that the register of the potential has room for; of a program, the largest sizes of its states", DefaultValueFactory = _ => new TranslateOptions().Headroom };
        var seed = new Option<ulong>("--seed") { Description = "Seed of connections and initial values", DefaultValueFactory = _ => 1 };
        var alone = new Option<bool>("--no-drift") { Description = "Do not run both and compare" };
        var output = new Option<string?>("--out") { Description = "Folder for what was compiled: integer.json and arrays for NumPy", HelpName = "FOLDER" };
        var command = new ExampleCommand(
            "translate",
            "Takes a network to a neuromorphic chip: places it on cores, rounds it to whole numbers, and compares it with the original.",
            "homeostat translate                      # lists the chips",
            "homeostat translate cuba --to loihi2 --seconds 0.2 --out compiled",
            "homeostat translate cuba --to loihi1     # refused: says which population, and why",
            "homeostat translate izhikevich           # neurons that become programs in fixed point",
            "homeostat translate lesson-competition   # synapses that learn, on the chip too",
            "homeostat translate runs/mine            # a classifier that 'homeostat learn' has trained")
        {
            source, to, seconds, window, step, headroom, seed, alone, output,
        };
        Choice.Require(seconds, (double s) => s > 0 && double.IsFinite(s), "a time above 0 seconds");
        Choice.Require(headroom, (double h) => h >= 1 && double.IsFinite(h), "a number from 1 on");
        Choice.Check(command, result =>
        {
            if (result.GetValue(source) is null)
            {
                Choice.Refuse(result, "without the name of a network", seconds, window, step, headroom, seed, alone, output);
            }
            else if (IsRun(result.GetValue(source)!))
            {
                Choice.Refuse(result, "for a trained classifier", seconds, window, step, headroom, seed);
            }
        });
        command.SetAction(parse =>
        {
            var chip = ChipCatalog.Find(parse.GetValue(to)!);
            if (parse.GetValue(source) is not { } asked)
            {
                TranslationReport.Chips(terminal);
                return;
            }

            var options = new TranslateOptions
            {
                TimeStep = parse.GetValue(step) is { } text ? Quantity.Parse(text) : null, Seed = parse.GetValue(seed), Headroom = parse.GetValue(headroom),
            };
            if (IsRun(asked))
            {
                Classifier(terminal, asked, chip, parse.GetValue(alone), parse.GetValue(output));
                return;
            }

            var network = LessonNetworks.Find(asked);
            IntegerCircuit integer;
            DriftReport? drift = null;
            if (parse.GetValue(alone))
            {
                integer = IntegerCircuit.Of(network.Circuit, chip, options);
            }
            else
            {
                drift = DriftReport.Of(
                    network.Circuit, chip, options,
                    new DriftOptions { Time = (parse.GetValue(seconds) ?? network.Seconds) * Units.Second, Window = Quantity.Parse(parse.GetValue(window)!) }, out integer);
            }

            TranslationReport.Write(terminal, integer);
            if (drift is not null)
            {
                TranslationReport.Write(terminal, drift);
            }

            if (parse.GetValue(output) is { } folder)
            {
                terminal.Out.WriteLine($"Written to {IntegerFile.Save(folder, integer)}.");
            }

            integer.Placement.Require();
        });
        return command;
    }

    private static bool IsRun(string name) => File.Exists(Path.Combine(name, Checkpoint.FileName));

    private static void Classifier(Terminal terminal, string folder, Chip chip, bool alone, string? output)
    {
        using var training = Checkpoint.Read(folder).Resume();
        var integer = IntegerLearner.Of(training, chip);
        TranslationReport.Write(terminal, integer.Integer);
        if (!alone)
        {
            TranslationReport.Write(terminal, training.Test(), integer.Test(training.Data));
        }

        if (output is not null)
        {
            terminal.Out.WriteLine($"Written to {IntegerFile.Save(output, integer.Integer)}.");
        }

        integer.Integer.Placement.Require();
    }
}
