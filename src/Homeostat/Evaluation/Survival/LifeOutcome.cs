namespace Homeostat;

/// <summary>What became of a life that was watched.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Age">Steps lived, until death or until watching ended.</param>
/// <param name="CauseOfDeath">What it died of; null where it was alive when watching ended.</param>
public sealed record LifeOutcome(ulong Seed, long Age, string? CauseOfDeath)
{
    /// <summary>Whether it died while it was watched.</summary>
    public bool Died => CauseOfDeath is not null;
}
