using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>Saves a run from time to time, so that little is lost when its process is killed.</summary>
/// <param name="seconds">The time between two saves, in seconds; 0 for none.</param>
/// <param name="save">The action that saves.</param>
internal sealed class Autosave(double seconds, Action save)
{
    /// <summary>The time between two saves unless another is asked for, in seconds.</summary>
    public const double UsualSeconds = 60;

    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Saves if that is due. Call it where the run is in a state from which it can go on.</summary>
    public void SaveIfDue()
    {
        if (seconds > 0 && Stopwatch.GetElapsedTime(_last).TotalSeconds >= seconds)
        {
            save();

            // From the end of a save: one that takes long leaves time for the run.
            _last = Stopwatch.GetTimestamp();
        }
    }
}
