namespace Homeostat;

/// <summary>
/// A number of units that share one block of equations. Each variable has a value for every sample of the batch and every
/// unit, unless flagged <c>(shared)</c> (one for all) or <c>(constant over batch)</c> (one a unit).
/// </summary>
/// <param name="Name">Its name, unique within the circuit.</param>
/// <param name="Size">Number of units.</param>
/// <param name="Equations">
/// The model in the equation language: <c>dz/dt = ... : unit</c>, sub-expressions, parameters, and <c>(input)</c> for what
/// projections add up; <c>(energy)</c> marks a term of the free energy, summed over the units.
/// </param>
public sealed record Population(string Name, int Size, string Equations)
{
    /// <summary>Statements carried out when a sweep visits the population, such as <c>z = prediction</c>.</summary>
    public string OnSweep { get; init; } = "";

    /// <summary>Values of names the equations use and do not define.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>Initial values as expressions of <c>i</c>, <c>N</c>, <c>rand()</c>, <c>randn()</c>; zero where not given.</summary>
    public IReadOnlyDictionary<string, string> Initial { get; init; } = new Dictionary<string, string>();

    /// <summary>The integration method (<c>exact</c>, <c>exponential_euler</c>, <c>euler</c>, <c>heun</c>, <c>rk4</c>); null chooses.</summary>
    public string? Method { get; init; }
}
