namespace Homeostat.Equations;

/// <summary>
/// A way to take differential equations one time step forward, written as a transformation: derivatives in, new values
/// out, both in the representation, so the step is compiled like any other arithmetic.
/// </summary>
internal abstract class Integrator
{
    /// <summary>All methods, in the order in which the automatic choice tries them.</summary>
    private static readonly Integrator[] All =
        [new Exact(), new ExponentialEuler(), new Euler(), new Heun(), new RungeKutta4()];

    /// <summary>The name by which a population asks for it.</summary>
    public abstract string Name { get; }

    /// <summary>Names of all methods, for messages.</summary>
    public static IEnumerable<string> Names => All.Select(method => method.Name);

    /// <summary>The new values of the states, or null and the reason where the method does not apply.</summary>
    public abstract IReadOnlyList<Node>? Step(DifferentialSystem system, double dt, out string? obstacle);

    /// <summary>
    /// The method asked for, or the first that applies: exact for linear equations, exponential Euler for conditionally
    /// linear ones, Euler (Euler-Maruyama with noise) otherwise. Brian 2 goes from exact to Euler at once. Where a state scales the noise, Itō's
    /// and Stratonovich's readings of the equation differ; it is Stratonovich's that is taken, by Heun's method, as Brian 2 does.
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
