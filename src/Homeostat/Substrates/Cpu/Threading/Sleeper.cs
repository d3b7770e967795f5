using System.Diagnostics;

namespace Homeostat.Substrates;

/// <summary>
/// Waits in one thread for a condition that other threads bring about. It first spins, since the next phase usually begins soon and
/// waking a thread takes longer than a phase, and then sleeps.
/// </summary>
internal sealed class Sleeper
{
    // This is 40 microseconds; with one processor, spinning would only keep other threads from running.
    private static readonly long WatchTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency / 25_000 : 0;

    private readonly object _bed = new();
    private volatile bool _asleep;

    /// <summary>Returns once the condition is true. The thread that makes it true calls <see cref="Wake"/> afterwards.</summary>
    public void WaitUntil(Func<bool> condition)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetTimestamp() - start < WatchTicks)
            {
                Thread.SpinWait(8);
                continue;
            }

            lock (_bed)
            {
                _asleep = true;
                Interlocked.MemoryBarrier();
                while (!condition())
                {
                    Monitor.Wait(_bed);
                }

                _asleep = false;
            }

            return;
        }
    }

    /// <summary>Wakes the thread if it sleeps. Either it sees the new condition before it sleeps, or this method sees that it sleeps.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (_asleep)
        {
            lock (_bed)
            {
                Monitor.Pulse(_bed);
            }
        }
    }
}
