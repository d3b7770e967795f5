namespace Homeostat;

/// <summary>
/// The L-BFGS method (Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.4) with a backtracking line search, which finds the
/// minimum of a smooth convex function.
/// </summary>
internal static class Minimizer
{
    private const int Memory = 10;
    private const double Armijo = 1e-4;
    private const double Tolerance = 1e-5;

    /// <summary>Moves a point to the minimum.</summary>
    /// <param name="x">The starting point, which is replaced by the result.</param>
    /// <param name="function">The function: it returns its value at the first argument and writes its gradient to the second.</param>
    /// <param name="iterations">The largest number of steps; the search ends earlier when the length of the gradient is below 1e-5.</param>
    public static void Minimize(float[] x, Func<float[], float[], double> function, int iterations)
    {
        var gradient = new float[x.Length];
        var value = function(x, gradient);
        var pairs = new List<(float[] Step, float[] Change, double Product)>(Memory);
        var next = new float[x.Length];
        var nextGradient = new float[x.Length];
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var length = Math.Sqrt(Product(gradient, gradient));
            if (length < Tolerance)
            {
                return;
            }

            var direction = Direction(gradient, pairs);
            var slope = Product(gradient, direction);
            if (slope >= 0)
            {
                // Rounding errors have made the estimated curvature wrong, so the search begins anew with steepest descent.
                pairs.Clear();
                direction = Array.ConvertAll(gradient, g => -g);
                slope = -length * length;
            }

            var step = pairs.Count == 0 ? Math.Min(1, 1 / length) : 1;
            double nextValue;
            while (true)
            {
                Move(x, direction, step, next);
                nextValue = function(next, nextGradient);
                if (nextValue <= value + (Armijo * step * slope))
                {
                    break;
                }

                step /= 2;
                if (step < 1e-10)
                {
                    return; // In single precision no lower value can be distinguished from this one.
                }
            }

            Remember(pairs, x, next, gradient, nextGradient);
            (value, gradient, nextGradient) = (nextValue, nextGradient, gradient);
            next.CopyTo(x, 0);
        }
    }

    /// <summary>The search direction: minus the gradient, multiplied by the inverse curvature that is estimated from the last steps.</summary>
    private static float[] Direction(float[] gradient, List<(float[] Step, float[] Change, double Product)> pairs)
    {
        var direction = Array.ConvertAll(gradient, g => -g);
        var factors = new double[pairs.Count];
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            factors[i] = Product(pairs[i].Step, direction) / pairs[i].Product;
            Move(direction, pairs[i].Change, -factors[i], direction);
        }

        if (pairs.Count > 0)
        {
            var (_, change, product) = pairs[^1];
            var scale = (float)(product / Product(change, change));
            for (var i = 0; i < direction.Length; i++)
            {
                direction[i] *= scale;
            }
        }

        for (var i = 0; i < pairs.Count; i++)
        {
            Move(direction, pairs[i].Step, factors[i] - (Product(pairs[i].Change, direction) / pairs[i].Product), direction);
        }

        return direction;
    }

    private static void Remember(
        List<(float[] Step, float[] Change, double Product)> pairs, float[] x, float[] next, float[] gradient, float[] nextGradient)
    {
        var step = Difference(next, x);
        var change = Difference(nextGradient, gradient);
        var product = Product(step, change);
        if (product <= 1e-12 * Product(change, change))
        {
            return;
        }

        if (pairs.Count == Memory)
        {
            pairs.RemoveAt(0);
        }

        pairs.Add((step, change, product));
    }

    private static void Move(float[] from, float[] direction, double step, float[] to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i] + (float)(step * direction[i]);
        }
    }

    private static float[] Difference(float[] a, float[] b)
    {
        var difference = new float[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }

        return difference;
    }

    private static double Product(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }
}
