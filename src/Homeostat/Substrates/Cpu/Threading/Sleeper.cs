using System.Diagnostics;

namespace Homeostat.Substrates;

/// <summary>
/// How one thread waits for a condition that others bring about: it watches for a while, since the next phase is mostly
/// near and waking a thread takes longer than a phase, and then sleeps.
/// </summary>
internal sealed class Sleeper
{
    // 40 microseconds; with one processor, watching only keeps the others from bringing it about.
    private static readonly long WatchTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency / 25_000 : 0;

    private readonly object _bed = new();
    private volatile bool _asleep;

    /// <summary>Returns once the condition holds. Whoever makes it hold calls <see cref="Wake"/> afterwards.</summary>
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

    /// <summary>Wakes the thread if it sleeps. Either it sees the new condition before it sleeps, or this sees it asleep.</summary>
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
