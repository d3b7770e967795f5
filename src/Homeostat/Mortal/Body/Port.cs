namespace Homeostat;

/// <summary>
/// Where a body touches its niche: a variable of a sensory population that is written by channels of the niche, or of an active
/// population that is read as what is done. One channel a unit, in order.
/// </summary>
/// <param name="Variable">As <c>population.variable</c>; what senses must be a stored variable, what acts may be any.</param>
/// <param name="Channels">
/// Names of the niche's sensors or effectors. Sensed from inside are <c>energy</c>, in J, and the condition of a part by its name.
/// </param>
public sealed record Port(string Variable, params IReadOnlyList<string> Channels)
{
    /// <summary>The part whose condition what is done is multiplied by, such as a muscle; null for none.</summary>
    public string? Part { get; init; }

    /// <summary>Name of the population.</summary>
    public string Population => Variable.Split('.')[0];
}
