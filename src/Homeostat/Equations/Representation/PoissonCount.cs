namespace Homeostat.Equations;

/// <summary>
/// A random count with a Poisson distribution, computed from a uniform and a normal number by arithmetic alone, so that it is compiled to
/// vector code like other arithmetic.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Known mean up to <see cref="LargestTable"/>: inversion, counting the values of k whose P(N &gt; k) lies above the uniform
/// number. Probabilities are right to half a step of the uniform number in float32, which is 2⁻²⁵, or 2⁻³³ for a probability below 2⁻¹⁰;
/// counts less likely than that, or than 2⁻²⁵ of the probability that there is an event, never come.</item>
/// <item>Other means up to <see cref="LargestSum"/>: inversion too, with P(N &gt; k) computed as one goes, from P(N &gt; 0) = 1 − e⁻λ, which
/// is exact for the smallest means. The last 2⁻¹⁹ (2·10⁻⁶) of the probability that there is an event goes to smaller counts.</item>
/// <item>Larger means: the quantile of the normal number by the expansion of Cornish and Fisher (1938) to order 1/√λ, with
/// the correction for whole numbers, rounded. Against the distribution, the total variation is below 6·10⁻⁴ at λ = 10, 2·10⁻⁴ at
/// 20 and 2·10⁻⁵ at 100; the mean is right to 5·10⁻⁶, the variance to 5·10⁻⁵ of it.</item>
/// </list>
/// A mean of 0 or below gives 0.
/// </remarks>
internal static class PoissonCount
{
    /// <summary>The largest known mean for which a table of probabilities is used.</summary>
    public const double LargestTable = 20;

    /// <summary>The largest other mean for which the distribution function is summed up.</summary>
    public const double LargestSum = 10;

    // P(N > 27) is 2·10⁻⁶ for a mean of 10.
    private const int Terms = 28;

    private static readonly double s_least = Math.ScaleB(1, -25);

    private static readonly double s_last = Math.ScaleB(1, -19);

    /// <summary>The random count.</summary>
    /// <param name="factory">The factory that makes the nodes.</param>
    /// <param name="mean">The mean of the count.</param>
    /// <param name="uniform">Draws a number from [0, 1).</param>
    /// <param name="normal">Draws a standard normal number.</param>
    public static Node Of(NodeFactory factory, Node mean, Func<Node> uniform, Func<Node> normal)
    {
        if (mean.Operation == Operation.Constant)
        {
            return mean.Value <= 0 ? factory.Constant(0)
                : mean.Value <= LargestTable ? FromTable(factory, mean.Value, uniform())
                : FromNormal(factory, mean, normal());
        }

        mean = factory.Max(factory.Constant(0), mean);
        return factory.Select(
            factory.Compare(Operation.LessOrEqual, mean, factory.Constant(LargestSum)),
            FromSum(factory, mean, uniform()),
            FromNormal(factory, mean, normal()));
    }

    private static Node FromTable(NodeFactory factory, double mean, Node uniform)
    {
        // Starting at the tail, P(N > k) is summed from its smallest terms.
        var last = (int)Math.Ceiling(mean + (10 * Math.Sqrt(mean)) + 20);
        var above = new double[last + 1];
        var tail = 0.0;
        for (var k = last; k >= 0; k--)
        {
            above[k] = tail;
            tail += Math.Exp((k * Math.Log(mean)) - mean - LogFactorial(k));
        }

        return above.TakeWhile(probability => probability > HalfStep(probability) && probability > s_least * above[0]).Aggregate(
            factory.Constant(0),
            (count, probability) => factory.Add(
                count, factory.Compare(Operation.Less, uniform, factory.Constant(probability - HalfStep(probability)))));
    }

    // Half the distance between the uniform numbers of float32 near a number.
    private static double HalfStep(double number) => Math.ScaleB(1, number < Math.ScaleB(1, -10) ? -33 : -25);

    private static Node FromSum(NodeFactory factory, Node mean, Node uniform)
    {
        // P(N > k) rounded to float32 may stay above 0; without this bound the smallest uniform numbers would count all terms.
        var above = factory.Negate(factory.Apply(Operation.Expm1, factory.Negate(mean)));
        var bounded = factory.Max(uniform, factory.Multiply(factory.Constant(s_last), above));
        var probability = factory.Apply(Operation.Exp, factory.Negate(mean));
        var count = factory.Constant(0);
        for (var k = 1; k <= Terms; k++)
        {
            count = factory.Add(count, factory.Compare(Operation.Less, bounded, above));
            probability = factory.Multiply(probability, factory.Multiply(factory.Constant(1.0 / k), mean));
            above = factory.Subtract(above, probability);
        }

        return count;
    }

    // λ + √λ·z + (z² − 1)/6 − (z³ + 2z)/(72·√λ), minus z/(24·√λ), which corrects for the variance that rounding adds.
    private static Node FromNormal(NodeFactory factory, Node mean, Node z)
    {
        var deviation = factory.Apply(Operation.Sqrt, mean);
        var square = factory.Multiply(z, z);
        var skew = factory.Multiply(factory.Constant(1.0 / 6), factory.Subtract(square, factory.Constant(1)));
        var cubic = factory.Divide(
            factory.Multiply(z, factory.Add(square, factory.Constant(2))), factory.Multiply(factory.Constant(72), deviation));
        var quantile = factory.Add(
            factory.Add(mean, factory.Multiply(deviation, z)), factory.Subtract(skew, cubic));
        return factory.Max(factory.Constant(0), factory.Apply(Operation.Round, quantile));
    }

    private static double LogFactorial(int k)
    {
        var sum = 0.0;
        for (var n = 2; n <= k; n++)
        {
            sum += Math.Log(n);
        }

        return sum;
    }
}
