namespace Homeostat;

/// <summary>
/// A variable on which life depends (Ashby 1952, Design for a Brain, section 3/14): the mortal dies when the variable leaves its range. It
/// is a state of the niche, such as a temperature, or the condition of a part.
/// </summary>
/// <param name="Name">The name of the niche's state or of the part.</param>
/// <param name="Low">The smallest value at which the mortal lives.</param>
/// <param name="High">The largest value at which the mortal lives.</param>
public sealed record EssentialVariable(string Name, double Low, double High)
{
    /// <summary>The value that the mortal prefers; the middle of the range unless given.</summary>
    public double SetPoint { get; init; } = (Low + High) / 2;

    /// <summary>Whether a value is within the range.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The distance of a value from the nearer limit, as a fraction of half the range: 1 in the middle, 0 at a limit, negative outside the range.</summary>
    public double Margin(double value) => Math.Min(value - Low, High - value) / ((High - Low) / 2);

    internal void Check(string body)
    {
        if (!double.IsFinite(Low) || !double.IsFinite(High) || !(Low < High))
        {
            throw new HomeostatException(
                $"The essential variable '{Name}' of body '{body}' has the range {Low} to {High}; give two finite limits, the lower one first.");
        }

        if (!Contains(SetPoint))
        {
            throw new HomeostatException(
                $"The set point {SetPoint} of the essential variable '{Name}' of body '{body}' is outside its range, {Low} to {High}; give a value within the range.");
        }
    }
}
