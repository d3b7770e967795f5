namespace Homeostat;

/// <summary>The outcome of an observed life.</summary>
/// <param name="Seed">The seed of the life.</param>
/// <param name="Age">The number of steps lived until death or until the end of the observation.</param>
/// <param name="CauseOfDeath">The cause of death; null if the life had not ended when the observation ended.</param>
public sealed record LifeOutcome(ulong Seed, long Age, string? CauseOfDeath)
{
    /// <summary>Whether the life ended during the observation.</summary>
    public bool Died => CauseOfDeath is not null;
}
