namespace Homeostat;

/// <summary>
/// The world outside a mortal's blanket, as far as it matters to it. It is sensed, it is acted on, it gives energy, and it changes by
/// itself. All that changes in it stands in <see cref="Values"/>: nothing else is saved, resumed or written down.
/// </summary>
public abstract class Niche
{
    /// <summary>Names of what can be sensed, one number each; all states unless overridden.</summary>
    public virtual IReadOnlyList<string> Sensors => States;

    /// <summary>Names of what can be done, one number each.</summary>
    public abstract IReadOnlyList<string> Effectors { get; }

    /// <summary>Names of the external states.</summary>
    public abstract IReadOnlyList<string> States { get; }

    /// <summary>The external states, in the order of <see cref="States"/>.</summary>
    public abstract double[] Values { get; }

    /// <summary>Shows itself to the sensors: unless overridden, the states of the sensors' names, as they are.</summary>
    /// <param name="now">The step, and its chances: sensors may be noisy.</param>
    /// <param name="sensors">Filled, in the order of <see cref="Sensors"/>.</param>
    /// <exception cref="HomeostatException">A sensor has no state of its name.</exception>
    public virtual void Sense(Moment now, Span<double> sensors)
    {
        for (var n = 0; n < sensors.Length; n++)
        {
            var state = 0;
            while (state < States.Count && States[state] != Sensors[n])
            {
                state++;
            }

            sensors[n] = state < States.Count ? Values[state] : throw new HomeostatException(
                $"The niche has a sensor '{Sensors[n]}' and no state of that name ({string.Join(", ", States)}); override Sense to say what it shows.");
        }
    }

    /// <summary>Takes an action and goes on by a step.</summary>
    /// <param name="now">The step, and its chances.</param>
    /// <param name="effectors">What is done, in the order of <see cref="Effectors"/>.</param>
    /// <returns>The energy taken in, in J; not negative.</returns>
    public abstract double Act(Moment now, ReadOnlySpan<double> effectors);

    /// <summary>What just happened that is worth writing down, such as <c>cold shock</c>; null for nothing.</summary>
    public virtual string? Event => null;
}
