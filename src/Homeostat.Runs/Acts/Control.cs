using System.Collections.Concurrent;
using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>
/// The control of a run by others while it goes on, from any thread: pause, speed, single steps, and questions and acts that the thread of the run carries
/// out between two time steps. The run never waits for an answer to arrive.
/// </summary>
/// <typeparam name="T">The session that is controlled.</typeparam>
internal sealed class Control<T> : IDisposable
{
    private readonly ConcurrentQueue<Action<T>> _questions = new();
    private readonly AutoResetEvent _news = new(false);
    private long _stepsLeft = long.MaxValue;
    private double _speed;
    private volatile bool _isNewPace = true;
    private (long Time, double Progress) _pace;

    /// <summary>The number of steps, or seconds of biological time, that pass in a second; 0 for as many as possible.</summary>
    public double Speed
    {
        get => Volatile.Read(ref _speed);
        set
        {
            Volatile.Write(ref _speed, value);
            _isNewPace = true;
            _news.Set();
        }
    }

    /// <summary>True while the run is halted.</summary>
    public bool IsPaused => Interlocked.Read(ref _stepsLeft) == 0;

    /// <summary>True while the run goes on as fast as possible and is to halt nowhere, so that several steps may be taken in a turn.</summary>
    public bool IsFree => Speed == 0 && Interlocked.Read(ref _stepsLeft) == long.MaxValue;

    /// <summary>The action that the thread of the run carries out with the session before its first step; null for none.</summary>
    public Action<T>? Begun { get; set; }

    /// <summary>The action that the thread of the run carries out with the session after its end, before the state is given up, such as <see cref="AnswerUntil"/> for others who still look at it; null for none.</summary>
    public Action<T>? Linger { get; set; }

    /// <summary>Lets the run go on.</summary>
    public void Play() => Allow(long.MaxValue);

    /// <summary>Halts the run.</summary>
    public void Pause() => Allow(0);

    /// <summary>Lets the run go on for a number of turns and halts it then.</summary>
    public void Step(long turns) => Allow(turns);

    /// <summary>Asks the session something, or does something with it, between two time steps.</summary>
    /// <returns>The answer, once the thread of the run has found it.</returns>
    public Task<TAnswer> Ask<TAnswer>(Func<T, TAnswer> question)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions.Enqueue(session =>
        {
            try
            {
                answer.SetResult(question(session));
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        });
        _news.Set();
        return answer.Task;
    }

    /// <summary>A turn of the run: answers what was asked, and waits while the run is halted or ahead of its speed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="progress">The steps or the biological time so far.</param>
    /// <param name="stop">The request to stop.</param>
    /// <returns>Whether the run goes on.</returns>
    public bool Turn(T session, double progress, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Answer(session);
            if (!IsPaused && Early(progress) is var early && early < 0.002)
            {
                if (Interlocked.Read(ref _stepsLeft) is > 0 and < long.MaxValue)
                {
                    Interlocked.Decrement(ref _stepsLeft);
                }

                return true;
            }

            var wait = IsPaused ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(Math.Min(0.5, Early(progress)));
            WaitHandle.WaitAny([_news, stop.WaitHandle], wait);
        }

        return false;
    }

    /// <summary>Answers questions after the end of the run until a stop is asked for.</summary>
    public void AnswerUntil(T session, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Answer(session);
            WaitHandle.WaitAny([_news, stop.WaitHandle], TimeSpan.FromMilliseconds(500));
        }

        Answer(session);
    }

    /// <inheritdoc/>
    public void Dispose() => _news.Dispose();

    private void Allow(long turns)
    {
        Interlocked.Exchange(ref _stepsLeft, turns);
        _isNewPace = true;
        _news.Set();
    }

    private void Answer(T session)
    {
        while (_questions.TryDequeue(out var question))
        {
            question(session);
        }
    }

    // The seconds by which the run is ahead of its speed.
    private double Early(double progress)
    {
        if (Speed <= 0)
        {
            return 0;
        }

        if (_isNewPace)
        {
            _isNewPace = false;
            _pace = (Stopwatch.GetTimestamp(), progress);
        }

        return ((progress - _pace.Progress) / Speed) - Stopwatch.GetElapsedTime(_pace.Time).TotalSeconds;
    }
}
