namespace Homeostat;

/// <summary>
/// A system in a bath, whose energy is changed from outside along a parameter s from 0 to 1. A system of one's own says its energy, what
/// equilibrium is, and how it relaxes, exactly if Jarzynski's equality is to hold at any number of steps.
/// </summary>
public abstract record DrivenSystem
{
    private readonly double _thermalEnergy = 1;

    /// <summary>kT, the unit of energy unless given otherwise.</summary>
    public double ThermalEnergy
    {
        get => _thermalEnergy;
        init => _thermalEnergy = Positive(value, "The thermal energy kT");
    }

    /// <summary>Free energy at s = 1 less that at s = 0: the least work on average.</summary>
    public abstract double FreeEnergyDifference { get; }

    /// <summary>The work of many runs, each from equilibrium at its start.</summary>
    /// <param name="ramp">How it is driven.</param>
    /// <param name="count">How many runs.</param>
    /// <param name="chance">Where their chances come from.</param>
    /// <param name="backwards">From s = 1 to 0, as Crooks's relation compares it.</param>
    /// <exception cref="HomeostatException">There is no run.</exception>
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

    /// <summary>Energy of a state.</summary>
    protected abstract double Energy(double s, double state);

    /// <summary>A state drawn from equilibrium at s.</summary>
    protected abstract double Equilibrium(double s, RandomStream chance);

    /// <summary>Where a state is after a time at s.</summary>
    protected abstract double Relax(double s, double state, double time, RandomStream chance);

    internal static double Positive(double value, string what) => value > 0 && double.IsFinite(value) ? value : throw new HomeostatException(
        $"{what} is {Linear.Text(value)}; a finite number above 0 was expected.");
}
