namespace Homeostat;

/// <summary>
/// A connection between a body and its niche: sensors of the niche are written into a variable of a sensory population, or a variable of an
/// active population is read to drive effectors of the niche. Each unit has one channel, in the same order.
/// </summary>
/// <param name="Variable">The variable, as <c>population.variable</c>. A port that senses needs a stored variable; a port that acts can use any variable.</param>
/// <param name="Channels">
/// The names of the niche's sensors or effectors, one for each unit. A sensing port can also name <c>energy</c>, the mortal's energy in J,
/// or a part, to sense the condition of that part.
/// </param>
public sealed record Port(string Variable, params IReadOnlyList<string> Channels)
{
    /// <summary>The name of the part whose condition (0 to 1) multiplies the action, such as a muscle; null if there is no such part.</summary>
    public string? Part { get; init; }

    /// <summary>The name of the population.</summary>
    public string Population => Variable.Split('.')[0];
}
