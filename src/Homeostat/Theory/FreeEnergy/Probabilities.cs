using System.Globalization;

namespace Homeostat;

/// <summary>Checks of probabilities, and sums over them in which 0·ln 0 is 0.</summary>
internal static class Probabilities
{
    private const double Tolerance = 1e-9;

    /// <summary>Checks that numbers are a distribution over a number of outcomes and returns a copy.</summary>
    public static double[] Distribution(IReadOnlyList<double> values, string place, int count)
    {
        double[] copy = [.. Weights(values, place, count)];
        var sum = copy.Sum();
        return Math.Abs(sum - 1) <= Tolerance
            ? copy
            : throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"{place} adds up to {sum}; probabilities add up to 1. Divide by the sum."));
    }

    /// <summary>Checks that there are the expected number of finite weights of 0 or more, not all 0.</summary>
    public static IReadOnlyList<double> Weights(IReadOnlyList<double> values, string place, int count)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != count || count == 0)
        {
            throw new HomeostatException($"{place} has {values.Count} numbers; {Math.Max(count, 1)} are expected.");
        }

        if (values.FirstOrDefault(v => !(v >= 0) || !double.IsFinite(v), 0) is var bad && bad != 0)
        {
            throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"{place} holds {bad}; give finite numbers of 0 or more."));
        }

        return values.Any(v => v > 0) ? values : throw new HomeostatException($"{place} is 0 everywhere: nothing is possible. Give at least one number above 0.");
    }

    /// <summary>The same numbers divided by their sum.</summary>
    public static double[] Normalized(IReadOnlyList<double> weights)
    {
        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    /// <summary>The distribution whose weights have these logarithms; minus infinity stands for a weight of 0.</summary>
    public static double[] Softmax(IReadOnlyList<double> logs)
    {
        var most = logs.Max();
        return Normalized([.. logs.Select(x => Math.Exp(x - most))]);
    }

    /// <summary>The divergence KL[q ‖ p] in nats; infinite if q is above 0 where p is 0.</summary>
    public static double Divergence(IReadOnlyList<double> q, IReadOnlyList<double> p) =>
        Enumerable.Range(0, q.Count).Sum(n => q[n] == 0 ? 0 : q[n] * Math.Log(q[n] / p[n]));

    /// <summary>The expectation E_q[ln p] in nats; minus infinity if q is above 0 where p is 0.</summary>
    public static double ExpectedLog(IReadOnlyList<double> q, IReadOnlyList<double> p) =>
        Enumerable.Range(0, q.Count).Sum(n => q[n] == 0 ? 0 : q[n] * Math.Log(p[n]));
}
