namespace Homeostat;

/// <summary>
/// A part of a body that wears out and is rebuilt by the body itself. Its condition, from 0 to 1, follows
/// d<i>c</i>/dt = repair · ∏ catalysts · (1 − <i>c</i>) − wear · <i>c</i>, a step being 1 and the catalysts conditions of parts. In a closed network
/// every part is made by a reaction whose catalysts are parts too (Varela, Maturana and Uribe 1974; Montévil and Mossio 2015).
/// </summary>
/// <param name="Name">Its name, a word.</param>
public sealed record Part(string Name)
{
    /// <summary>The fraction that decays in a step.</summary>
    public double Wear { get; init; } = 0.001;

    /// <summary>The fraction of what is missing that is rebuilt in a step while all catalysts are whole.</summary>
    public double Repair { get; init; } = 0.02;

    /// <summary>Names of the parts that catalyze its making; none for a part that is not rebuilt.</summary>
    public IReadOnlyList<string> Catalysts { get; init; } = [];

    /// <summary>Energy to build it from nothing, in J.</summary>
    public double Cost { get; init; }

    /// <summary>The condition below which the mortal dies; 0 for a part it can live without.</summary>
    public double Vital { get; init; }
}
