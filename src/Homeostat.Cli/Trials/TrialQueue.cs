using System.Collections.Concurrent;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Trials in processes side by side. Those that are done are not repeated; one that was stopped goes on.</summary>
/// <param name="trials">The trials, in the order in which they are begun.</param>
/// <param name="jobs">The number of trials at once.</param>
/// <param name="terminal">The terminal to which each result is written.</param>
internal sealed class TrialQueue(IReadOnlyList<Trial> trials, int jobs, Terminal terminal)
{
    private readonly ConcurrentDictionary<Trial, string> _failures = [];

    /// <summary>The trials that are done, with their outcomes.</summary>
    public IEnumerable<(Trial Trial, Outcome Outcome)> Done => DoneOf(trials.Where(trial => !_failures.ContainsKey(trial)));

    /// <summary>Carries out what is left to do.</summary>
    /// <param name="what">A description of the trials, with which the first line begins.</param>
    /// <returns>Whether all trials have ended; false if they were stopped.</returns>
    public bool Run(string what)
    {
        foreach (var trial in trials)
        {
            trial.KeepOrRequireCommand();
        }

        var left = trials.Where(trial => !trial.IsDone).ToArray();
        terminal.Out.WriteLine(Text($"{what}: {left.Length} of {trials.Count} trials to go, {jobs} at once. Ctrl-C stops; the same command goes on."));
        Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = jobs }, async (trial, _) =>
        {
            if (!terminal.Stop.IsCancellationRequested && await TrialProcess.RunAsync(trial, terminal.Stop).ConfigureAwait(false) is { } wrong)
            {
                _failures[trial] = wrong;
            }

            Tell(trial);
        }).GetAwaiter().GetResult();
        if (terminal.Stop.IsCancellationRequested)
        {
            terminal.Out.WriteLine(Text($"Stopped after {trials.Count(trial => trial.IsDone)} of {trials.Count} trials. The same command goes on."));
            return false;
        }

        return true;
    }

    /// <summary>Those of some trials that are done, with their outcomes.</summary>
    /// <param name="trials">The trials.</param>
    public static IEnumerable<(Trial Trial, Outcome Outcome)> DoneOf(IEnumerable<Trial> trials) =>
        trials.Select(trial => (Trial: trial, Outcome: trial.Outcome())).Where(t => t.Outcome is not null).Select(t => (t.Trial, t.Outcome!));

    /// <summary>Writes what went wrong.</summary>
    /// <returns>The exit code.</returns>
    public int TellFailures()
    {
        foreach (var (trial, wrong) in _failures.OrderBy(f => f.Key.Name, StringComparer.Ordinal).ThenBy(f => f.Key.Seed))
        {
            terminal.Out.WriteLine(Text($"{trial.Name}, seed {trial.Seed}: {wrong}"));
        }

        return _failures.IsEmpty ? CommandLine.Success : CommandLine.UserError;
    }

    private void Tell(Trial trial)
    {
        lock (terminal)
        {
            var result = _failures.ContainsKey(trial) ? "failed" : trial.IsDone ? trial.Result() : "stopped";
            terminal.Out.WriteLine(Text($"  {trial.Name}, seed {trial.Seed}  {result}"));
            terminal.Out.Flush();
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
