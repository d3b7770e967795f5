namespace Homeostat;

/// <summary>
/// The world outside a mortal's blanket, as far as it matters to it. It is sensed, it is acted on, it gives energy, and it changes by
/// itself. All that changes in it stands in <see cref="Values"/>: nothing else is saved, resumed or written down.
/// </summary>
public abstract class Niche
{
    /// <summary>Names of what can be sensed, one number each.</summary>
    public abstract IReadOnlyList<string> Sensors { get; }

    /// <summary>Names of what can be done, one number each.</summary>
    public abstract IReadOnlyList<string> Effectors { get; }

    /// <summary>Names of the external states.</summary>
    public abstract IReadOnlyList<string> States { get; }

    /// <summary>The external states, in the order of <see cref="States"/>.</summary>
    public abstract double[] Values { get; }

    /// <summary>Shows itself to the sensors.</summary>
    /// <param name="now">The step, and its chances: sensors may be noisy.</param>
    /// <param name="sensors">Filled, in the order of <see cref="Sensors"/>.</param>
    public abstract void Sense(Moment now, Span<double> sensors);

    /// <summary>Takes an action and goes on by a step.</summary>
    /// <param name="now">The step, and its chances.</param>
    /// <param name="effectors">What is done, in the order of <see cref="Effectors"/>.</param>
    /// <returns>The energy taken in, in J; not negative.</returns>
    public abstract double Act(Moment now, ReadOnlySpan<double> effectors);

    /// <summary>What just happened that is worth writing down, such as <c>cold shock</c>; null for nothing.</summary>
    public virtual string? Event => null;
}
