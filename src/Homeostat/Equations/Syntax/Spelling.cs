namespace Homeostat.Equations;

/// <summary>Finds the known name that a misspelled one was probably meant to be.</summary>
internal static class Spelling
{
    private const int Longest = 40;

    /// <summary><c>Did you mean 'tau_m'?</c>, or null when no known name is close.</summary>
    public static string? Suggest(string name, params ReadOnlySpan<IEnumerable<string>> candidates) =>
        Nearest(name, candidates) is { } nearest ? $"Did you mean '{nearest}'?" : null;

    /// <summary>The nearest name, or null when none is close; earlier groups of candidates are preferred.</summary>
    public static string? Nearest(string name, params ReadOnlySpan<IEnumerable<string>> candidates)
    {
        if (name.Length > Longest)
        {
            return null;
        }

        // A third of the letters may be wrong, and in a name of two letters one.
        var limit = Math.Max(1.0, name.Length / 3.0);
        string? best = null;
        var bestDistance = double.MaxValue;
        var groupPenalty = 0.0;
        foreach (var group in candidates)
        {
            foreach (var candidate in group)
            {
                if (candidate == name || candidate.Length > Longest
                    || Math.Abs(candidate.Length - name.Length) > limit)
                {
                    continue;
                }

                var distance = Distance(name, candidate);
                if (distance <= limit && distance < name.Length && (distance + groupPenalty < bestDistance
                    || (distance + groupPenalty == bestDistance && string.CompareOrdinal(candidate, best) < 0)))
                {
                    best = candidate;
                    bestDistance = distance + groupPenalty;
                }
            }

            groupPenalty += 0.5;
        }

        return best;
    }

    // An insertion, deletion or replacement costs 1, a swap of neighbors three quarters, a change of case one quarter.
    private static double Distance(string a, string b)
    {
        var beforeLast = new double[b.Length + 1];
        var last = new double[b.Length + 1];
        var current = new double[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = a[i - 1] == b[j - 1] ? 0
                    : char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0.25 : 1;
                current[j] = Math.Min(Math.Min(last[j], current[j - 1]) + 1, last[j - 1] + replace);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 0.75);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }
}
