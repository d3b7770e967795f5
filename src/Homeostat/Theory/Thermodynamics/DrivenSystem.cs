namespace Homeostat;

/// <summary>
/// A system in a heat bath whose energy is changed from outside by a parameter s from 0 to 1. A derived class defines the energy, the equilibrium and the
/// relaxation. The relaxation has to be exact if Jarzynski's equality is to hold for any number of steps.
/// </summary>
public abstract record DrivenSystem
{
    private readonly double _thermalEnergy = 1;

    /// <summary>The thermal energy kT; 1 unless given.</summary>
    public double ThermalEnergy
    {
        get => _thermalEnergy;
        init => _thermalEnergy = Positive(value, "The thermal energy kT");
    }

    /// <summary>The free energy at s = 1 minus that at s = 0, which is the smallest possible mean work.</summary>
    public abstract double FreeEnergyDifference { get; }

    /// <summary>Computes the work of many runs, each of which starts from equilibrium.</summary>
    /// <param name="ramp">The ramp that drives the system.</param>
    /// <param name="count">The number of runs.</param>
    /// <param name="chance">The source of random numbers.</param>
    /// <param name="backwards">Whether the runs go from s = 1 to s = 0, as needed for Crooks's relation.</param>
    /// <exception cref="HomeostatException">The number of runs is below 1.</exception>
    public double[] Work(Ramp ramp, int count, RandomStream chance, bool backwards = false)
    {
        ArgumentNullException.ThrowIfNull(ramp);
        ArgumentNullException.ThrowIfNull(chance);
        if (count < 1)
        {
            throw new HomeostatException($"The work of {count} runs was asked for; one or more were expected.");
        }

        var places = ramp.Places;
        if (backwards)
        {
            Array.Reverse(places);
        }

        var works = new double[count];
        foreach (ref var work in works.AsSpan())
        {
            var state = Equilibrium(places[0], chance);
            for (var n = 1; n < places.Length; n++)
            {
                work += Energy(places[n], state) - Energy(places[n - 1], state);
                if (n < places.Length - 1)
                {
                    state = Relax(places[n], state, ramp.Rest, chance);
                }
            }
        }

        return works;
    }

    /// <summary>The energy of a state at s.</summary>
    protected abstract double Energy(double s, double state);

    /// <summary>Draws a state from the equilibrium at s.</summary>
    protected abstract double Equilibrium(double s, RandomStream chance);

    /// <summary>Draws the state after a time at constant s, from a given initial state.</summary>
    protected abstract double Relax(double s, double state, double time, RandomStream chance);

    internal static double Positive(double value, string what) => value > 0 && double.IsFinite(value) ? value : throw new HomeostatException(
        $"{what} is {Linear.Text(value)}; a finite number above 0 was expected.");
}
