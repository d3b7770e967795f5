using System.Globalization;

namespace Homeostat.Fuzz;

/// <summary>The comparison of two outcomes of one experiment.</summary>
internal static class Agreement
{
    /// <summary>A description of the first difference in a bit; null if there is none.</summary>
    public static string? SameBits(Outcome one, Outcome other) =>
        First(one, other, (x, y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y));

    /// <summary>A description of the first difference that is larger than a tolerance, relative to the largest value of the variable; null if there is none.</summary>
    public static string? Near(Outcome one, Outcome other, double tolerance) => First(one, other, (x, y) => x.Equals(y), tolerance);

    /// <summary>The largest difference of a variable after a stage, relative to its largest value; infinite where one outcome has no such value.</summary>
    public static double Distance(double[] one, double[] other)
    {
        if (one.Length != other.Length)
        {
            return double.PositiveInfinity;
        }

        var (scale, distance) = (1.0, 0.0);
        for (var k = 0; k < one.Length; k++)
        {
            if (!one[k].Equals(other[k]))
            {
                var apart = Math.Abs(one[k] - other[k]);
                (scale, distance) = (Math.Max(scale, Math.Abs(one[k])), Math.Max(distance, double.IsNaN(apart) ? double.PositiveInfinity : apart));
            }
        }

        return distance / scale;
    }

    private static string? First(Outcome one, Outcome other, Func<double, double, bool> same, double tolerance = 0)
    {
        for (var stage = 0; stage < Math.Min(one.Stages.Count, other.Stages.Count); stage++)
        {
            foreach (var (name, a) in one.Stages[stage])
            {
                if (!other.Stages[stage].TryGetValue(name, out var b))
                {
                    return $"after stage {stage}, only one has a value of {name}";
                }

                if (a.Length != b.Length)
                {
                    return $"after stage {stage}, {name}: {a.Length} and {b.Length} values, {Text(a)} and {Text(b)}";
                }

                for (var k = 0; k < a.Length; k++)
                {
                    if (!same(a[k], b[k]) && (tolerance == 0 || Distance(a, b) > tolerance))
                    {
                        return string.Create(CultureInfo.InvariantCulture, $"after stage {stage}, {name}[{k}] of {a.Length}: {a[k]:R} and {b[k]:R}");
                    }
                }
            }
        }

        return one.Diverged && other.Diverged ? null
            : one.Refused == other.Refused ? null
            : $"after {one.Stages.Count} and {other.Stages.Count} stages, one ended with '{one.Refused ?? "nothing"}', the other with '{other.Refused ?? "nothing"}'";
    }

    private static string Text(double[] values) =>
        $"[{string.Join(", ", values.TakeLast(8).Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]";
}
