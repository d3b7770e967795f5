namespace Homeostat;

/// <summary>A harmonic potential k(x − c)²/2.</summary>
/// <param name="Stiffness">The stiffness k, above 0.</param>
/// <param name="Center">The center c.</param>
public readonly record struct HarmonicTrap(double Stiffness, double Center = 0)
{
    /// <summary>The energy at a position.</summary>
    public double Energy(double x) => 0.5 * Stiffness * (x - Center) * (x - Center);
}

/// <summary>
/// A particle with friction γ in a harmonic trap that is moved or stiffened, such as by optical tweezers. Between jumps of the trap, the particle is an
/// Ornstein-Uhlenbeck process and moves by the exact propagator. With Euler steps, Jarzynski's equality would not hold.
/// </summary>
public sealed record DrivenTrap : DrivenSystem
{
    private readonly double _friction = 1;

    /// <summary>Creates a driven trap.</summary>
    /// <param name="from">The trap at s = 0.</param>
    /// <param name="to">The trap at s = 1. Stiffness and center change linearly with s.</param>
    /// <exception cref="HomeostatException">A stiffness is not above 0, or a center is not finite.</exception>
    public DrivenTrap(HarmonicTrap from, HarmonicTrap to)
    {
        foreach (var trap in new[] { from, to })
        {
            Positive(trap.Stiffness, "The stiffness of a trap");
            if (!double.IsFinite(trap.Center))
            {
                throw new HomeostatException($"The center of a trap is {trap.Center}; a finite number was expected.");
            }
        }

        (From, To) = (from, to);
    }

    /// <summary>The trap at s = 0.</summary>
    public HarmonicTrap From { get; }

    /// <summary>The trap at s = 1.</summary>
    public HarmonicTrap To { get; }

    /// <summary>The friction γ, with which the particle relaxes at the rate k/γ; 1 unless given.</summary>
    public double Friction
    {
        get => _friction;
        init => _friction = Positive(value, "The friction");
    }

    /// <inheritdoc/>
    public override double FreeEnergyDifference => 0.5 * ThermalEnergy * Math.Log(To.Stiffness / From.Stiffness);

    /// <summary>The exact mean work of a ramp, computed from the mean and the variance of the particle's position.</summary>
    /// <param name="ramp">The ramp that drives the trap.</param>
    public double MeanWork(Ramp ramp)
    {
        ArgumentNullException.ThrowIfNull(ramp);
        var places = ramp.Places;
        var (mean, variance, work) = (From.Center, ThermalEnergy / From.Stiffness, 0.0);
        for (var n = 1; n < places.Length; n++)
        {
            var (before, trap) = (At(places[n - 1]), At(places[n]));
            work += trap.Energy(mean) - before.Energy(mean) + (0.5 * (trap.Stiffness - before.Stiffness) * variance);
            var decay = Decay(trap, ramp.Rest);
            mean = trap.Center + (decay * (mean - trap.Center));
            variance = (ThermalEnergy / trap.Stiffness) + (decay * decay * (variance - (ThermalEnergy / trap.Stiffness)));
        }

        return work;
    }

    /// <inheritdoc/>
    protected override double Energy(double s, double state) => At(s).Energy(state);

    /// <inheritdoc/>
    protected override double Equilibrium(double s, RandomStream chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        return At(s).Center + (Math.Sqrt(ThermalEnergy / At(s).Stiffness) * chance.NextNormal());
    }

    /// <inheritdoc/>
    protected override double Relax(double s, double state, double time, RandomStream chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        var trap = At(s);
        var decay = Decay(trap, time);
        return trap.Center + (decay * (state - trap.Center)) + (Math.Sqrt(ThermalEnergy / trap.Stiffness * (1 - (decay * decay))) * chance.NextNormal());
    }

    private double Decay(HarmonicTrap trap, double time) => Math.Exp(-trap.Stiffness / Friction * time);

    private HarmonicTrap At(double s) =>
        new(From.Stiffness + (s * (To.Stiffness - From.Stiffness)), From.Center + (s * (To.Center - From.Center)));
}
