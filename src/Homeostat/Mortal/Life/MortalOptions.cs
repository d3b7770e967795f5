
namespace Homeostat;

/// <summary>The settings of an individual mortal.</summary>
public sealed record MortalOptions
{
    /// <summary>The seed of all random numbers of this life, in the body and in the niche. The same seed gives the same life.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The seed of the device that the mortal runs on; <see cref="Seed"/> unless given.</summary>
    public ulong? Device { get; init; }

    /// <summary>The energy at birth, in J; that of the body unless given.</summary>
    public double? Endowment { get; init; }

    /// <summary>The processes that are switched off.</summary>
    public Ablation Ablate { get; init; }

    /// <summary>Whether the biography records every step. Events are always recorded.</summary>
    public bool KeepSteps { get; init; } = true;

    /// <summary>The threads that the circuit uses; one unless given. The number of threads does not change the life.</summary>
    public Workers? Workers { get; init; }
}
