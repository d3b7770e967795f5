using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat.Tests.Boundaries;

/// <summary>Blankets of linear-Gaussian systems, exactly.</summary>
public class MarkovBlanketTests
{
    [Fact]
    public void A_blanket_is_found_to_be_one_with_and_without_circular_flow()
    {
        foreach (var process in new[] { Systems.Reversible, Systems.Circling })
        {
            // Lyapunov's equation gives the precision back.
            var difference = Matrix<double>.Build.DenseOfArray(process.SteadyState.Precision) - Matrix<double>.Build.DenseOfArray(Systems.Precision);
            Assert.InRange(difference.Enumerate().Max(Math.Abs), 0, 1e-14);
            var test = Systems.Blanket.Require(process);
            Assert.True(test.Holds);
            Assert.Equal(0, test.PartialCorrelation, 1e-14);
            Assert.Equal(0, test.ConditionalInformation, 1e-14);
            Assert.Equal(1, test.P);
        }

        Assert.Equal(-.32, Systems.Circling.Drift[0, 3], 1e-14);
        Assert.Equal(.08762, Systems.Circling.SteadyState.Covariance[0, 3], 5e-6);
        Assert.Equal(3.56, Systems.Circling.EntropyProduction, 1e-12);
        Assert.Equal(0, Systems.Reversible.EntropyProduction, 1e-12);
    }

