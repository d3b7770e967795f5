using System.CommandLine;

namespace Homeostat.Cli;

/// <summary><c>homeostat resume</c>: a run that was stopped, or is to learn longer, goes on to the same bits as if it never had.</summary>
internal static class ResumeCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Folder of the run, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var epochs = new Option<int?>("--epochs") { Description = "Epochs in all, those already learned included; as before unless given" };
        var json = LearnCommand.JsonOption();
        var command = new ExampleCommand(
            "resume",
            "Goes on with a run from its last checkpoint.",
            "homeostat resume                       # the latest run",
            "homeostat resume runs/mine --epochs 20 # to 20 epochs in all")
        {
            run, epochs, json,
        };
        command.SetAction(parse => Run(terminal, RunFolder.Open(parse.GetValue(run)), parse.GetValue(epochs), parse.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, RunFolder folder, int? epochs, bool json)
    {
        // Files older than the first batch are as good as none: begin anew.
        var report = Report.For(terminal, json);
        var checkpoint = File.Exists(folder[Checkpoint.FileName]) ? Checkpoint.Read(folder.Path) : null;
        if (epochs is { } wanted)
        {
            var learned = checkpoint is null ? 0 : checkpoint.BatchesDone;
            var known = folder.Settings.Epochs;
            if (wanted < known && learned > 0)
            {
                throw new HomeostatException(
                    $"{folder.Path}: the run was started for {known} epochs; {wanted} were asked for. Give as many or more.");
            }

            folder = folder.With(folder.Settings with { Epochs = wanted });
        }
        else if (folder.Events() is [.., Finished])
        {
            report.Say($"{folder.Path}: all {folder.Settings.Epochs} epochs are learned. For more: homeostat resume {folder.Quoted()} --epochs {folder.Settings.Epochs * 2}");
            return CommandLine.Success;
        }

        // What was noted after the checkpoint is learned again, and what was derived from the end of learning is derived again.
        var (model, done) = (folder.Settings.Model, checkpoint?.BatchesDone ?? 0);
        folder.Keep(e => e switch
        {
            BatchLearned b => b.Model == model && b.BatchesDone <= done,
            Tested t => t.Model == model && t.BatchesDone <= done && t.FreeEnergy is not null,
            _ => false,
        });
        return new Session(folder, report, terminal.Stop).Run(checkpoint);
    }
}
