namespace Homeostat;

/// <summary>An essential variable of an individual, with the place where its value is stored.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="State">The index of the state of the niche; −1 for a part.</param>
/// <param name="Part">The index of the part; −1 for a state of the niche.</param>
internal sealed record Need(EssentialVariable Variable, int State, int Part)
{
    public double Value(Mortal mortal) => State >= 0 ? mortal.Niche.Values[State] : mortal.Condition(Part);
}
