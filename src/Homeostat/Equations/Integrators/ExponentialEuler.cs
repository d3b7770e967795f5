namespace Homeostat.Equations;

/// <summary>
/// Exponential Euler: each variable that enters its own equation linearly, f = a + b·x, is solved exactly while the others
/// stand still: x·e^(b·dt) + a·(e^(b·dt) − 1)/b. Order 1, stable for stiff gates (MacGregor 1987); exact for a
/// single linear equation.
/// </summary>
internal sealed class ExponentialEuler : Integrator
{
    public override string Name => "exponential_euler";

    public override IReadOnlyList<Node>? Step(DifferentialSystem system, double dt, out string? obstacle)
    {
        if (system.IsStochastic)
        {
            obstacle = "the equations have noise (xi); take 'euler' or 'heun'";
            return null;
        }

        var f = system.Factory;
        var values = new Node[system.States.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (system.LinearCoefficient(i, i) is not { } slope)
            {
                obstacle = $"d{system.States[i].Name}/dt is not linear in {system.States[i].Name}";
                return null;
            }

            // As x + dt·f(x)·(e^(b·dt) − 1)/(b·dt) it takes a single exponential.
            var reach = f.Multiply(f.Constant(dt), Translator.ExponentialRatio(f, f.Multiply(f.Constant(dt), slope)));
            values[i] = f.Add(system.Load(i), f.Multiply(reach, system.Derivatives[i]));
        }

        obstacle = null;
        return values;
    }
}
