using System.Globalization;

namespace Homeostat.Cli;

/// <summary>A sweep from its runs to its table and picture. Runs that are done are not repeated, and those that were stopped go on.</summary>
/// <param name="sweep">The settings.</param>
/// <param name="folder">The folder of the sweep.</param>
/// <param name="jobs">The number of runs at once.</param>
/// <param name="terminal">The terminal.</param>
internal sealed class SweepSession(Sweep sweep, string folder, int jobs, Terminal terminal)
{
    private readonly SweptCommand _command = sweep.Parse(terminal);

    /// <summary>Carries out all runs.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var trials = Begin();
        var code = sweep.Halving ? Halve(trials) : Run(trials, "");
        if (code != CommandLine.Interrupted)
        {
            new SweepTable(_command, trials).Write(folder, terminal);
        }

        return code;
    }

    /// <summary>Carries out one part of the runs, which other processes or machines complement.</summary>
    /// <param name="task">The number of the part, from 0.</param>
    /// <param name="of">The number of parts.</param>
    /// <returns>The exit code.</returns>
    public int Run(int task, int of)
    {
        var trials = Begin();
        var code = Run([.. trials.Where((_, n) => n % of == task)], Text($", task {task} of {of}"));
        terminal.Out.WriteLine($"When all tasks have ended: homeostat sweep merge {folder}");
        return code;
    }

    /// <summary>Writes the table and the picture of what is done.</summary>
    /// <returns>The exit code.</returns>
    public int Merge()
    {
        var trials = sweep.Trials(folder, _command);
        foreach (var trial in trials)
        {
            trial.Trial.PutInPlace();
        }

        var left = trials.Count(trial => !trial.Trial.IsDone);
        new SweepTable(_command, trials).Write(folder, terminal);
        if (left > 0 && !sweep.Halving)
        {
            terminal.Out.WriteLine(Text($"{left} of {trials.Count} runs are not done yet; the tasks or the command that began them go on with them."));
        }

        return CommandLine.Success;
    }

    private IReadOnlyList<SweepTrial> Begin()
    {
        var trials = sweep.Trials(folder, _command);
        foreach (var candidate in trials.Take(trials.Count / sweep.Seeds))
        {
            _command.Require(candidate.Candidate);
        }

        sweep.SaveOrRequire(folder);
        return trials;
    }

    private int Run(IReadOnlyList<SweepTrial> trials, string part)
    {
        var queue = new TrialQueue([.. trials.Select(trial => trial.Trial)], jobs, terminal);
        var candidates = trials.DistinctBy(trial => string.Join('\n', trial.Candidate)).Count();
        return queue.Run(Text($"Sweep of '{sweep.Command}', {candidates} {(candidates == 1 ? "candidate" : "candidates")}, {sweep.Seeds} {(sweep.Seeds == 1 ? "seed" : "seeds")}{part}"))
            ? queue.TellFailures() : CommandLine.Interrupted;
    }

    // Successive halving (Jamieson and Talwalkar 2016): all candidates learn for a few epochs, then the better half goes on for twice as many, and so on to the last.
    private int Halve(IReadOnlyList<SweepTrial> all)
    {
        var epochs = _command.Value<int>("--epochs");
        var candidates = all.GroupBy(trial => string.Join('\n', trial.Candidate)).Select(group => group.ToArray()).ToList();
        foreach (var until in Rungs(epochs, candidates.Count))
        {
            SweepTrial[] trials = [.. candidates.SelectMany(trials => trials).Select(trial => trial with { Trial = trial.Trial with { PauseAfter = until < epochs ? until : null } })];
            if (Run(trials, Text($", {until} of {epochs} epochs")) is var code and not CommandLine.Success)
            {
                return code;
            }

            if (until < epochs)
            {
                candidates = [.. candidates.OrderByDescending(trials => trials.Average(trial => trial.Trial.Score(until))).Take((candidates.Count + 1) / 2)];
            }
        }

        return CommandLine.Success;
    }

    /// <summary>The numbers of epochs after which candidates are compared, the last one after which training ends.</summary>
    /// <param name="epochs">The epochs of a whole training.</param>
    /// <param name="candidates">The number of candidates.</param>
    public static IReadOnlyList<int> Rungs(int epochs, int candidates)
    {
        var rungs = new List<int> { epochs };
        while (rungs[0] > 1 && candidates > 1)
        {
            rungs.Insert(0, rungs[0] / 2);
            candidates = (candidates + 1) / 2;
        }

        return rungs;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
