namespace Homeostat;

/// <summary>The settings of a translation to a chip.</summary>
public sealed record TranslateOptions
{
    /// <summary>The time step of the chip; that of the circuit if null.</summary>
    public Quantity? TimeStep { get; init; }

    /// <summary>The seed with which random connections, weights and initial values are drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The number of thresholds that the register of the potential has room for; potentials further from the reset are cut off. A larger number keeps low
    /// potentials and rounds more coarsely. The registers of a program have room for this number of the largest sizes that were measured.
    /// </summary>
    public double Headroom { get; init; } = 2;

    /// <summary>The biological time of the run in which the sizes of the states of programs are measured.</summary>
    public Quantity Measured { get; init; } = 1 * Units.Second;

    /// <summary>The largest size of a reward, or of another parameter that decides about learning; it stands for up to 127 on the chip, and larger ones are cut off.</summary>
    public double Reward { get; init; } = 1;

    /// <summary>The rule for currents that leave their register.</summary>
    public LoihiOverflow Overflow { get; init; }
}
