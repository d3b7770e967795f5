namespace Homeostat;

/// <summary>
/// The part of the world outside a mortal's Markov blanket that affects the mortal. The mortal senses the niche and acts on it; the niche
/// gives energy, and it also changes by itself. Everything that changes in a niche must be stored in <see cref="Values"/>, because nothing
/// else is saved, resumed or recorded.
/// </summary>
public abstract class Niche
{
    /// <summary>The names of the sensors, each of which shows one number; they are the names of all states unless overridden.</summary>
    public virtual IReadOnlyList<string> Sensors => States;

    /// <summary>The names of the effectors, each of which takes one number.</summary>
    public abstract IReadOnlyList<string> Effectors { get; }

    /// <summary>The names of the external states.</summary>
    public abstract IReadOnlyList<string> States { get; }

    /// <summary>The values of the external states, in the order of <see cref="States"/>.</summary>
    public abstract double[] Values { get; }

    /// <summary>Fills in the values of the sensors. Unless overridden, each sensor shows the state of the same name without noise.</summary>
    /// <param name="now">The step and its random numbers, which sensors with noise can draw from.</param>
    /// <param name="sensors">The values to fill in, in the order of <see cref="Sensors"/>.</param>
    /// <exception cref="HomeostatException">There is no state with the name of a sensor.</exception>
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
                $"The niche has a sensor '{Sensors[n]}' and no state of that name ({string.Join(", ", States)}); override Sense to give its value.");
        }
    }

    /// <summary>Applies an action and advances the niche by one step.</summary>
    /// <param name="now">The step and its random numbers.</param>
    /// <param name="effectors">The values applied to the effectors, in the order of <see cref="Effectors"/>.</param>
    /// <returns>The energy that the mortal gains, in J; it must not be negative.</returns>
    public abstract double Act(Moment now, ReadOnlySpan<double> effectors);

    /// <summary>An event of the last step that the biography should record, such as <c>cold shock</c>; null for no event.</summary>
    public virtual string? Event => null;
}
