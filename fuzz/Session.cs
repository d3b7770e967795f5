using System.Diagnostics;

namespace Homeostat.Fuzz;

/// <summary>One run of the fuzzer: kinds of inputs in turn, seed after seed.</summary>
/// <param name="options">What is tried.</param>
/// <param name="output">The place to which faults and counts are printed.</param>
internal sealed class Session(Options options, TextWriter output)
{
    private const int MostFaults = 25;

    private readonly Dictionary<Fuzzed, Tally> _tallies = options.Fuzzed.ToDictionary(f => f, _ => new Tally());
    private readonly Dictionary<Fuzzed, (long Inputs, TimeSpan Time)> _done = options.Fuzzed.ToDictionary(f => f, _ => (0L, TimeSpan.Zero));

    /// <summary>The number of faults found.</summary>
    public int Faults => _tallies.Values.Sum(tally => tally.Faults.Count);

    public IEnumerable<Fault> AllFaults => _tallies.Values.SelectMany(tally => tally.Faults);

    public void Run()
    {
        var clock = Stopwatch.StartNew();
        foreach (var missing in options.Fuzzed.Where(f => f.Missing is not null))
        {
            output.WriteLine($"{missing.Name}: left out; {missing.Missing}");
        }

        while (clock.Elapsed.TotalMinutes < options.Minutes)
        {
            // One fault is often found again and again: a kind with many is left alone.
            var present = options.Fuzzed.Where(f => f.Missing is null && _tallies[f].Faults.Count < MostFaults && _done[f].Inputs != options.Count).ToArray();
            if (present.Length == 0)
            {
                break;
            }

            // Each kind gets an equal share of the time, however long one of its inputs takes.
            var next = options.Count is null ? present.MinBy(f => _done[f].Time)! : present.MinBy(f => _done[f].Inputs)!;
            Try(next, unchecked(options.Seed + (int)_done[next].Inputs));
        }
    }

    public void Print()
    {
        foreach (var (fuzzed, tally) in _tallies.Where(t => t.Key.Missing is null))
        {
            var (inputs, time) = _done[fuzzed];
            output.WriteLine($"{fuzzed.Name}: {inputs:N0} inputs in {time.TotalSeconds:N0} s, seeds {options.Seed} to {options.Seed + inputs - 1}; {tally.Faults.Count} faults");
            foreach (var (what, count) in tally.Counts)
            {
                output.WriteLine($"  {count,10:N0}  {what}");
            }
        }

        output.WriteLine(Faults == 0 ? "Nothing was found." : $"{Faults} faults were found.");
    }

    private void Try(Fuzzed fuzzed, int seed)
    {
        var (start, tally) = (Stopwatch.GetTimestamp(), _tallies[fuzzed]);
        var known = tally.Faults.Count;
        try
        {
            fuzzed.Try(seed, tally);
        }
        catch (Exception e)
        {
            tally.Faults.Add(new Fault(fuzzed.Name, seed, "no internal error", e.ToString()));
        }

        foreach (var fault in tally.Faults.Skip(known))
        {
            output.WriteLine($"FAULT {fault.Of} --seed {fault.Seed} --count 1: {fault.Check}");
            output.WriteLine(fault.Text);
            output.Flush();
        }

        var (inputs, time) = _done[fuzzed];
        _done[fuzzed] = (inputs + 1, time + Stopwatch.GetElapsedTime(start));
    }
}
