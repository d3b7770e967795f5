using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <content>Methods that find a blanket.</content>
public sealed partial class MarkovBlanket
{
    // The information, in nats, below which a value is taken for a rounding error of logarithms of determinants.
    private const double NoInformation = 1e-12;

    /// <summary>
    /// Finds the blanket of some states of a process. It is their Markov boundary: the smallest set of states given which they are independent of all
    /// other states. The search adds the state with the most information until none has any, and then removes states without additional information
    /// (Tsamardinos et al. 2003, FLAIRS). A state of the blanket is active if the inside has more information about its change than the outside has;
    /// otherwise it is sensory.
    /// </summary>
    /// <param name="process">The process.</param>
    /// <param name="inside">The numbers of the internal states, at least one.</param>
    /// <param name="names">The names of the states, one for each; <c>x0</c>, <c>x1</c>, … unless given.</param>
    /// <exception cref="HomeostatException">There is no such state, or no state is left outside.</exception>
    public static MarkovBlanket Discover(OrnsteinUhlenbeck process, IReadOnlyList<int> inside, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        var boundary = Boundary(process.Dimension, inside, (of, state, given) =>
        {
            var information = process.SteadyState.ConditionalInformation(of, [state], given);
            return (information > NoInformation, information);
        });

        // The time is so short that even the fastest state has hardly moved, so that direct effects are separated from indirect ones.
        var drift = Matrix<double>.Build.DenseOfArray(process.Drift);
        var step = process.Propagator(0.1 / drift.L2Norm());
        var (covariance, next) = (Matrix<double>.Build.DenseOfArray(process.SteadyState.Covariance), Matrix<double>.Build.DenseOfArray(step.Transition));
        var later = next * covariance;
        var both = Matrix<double>.Build.DenseOfMatrixArray(new[,] { { covariance, later.Transpose() }, { later, covariance } });
        return Split(process.Dimension, inside, boundary, states => new Gaussian(Vector<double>.Build.Dense(states.Count), both.Part(states, states)!), names);
    }

