namespace Homeostat.Studio.Sessions;

/// <summary>A run whose thread answers questions between two time steps, during the run and after it until the session is closed.</summary>
/// <typeparam name="TSettings">The settings of the run.</typeparam>
/// <typeparam name="TSession">The session that carries out the run.</typeparam>
internal abstract class ControlledSession<TSettings, TSession> : WatchedSession
    where TSettings : RunSettings
{
    /// <param name="folder">The folder of the run.</param>
    /// <param name="speed">The speed at which the run begins.</param>
    /// <param name="stop">The request of a command to stop.</param>
    protected ControlledSession(RunFolder<TSettings> folder, double speed, CancellationToken stop)
        : base(folder)
    {
        Run = folder;
        var closed = ClosedBy(stop);
        Control = new Control<TSession> { Speed = speed };
        Control.Linger = session =>
        {
            if (LingersAtEnd)
            {
                Control.AnswerUntil(session, closed);
            }
        };
    }

    /// <summary>True to let pages look at the run after its end, until the session is closed.</summary>
    public bool LingersAtEnd { get; init; } = true;

    /// <summary>The settings of the run.</summary>
    public TSettings Settings => Run.Settings;

    /// <summary>The folder of the run.</summary>
    protected RunFolder<TSettings> Run { get; }

    /// <summary>The control of the run.</summary>
    protected Control<TSession> Control { get; }

    public override void Steer(Steering steering) => steering.Apply(Control);

    /// <summary>Lets the run pass as fast as possible up to an age, where it halts.</summary>
    /// <param name="age">The age in turns of the run.</param>
    /// <param name="now">The function that tells the age of the run now.</param>
    protected void HaltAt(long age, Func<TSession, long> now)
    {
        // Both at once between two turns: a run that is fast before it knows where to halt could pass that age.
        _ = Control.Ask(session =>
        {
            Control.Step(Math.Max(0, age - now(session)));
            Control.Speed = 0;
            return true;
        });
    }

    protected override void Dispose(bool isDisposing)
    {
        Control.Dispose();
        base.Dispose(isDisposing);
    }
}
