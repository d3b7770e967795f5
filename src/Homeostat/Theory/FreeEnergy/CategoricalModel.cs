using System.Globalization;

namespace Homeostat;

/// <summary>
/// A generative model of categories: hidden states with prior D, and outcomes with likelihood A, p(o | s) = A[o, s]. Hidden states may consist
/// of several factors, independent a priori; a column of A is then a combination of theirs, the last factor changing fastest. Zeros are
/// exact: what is impossible stays so, and no logarithm has a floor but where it is said.
/// </summary>
public sealed class CategoricalModel
{
    private readonly double[,] _likelihood;
    private readonly double[][] _priors;
    private readonly double[] _joint;

    /// <summary>A model with one factor.</summary>
    /// <param name="likelihood">A, outcomes × states; each column is a distribution.</param>
    /// <param name="prior">D, one probability a state.</param>
    /// <exception cref="HomeostatException">These are no probabilities, or their numbers do not fit.</exception>
    public CategoricalModel(double[,] likelihood, IReadOnlyList<double> prior)
        : this(likelihood, [prior])
    {
    }

    /// <summary>A model with several factors.</summary>
    /// <param name="likelihood">A, outcomes × combinations of states, the last factor's changing fastest.</param>
    /// <param name="priors">D of each factor.</param>
    /// <exception cref="HomeostatException">These are no probabilities, or their numbers do not fit.</exception>
    public CategoricalModel(double[,] likelihood, IReadOnlyList<IReadOnlyList<double>> priors)
    {
        ArgumentNullException.ThrowIfNull(likelihood);
        ArgumentNullException.ThrowIfNull(priors);
        _priors = [.. priors.Select((p, n) => Probabilities.Distribution(p, $"The prior of factor {n}", p.Count))];
        _joint = Product(_priors);
        (Outcomes, States) = (likelihood.GetLength(0), likelihood.GetLength(1));
        if (States != _joint.Length || priors.Count == 0)
        {
            throw new HomeostatException(
                $"The likelihood has {States} columns, but the priors have {string.Join(" x ", _priors.Select(p => p.Length))} = {_joint.Length} "
                + $"combinations of states; give a column for each.");
        }

        _likelihood = (double[,])likelihood.Clone();
        for (var state = 0; state < States; state++)
        {
            Probabilities.Distribution([.. Enumerable.Range(0, Outcomes).Select(o => likelihood[o, state])], $"Column {state} of the likelihood", Outcomes);
        }
    }

    /// <summary>Outcomes that can be observed.</summary>
    public int Outcomes { get; }

    /// <summary>Hidden states; with several factors, combinations of theirs.</summary>
    public int States { get; }

    /// <summary>The prior of each factor.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Priors => _priors;

    /// <summary>ln p(o), exactly; minus infinity for what is impossible.</summary>
    /// <param name="observed">The outcome.</param>
    public double LogEvidence(int observed) => LogEvidence(Sure(observed));

    /// <summary>ln Σ_o λ_o p(o): the logarithm of the probability of what a sensor shows.</summary>
    /// <param name="evidence">λ, how likely what the sensor shows is under each outcome (virtual evidence, Pearl 1988).</param>
    public double LogEvidence(IReadOnlyList<double> evidence) => Math.Log(Explained(evidence).Zip(_joint, (l, p) => l * p).Sum());

    /// <summary>p(s | o), exactly, over all combinations of states.</summary>
    /// <param name="observed">The outcome.</param>
    /// <exception cref="HomeostatException">The outcome is impossible, or there is no such.</exception>
    public double[] Posterior(int observed) => Posterior(Sure(observed));

    /// <summary>The posterior given soft evidence.</summary>
    /// <param name="evidence">λ, how likely what a sensor shows is under each outcome.</param>
    /// <exception cref="HomeostatException">Nothing that is possible explains the evidence.</exception>
    public double[] Posterior(IReadOnlyList<double> evidence)
    {
        double[] weights = [.. Explained(evidence).Zip(_joint, (l, p) => l * p)];
        return weights.Any(w => w > 0) ? Probabilities.Normalized(weights) : throw Impossible();
    }

    /// <summary>The free energy of a belief.</summary>
    /// <param name="belief">q, over all combinations of states.</param>
    /// <param name="observed">The outcome.</param>
    public FreeEnergy FreeEnergy(IReadOnlyList<double> belief, int observed) => FreeEnergy(belief, Sure(observed));

    /// <summary>The free energy of a belief given soft evidence.</summary>
    /// <param name="belief">q, over all combinations of states.</param>
    /// <param name="evidence">λ, how likely what a sensor shows is under each outcome.</param>
    public FreeEnergy FreeEnergy(IReadOnlyList<double> belief, IReadOnlyList<double> evidence)
    {
        var q = Probabilities.Distribution(belief, "The belief", States);
        return new FreeEnergy(Probabilities.Divergence(q, _joint), Probabilities.ExpectedLog(q, Explained(evidence)));
    }

