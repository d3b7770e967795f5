using System.Globalization;
using MathNet.Numerics;

namespace Homeostat;

/// <summary>
/// A belief about the columns of a likelihood, each of which has its own Dirichlet distribution. The parameters count how often each outcome was seen
/// in each state, added to the counts of the prior. Learning adds to the counts. Bayesian model reduction compares other prior counts without
/// learning again (Friston, Parr and Zeidman 2018, arXiv 1805.07092). The object is immutable: learning returns a new one.
/// </summary>
public sealed class DirichletCounts
{
    private readonly double[,] _counts;

    /// <summary>Creates a belief from counts.</summary>
    /// <param name="counts">The counts, outcomes × states, all above 0.</param>
    /// <exception cref="HomeostatException">There are no counts, or a count is not above 0.</exception>
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

    /// <summary>The number of outcomes.</summary>
    public int Outcomes => _counts.GetLength(0);

    /// <summary>The number of states.</summary>
    public int States => _counts.GetLength(1);

    /// <summary>The count of an outcome in a state.</summary>
    public double this[int outcome, int state] => _counts[outcome, state];

    /// <summary>The expected likelihood, outcomes × states: each column of the counts divided by its sum.</summary>
    public double[,] Mean => Each((o, s) => _counts[o, s] / Enumerable.Range(0, Outcomes).Sum(n => _counts[n, s]));

    /// <summary>Returns the belief after one more observation: α ← α + η o ⊗ q(s).</summary>
    /// <param name="evidence">The observation o, a weight for each outcome: 1 for the observed outcome and 0 for the others.</param>
    /// <param name="belief">The belief q about the state that caused the observation.</param>
    /// <param name="rate">The rate η: the weight of the observation.</param>
    public DirichletCounts Observe(IReadOnlyList<double> evidence, IReadOnlyList<double> belief, double rate = 1)
    {
        var (o, q) = (Probabilities.Weights(evidence, "The evidence", Outcomes), Probabilities.Distribution(belief, "The belief", States));
        return rate > 0 && double.IsFinite(rate)
            ? new DirichletCounts(Each((outcome, state) => _counts[outcome, state] + (rate * o[outcome] * q[state])))
            : throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"An observation cannot count {rate} times; give a rate above 0."));
    }

    /// <summary>The divergence KL[this ‖ other] summed over all columns, in nats: the information learned since <paramref name="other"/>.</summary>
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
    /// The change of free energy, in nats, if the prior counts are replaced by others: ΔF = ln B(q) + ln B(r) − ln B(p) − ln B(q + r − p), summed over the
    /// columns, where q are these counts. A negative value means that the reduced model is better, a positive value that it should be rejected.
    /// </summary>
    /// <param name="prior">The prior counts p, from which these counts were learned.</param>
    /// <param name="reduced">The alternative prior counts r.</param>
    /// <exception cref="HomeostatException">The sizes differ, or a count of the reduced model would be 0 or less.</exception>
    public double Reduction(DirichletCounts prior, DirichletCounts reduced)
    {
        RequireLike(prior);
        RequireLike(reduced);
        var both = Reduced(prior, reduced);
        return Enumerable.Range(0, States).Sum(s =>
            LogBeta(Column(s)) + LogBeta(reduced.Column(s)) - LogBeta(prior.Column(s)) - LogBeta(both.Column(s)));
    }

    /// <summary>The counts q + r − p that would have been learned from other prior counts.</summary>
    /// <param name="prior">The prior counts p, from which these counts were learned.</param>
    /// <param name="reduced">The alternative prior counts r.</param>
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
                    $"The reduced model would be left with a count of {count}: these counts were not learned from the given prior, or the reduced prior removes more than there was."));
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
