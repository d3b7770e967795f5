using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Homeostat;

/// <summary>One task of a job.</summary>
/// <param name="task">The index of the task, from 0.</param>
/// <param name="worker">The worker that carries it out, from 0 to <see cref="Workers.Count"/> − 1: the index of per-thread memory.</param>
internal delegate void WorkItem(int task, int worker);

/// <summary>
/// A fixed team of threads that carries out jobs of numbered tasks. The calling thread is worker 0 and takes part. Each task goes to the
/// next worker that is free, so which worker gets a task, and when, differs from run to run. Results are the same for any number of
/// workers as long as the result of a task depends on its number alone and no two tasks write the same memory.
/// Between jobs, workers spin for some tens of microseconds and then sleep. A run allocates nothing.
/// </summary>
public sealed class Workers : IDisposable
{
    private static readonly Lazy<Workers> LazyShared = new(() => new Workers(Environment.ProcessorCount));

    // The team and index of the worker as which the current thread is carrying out a task.
    [ThreadStatic]
    private static Workers? s_team;
    [ThreadStatic]
    private static int s_worker;

    private readonly object _oneJobAtATime = new();
    private readonly Sleeper[] _sleepers;
    private readonly Sleeper _caller = new();
    private readonly Func<bool> _finished;
    private readonly Func<bool> _wanted;
    private WorkItem? _job;
    private int _tasks;
    private Exception? _failure;
    private volatile bool _disposed;
    private Counters _counters;

    /// <summary>Starts <paramref name="count"/> − 1 threads; they do not keep the process alive.</summary>
    /// <param name="count">The number of threads that work at the same time, including the caller.</param>
    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Count = count;
        _finished = () => Volatile.Read(ref _counters.Unfinished) == 0;
        _wanted = () => _disposed || (uint)Volatile.Read(ref _counters.Remaining) > 0;
        _sleepers = new Sleeper[count];
        for (var worker = 1; worker < count; worker++)
        {
            var index = worker;
            _sleepers[index] = new Sleeper();
            new Thread(() => Work(index)) { IsBackground = true, Name = $"worker {index}" }.Start();
        }
    }

    /// <summary>A team with as many threads as the machine has processors, shared by the process. It must not be disposed.</summary>
    public static Workers Shared => LazyShared.Value;

    /// <summary>The number of threads that work at the same time, including the caller.</summary>
    public int Count { get; }

    /// <summary>
    /// Carries out tasks 0 to <paramref name="tasks"/> − 1 and returns when all are done. Called from within a task of the
    /// same team, it does them one after the other on that worker; called from several threads, one job waits for the other.
    /// </summary>
    /// <param name="job">The job; keep the delegate to allocate nothing.</param>
    /// <param name="tasks">The number of tasks; zero is allowed.</param>
    /// <exception cref="Exception">The first exception thrown by a task, after all running tasks have ended; later tasks are not run.</exception>
    internal void Run(WorkItem job, int tasks)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentOutOfRangeException.ThrowIfNegative(tasks);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (s_team == this)
        {
            for (var task = 0; task < tasks; task++)
            {
                job(task, s_worker);
            }

            return;
        }

        lock (_oneJobAtATime)
        {
            var (team, worker) = (s_team, s_worker);
            (s_team, s_worker) = (this, 0);
            try
            {
                RunTogether(job, tasks);
            }
            finally
            {
                (s_team, s_worker) = (team, worker);
            }
        }
    }

    /// <summary>Whether the current thread is carrying out a task of this team; a job that it starts then runs on this thread alone.</summary>
    internal bool IsBusyHere => s_team == this;

    /// <summary>Ends the threads after the current job.</summary>
    public void Dispose()
    {
        lock (_oneJobAtATime)
        {
            _disposed = true;
            foreach (var sleeper in _sleepers.AsSpan(1))
            {
                sleeper.Wake();
            }
        }
    }

    private void RunTogether(WorkItem job, int tasks)
    {
        if (tasks == 0)
        {
            return;
        }

        // The remaining tasks are published last: a thread that gets one sees the job it belongs to.
        (_job, _tasks, _failure) = (job, tasks, null);
        Volatile.Write(ref _counters.Unfinished, tasks);
        Interlocked.Exchange(ref _counters.Remaining, (((_counters.Remaining >> 32) + 1) << 32) | (uint)tasks);
        for (var worker = 1; worker < Math.Min(Count, tasks); worker++)
        {
            _sleepers[worker].Wake();
        }

        DoTasks(0);
        _caller.WaitUntil(_finished);
        _job = null;
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Work(int worker)
    {
        (s_team, s_worker) = (this, worker);
        while (!_disposed)
        {
            DoTasks(worker);
            _sleepers[worker].WaitUntil(_wanted);
        }
    }

    /// <summary>
    /// Takes and carries out tasks until none remain. The counter holds the number of the job above the number of remaining tasks, and a task
    /// is taken only if neither has changed since: the job read in between is then the job of the task.
    /// </summary>
    private void DoTasks(int worker)
    {
        while (true)
        {
            var remaining = Volatile.Read(ref _counters.Remaining);
            if ((uint)remaining == 0)
            {
                return;
            }

            var (job, task) = (_job, _tasks - (int)(uint)remaining);
            if (Interlocked.CompareExchange(ref _counters.Remaining, remaining - 1, remaining) != remaining)
            {
                continue;
            }

            if (Volatile.Read(ref _failure) is null)
            {
                try
                {
                    job!(task, worker);
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref _failure, exception, null);
                }
            }

            if (Interlocked.Decrement(ref _counters.Unfinished) == 0)
            {
                _caller.Wake();
            }
        }
    }

    /// <summary>The fields that several workers write, apart from those they only read and from each other.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Counters
    {
        [FieldOffset(64)]
        public long Remaining;

        [FieldOffset(192)]
        public int Unfinished;
    }
}
