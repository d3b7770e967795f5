namespace Homeostat;

/// <summary>
/// A part of a body that wears out and is rebuilt by the body itself. Its condition, from 0 to 1, follows
/// d<i>c</i>/dt = repair · ∏ catalysts · (1 − <i>c</i>) − wear · <i>c</i>, where time is counted in steps and the catalysts are the conditions of the
/// parts that catalyze the repair. In a closed network every part is made by a reaction whose catalysts are parts too (Varela, Maturana and
/// Uribe 1974; Montévil and Mossio 2015).
/// </summary>
/// <param name="Name">The name of the part, a single word.</param>
public sealed record Part(string Name)
{
    /// <summary>The fraction of the part that decays in a step.</summary>
    public double Wear { get; init; } = 0.001;

    /// <summary>The fraction of the missing amount that is rebuilt in a step while all catalysts are whole.</summary>
    public double Repair { get; init; } = 0.02;

    /// <summary>The names of the parts that catalyze the repair; empty for a part that is never rebuilt.</summary>
    public IReadOnlyList<string> Catalysts { get; init; } = [];

    /// <summary>The energy needed to build the part from condition 0 to condition 1, in J.</summary>
    public double Cost { get; init; }

    /// <summary>The condition below which the mortal dies; 0 for a part that is not vital.</summary>
    public double Vital { get; init; }
}
