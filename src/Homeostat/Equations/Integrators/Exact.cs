namespace Homeostat.Equations;

/// <summary>
/// The exact solution of linear equations with constant coefficients, dx/dt = A·x + b with b constant over the step:
/// x(t + dt) = e^(A·dt)·x(t) + ∫₀^dt e^(A·s) ds·b (Rotter &amp; Diesmann 1999).
/// </summary>
internal sealed class Exact : Integrator
{
    public override string Name => "exact";

    public override IReadOnlyList<Node>? Step(DifferentialSystem system, double dt, out string? obstacle)
    {
        if (system.IsStochastic)
        {
            obstacle = "the equations have noise (xi); take 'euler' or 'heun'";
            return null;
        }

        var n = system.States.Count;
        var a = new Node[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (system.LinearCoefficient(i, j) is not { } coefficient)
                {
                    obstacle = $"d{system.States[i].Name}/dt is not linear in {system.States[j].Name}";
                    return null;
                }

                a[i, j] = coefficient;
            }
        }

        var values = new Node[n];
        foreach (var group in Coupled(a))
        {
            if (Stepped(system, a, group, dt) is not { } stepped)
            {
                obstacle = $"the coefficients of the equations of {string.Join(" and ", group.Select(i => system.States[i].Name))}, which "
                    + "depend on each other, are not constants";
                return null;
            }

            foreach (var (i, value) in group.Zip(stepped))
            {
                values[i] = value;
            }
        }

        obstacle = null;
        return values;
    }

    /// <summary>The new values of a group of coupled equations.</summary>
    private static Node[]? Stepped(DifferentialSystem system, Node[,] a, int[] group, double dt)
    {
        var f = system.Factory;
        if (Array.Exists(group, i => Array.Exists(group, j => a[i, j].Operation != Operation.Constant)))
        {
            // The coefficient of a single equation may differ from unit to unit.
            return group is [var only] ? [ExponentialEuler.Step(system, only, a[only, only], dt)] : null;
        }

        var coefficients = new double[group.Length, group.Length];
        foreach (var (i, row) in group.Index())
        {
            foreach (var (j, column) in group.Index())
            {
                coefficients[i, j] = a[row, column].Value;
            }
        }

        var drive = system.At([.. Enumerable.Repeat(f.Constant(0), system.States.Count)]);
        var (propagator, integral) = Propagators(coefficients, dt);
        return [.. group.Select((_, i) => group.Select((state, j) => f.Add(
            f.Multiply(f.Constant(propagator[i, j]), system.Load(state)),
            f.Multiply(f.Constant(integral[i, j]), drive[state]))).Aggregate(f.Add))];
    }

    /// <summary>The equations in groups; equations of different groups do not depend on each other.</summary>
    private static IEnumerable<int[]> Coupled(Node[,] a)
    {
        var group = Enumerable.Range(0, a.GetLength(0)).ToArray();
        for (var i = 0; i < group.Length; i++)
        {
            for (var j = 0; j < group.Length; j++)
            {
                if (!a[i, j].Is(0) && group[i] != group[j])
                {
                    var (kept, merged) = (group[i], group[j]);
                    group = [.. group.Select(g => g == merged ? kept : g)];
                }
            }
        }

        return Enumerable.Range(0, group.Length).GroupBy(i => group[i], (_, members) => members.ToArray());
    }

    /// <summary>e^(A·dt) and ∫₀^dt e^(A·s) ds, by the series for a fraction of the step and repeated doubling.</summary>
    internal static (double[,] Propagator, double[,] Integral) Propagators(double[,] a, double dt)
    {
        // In SI units, a conductance times a resistance gives coefficients of any size, with which the doublings would lose digits.
        var scale = Balance(a, dt);
        a = Each(a, (i, j) => a[i, j] * scale[j] / scale[i]);
        var n = a.GetLength(0);
        var norm = 0.0;
        foreach (var value in a)
        {
            norm = Math.Max(norm, Math.Abs(value) * n * dt);
        }

        var halvings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(norm, 1e-300))) + 4);
        var h = Math.ScaleB(dt, -halvings);

        // E = e^(A·h) and S = ∫ e^(A·s) ds: term k of S is A^k·h^(k+1)/(k+1)!.
        var e = Identity(n);
        var s = Scaled(Identity(n), h);
        var term = Scaled(Identity(n), h);
        for (var k = 1; k <= 18; k++)
        {
            e = Sum(e, Product(a, term));
            term = Scaled(Product(a, term), h / (k + 1));
            s = Sum(s, term);
        }

        for (var i = 0; i < halvings; i++)
        {
            s = Sum(s, Product(e, s));
            e = Product(e, e);
        }

        return (Each(e, (i, j) => e[i, j] * scale[i] / scale[j]), Each(s, (i, j) => s[i, j] * scale[i] / scale[j]));
    }

    /// <summary>
    /// Scales for the variables, powers of two, with which the coefficients from and to each variable have similar sizes
    /// (Osborne 1960).
    /// </summary>
    private static double[] Balance(double[,] a, double dt)
    {
        var n = a.GetLength(0);
        var scale = Enumerable.Repeat(1.0, n).ToArray();
        var least = Enumerable.Range(0, n).Max(i => Math.Abs(a[i, i]));
        least = least > 0 ? least : 1 / dt;
        for (var (round, changed) = (0, true); changed && round < 100; round++)
        {
            changed = false;
            for (var i = 0; i < n; i++)
            {
                var (row, column) = (least, least);
                for (var j = 0; j < n; j++)
                {
                    row += j == i ? 0 : Math.Abs(a[i, j]) * scale[j] / scale[i];
                    column += j == i ? 0 : Math.Abs(a[j, i]) * scale[i] / scale[j];
                }

                var exponent = Math.Round(Math.Log2(row / column) / 2);
                changed |= exponent != 0;
                scale[i] = Math.ScaleB(scale[i], (int)exponent);
            }
        }

        return scale;
    }

    private static double[,] Identity(int n)
    {
        var m = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            m[i, i] = 1;
        }

        return m;
    }

    private static double[,] Sum(double[,] x, double[,] y) => Each(x, (i, j) => x[i, j] + y[i, j]);

    private static double[,] Scaled(double[,] x, double factor) => Each(x, (i, j) => x[i, j] * factor);

    private static double[,] Product(double[,] x, double[,] y) => Each(x, (i, j) =>
    {
        var sum = 0.0;
        for (var k = 0; k < x.GetLength(1); k++)
        {
            sum += x[i, k] * y[k, j];
        }

        return sum;
    });

    private static double[,] Each(double[,] like, Func<int, int, double> value)
    {
        var n = like.GetLength(0);
        var result = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                result[i, j] = value(i, j);
            }
        }

        return result;
    }
}
