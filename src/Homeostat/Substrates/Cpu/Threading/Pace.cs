using System.Diagnostics;

namespace Homeostat.Substrates;

/// <summary>
/// Chooses between one thread and several threads that advance in step. Several are slower where steps are short, and on a busy machine,
/// where each waits for one that is not running. Results do not depend on the choice, so both ways are tried for some steps, the
/// faster one is used, and the other is tried again from time to time.
/// </summary>
internal sealed class Pace
{
    private const int TrialSteps = 200;

    // The first trial of each way is always slow, since its code has not run yet.
    private const int FirstTrials = 4;

    private const int StepsBetweenTrials = 5_000;

    private readonly double[] _ticksPerStep = new double[2];
    private int _trials;
    private long _stepsToTrial;

    private int Faster => _ticksPerStep[1] < _ticksPerStep[0] ? 1 : 0;

    /// <summary>Whether to go on with several threads, and for how many of the steps ahead.</summary>
    public (bool Together, int Steps) Next(int ahead)
    {
        if (_trials < FirstTrials)
        {
            return (_trials % 2 == 0, Math.Min(ahead, TrialSteps));
        }

        return _stepsToTrial > 0 ? (Faster == 1, ahead) : (Faster == 0, Math.Min(ahead, TrialSteps));
    }

    /// <summary>Records the time that some steps took, in ticks.</summary>
    public void Took(bool together, int steps, long ticks)
    {
        var isTrial = _trials < FirstTrials || _stepsToTrial <= 0;
        ref var known = ref _ticksPerStep[together ? 1 : 0];
        var now = (double)ticks / Math.Max(1, steps);
        known = isTrial ? now : 0.5 * (known + now);
        _stepsToTrial -= steps;
        if (isTrial)
        {
            // The slower the other way is, the later it is tried again, so that trials cost little.
            _trials++;
            var ratio = _ticksPerStep[1 - Faster] / Math.Max(1e-9, _ticksPerStep[Faster]);
            _stepsToTrial = (long)(StepsBetweenTrials * Math.Clamp(ratio * ratio, 1, 200));
        }
    }

    /// <summary>The present time, in the ticks of <see cref="Took"/>.</summary>
    public static long Now() => Stopwatch.GetTimestamp();
}
