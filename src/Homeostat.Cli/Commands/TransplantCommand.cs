using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat transplant</c>: moves the weights of a run to another device of the same make, and lets them learn there.</summary>
internal static class TransplantCommand
{
    public static Command Create(Terminal terminal)
    {
        var from = new Argument<string?>("RUN") { Description = "Folder of the run, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var device = new Option<ulong?>("--device-seed") { Description = "Seed of the other device; the next one unless given", HelpName = "N" };
        var relearn = new Option<int>("--relearn") { Description = "Epochs to learn on the other device", HelpName = "EPOCHS", DefaultValueFactory = _ => 1 };
        var run = RunFolderOption.Named("runs/DATE-MODEL-DEVICE-DATA-seedN");
        var json = LearnCommand.JsonOption();
        var command = new ExampleCommand(
            "transplant",
            "Moves the weights of a run that learned on a crossbar to another device, and lets them learn there: three accuracies and a curve, in a run folder of their own.",
            "homeostat learn --substrate crossbar --run runs/one && homeostat transplant runs/one",
            "homeostat transplant runs/one --device-seed 7 --relearn 2 --run runs/seven")
        {
            from, device, relearn, run, json,
        };
        Choice.Require(relearn, (int n) => n >= 0, "0 or more");
        command.SetAction(parse =>
        {
            using var origin = RunFolder.Open(parse.GetValue(from));
            if (origin is not RunFolder<LearnSettings> { Settings: { Crossbar: { } crossbar } settings } learned)
            {
                throw new HomeostatException(
                    $"{origin.Path}: the run did not learn on a crossbar, so that its weights belong to no device. Start one that does: homeostat learn --substrate crossbar");
            }

            learned.RequireAsAsked();
            if (!File.Exists(learned[Checkpoint.FileName]))
            {
                throw new HomeostatException($"{origin.Path}: the run has not saved anything yet. Let it learn first: homeostat resume {learned.Quoted()}");
            }

            var seed = parse.GetValue(device) ?? crossbar.DeviceSeed + 1;
            if (seed == crossbar.DeviceSeed)
            {
                throw new HomeostatException($"{origin.Path}: the weights are on device {seed} already. Give another --device-seed.");
            }

            var moved = settings with { Crossbar = crossbar with { DeviceSeed = seed }, Epochs = settings.Epochs + parse.GetValue(relearn), Batches = null, Compare = false };
            using var folder = RunFolder.Create(parse.GetValue(run), moved);
            return new TransplantSession(learned, folder, parse.GetValue(relearn), terminal.Report(parse.GetValue(json)), terminal.Stop).Run();
        });
        return command;
    }
}
