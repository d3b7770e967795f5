using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>
/// The length of the turns of a run that goes on as fast as it can. It becomes so long that a turn takes some milliseconds: turns then cost nothing, and
/// questions are still answered at once.
/// </summary>
internal sealed class TurnLength
{
    private const long Most = 1 << 10;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2), Long = TimeSpan.FromMilliseconds(8);

    private long _times = 1;
    private long _begun;

    /// <summary>The number of time steps of the turn that begins now.</summary>
    /// <param name="least">The number of steps of a turn that is not made longer.</param>
    public long Steps(long least)
    {
        var (begun, now) = (_begun, Stopwatch.GetTimestamp());
        _begun = now;
        var took = Stopwatch.GetElapsedTime(begun, now);
        _times = took < Short ? Math.Min(Most, 2 * _times) : took > Long ? Math.Max(1, _times / 2) : _times;
        return least > long.MaxValue / _times ? least : least * _times;
    }
}
