namespace Homeostat.Equations;

/// <summary>
/// Exponential Euler: each variable that enters its own equation linearly, f = a + b·x, is solved exactly while the others
/// stand still: x·e^(b·dt) + a·dt·(e^(b·dt) − 1)/(b·dt). Order 1, stable for stiff gates (MacGregor 1987); exact for a
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

            var state = system.Load(i);
            var constant = new Substitution(f, node => ReferenceEquals(node, state) ? f.Constant(0) : null)
                .Apply(system.Derivatives[i]);
            var exponent = f.Multiply(f.Constant(dt), slope);
            var decayed = f.Multiply(f.Apply(Operation.Exp, exponent), state);
            var driven = f.Multiply(
                f.Multiply(f.Constant(dt), Translator.ExponentialRatio(f, exponent)), constant);
            values[i] = f.Add(decayed, driven);
        }

        obstacle = null;
        return values;
    }
}