    [Fact]
    public void Sparse_flow_does_not_make_a_blanket()
    {
        var process = Systems.SparseFlow;
        Assert.Equal((0, 0), (process.Drift[0, 3], process.Drift[3, 0]));
        Assert.Equal(-.02501, process.SteadyState.Precision[0, 3], 5e-6);
        var test = Systems.Blanket.Check(process);
        Assert.False(test.Holds);
        Assert.Equal(.02454, test.PartialCorrelation, 5e-6);
        Assert.Equal(3.01e-4, test.ConditionalInformation, 5e-7);
        Assert.Equal(-0.5 * Math.Log(1 - (test.PartialCorrelation * test.PartialCorrelation)), test.ConditionalInformation, 1e-14);
        Assert.StartsWith("no blanket: 'η' and 'μ' have a partial correlation of 0.02454", test.ToString(), StringComparison.Ordinal);
        var message = Assert.Throws<HomeostatException>(() => Systems.Blanket.Require(process)).Message;
        Assert.Contains("given (s, a), 'η' and 'μ' have a partial correlation of 0.02454, and 0.0003012 nats of information bypass", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_told_past_a_blanket_is_more_than_nothing_if_a_precision_is() => Gen.Select(
        Gen.Double[-1, 1].Array[36], Gen.Bool, Gen.Double[.1, .5]).Sample((numbers, leaks, leak) =>
    {
        // States 0, 1 outside, 2, 3 the blanket, 4, 5 inside.
        var a = Matrix<double>.Build.Dense(6, 6, numbers);
        var precision = (a * a.Transpose()) + (.5 * Matrix<double>.Build.DenseIdentity(6));
        foreach (var (i, j) in new[] { (0, 4), (0, 5), (1, 4), (1, 5) })
        {
            (precision[i, j], precision[j, i]) = (0, 0);
        }

        var room = precision.Evd(Symmetricity.Symmetric).EigenValues.Min(v => v.Real);
        precision += Matrix<double>.Build.DenseIdentity(6) * (1 + Math.Max(0, -room));
        precision[1, 4] = precision[4, 1] = leaks ? leak : 0;
        var blanket = new MarkovBlanket(external: [0, 1], sensory: [2], active: [3], @internal: [4, 5]);
        var test = blanket.Check(Gaussian.OfPrecision(precision.ToArray()));
        Assert.Equal(!leaks, test.Holds);
        Assert.Equal(leaks, test.ConditionalInformation > 1e-5);
        if (leaks)
        {
            Assert.Equal(("x1", "x4"), (test.External, test.Internal));
            Assert.Equal(-leak / Math.Sqrt(precision[1, 1] * precision[4, 4]), test.PartialCorrelation, 1e-9);
        }
    });

    [Fact]
    public void Blanket_states_tell_what_to_expect_on_both_sides()
    {
        var map = Systems.Blanket.Synchronize(Systems.Circling.SteadyState);
        Assert.Equal([-.3, -.25], map.ExternalGivenBlanket.Cast<double>(), Near);
        Assert.Equal([-.2, -.35], map.InternalGivenBlanket.Cast<double>(), Near);

        // Two blanket states, one internal state: blankets that are the same to the inside differ to the outside.
        Assert.Null(map.Synchronization);
        Assert.Contains("do not synchronize", Assert.Throws<HomeostatException>(() => map.External(1)).Message, StringComparison.Ordinal);
        Assert.Contains("no Markov blanket", Assert.Throws<HomeostatException>(() => Systems.Blanket.Synchronize(Systems.SparseFlow.SteadyState)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inside_and_outside_synchronize_where_the_inside_tells_blankets_apart()
    {
        // One external state (0), two blanket states (1, 2), two internal ones (3, 4).
        double[,] precision =
        {
            { 2, .6, .5, 0, 0 },
            { .6, 2, .3, .4, -.2 },
            { .5, .3, 2, .7, .6 },
            { 0, .4, .7, 2, .1 },
            { 0, -.2, .6, .1, 2 },
        };
        double[] mean = [1, 2, 3, 4, 5];
        var density = Gaussian.OfPrecision(precision, mean);
        var map = new MarkovBlanket([0], [1], [2], [3, 4]).Synchronize(density);
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((s, a) =>
        {
            // σ(E[μ|b]) = E[η|b]
            double[] b = [s - 2, a - 3];
            var inside = Enumerable.Range(0, 2).Select(i => mean[3 + i] + (map.InternalGivenBlanket[i, 0] * b[0]) + (map.InternalGivenBlanket[i, 1] * b[1])).ToArray();
            Assert.Equal(1 - (.3 * b[0]) - (.25 * b[1]), map.External(inside)[0], 1e-10);
        });
        Assert.Contains("1 numbers were given for 2 internal states", Assert.Throws<HomeostatException>(() => map.External(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_surprisal_of_a_parents_blanket_is_that_of_the_child_integrated_out() => Gen.Select(Gen.Double[-1, 1].Array[49], Gen.Double[-2, 2].Array[7]).Sample((numbers, x) =>
    {
        // By Bayes' rule, at any x: ℑ(kept) = ℑ(all) − ℑ(hidden | kept).
        var a = Matrix<double>.Build.Dense(7, 7, numbers);
        var precision = (a * a.Transpose()) + (.3 * Matrix<double>.Build.DenseIdentity(7));
        var child = Gaussian.OfPrecision(precision.ToArray());
        int[] kept = [0, 2, 3, 6], hidden = [1, 4, 5];
        var parent = child.Marginal(kept);
        var conditional = Gaussian.OfPrecision(
            precision.SubMatrixOf(hidden), [.. MeanOfHidden()]);
        Assert.Equal(
            child.Surprisal(x) - conditional.Surprisal([.. hidden.Select(s => x[s])]), parent.Surprisal([.. kept.Select(s => x[s])]), 1e-10 * (1 + Math.Abs(child.Surprisal(x))));

        // And the same through two levels as at once, and as from the covariance.
        Assert.Equal(child.Marginal(0, 6).Surprisal(x[0], x[6]), parent.Marginal(0, 3).Surprisal(x[0], x[6]), 1e-10 * (1 + Math.Abs(child.Surprisal(x))));

        IEnumerable<double> MeanOfHidden()
        {
            var regression = child.Regression(hidden, kept);
            return hidden.Select((_, i) => kept.Select((s, j) => regression[i, j] * x[s]).Sum());
        }
    });

    [Fact]
    public void Bad_partitions_are_refused()
    {
        Assert.Contains("State 1 ('x1') is in more than one part", Message(() => new MarkovBlanket([0], [1], [1], [2])), StringComparison.Ordinal);
        Assert.Contains("State 1 ('x1') is in no part of the partition of 3 states (0 | 2 |  | 3)", Message(() => new MarkovBlanket([0], [2], [], [3])), StringComparison.Ordinal);
        Assert.Contains("1 external and 0 internal states", Message(() => new MarkovBlanket([0], [1], [2], Array.Empty<int>())), StringComparison.Ordinal);
        Assert.Contains("has the names a, a", Message(() => new MarkovBlanket(external: ["a"], sensory: [], active: [], @internal: ["a"])), StringComparison.Ordinal);
        Assert.Contains("is one of 3 states (x0, x1, x2) and the density has 4", Message(() => new MarkovBlanket([0], [1], [], [2]).Check(Systems.Circling)), StringComparison.Ordinal);
        Assert.Contains("has no blanket states", Message(() => new MarkovBlanket([0], [], [], [1]).Synchronize(Gaussian.OfPrecision(new double[,] { { 1, 0 }, { 0, 1 } }))), StringComparison.Ordinal);

        static string Message(Func<object> act) => Assert.Throws<HomeostatException>(act).Message;
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-12;
}

internal static class Matrices
{
    public static double[,] SubMatrixOf(this Matrix<double> matrix, int[] states) =>
        Matrix<double>.Build.Dense(states.Length, states.Length, (i, j) => matrix[states[i], states[j]]).ToArray();
}
