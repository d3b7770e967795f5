
namespace Homeostat;

/// <summary>Which individual a mortal is, and what is done to it from the beginning.</summary>
public sealed record MortalOptions
{
    /// <summary>Seed of all that is drawn in this life, in the body and in the niche; the same seed is the same life.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Which device it is born on; that of <see cref="Seed"/> unless given.</summary>
    public ulong? Device { get; init; }

    /// <summary>Energy it is born with, in J; the body's unless given.</summary>
    public double? Endowment { get; init; }

    /// <summary>What is taken from it.</summary>
    public Ablation Ablate { get; init; }

    /// <summary>Whether every step is written down; events always are.</summary>
    public bool KeepSteps { get; init; } = true;

    /// <summary>The threads its circuit uses; one unless given. The life does not depend on it.</summary>
    public Workers? Workers { get; init; }
}
