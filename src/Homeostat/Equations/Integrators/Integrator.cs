namespace Homeostat.Equations;

/// <summary>
/// A method that takes differential equations one time step forward, written as a transformation from derivatives to new values. Both
/// are in the typed representation, so that the step is compiled like any other arithmetic.
/// </summary>
internal abstract class Integrator
{
    /// <summary>All methods, in the order in which the automatic choice tries them.</summary>
    private static readonly Integrator[] All =
        [new Exact(), new ExponentialEuler(), new Euler(), new Heun(), new RungeKutta4()];

    /// <summary>The name of the method in a declaration, such as <c>rk4</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The names of all methods, for messages.</summary>
    public static IEnumerable<string> Names => All.Select(method => method.Name);

    /// <summary>The new values of the states; or null, with the reason, where the method does not apply.</summary>
    public abstract IReadOnlyList<Node>? Step(DifferentialSystem system, double dt, out string? obstacle);

    /// <summary>
    /// The requested method, or the first that applies: exact for linear equations, exponential Euler for conditionally linear ones, and
    /// otherwise Euler (Euler-Maruyama with noise). Brian 2 goes from exact to Euler directly. Where a state scales the noise, the Itō and the
    /// Stratonovich solution differ; as in Brian 2, Heun's method is chosen, which gives the Stratonovich solution.
    /// </summary>
    public static (Integrator Method, IReadOnlyList<Node> Values) Choose(
        DifferentialSystem system, double dt, string? name, string owner)
    {
        if (name is not null)
        {
            owner = $"{char.ToUpperInvariant(owner[0])}{owner[1..]}";
            var method = Array.Find(All, m => m.Name == name) ?? throw new HomeostatException(
                $"{owner} asks for the integration method '{name}', which does not exist. "
                + $"Choose one of: {string.Join(", ", Names)}; or leave it out and the best that applies is taken.");
            return (method, method.Step(system, dt, out var obstacle) ?? throw new HomeostatException(
                $"{owner} asks for the integration method '{name}', which does not apply: {obstacle}. "
                + $"Leave the method out and one that applies is taken."));
        }

        foreach (var method in system.IsNoiseScaledByStates ? All.Where(m => m is Heun) : All)
        {
            if (method.Step(system, dt, out _) is { } values)
            {
                return (method, values);
            }
        }

        throw new InvalidOperationException("Euler's method applies to every system.");
    }
}
