namespace Homeostat.Runs;

/// <summary>An individual of a colony: alive, or what is left to tell of it.</summary>
/// <param name="group">The group that it belongs to.</param>
/// <param name="seed">Its seed.</param>
internal sealed class Colonist(LifeGroup group, ulong seed) : IDisposable
{
    private Mortal? _mortal;
    private ColonistState? _last;

    /// <summary>The group that the individual belongs to.</summary>
    public LifeGroup Group => group;

    /// <summary>The seed of the individual.</summary>
    public ulong Seed => seed;

    /// <summary>The outcome of the life so far.</summary>
    public LifeOutcome Outcome { get; private set; } = new(seed, 0, null);

    /// <summary>True once the individual has died.</summary>
    public bool IsDead => Outcome.Died;

    /// <summary>The state now, or at death; null for a life of which only the outcome is known.</summary>
    public ColonistState? State => _mortal is null ? _last : ColonistState.Of(_mortal);

    /// <summary>The individual of a life that was noted.</summary>
    public static Colonist Of(LifeGroup group, LifeOutcome outcome) => new(group, outcome.Seed) { Outcome = outcome };

    /// <summary>Gives birth to the individual.</summary>
    public void Begin(LiveSettings settings) => Guard(() => _mortal = group.Birth(settings, seed));

    /// <summary>Lives a number of steps, or until death. Of an individual that dies only its last state is kept.</summary>
    public void Step(int steps)
    {
        var mortal = _mortal!;
        Guard(() => mortal.Live(steps));
        Outcome = Outcome with { Age = mortal.Age, CauseOfDeath = mortal.CauseOfDeath };
        if (IsDead)
        {
            _last = ColonistState.Of(mortal);
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mortal?.Dispose();
        _mortal = null;
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (HomeostatException e)
        {
            throw new HomeostatException($"The life of seed {seed} of '{group.Name}' failed: {e.Message}", e);
        }
    }
}

/// <summary>The state of an individual of a colony.</summary>
/// <param name="Viability">Viable, precarious or terminal.</param>
/// <param name="Energy">The stored energy in J.</param>
/// <param name="Essentials">The values of the essential variables, in the order of the body.</param>
internal sealed record ColonistState(Viability Viability, double Energy, IReadOnlyList<double> Essentials)
{
    /// <summary>The state of a mortal now.</summary>
    public static ColonistState Of(Mortal mortal) =>
        new(mortal.Viability, mortal.Energy.Level, [.. mortal.Body.Essential.Select(essential => mortal.Essential(essential.Name))]);
}
