using System.Globalization;

namespace Homeostat;

/// <summary>
/// A generative model of discrete variables: hidden states with prior D, and outcomes with likelihood A, p(o | s) = A[o, s]. Hidden states may consist
/// of several factors that are independent in the prior. Each column of A then belongs to a combination of the factors' states, and the state of
/// the last factor changes fastest. Zeros are exact: an impossible event has the logarithm −∞, except where a floor is documented.
/// </summary>
public sealed class CategoricalModel
{
    private readonly double[,] _likelihood;
    private readonly double[][] _priors;
    private readonly double[] _joint;

    /// <summary>Creates a model with one factor.</summary>
    /// <param name="likelihood">The likelihood A, outcomes × states. Each column is a distribution.</param>
    /// <param name="prior">The prior D, one probability for each state.</param>
    /// <exception cref="HomeostatException">The numbers are not probabilities, or the sizes do not fit.</exception>
    public CategoricalModel(double[,] likelihood, IReadOnlyList<double> prior)
        : this(likelihood, [prior])
    {
    }

    /// <summary>Creates a model with several factors.</summary>
    /// <param name="likelihood">The likelihood A, outcomes × combinations of states, where the state of the last factor changes fastest.</param>
    /// <param name="priors">The prior D of each factor.</param>
    /// <exception cref="HomeostatException">The numbers are not probabilities, or the sizes do not fit.</exception>
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

    /// <summary>The number of outcomes that can be observed.</summary>
    public int Outcomes { get; }

    /// <summary>The number of hidden states; with several factors, the number of combinations of their states.</summary>
    public int States { get; }

    /// <summary>The prior of each factor.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Priors => _priors;

    /// <summary>The exact log evidence ln p(o), in nats; minus infinity for an impossible outcome.</summary>
    /// <param name="observed">The observed outcome.</param>
    public double LogEvidence(int observed) => LogEvidence(Sure(observed));

    /// <summary>The log evidence ln Σ_o λ_o p(o) of a sensor reading that does not determine the outcome, in nats.</summary>
    /// <param name="evidence">The soft evidence λ: the likelihood of the sensor reading under each outcome (virtual evidence, Pearl 1988).</param>
    public double LogEvidence(IReadOnlyList<double> evidence) => Math.Log(Explained(evidence).Zip(_joint, (l, p) => l * p).Sum());

    /// <summary>The exact posterior p(s | o) over all combinations of states.</summary>
    /// <param name="observed">The observed outcome.</param>
    /// <exception cref="HomeostatException">The outcome is impossible, or its number is out of range.</exception>
    public double[] Posterior(int observed) => Posterior(Sure(observed));

    /// <summary>The posterior given soft evidence.</summary>
    /// <param name="evidence">The soft evidence λ: the likelihood of a sensor reading under each outcome.</param>
    /// <exception cref="HomeostatException">The evidence is impossible under the model.</exception>
    public double[] Posterior(IReadOnlyList<double> evidence)
    {
        double[] weights = [.. Explained(evidence).Zip(_joint, (l, p) => l * p)];
        return weights.Any(w => w > 0) ? Probabilities.Normalized(weights) : throw Impossible();
    }

    /// <summary>The free energy of a belief.</summary>
    /// <param name="belief">The belief q over all combinations of states.</param>
    /// <param name="observed">The observed outcome.</param>
    public FreeEnergy FreeEnergy(IReadOnlyList<double> belief, int observed) => FreeEnergy(belief, Sure(observed));

    /// <summary>The free energy of a belief given soft evidence.</summary>
    /// <param name="belief">The belief q over all combinations of states.</param>
    /// <param name="evidence">The soft evidence λ: the likelihood of a sensor reading under each outcome.</param>
    public FreeEnergy FreeEnergy(IReadOnlyList<double> belief, IReadOnlyList<double> evidence)
    {
        var q = Probabilities.Distribution(belief, "The belief", States);
        return new FreeEnergy(Probabilities.Divergence(q, _joint), Probabilities.ExpectedLog(q, Explained(evidence)));
    }

    /// <summary>The free energy of a belief in which factors are independent.</summary>
    /// <param name="factors">The belief q about each factor.</param>
    /// <param name="observed">The observed outcome.</param>
    public FreeEnergy FreeEnergy(IReadOnlyList<IReadOnlyList<double>> factors, int observed)
    {
        var q = Checked(factors);
        return new FreeEnergy(
            q.Zip(_priors, Probabilities.Divergence).Sum(), Probabilities.ExpectedLog(Product(q), Explained(Sure(observed))));
    }

    /// <summary>
    /// Computes a belief in which the factors are independent (mean field). The method gives one factor after the other the distribution with the least
    /// free energy while the other factors are fixed, so that the free energy never rises.
    /// </summary>
    /// <param name="observed">The observed outcome.</param>
    /// <param name="start">The initial belief about each factor; the priors unless given.</param>
    /// <param name="rounds">The largest number of rounds over all factors. The method stops earlier when the free energy falls by less than 1e-12.</param>
    /// <param name="floor">The value that replaces zeros of the likelihood, because a single zero would otherwise exclude a whole combination.</param>
    public MeanField MeanField(int observed, IReadOnlyList<IReadOnlyList<double>>? start = null, int rounds = 100, double floor = 1e-16) =>
        MeanField(Sure(observed), start, rounds, floor);

    /// <summary>Computes a mean-field belief given soft evidence.</summary>
    /// <param name="evidence">The soft evidence λ: the likelihood of a sensor reading under each outcome.</param>
    /// <param name="start">The initial belief about each factor; the priors unless given.</param>
    /// <param name="rounds">The largest number of rounds over all factors.</param>
    /// <param name="floor">The value that replaces zeros of the likelihood.</param>
    public MeanField MeanField(IReadOnlyList<double> evidence, IReadOnlyList<IReadOnlyList<double>>? start = null, int rounds = 100, double floor = 1e-16)
    {
        if (!(floor > 0) || rounds < 1)
        {
            throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"A mean field of {rounds} rounds with floor {floor} was asked for; give one round or more and a floor above 0."));
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
        "The observation is impossible under the model: no state with a prior above 0 causes it. Give a prior above 0 to a state that causes it, or give the outcome a likelihood above 0.");

    // The likelihood of the observation under each state.
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

    // For each state of a factor, the mean of the values over the other factors.
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
