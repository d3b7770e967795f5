using System.Globalization;
using MathNet.Numerics;

namespace Homeostat;

/// <summary>
/// A belief about the columns of a likelihood, each of which has its own Dirichlet distribution. The parameters count how often each outcome was seen
/// in each state, added to the counts of the prior. Learning adds to the counts. Bayesian model reduction compares other prior counts without
/// learning again (Friston, Parr and Zeidman 2018, arXiv 1805.07092). A count of 0 says that the outcome is impossible in the state; it stays 0
/// however much is learned. The object is immutable: learning returns a new one.
/// </summary>
public sealed class DirichletCounts
{
    private readonly double[,] _counts;

    /// <summary>Creates a belief from counts.</summary>
    /// <param name="counts">The counts, outcomes × states: above 0, or 0 where the outcome is impossible in the state.</param>
    /// <exception cref="HomeostatException">There are no counts, a count is negative or not finite, or a state has no possible outcome.</exception>
    public DirichletCounts(double[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Length == 0)
        {
            throw new HomeostatException("Dirichlet counts need an outcome and a state; there are none.");
        }

        foreach (var count in counts)
        {
            if (!(count >= 0) || !double.IsFinite(count))
            {
                throw new HomeostatException(string.Create(
                    CultureInfo.InvariantCulture, $"A Dirichlet count is {count}. Give numbers above 0, or 0 for an outcome that is impossible in a state."));
            }
        }

        _counts = (double[,])counts.Clone();
        for (var state = 0; state < States; state++)
        {
            if (!Array.Exists(Column(state), count => count > 0))
            {
                throw new HomeostatException($"All Dirichlet counts of state {state} are 0, so no outcome is possible in it. Give one of them a count above 0.");
            }
        }
    }

    /// <summary>The number of outcomes.</summary>
    public int Outcomes => _counts.GetLength(0);

    /// <summary>The number of states.</summary>
    public int States => _counts.GetLength(1);

    /// <summary>The count of an outcome in a state.</summary>
    public double this[int outcome, int state] => _counts[outcome, state];

    /// <summary>The expected likelihood, outcomes × states: each column of the counts divided by its sum.</summary>
    public double[,] Mean => Each((o, s) => _counts[o, s] / Enumerable.Range(0, Outcomes).Sum(n => _counts[n, s]));

    /// <summary>Returns the belief after one more observation: α ← α + η o ⊗ q(s), where α is not 0.</summary>
    /// <param name="evidence">The observation o, a weight for each outcome: 1 for the observed outcome and 0 for the others.</param>
    /// <param name="belief">The belief q about the state that caused the observation.</param>
    /// <param name="rate">The rate η: the weight of the observation.</param>
    /// <exception cref="HomeostatException">The observation is impossible in every state that is believed, or a number is out of its range.</exception>
    public DirichletCounts Observe(IReadOnlyList<double> evidence, IReadOnlyList<double> belief, double rate = 1)
    {
        var (o, q) = (Probabilities.Weights(evidence, "The evidence", Outcomes), Probabilities.Distribution(belief, "The belief", States));
        if (!(rate > 0) || !double.IsFinite(rate))
        {
            throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"An observation cannot count {rate} times; give a rate above 0."));
        }

        var added = Each((outcome, state) => _counts[outcome, state] > 0 ? rate * o[outcome] * q[state] : 0);
        if (o.Any(weight => weight > 0) && !added.Cast<double>().Any(count => count > 0))
        {
            throw new HomeostatException(
                "The observation is impossible: its outcomes have a count of 0 in every state that is believed, so there is nothing to learn from it. "
                + "Give the outcome a count above 0, or believe in a state that can cause it.");
        }

        return new DirichletCounts(Each((outcome, state) => _counts[outcome, state] + added[outcome, state]));
    }

    /// <summary>
    /// The divergence KL[this ‖ other] summed over all columns, in nats: the information learned since <paramref name="other"/>. It is infinite if
    /// an outcome is impossible for one of them only.
    /// </summary>
    public double Divergence(DirichletCounts other)
    {
        RequireLike(other);
        return Enumerable.Range(0, States).Sum(s =>
        {
            var (q, p) = (Column(s), other.Column(s));
            if (Enumerable.Range(0, Outcomes).Any(o => q[o] > 0 != p[o] > 0))
            {
                return double.PositiveInfinity;
            }

            var digamma = SpecialFunctions.DiGamma(q.Sum());
            return LogBeta(p) - LogBeta(q) + Enumerable.Range(0, Outcomes).Where(o => q[o] > 0).Sum(o => (q[o] - p[o]) * (SpecialFunctions.DiGamma(q[o]) - digamma));
        });
    }

    /// <summary>
    /// The change of free energy, in nats, if the prior counts are replaced by others: ΔF = ln B(q) + ln B(r) − ln B(p) − ln B(q + r − p), summed over the
    /// columns, where q are these counts. A negative value means that the reduced model is better, a positive value that it should be rejected. The
    /// change is infinite if the reduced model says that an outcome is impossible which has been counted.
    /// </summary>
    /// <param name="prior">The prior counts p, from which these counts were learned.</param>
    /// <param name="reduced">The alternative prior counts r.</param>
    /// <exception cref="HomeostatException">
    /// The sizes differ, a count of the reduced model would be negative, or the alternative prior allows an outcome that is impossible by the prior.
    /// </exception>
    public double Reduction(DirichletCounts prior, DirichletCounts reduced)
    {
        RequireLike(prior);
        RequireLike(reduced);
        if (Each((o, s) => reduced[o, s] == 0 && _counts[o, s] > prior[o, s] ? 1 : 0).Cast<double>().Any(excluded => excluded > 0))
        {
            return double.PositiveInfinity;
        }

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
        return new DirichletCounts(Each((o, s) =>
        {
            if (prior[o, s] == 0 && (reduced[o, s] > 0 || _counts[o, s] > 0))
            {
                throw new HomeostatException(
                    $"Outcome {o} is impossible in state {s} by the prior, whose count is 0, but not by the counts compared with it. Give the prior a count above 0, or the others 0.");
            }

            var count = _counts[o, s] + reduced[o, s] - prior[o, s];
            return count > 0 == reduced[o, s] > 0 && count >= 0 ? count : throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"The reduced model would be left with a count of {count} for outcome {o} in state {s}, whose reduced prior is {reduced[o, s]}: these counts were not "
                + $"learned from the given prior, or the reduced prior removes more than there was."));
        }));
    }

    // Outcomes that are impossible take no part.
    private static double LogBeta(double[] counts) => counts.Where(count => count > 0).Sum(SpecialFunctions.GammaLn) - SpecialFunctions.GammaLn(counts.Sum());

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
