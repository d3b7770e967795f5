using System.Diagnostics;

namespace Homeostat.Substrates;

/// <summary>
/// Whether threads that advance in step are worth while: they are not where steps are short, nor on a machine that is busy
/// with something else, where each waits for one that is not running. Results do not depend on it, so both ways are tried for
/// some steps and the faster one kept, and the other tried again now and then.
/// </summary>
internal sealed class Pace
{
    private const int TrialSteps = 200;

    // The first trial of each way is slow whatever it is: the code has not run yet.
    private const int FirstTrials = 4;

    private const int StepsBetweenTrials = 5_000;

    private readonly double[] _ticksPerStep = new double[2];
    private int _trials;
    private long _stepsToTrial;

    private int Faster => _ticksPerStep[1] < _ticksPerStep[0] ? 1 : 0;

    /// <summary>Which way to go on, and for how many of the steps ahead.</summary>
    public (bool Together, int Steps) Next(int ahead)
    {
        if (_trials < FirstTrials)
        {
            return (_trials % 2 == 0, Math.Min(ahead, TrialSteps));
        }

        return _stepsToTrial > 0 ? (Faster == 1, ahead) : (Faster == 0, Math.Min(ahead, TrialSteps));
    }

    /// <summary>Takes note of how long some steps took.</summary>
    public void Took(bool together, int steps, long ticks)
    {
        var isTrial = _trials < FirstTrials || _stepsToTrial <= 0;
        ref var known = ref _ticksPerStep[together ? 1 : 0];
        var now = (double)ticks / Math.Max(1, steps);
        known = isTrial ? now : 0.5 * (known + now);
        _stepsToTrial -= steps;
        if (isTrial)
        {
            // The slower the other way is, the longer it is left alone, so that trials cost little.
            _trials++;
            var ratio = _ticksPerStep[1 - Faster] / Math.Max(1e-9, _ticksPerStep[Faster]);
            _stepsToTrial = (long)(StepsBetweenTrials * Math.Clamp(ratio * ratio, 1, 200));
        }
    }

    /// <summary>The time now, as <see cref="Took"/> counts it.</summary>
    public static long Now() => Stopwatch.GetTimestamp();
}
