using System.Diagnostics;

namespace Homeostat;

/// <summary>What the stages from equations to plans took.</summary>
internal sealed class CompileTimes
{
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Equations read, checked and translated.</summary>
    public TimeSpan FrontEnd { get; set; }

    /// <summary>Memory allocated and initial values computed.</summary>
    public TimeSpan InitialState { get; set; }

    /// <summary>Plans built, and their kernels waited for.</summary>
    public TimeSpan Plans { get; set; }

    /// <summary>Since the last lap, or since the beginning.</summary>
    public TimeSpan Lap()
    {
        var last = _last;
        _last = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(last, _last);
    }
}
