using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat sweep</c>: repeats a command with many settings and seeds, in processes side by side.</summary>
internal static class SweepCommand
{
    public static Command Create(Terminal terminal)
    {
        var sweep = new Command("sweep", "Repeats a command with many settings and seeds, in processes side by side or as the tasks of a cluster, and puts the results into a table and a picture.");
        foreach (var name in Sweep.Commands.Keys)
        {
            sweep.Add(Of(name, terminal));
        }

        sweep.Add(Merge(terminal));
        return sweep;
    }

    private static ExampleCommand Of(string name, Terminal terminal)
    {
        var words = new Argument<string[]>("OPTIONS") { Description = $"Options of 'homeostat {name}'; one that takes a number or has choices may have several values, a,b,c, or a range, lo..hi or lo..hi:log, with the number of values in a grid behind, lo..hi:log:5 (5 unless given); any other may be repeated", Arity = ArgumentArity.ZeroOrMore };
        var seeds = Choice.AtLeastOne("--seeds", "Seeds of each candidate, from --seed on", 1);
        var random = new Option<int?>("--random") { Description = "Draw this many candidates at random, in place of every combination", HelpName = "N" };
        var sobol = new Option<int?>("--sobol") { Description = "Take this many points of a Sobol sequence, which fill ranges evenly, in place of every combination", HelpName = "N" };
        var halving = new Option<bool>("--halving") { Description = "Successive halving: all candidates learn for a few epochs, then the better half goes on for twice as many, and so on" };
        var jobs = Choice.Jobs();
        var task = new Option<int?>("--task") { Description = "Carry out only one part of the runs, such as $SLURM_ARRAY_TASK_ID; parts are counted from 0", HelpName = "K" };
        var of = new Option<int?>("--of") { Description = "Number of parts", HelpName = "N" };
        var output = new Option<string>("--out") { Description = "Folder of the sweep; the same command goes on with it", HelpName = "FOLDER", DefaultValueFactory = _ => Path.Combine(RunFolder.Runs, "sweep") };
        string[] examples = name switch
        {
            "learn" =>
            [
                "homeostat sweep learn --model pc --eta 1e-4..1e-2:log --steps 4,8,20 --seeds 5",
                "homeostat sweep learn --model pc,bp --batch 50,100 --out runs/batches",
                "homeostat sweep learn --eta 1e-4..1e-1:log --steps 2..20 --sobol 32 --epochs 16 --validation 2000 --halving",
                "homeostat sweep learn --eta 1e-4..1e-2:log:50 --out /scratch/eta --task $SLURM_ARRAY_TASK_ID --of 10",
            ],
            "simulate" => ["homeostat sweep simulate cuba --seconds 0.1 --seeds 10"],
            _ => ["homeostat sweep live thermostat --niche calm --niche rough --seeds 20"],
        };
        var command = new ExampleCommand(name, $"Repeats 'homeostat {name}' with every combination of the values that its options are given, or with drawn ones.", examples)
        {
            words, seeds, random, sobol, jobs, task, of, output,
        };
        if (name == "learn")
        {
            command.Add(halving);
        }

        Choice.Require(random, (int n) => n >= 1, "1 or more");
        Choice.Require(sobol, (int n) => n >= 1, "1 or more");
        Choice.Require(of, (int n) => n >= 1, "1 or more");
        Choice.Check(command, result =>
        {
            var (part, parts) = (result.GetValue(task), result.GetValue(of));
            if (part is null != parts is null)
            {
                result.AddError("--task K and --of N go together: the first says which part, the second how many there are.");
            }
            else if (part < 0 || part >= parts)
            {
                result.AddError($"--task takes a number from 0 to {parts - 1}, as --of {parts} says; {part} was given.");
            }

            if (result.GetValue(random) is not null)
            {
                Choice.Refuse(result, "with --random", sobol);
            }

            if (name == "learn" && result.GetValue(halving))
            {
                Choice.Refuse(result, "with --halving, for which the tasks would have to wait for each other", task, of);
            }
        });
        command.SetAction(parse =>
        {
            var (drawn, even) = (parse.GetValue(random), parse.GetValue(sobol));
            var sweep = new Sweep(
                name, parse.GetValue(words) ?? [], parse.GetValue(seeds), drawn is not null ? SweepMethod.Random : even is not null ? SweepMethod.Sobol : SweepMethod.Grid, drawn ?? even ?? 0,
                name == "learn" && parse.GetValue(halving));
            RequireHeldOut(sweep, terminal);
            var session = new SweepSession(sweep, parse.GetValue(output)!, parse.GetValue(jobs), terminal);
            return parse.GetValue(task) is { } part ? session.Run(part, parse.GetValue(of)!.Value) : session.Run();
        });
        return command;
    }

    private static ExampleCommand Merge(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder of the sweep" };
        var command = new ExampleCommand("merge", "Writes the table and the picture of a sweep whose tasks have ended.", "homeostat sweep merge runs/sweep")
        {
            folder,
        };
        command.SetAction(parse => new SweepSession(Sweep.Read(parse.GetValue(folder)!), parse.GetValue(folder)!, 1, terminal).Merge());
        return command;
    }

    // Candidates are dropped by what they reach on the way.
    private static void RequireHeldOut(Sweep sweep, Terminal terminal)
    {
        if (!sweep.Halving)
        {
            return;
        }

        var command = sweep.Parse(terminal);
        if (command.Value<int?>("--validation") is null)
        {
            throw new HomeostatException("--halving chooses candidates, which must not be done by the test images: hold images out by --validation N.");
        }

        if (command.Options.Any(option => option.Name is "--epochs" or "--validation") || command.Value<Budget?>("--budget") is not null)
        {
            throw new HomeostatException("--halving compares candidates after the same epochs on the same images: give one number of --epochs and of --validation, and no --budget.");
        }
    }
}
