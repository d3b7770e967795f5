using System.Globalization;
using MathNet.Numerics;

namespace Homeostat;

/// <summary>
/// A belief about the columns of a likelihood, each a Dirichlet distribution of its own: how often every outcome was seen in every state, with
/// what was held likely before. Learning adds to them; Bayesian model reduction asks whether other counts to begin with would have been
/// better, without learning again (Friston, Parr and Zeidman 2018, arXiv 1805.07092). A value: learning gives another.
/// </summary>
public sealed class DirichletCounts
{
    private readonly double[,] _counts;

    /// <summary>Counts.</summary>
    /// <param name="counts">Outcomes × states, all above 0.</param>
    /// <exception cref="HomeostatException">There are none, or one is not above 0.</exception>
    public DirichletCounts(double[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Length == 0)
        {
            throw new HomeostatException("Dirichlet counts need an outcome and a state; there are none.");
        }

        foreach (var count in counts)
        {
            if (!(count > 0) || !double.IsFinite(count))
            {
                throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"A Dirichlet count is {count}; all are above 0."));
            }
        }

        _counts = (double[,])counts.Clone();
    }

    /// <summary>Outcomes.</summary>
    public int Outcomes => _counts.GetLength(0);

    /// <summary>States.</summary>
    public int States => _counts.GetLength(1);

    /// <summary>The count of an outcome in a state.</summary>
    public double this[int outcome, int state] => _counts[outcome, state];

    /// <summary>The likelihood that is expected: every column divided by its sum.</summary>
    public double[,] Mean => Each((o, s) => _counts[o, s] / Enumerable.Range(0, Outcomes).Sum(n => _counts[n, s]));

    /// <summary>After another observation: α ← α + η o ⊗ q(s).</summary>
    /// <param name="evidence">o, a weight an outcome: 1 for the one observed.</param>
    /// <param name="belief">q, about the state it came of.</param>
    /// <param name="rate">η, how much an observation counts.</param>
    public DirichletCounts Observe(IReadOnlyList<double> evidence, IReadOnlyList<double> belief, double rate = 1)
    {
        var (o, q) = (Probabilities.Weights(evidence, "The evidence", Outcomes), Probabilities.Distribution(belief, "The belief", States));
        return rate > 0 && double.IsFinite(rate)
            ? new DirichletCounts(Each((outcome, state) => _counts[outcome, state] + (rate * o[outcome] * q[state])))
            : throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"An observation cannot count {rate} times; give a rate above 0."));
    }

    /// <summary>KL[this ‖ other] in nats, over all columns: what has been learned since <paramref name="other"/>.</summary>
    public double Divergence(DirichletCounts other)
    {
        RequireLike(other);
        return Enumerable.Range(0, States).Sum(s =>
        {
            var (q, p) = (Column(s), other.Column(s));
            var digamma = SpecialFunctions.DiGamma(q.Sum());
            return LogBeta(p) - LogBeta(q) + Enumerable.Range(0, Outcomes).Sum(o => (q[o] - p[o]) * (SpecialFunctions.DiGamma(q[o]) - digamma));
        });
    }

    /// <summary>
    /// By how much the free energy rises, in nats, if these counts had begun from others: ΔF = ln B(q) + ln B(r) − ln B(p) − ln B(q + r − p), summed
    /// over columns. Negative: the reduced model is the better one. Positive: reject it.
    /// </summary>
    /// <param name="prior">p, what these counts began from.</param>
    /// <param name="reduced">r, what they might have begun from.</param>
    /// <exception cref="HomeostatException">The sizes differ, or the reduced model would be left with a count of 0 or less.</exception>
    public double Reduction(DirichletCounts prior, DirichletCounts reduced)
    {
        RequireLike(prior);
        RequireLike(reduced);
        var both = Reduced(prior, reduced);
        return Enumerable.Range(0, States).Sum(s =>
            LogBeta(Column(s)) + LogBeta(reduced.Column(s)) - LogBeta(prior.Column(s)) - LogBeta(both.Column(s)));
    }

    /// <summary>What these counts would be had they begun from others: q + r − p.</summary>
    /// <param name="prior">p, what these counts began from.</param>
    /// <param name="reduced">r, what they might have begun from.</param>
    public DirichletCounts Reduced(DirichletCounts prior, DirichletCounts reduced)
    {
        RequireLike(prior);
        RequireLike(reduced);
        var both = Each((o, s) => _counts[o, s] + reduced[o, s] - prior[o, s]);
        foreach (var count in both)
        {
            if (!(count > 0))
            {
                throw new HomeostatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The reduced model would be left with a count of {count}: these counts did not begin from the prior given, or it takes away more than was there."));
            }
        }

        return new DirichletCounts(both);
    }

    private static double LogBeta(double[] counts) => counts.Sum(SpecialFunctions.GammaLn) - SpecialFunctions.GammaLn(counts.Sum());

    private double[] Column(int state) => [.. Enumerable.Range(0, Outcomes).Select(o => _counts[o, state])];

    private double[,] Each(Func<int, int, double> value)
    {
        var result = new double[Outcomes, States];
        for (var outcome = 0; outcome < Outcomes; outcome++)
        {
            for (var state = 0; state < States; state++)
            {
                result[outcome, state] = value(outcome, state);
            }
        }

        return result;
    }

    private void RequireLike(DirichletCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Outcomes != Outcomes || other.States != States)
        {
            throw new HomeostatException(
                $"Dirichlet counts of {Outcomes} outcomes and {States} states cannot be compared with those of {other.Outcomes} and {other.States}.");
        }
    }
}
