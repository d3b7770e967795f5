using System.Text.Json;

namespace Homeostat.Studio.Sessions;

/// <summary>A run that pages watch and act on while it goes on, on a thread of its own or on that of the command that started it.</summary>
internal abstract class WatchedSession : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private Thread? _thread;

    /// <summary>The name of the session in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of page that shows the session: <c>life</c>, <c>spikes</c> or <c>learner</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The title on its page.</summary>
    public abstract string Title { get; }

    /// <summary>The folder of the run.</summary>
    public abstract string Folder { get; }

    /// <summary>The events of the run.</summary>
    public Happenings Happenings { get; } = new();

    /// <summary>What went wrong, in words for a person; null if nothing did.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether the thread of the run has ended.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The frames that the pages are sent.</summary>
    public required Streams.Broadcast Frames { get; init; }

    /// <summary>Asks the run to end and to save its state.</summary>
    protected CancellationToken Closed => _closed.Token;

    /// <summary>What does not change while the run goes on, as a page needs it.</summary>
    public abstract Task<object> Describe();

    /// <summary>The state of the run at this moment, as frames for pages.</summary>
    public abstract Task<IReadOnlyList<Streams.Frame>> Sample(CancellationToken cancellation);

    /// <summary>Carries out an act between two time steps.</summary>
    /// <returns>The step before which it was carried out.</returns>
    /// <exception cref="HomeostatException">The act is not possible.</exception>
    public abstract Task<long> Do(Intervention act);

    /// <summary>Changes the pace of the run.</summary>
    public abstract void Steer(Steering steering);

    /// <summary>Records the states of chosen units for the pages from now on.</summary>
    /// <exception cref="HomeostatException">The run has no such units.</exception>
    public virtual Task Trace(TraceRequest wanted) => throw new HomeostatException("Only the units of a network can be traced.");

    /// <summary>Carries out the run on a thread of its own.</summary>
    /// <param name="run">The run, until its end.</param>
    public void Start(Action run)
    {
        _thread = new Thread(() => Carry(run)) { Name = Title, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Carries out the run on this thread.</summary>
    public void Carry(Action run)
    {
        try
        {
            run();
        }
        catch (Exception e) when (_thread is not null && e is HomeostatException or OperationCanceledException or IOException or UnauthorizedAccessException or JsonException)
        {
            Failure = e is OperationCanceledException ? null : e.Message;
            Happenings.Add(new Failed(e.Message));
        }
        finally
        {
            IsClosed = true;
        }
    }

    /// <summary>Ends the run; its state is saved.</summary>
    public void Dispose()
    {
        _closed.Cancel();
        _thread?.Join();
        Frames.Dispose();
        _closed.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the session holds.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
    }

    /// <summary>A token that is canceled when the session is closed or a command is stopped.</summary>
    protected CancellationToken With(CancellationToken stop) =>
        stop.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(stop, Closed).Token : Closed;
}

/// <summary>A change of the pace of a run; what is null stays as it is.</summary>
/// <param name="Play">Whether the run goes on.</param>
/// <param name="Step">The number of turns after which the run halts.</param>
/// <param name="Speed">The steps, or seconds of biological time, in a second; 0 for as many as possible.</param>
/// <param name="Trace">The units whose states are recorded.</param>
internal sealed record Steering(bool? Play = null, long? Step = null, double? Speed = null, TraceRequest? Trace = null)
{
    /// <summary>Changes the pace of a run.</summary>
    public void Apply<T>(Control<T> control)
    {
        if (Speed is { } speed)
        {
            control.Speed = speed >= 0 && double.IsFinite(speed) ? speed : throw new HomeostatException("A speed is 0, for as fast as possible, or a finite number above it.");
        }

        if (Play is { } play)
        {
            (play ? control.Play : (Action)control.Pause)();
        }
        else if (Step is { } turns)
        {
            control.Step(turns is >= 0 and <= 1_000_000 ? turns : throw new HomeostatException("A run can be let go on by 0 to 1,000,000 turns."));
        }
    }
}

/// <summary>The units of a population whose variable is recorded for the page.</summary>
/// <param name="Variable">The variable, as <c>population.variable</c>.</param>
/// <param name="Units">The indices of the units, at most 16.</param>
internal sealed record TraceRequest(string Variable, IReadOnlyList<int> Units);
