namespace Homeostat;

/// <summary>An essential variable of an individual: where its value is.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="State">Index among the niche's states; −1 for a part.</param>
/// <param name="Part">Index among the parts; −1 for a state of the niche.</param>
internal sealed record Need(EssentialVariable Variable, int State, int Part)
{
    public double Value(Mortal mortal) => State >= 0 ? mortal.Niche.Values[State] : mortal.Condition(Part);
}
