namespace Homeostat.Studio.Sessions;

/// <summary>The latest events of a run, numbered from 0, so that a page that lost its connection goes on after the last one that it has seen.</summary>
internal sealed class Happenings
{
    private const int Most = 5000;

    private readonly Queue<RunEvent> _latest = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _first;

    /// <summary>Adds an event. It never waits for a reader.</summary>
    public void Add(RunEvent happened)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            _latest.Enqueue(happened);
            if (_latest.Count > Most)
            {
                _latest.Dequeue();
                _first++;
            }

            (more, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        more.SetResult();
    }

    /// <summary>The events from a number on that are still there, with the number of the first, and what ends when there is a further one.</summary>
    public (long First, IReadOnlyList<RunEvent> Events, Task More) From(long number)
    {
        lock (_lock)
        {
            var first = Math.Clamp(number, _first, _first + _latest.Count);
            return (first, [.. _latest.Skip((int)(first - _first))], _more.Task);
        }
    }
}
