namespace Homeostat;

/// <summary>
/// Two levels in a bath, the upper one raised or lowered: the smallest memory. Jumps between them have heat-bath (Glauber) rates, up
/// r/(1 + e^{ε/kT}) and down r/(1 + e^{−ε/kT}), so the chance to be up relaxes at the attempt rate r whatever the gap ε is. Raised from 0
/// to many kT it is a bit being erased.
/// </summary>
public sealed record DrivenLevels : DrivenSystem
{
    private readonly double _rate = 1;

    /// <summary>Two levels that are driven.</summary>
    /// <param name="from">The gap at s = 0, in the units of kT.</param>
    /// <param name="to">The gap at s = 1; it goes there linearly.</param>
    /// <exception cref="HomeostatException">A gap is not finite.</exception>
    public DrivenLevels(double from, double to)
    {
        if (!double.IsFinite(from) || !double.IsFinite(to))
        {
            throw new HomeostatException($"The gap between two levels goes from {from} to {to}; finite numbers were expected.");
        }

        (From, To) = (from, to);
    }

    /// <summary>The gap at s = 0.</summary>
    public double From { get; }

    /// <summary>The gap at s = 1.</summary>
    public double To { get; }

    /// <summary>Attempts to jump in a unit of time. 1 unless given.</summary>
    public double Rate
    {
        get => _rate;
        init => _rate = Positive(value, "The attempt rate");
    }

    /// <inheritdoc/>
    public override double FreeEnergyDifference => FreeEnergy(To) - FreeEnergy(From);

    /// <summary>The mean work of a ramp, exactly: the master equation, solved from rest to rest.</summary>
    /// <param name="ramp">How it is driven.</param>
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

    // −kT ln(1 + e^{−ε/kT}), without overflow.
    private double FreeEnergy(double gap) =>
        Math.Min(gap, 0) - (ThermalEnergy * Math.Log(1 + Math.Exp(-Math.Abs(gap) / ThermalEnergy)));
}
