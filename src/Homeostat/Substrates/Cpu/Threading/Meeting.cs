namespace Homeostat.Substrates;

/// <summary>
/// A place where threads that advance in step wait for each other, thousands of times a second: they watch, and give way
/// only where another takes long. One that fails breaks the meeting up, so that nobody waits for it.
/// </summary>
internal sealed class Meeting(int parties)
{
    private int _arrived;
    private volatile int _round;
    private volatile bool _broken;

    /// <summary>Returns when all have come.</summary>
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
                // More threads than processors, or a busy machine.
                Thread.Yield();
            }
        }

        if (_broken)
        {
            throw new OperationCanceledException("Another thread failed.");
        }
    }

    /// <summary>Lets everybody who waits, or will, go with an exception.</summary>
    public void Break() => _broken = true;

    /// <summary>Makes the place ready for another run.</summary>
    public void Reset() => (_arrived, _broken) = (0, false);
}
