namespace Homeostat.Equations;

/// <summary>
/// The exact solution of linear equations with constant coefficients, dx/dt = A·x + b with b held over the step:
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
        var a = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var coefficient = system.LinearCoefficient(i, j);
                if (coefficient is not { Operation: Operation.Constant })
                {
                    obstacle = $"d{system.States[i].Name}/dt is not linear in {system.States[j].Name} with a constant coefficient";
                    return null;
                }

                a[i, j] = coefficient.Value;
            }
        }

        obstacle = null;
        var f = system.Factory;
        var zero = f.Constant(0);
        var drive = system.At([.. Enumerable.Repeat(zero, n)]);
        var (propagator, integral) = Propagators(a, dt);
        return [.. Enumerable.Range(0, n).Select(i =>
        {
            var value = zero;
            for (var j = 0; j < n; j++)
            {
                value = f.Add(value, f.Multiply(f.Constant(propagator[i, j]), system.Load(j)));
                value = f.Add(value, f.Multiply(f.Constant(integral[i, j]), drive[j]));
            }

            return value;
        })];
    }

    /// <summary>e^(A·dt) and ∫₀^dt e^(A·s) ds, by the series of the halved step and repeated doubling.</summary>
    internal static (double[,] Propagator, double[,] Integral) Propagators(double[,] a, double dt)
    {
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

        return (e, s);
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