    /// <summary>The free energy of a belief in which factors are independent.</summary>
    /// <param name="factors">q of each factor.</param>
    /// <param name="observed">The outcome.</param>
    public FreeEnergy FreeEnergy(IReadOnlyList<IReadOnlyList<double>> factors, int observed)
    {
        var q = Checked(factors);
        return new FreeEnergy(
            q.Zip(_priors, Probabilities.Divergence).Sum(), Probabilities.ExpectedLog(Product(q), Explained(Sure(observed))));
    }

    /// <summary>
    /// A belief in which factors are independent (mean field), found by giving one factor after the other the distribution that is best with the
    /// others as they are: free energy never rises.
    /// </summary>
    /// <param name="observed">The outcome.</param>
    /// <param name="start">Where to begin; at the priors unless given.</param>
    /// <param name="rounds">The most rounds over all factors; it ends when free energy falls by less than 1e-12.</param>
    /// <param name="floor">What zeros of the likelihood count as, as else a zero anywhere would forbid a whole combination.</param>
    public MeanField MeanField(int observed, IReadOnlyList<IReadOnlyList<double>>? start = null, int rounds = 100, double floor = 1e-16) =>
        MeanField(Sure(observed), start, rounds, floor);

    /// <summary>A mean-field belief given soft evidence.</summary>
    /// <param name="evidence">λ, how likely what a sensor shows is under each outcome.</param>
    /// <param name="start">Where to begin; at the priors unless given.</param>
    /// <param name="rounds">The most rounds over all factors.</param>
    /// <param name="floor">What zeros of the likelihood count as.</param>
    public MeanField MeanField(IReadOnlyList<double> evidence, IReadOnlyList<IReadOnlyList<double>>? start = null, int rounds = 100, double floor = 1e-16)
    {
        if (!(floor > 0) || rounds < 1)
        {
            throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"A mean field of {rounds} rounds with floor {floor} is none; give one round or more and a floor above 0."));
        }

        var q = start is null ? Array.ConvertAll(_priors, p => (double[])p.Clone()) : Checked(start);
        double[] logs = [.. Explained(evidence).Select(l => Math.Log(Math.Max(l, floor)))];
        List<double> history = [Total()];
        for (var round = 0; round < rounds; round++)
        {
            var before = history[^1];
            for (var factor = 0; factor < q.Length; factor++)
            {
                var message = Expected(logs, q, factor);
                q[factor] = Probabilities.Softmax([.. message.Select((m, s) => Math.Log(_priors[factor][s]) + m)]);
                history.Add(Total());
            }

            if (before - history[^1] < 1e-12)
            {
                break;
            }
        }

        return new MeanField(q, history);

        double Total() => q.Zip(_priors, Probabilities.Divergence).Sum() - Product(q).Zip(logs, (p, l) => p * l).Sum();
    }

    private static HomeostatException Impossible() => new(
        "What is observed is impossible under the model: no state with a prior above 0 brings it about. Give such states a prior, or the outcome a likelihood.");

    // The likelihood of what is observed under each state.
    private double[] Explained(IReadOnlyList<double> evidence)
    {
        var weights = Probabilities.Weights(evidence, "The evidence", Outcomes);
        return [.. Enumerable.Range(0, States).Select(s => Enumerable.Range(0, Outcomes).Sum(o => weights[o] * _likelihood[o, s]))];
    }

    private double[] Sure(int observed)
    {
        if (observed < 0 || observed >= Outcomes)
        {
            throw new HomeostatException($"There is no outcome {observed}; they are 0 to {Outcomes - 1}.");
        }

        var evidence = new double[Outcomes];
        evidence[observed] = 1;
        return evidence;
    }

    private double[][] Checked(IReadOnlyList<IReadOnlyList<double>> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        return factors.Count == _priors.Length
            ? [.. factors.Select((f, n) => Probabilities.Distribution(f, $"The belief about factor {n}", _priors[n].Length))]
            : throw new HomeostatException($"A belief about {factors.Count} factors is given; the model has {_priors.Length}.");
    }

    // For each state of a factor, the mean of values over the others.
    private static double[] Expected(double[] values, double[][] q, int factor)
    {
        var others = Product([.. q.Select((p, n) => n == factor ? [.. p.Select(_ => 1.0)] : p)]);
        var inner = q[(factor + 1)..].Aggregate(1, (size, p) => size * p.Length);
        var result = new double[q[factor].Length];
        for (var state = 0; state < values.Length; state++)
        {
            result[state / inner % result.Length] += others[state] * values[state];
        }

        return result;
    }

    private static double[] Product(IReadOnlyList<double[]> factors) =>
        factors.Aggregate((double[])[1], (joint, next) => [.. joint.SelectMany(p => next.Select(n => p * n))]);
}
