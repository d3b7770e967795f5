using System.Diagnostics;

namespace Homeostat.Kernels;

/// <summary>
/// Whether threads that advance in step are worth while: they are not where steps are short, nor on a machine that is busy
/// with something else, where each waits for one that is not running. Results do not depend on it, so both ways are tried and
/// the faster one kept, and the other tried again now and then.
/// </summary>
internal sealed class Pace
{
    private const int RunsBetweenTrials = 40;

    private readonly double[] _ticksPerStep = new double[2];
    private long _runs;
    private long _nextTrial = 2;

    /// <summary>Whether to run together this time.</summary>
    public bool Together()
    {
        var faster = _ticksPerStep[1] < _ticksPerStep[0] ? 1 : 0;
        var (run, slower) = (_runs++, 1 - faster);
        if (run < 2)
        {
            return run == 0;
        }

        if (run < _nextTrial)
        {
            return faster == 1;
        }

        // The slower the other way was, the longer it is left alone, so that trials cost little.
        var ratio = _ticksPerStep[slower] / Math.Max(1e-9, _ticksPerStep[faster]);
        _nextTrial = run + (long)(RunsBetweenTrials * Math.Clamp(ratio, 1, 25));
        return slower == 1;
    }

    /// <summary>Takes note of how long a run took.</summary>
    public void Took(bool together, long start, long steps)
    {
        ref var known = ref _ticksPerStep[together ? 1 : 0];
        var ticks = (double)(Stopwatch.GetTimestamp() - start) / Math.Max(1, steps);
        known = known == 0 ? ticks : 0.5 * (known + ticks);
    }
}
