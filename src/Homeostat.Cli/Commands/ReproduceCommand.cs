using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat reproduce</c>: repeats published results and puts ours beside them.</summary>
internal static class ReproduceCommand
{
    public static Command Create(Terminal terminal)
    {
        var names = new Argument<string>("NAME") { HelpName = "NAME", Description = "Reproductions with commas between them, or all", DefaultValueFactory = _ => "all" };
        names.CompletionSources.Add([.. ReproductionCatalog.All.Names]);
        var seeds = new Option<int>("--seeds") { Description = "Seeds of each reproduction, from 1 on", DefaultValueFactory = _ => 3 };
        var jobs = Choice.Jobs();
        var list = new Option<bool>("--list") { Description = "List the reproductions with their commands, and train nothing" };
        var output = new Option<string>("--out") { Description = "Folder of the runs; the same folder goes on with them", HelpName = "FOLDER", DefaultValueFactory = _ => "runs/reproductions" };
        var command = new ExampleCommand(
            "reproduce",
            "Repeats published results on MNIST, each a training that is saved and goes on where it was stopped, and writes a table of ours beside them.",
            "homeostat reproduce --list",
            "homeostat reproduce mupc --seeds 1",
            "homeostat reproduce bp,dual,kp,wm",
            "homeostat reproduce                  # all of them: days of a core")
        {
            names, seeds, jobs, list, output,
        };
        Choice.Require(seeds, (int n) => n >= 1, "1 or more");
        Choice.Check(command, result =>
        {
            if (result.GetValue(list))
            {
                Choice.Refuse(result, "with --list", seeds, jobs, output);
            }
        });
        command.SetAction(parse =>
        {
            var chosen = ReproductionCatalog.Find(parse.GetValue(names)!);
            if (parse.GetValue(list))
            {
                foreach (var reproduction in chosen)
                {
                    terminal.Out.WriteLine($"{reproduction.Name}: {reproduction.Published}, {reproduction.Source}");
                    terminal.Out.WriteLine($"  {reproduction.Command}");
                }

                return CommandLine.Success;
            }

            return new ReproductionSession(ReproductionCatalog.All, chosen, parse.GetValue(seeds), parse.GetValue(output)!, parse.GetValue(jobs), terminal).Run();
        });
        return command;
    }
}
