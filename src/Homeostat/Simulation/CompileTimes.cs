using System.Diagnostics;

namespace Homeostat;

/// <summary>The times that the stages of compilation took, from equations to plans.</summary>
internal sealed class CompileTimes
{
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>The time to read, check and translate the equations.</summary>
    public TimeSpan FrontEnd { get; set; }

    /// <summary>The time to allocate memory and to compute initial values.</summary>
    public TimeSpan InitialState { get; set; }

    /// <summary>The time to build plans and to wait for their kernels.</summary>
    public TimeSpan Plans { get; set; }

    /// <summary>The time since the last call, or since the beginning for the first call.</summary>
    public TimeSpan Lap()
    {
        var last = _last;
        _last = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(last, _last);
    }
}
