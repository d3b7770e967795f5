namespace Homeostat;

/// <summary>
/// A table of the outcome of each combination of a disturbance and a response (Ashby 1956, An Introduction to Cybernetics, section 11/3). It is the
/// simplest problem of regulation. The best regulator is found by trying all regulators.
/// </summary>
public sealed class RegulationTable
{
    private const double Most = 1e7;

    private readonly int[,] _outcomes;
    private readonly int _count;

    /// <summary>Creates a table.</summary>
    /// <param name="outcomes">The number of the outcome, from 0 on, for each [disturbance, response].</param>
    /// <exception cref="HomeostatException">The table is empty, or an outcome is negative, or there are too many regulators to try them all.</exception>
    public RegulationTable(int[,] outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        _outcomes = (int[,])outcomes.Clone();
        (Disturbances, Responses) = (outcomes.GetLength(0), outcomes.GetLength(1));
        if (outcomes.Length == 0 || outcomes.Cast<int>().Min() < 0)
        {
            throw new HomeostatException(
                $"A table of {Disturbances} disturbances × {Responses} responses{(outcomes.Length == 0 ? "" : FormattableString.Invariant($" with the outcome {outcomes.Cast<int>().Min()}"))} "
                + $"cannot be regulated; give at least one of each, and outcomes numbered from 0.");
        }

        if (Math.Pow(Responses, Disturbances) > Most)
        {
            throw new HomeostatException(FormattableString.Invariant(
                $"{Responses} responses to {Disturbances} disturbances are {Math.Pow(Responses, Disturbances):G3} regulators; at most {Most:G} can be tried. Give a smaller table."));
        }

        // Outcomes that do not occur in the table are not counted.
        var numbers = outcomes.Cast<int>().Distinct().Order().Select((outcome, n) => (outcome, n)).ToDictionary(o => o.outcome, o => o.n);
        _count = numbers.Count;
        for (var d = 0; d < Disturbances; d++)
        {
            for (var r = 0; r < Responses; r++)
            {
                _outcomes[d, r] = numbers[outcomes[d, r]];
            }
        }
    }

    /// <summary>The number of disturbances, which is their variety.</summary>
    public int Disturbances { get; }

    /// <summary>The number of responses, which is their variety.</summary>
    public int Responses { get; }

    /// <summary>
    /// A lower bound of the number of different outcomes that any regulator leaves, by the law of requisite variety (Ashby 1956, section 11/7). It is
    /// ⌈disturbances/responses⌉ if no response gives the same outcome for two disturbances, and ⌈disturbances/(k · responses)⌉ if a response gives the
    /// same outcome for at most k disturbances.
    /// </summary>
    public int Bound
    {
        get
        {
            var alike = Enumerable.Range(0, Responses).Max(r =>
                Enumerable.Range(0, Disturbances).GroupBy(d => _outcomes[d, r]).Max(same => same.Count()));
            return (Disturbances + (alike * Responses) - 1) / (alike * Responses);
        }
    }

    /// <summary>Finds the regulator that leaves the smallest number of different outcomes, and this number.</summary>
    public Regulator LeastVariety() => Best(policy => Enumerable.Range(0, Disturbances).Select(d => _outcomes[d, policy[d]]).Distinct().Count());

    /// <summary>
    /// Finds the regulator that leaves the smallest entropy of outcomes, and this entropy in nats. The regulator is a map from disturbances to responses and
    /// therefore a model of the system (the good regulator; Conant and Ashby 1970, Int. J. Systems Science 1, 89). No random regulator is better.
    /// </summary>
    /// <param name="chances">The probability of each disturbance.</param>
    /// <exception cref="HomeostatException">The probabilities are not a distribution over the disturbances.</exception>
    public Regulator LeastEntropy(params double[] chances)
    {
        Require(chances, Disturbances, "disturbances");
        var p = new double[_count];
        return Best(policy =>
        {
            Array.Clear(p);
            for (var d = 0; d < Disturbances; d++)
            {
                p[_outcomes[d, policy[d]]] += chances[d];
            }

            return Entropy(p);
        });
    }

    /// <summary>The entropy of outcomes that a regulator leaves, in nats.</summary>
    /// <param name="chances">The probability of each disturbance.</param>
    /// <param name="policy">The probability of each response given a disturbance, [disturbance, response].</param>
    /// <exception cref="HomeostatException">The probabilities of the disturbances or of the responses are not a distribution.</exception>
    public double Entropy(double[] chances, double[,] policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Require(chances, Disturbances, "disturbances");
        if (policy.GetLength(0) != Disturbances || policy.GetLength(1) != Responses)
        {
            throw new HomeostatException(
                $"The policy is {policy.GetLength(0)} × {policy.GetLength(1)}; the table has {Disturbances} disturbances × {Responses} responses.");
        }

        var p = new double[_count];
        for (var d = 0; d < Disturbances; d++)
        {
            Require([.. Enumerable.Range(0, Responses).Select(r => policy[d, r])], Responses, $"responses to disturbance {d}");
            for (var r = 0; r < Responses; r++)
            {
                p[_outcomes[d, r]] += chances[d] * policy[d, r];
            }
        }

        return Entropy(p);
    }

    private static double Entropy(ReadOnlySpan<double> p)
    {
        var entropy = 0.0;
        foreach (var x in p)
        {
            entropy -= x > 0 ? x * Math.Log(x) : 0;
        }

        return entropy;
    }

    private static void Require(double[] chances, int count, string of)
    {
        if (chances.Length != count || !chances.All(p => p >= 0) || !(Math.Abs(chances.Sum() - 1) < 1e-9))
        {
            throw new HomeostatException(
                $"The chances {string.Join(", ", chances)} are no distribution over {count} {of}; give {count} numbers of 0 or more that add up to 1.");
        }
    }

    // Tries all maps from disturbances to responses, counted as numbers with one digit for each disturbance, and returns the first of the best.
    private Regulator Best(Func<int[], double> cost)
    {
        var policy = new int[Disturbances];
        var best = new Regulator([.. policy], cost(policy));
        while (Next(policy))
        {
            var found = cost(policy);
            best = found < best.Left ? new Regulator([.. policy], found) : best;
        }

        return best;
    }

    private bool Next(int[] policy)
    {
        for (var d = 0; d < policy.Length; d++)
        {
            policy[d] = (policy[d] + 1) % Responses;
            if (policy[d] != 0)
            {
                return true;
            }
        }

        return false;
    }
}