    /// <summary>
    /// Finds the blanket of some states from samples, by the test of <see cref="Check(double[,], double)"/>. Whether a state of the blanket is sensory or
    /// active follows from its change from each sample to the next. The method is linear, like the test.
    /// </summary>
    /// <param name="samples">The samples, [time, state], at a constant interval that is short enough to show the direction of influence.</param>
    /// <param name="inside">The numbers of the internal states, at least one.</param>
    /// <param name="names">The names of the states, one for each; <c>x0</c>, <c>x1</c>, … unless given.</param>
    /// <param name="level">The probability of adding any independent state by chance, for each round of the search.</param>
    /// <exception cref="HomeostatException">There is no such state, or no state is left outside, or the names do not fit, or the samples are refused as by <see cref="Check(double[,], double)"/>.</exception>
    public static MarkovBlanket Discover(double[,] samples, IReadOnlyList<int> inside, IReadOnlyList<string>? names = null, double level = 0.01)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var table = Table(samples, level, Named(samples.GetLength(1), names));
        var boundary = Boundary(table.Columns, inside, (of, state, given) =>
        {
            var test = IndependenceTest.Of(table.Centered(of), table.Centered([state]), given.Count == 0 ? null : table.Centered(given));
            return (test.P < level / table.Columns, test.Information);
        });
        return Split(
            table.Columns,
            inside,
            boundary,
            states => Gaussian.OfSamples(table.Lagged(states)),
            names);
    }

    /// <summary>
    /// Finds a blanket by adjacency (Friston 2013, J. R. Soc. Interface 10:20130475). With L[i, j] the influence of state j on state i, the matrix
    /// B = L + Lᵀ + LᵀL connects a state to its children, its parents and the other parents of its children. The states with the largest weights in the
    /// principal eigenvector of B are internal, and the states connected to them are the blanket. A state of the blanket is active if the internal
    /// states influence it more than the external states do.
    /// </summary>
    /// <param name="influence">The influences L, [on, of]: 0 for no influence, above 0 otherwise. The diagonal is ignored.</param>
    /// <param name="inside">The number of internal states.</param>
    /// <param name="names">The names of the states, one for each; <c>x0</c>, <c>x1</c>, … unless given.</param>
    /// <exception cref="HomeostatException">An influence is negative or not a number, or the number of internal states is not possible, or no state is left outside.</exception>
    public static MarkovBlanket OfInfluence(double[,] influence, int inside, IReadOnlyList<string>? names = null)
    {
        var l = Linear.Square(influence, "The influence");
        if (l.Enumerate().Any(v => v < 0) || inside < 1 || inside >= l.RowCount)
        {
            throw new HomeostatException(
                $"{inside} states of {l.RowCount} were to be internal, by influences from {Linear.Text(l.Enumerate().Min())} on; 1 to {l.RowCount - 1} states and no influence below 0 were expected.");
        }

        l.SetDiagonal(Vector<double>.Build.Dense(l.RowCount));
        var ties = l + l.Transpose() + l.TransposeThisAndMultiply(l);
        var principal = ties.Evd(Symmetricity.Symmetric).EigenVectors.Column(l.RowCount - 1).PointwiseAbs();
        int[] core = [.. Enumerable.Range(0, l.RowCount).OrderByDescending(state => Math.Round(principal[state], 12)).Take(inside).Order()];
        int[] boundary = [.. Enumerable.Range(0, l.RowCount).Except(core).Where(state => core.Any(i => ties[state, i] > 0))];
        int[] outside = Outside(l.RowCount, core, boundary, names);
        var active = boundary.ToLookup(state => core.Sum(i => l[state, i]) > outside.Sum(i => l[state, i]));
        return new MarkovBlanket(outside, [.. active[false]], [.. active[true]], core, names);
    }

    private static List<int> Boundary(int count, IReadOnlyList<int> inside, Func<IReadOnlyList<int>, int, IReadOnlyList<int>, (bool Tells, double Information)> compare)
    {
        ArgumentNullException.ThrowIfNull(inside);
        if (inside.Count == 0 || inside.Count >= count || inside.Distinct().Count() < inside.Count || inside.Any(s => s < 0 || s >= count))
        {
            throw new HomeostatException(
                $"The states {string.Join(", ", inside)} were to be inside; one or more of 0 to {count - 1} were expected, each once, and not all.");
        }

        List<int> boundary = [];
        while (true)
        {
            var next = Enumerable.Range(0, count).Except(inside).Except(boundary)
                .Select(state => (State: state, Result: compare(inside, state, boundary)))
                .Where(c => c.Result.Tells).OrderByDescending(c => c.Result.Information).Select(c => c.State).FirstOrDefault(-1);
            if (next < 0)
            {
                break;
            }

            boundary.Add(next);
        }

        foreach (var state in boundary.ToArray())
        {
            int[] others = [.. boundary.Where(s => s != state)];
            if (!compare(inside, state, others).Tells)
            {
                boundary.Remove(state);
            }
        }

        boundary.Sort();
        return boundary;
    }

    /// <param name="count">The number of states.</param>
    /// <param name="inside">The internal states.</param>
    /// <param name="boundary">The blanket states.</param>
    /// <param name="density">A function that gives the density of some of 2 × count states: first the states now, then the states a moment later.</param>
    /// <param name="names">The names of the states.</param>
    private static MarkovBlanket Split(
        int count, IReadOnlyList<int> inside, List<int> boundary, Func<IReadOnlyList<int>, Gaussian> density, IReadOnlyList<string>? names)
    {
        var outside = Outside(count, inside, boundary, names);
        var active = boundary.ToLookup(state => Told(state, by: inside, beside: outside) > Told(state, by: outside, beside: inside));
        return new MarkovBlanket(outside, [.. active[false]], [.. active[true]], inside, names);

        // The information of some states about the next value of another state, given all other states.
        double Told(int state, IReadOnlyList<int> by, IReadOnlyList<int> beside)
        {
            int[] states = [.. by, count + state, .. boundary, .. beside];
            return density(states).ConditionalInformation(
                [.. Enumerable.Range(0, by.Count)], [by.Count], [.. Enumerable.Range(by.Count + 1, states.Length - by.Count - 1)]);
        }
    }

    private static int[] Outside(int count, IReadOnlyList<int> inside, IReadOnlyList<int> boundary, IReadOnlyList<string>? names)
    {
        var named = Named(count, names);
        int[] outside = [.. Enumerable.Range(0, count).Except(inside).Except(boundary)];
        return outside.Length > 0 ? outside : throw new HomeostatException(
            $"All other states touch those inside ({string.Join(", ", inside.Select(s => named[s]))}), so nothing is left outside a blanket. "
            + $"Choose other internal states, or more of them.");
    }
}
