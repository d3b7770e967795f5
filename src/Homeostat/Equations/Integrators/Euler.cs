namespace Homeostat.Equations;

/// <summary>
/// Euler's method, order 1: x + dt·f(x). With noise it is Euler-Maruyama, strong order ½ (Kloeden &amp; Platen 1992,
/// section 10.2): x + dt·f(x) + √dt·g(x)·ξ, which converges to the Itō solution.
/// </summary>
internal sealed class Euler : Integrator
{
    public override string Name => "euler";

    public override IReadOnlyList<Node>? Step(DifferentialSystem system, double dt, out string? obstacle)
    {
        var f = system.Factory;
        obstacle = null;
        var quiet = system.Noise.Select(f.Load).ToHashSet();
        var deterministic = new Substitution(f, node => quiet.Contains(node) ? f.Constant(0) : null);
        var values = new Node[system.States.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var derivative = system.Derivatives[i];
            var value = f.Add(system.Load(i), f.Multiply(f.Constant(dt), deterministic.Apply(derivative)));
            foreach (var noise in system.Noise)
            {
                var strength = Differentiation.Gradient(f, derivative, f.Constant(1), [f.Load(noise)])[0];
                if (DifferentialSystem.Contains(strength, noise))
                {
                    obstacle = "the noise xi must enter linearly";
                    return null;
                }

                value = f.Add(value, f.Multiply(f.Multiply(f.Constant(Math.Sqrt(dt)), strength), f.Load(noise)));
            }

            values[i] = value;
        }

        return values;
    }
}
