namespace Homeostat;

/// <summary>
/// A system with two energy levels in a heat bath, whose gap ε is changed from outside. Jumps between the levels have Glauber rates, r/(1 + e^{ε/kT})
/// upward and r/(1 + e^{−ε/kT}) downward, so that the probability of the upper level relaxes at the attempt rate r for any gap. The system is the
/// smallest memory: raising the gap from 0 to many kT erases one bit.
/// </summary>
public sealed record DrivenLevels : DrivenSystem
{
    private readonly double _rate = 1;

    /// <summary>Creates a system with two levels.</summary>
    /// <param name="from">The gap at s = 0, in the units of kT.</param>
    /// <param name="to">The gap at s = 1, in the units of kT. The gap changes linearly with s.</param>
    /// <exception cref="HomeostatException">A gap is not finite.</exception>
    public DrivenLevels(double from, double to)
    {
        if (!double.IsFinite(from) || !double.IsFinite(to))
        {
            throw new HomeostatException($"The gap between two levels goes from {from} to {to}; finite numbers were expected.");
        }

        (From, To) = (from, to);
    }

    /// <summary>The gap at s = 0, in the units of kT.</summary>
    public double From { get; }

    /// <summary>The gap at s = 1, in the units of kT.</summary>
    public double To { get; }

    /// <summary>The attempt rate r of jumps, per unit of time; 1 unless given.</summary>
    public double Rate
    {
        get => _rate;
        init => _rate = Positive(value, "The attempt rate");
    }

    /// <inheritdoc/>
    public override double FreeEnergyDifference => FreeEnergy(To) - FreeEnergy(From);

    /// <summary>The exact mean work of a ramp, from the solution of the master equation in each rest.</summary>
    /// <param name="ramp">The ramp that drives the system.</param>
    public double MeanWork(Ramp ramp)
    {
        ArgumentNullException.ThrowIfNull(ramp);
        var places = ramp.Places;
        var (up, work) = (Up(0), 0.0);
        for (var n = 1; n < places.Length; n++)
        {
            work += (Gap(places[n]) - Gap(places[n - 1])) * up;
            up = Up(places[n]) + (Math.Exp(-Rate * ramp.Rest) * (up - Up(places[n])));
        }

        return work;
    }

    /// <inheritdoc/>
    protected override double Energy(double s, double state) => state * Gap(s);

    /// <inheritdoc/>
    protected override double Equilibrium(double s, RandomStream chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        return chance.NextDouble() < Up(s) ? 1 : 0;
    }

    /// <inheritdoc/>
    protected override double Relax(double s, double state, double time, RandomStream chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        return chance.NextDouble() < Up(s) + (Math.Exp(-Rate * time) * (state - Up(s))) ? 1 : 0;
    }

    private double Gap(double s) => From + (s * (To - From));

    private double Up(double s) => 1 / (1 + Math.Exp(Gap(s) / ThermalEnergy));

    // The free energy −kT ln(1 + e^{−ε/kT}), computed without overflow.
    private double FreeEnergy(double gap) =>
        Math.Min(gap, 0) - (ThermalEnergy * Math.Log(1 + Math.Exp(-Math.Abs(gap) / ThermalEnergy)));
}
