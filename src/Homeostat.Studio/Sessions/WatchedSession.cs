using System.Text.Json;
using Homeostat.Studio.Streams;

namespace Homeostat.Studio.Sessions;

/// <summary>A run that pages watch and act on while it goes on, on a thread of its own or on that of the command that started it.</summary>
/// <param name="folder">The folder of the run.</param>
internal abstract class WatchedSession(RunFolder folder) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenRegistration _stopping;
    private Thread? _thread;

    /// <summary>The name of the session in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of page that shows the session: <c>life</c>, <c>colony</c>, <c>spikes</c> or <c>learner</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The title on its page.</summary>
    public virtual string Title => $"{folder.Known.Title}, seed {folder.Known.Seed}";

    /// <summary>The path of the run's folder.</summary>
    public string Folder => folder.Path;

    /// <summary>The place of its page within the studio.</summary>
    public string Page => $"#/{Kind}/{Id}";

    /// <summary>The events of the run.</summary>
    public Happenings Happenings { get; } = new();

    /// <summary>The frames that the pages are sent.</summary>
    public FrameBroadcast Frames { get; } = new();

    /// <summary>What went wrong, in words for a person; null if nothing did.</summary>
    public string? Failure { get; private set; }

    /// <summary>True once the run has ended and answers nothing more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The request to end the run and to save its state.</summary>
    protected CancellationToken Closed => _closed.Token;

    /// <summary>What does not change while the run goes on, as a page needs it.</summary>
    public abstract Task<object> Describe();

    /// <summary>The circuit of the run as it is now, of which pages show the stages.</summary>
    /// <exception cref="HomeostatException">The run has none yet.</exception>
    public virtual Task<InspectedModel> Inspect() => Task.FromResult(InspectedModel.Of(folder));

    /// <summary>The variables of the circuit at this moment, by their names, such as <c>cells.v</c>.</summary>
    /// <exception cref="HomeostatException">The run has none.</exception>
    public virtual Task<IReadOnlyDictionary<string, NpyArray>> Variables() => throw new HomeostatException("This run has no circuit whose variables could be read.");

    /// <summary>The state of the run at this moment, as frames for pages.</summary>
    public abstract Task<IReadOnlyList<Frame>> Sample(CancellationToken cancellation);

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
    public void Start(Func<int> run)
    {
        _thread = new Thread(() => Carry(run)) { Name = Title, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Carries out the run on this thread.</summary>
    /// <param name="run">The run, until its end.</param>
    /// <returns>The exit code of the run.</returns>
    public int Carry(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (_thread is not null && e is HomeostatException or OperationCanceledException or IOException or UnauthorizedAccessException or JsonException)
        {
            Failure = e is OperationCanceledException ? null : e.Message;
            Happenings.Add(new Failed(e.Message));
            return ExitCode.UserError;
        }
        finally
        {
            IsClosed = true;
        }
    }

    /// <summary>Ends the run; its state is saved.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        _closed.Cancel();
        _thread?.Join();
        Frames.Dispose();
        _closed.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the session holds.</summary>
    protected virtual void Dispose(bool isDisposing) => folder.Dispose();

    /// <summary>Ends the run when a command is asked to stop, too.</summary>
    protected CancellationToken ClosedBy(CancellationToken stop)
    {
        _stopping = stop.Register(_closed.Cancel);
        return Closed;
    }
}
