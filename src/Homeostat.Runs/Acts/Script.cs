namespace Homeostat.Runs;

/// <summary>The acts that a run is to repeat, each before its time step: those that the run's folder has noted beyond the state from which the run goes on.</summary>
internal sealed class Script
{
    private readonly Queue<Acted> _left;

    /// <param name="events">The events of the run.</param>
    /// <param name="step">The number of steps taken in the state from which the run goes on.</param>
    public Script(IReadOnlyList<RunEvent> events, long step)
    {
        // Acts at the step of the saved state may have come before it was saved, or after.
        var saved = events.OfType<Saved>().LastOrDefault(s => s.Step == step)?.Acts;
        Acted[] acts = [.. events.OfType<Acted>()];
        Before = [.. acts.TakeWhile((act, n) => saved is { } count ? n < count : act.Step < step)];
        _left = new(acts.Skip(Before.Count));
    }

    /// <summary>The acts that the state has seen already.</summary>
    public IReadOnlyList<Acted> Before { get; }

    /// <summary>The number of steps at which the next act is due; null if none is left.</summary>
    public long? NextStep => _left.TryPeek(out var next) ? next.Step : null;

    /// <summary>Takes out the acts that are due before the next step.</summary>
    public IEnumerable<Intervention> Due(long step)
    {
        while (_left.TryPeek(out var next) && next.Step <= step)
        {
            yield return _left.Dequeue().Act;
        }
    }
}
