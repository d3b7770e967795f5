namespace Homeostat.Substrates;

/// <summary>
/// A barrier at which threads wait for each other, thousands of times a second: a thread spins while it waits, and yields its processor
/// only where the wait is long. A thread that fails breaks the barrier, so that no thread waits for it.
/// </summary>
internal sealed class Barrier(int parties)
{
    private int _arrived;
    private volatile int _round;
    private volatile bool _broken;

    /// <summary>Waits until all threads have reached the barrier.</summary>
    /// <exception cref="OperationCanceledException">Another thread failed.</exception>
    public void Wait()
    {
        var round = _round;
        if (Interlocked.Increment(ref _arrived) == parties)
        {
            _arrived = 0;
            _round = round + 1;
            return;
        }

        for (var watched = 0; _round == round && !_broken; watched++)
        {
            if (watched < 2000)
            {
                Thread.SpinWait(1);
            }
            else
            {
                // There are more threads than processors, or the machine is busy.
                Thread.Yield();
            }
        }

        if (_broken)
        {
            throw new OperationCanceledException("Another thread failed.");
        }
    }

    /// <summary>Makes the threads that wait, now or later, throw an exception instead.</summary>
    public void Break() => _broken = true;

    /// <summary>Prepares the barrier for another run.</summary>
    public void Reset() => (_arrived, _broken) = (0, false);
}
