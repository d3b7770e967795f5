namespace Homeostat;

/// <summary>All data that are needed to resume a life.</summary>
internal sealed record SavedLife
{
    public required string Body { get; init; }

    public required IReadOnlyList<string> States { get; init; }

    public required ulong Seed { get; init; }

    public required ulong Device { get; init; }

    public required double Endowment { get; init; }

    public required Ablation Ablation { get; init; }

    public required long Age { get; init; }

    public required Viability Viability { get; init; }

    public required string? CauseOfDeath { get; init; }

    public required double FreeEnergy { get; init; }

    public required double[] Energy { get; init; }

    public required double[] Niche { get; init; }

    public required double[] Sensed { get; init; }

    public required double[] Done { get; init; }

    public required Snapshot Circuit { get; init; }

    public required Snapshot? Parts { get; init; }

    /// <summary>The values that the last step computed from the state of the circuit, by variable.</summary>
    public required IReadOnlyDictionary<string, NpyArray> Computed { get; init; }

    public required IReadOnlyList<LifeEvent> Events { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<double>> Steps { get; init; }
}
