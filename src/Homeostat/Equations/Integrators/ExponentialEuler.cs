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

        var values = new Node[system.States.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (system.LinearCoefficient(i, i) is not { } slope)
            {
                obstacle = $"d{system.States[i].Name}/dt is not linear in {system.States[i].Name}";
                return null;
            }

            values[i] = Step(system, i, slope, dt);
        }

        obstacle = null;
        return values;
    }

    /// <summary>The new value of one state, given the slope b of its equation.</summary>
    internal static Node Step(DifferentialSystem system, int state, Node slope, double dt)
    {
        // As x + dt·f(x)·(e^(b·dt) − 1)/(b·dt) it takes a single exponential. A constant that f(x) is divided by divides dt.
        var f = system.Factory;
        var ratio = ExponentialRatio.Of(f, f.Multiply(f.Constant(dt), slope));
        var (change, divisor) = system.Derivatives[state] is { Operation: Operation.Divide, Arguments: [var above, { Operation: Operation.Constant } below] }
            ? (above, below.Value)
            : (system.Derivatives[state], 1);
        var reach = f.Multiply(f.Constant(dt / divisor), ratio);
        return f.Add(system.Load(state), f.Multiply(reach, change));
    }
}
