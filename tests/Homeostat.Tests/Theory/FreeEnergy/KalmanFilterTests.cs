namespace Homeostat.Tests.FreeEnergies;

/// <summary>The exact filters that circuits are measured against are exact.</summary>
public class KalmanFilterTests
{
    private static readonly LinearDynamics Walk = new(
        new[,] { { .9, .2 }, { -.1, .8 } }, new double[,] { { 1, 0 }, { .5, 1 } }, new[,] { { .5, .1 }, { .1, .3 } }, new[,] { { 1, .2 }, { .2, 2 } });

    [Fact]
    public void Surprise_adds_up_to_that_of_the_whole_sequence()
    {
        // All states of three steps as one linear-Gaussian model: its evidence is what the filter's add up to, its last posterior the filter's.
        var (_, observed) = Walk.Simulate(3, seed: 4);
        var filter = new KalmanFilter(Walk, new Gaussian([0, 0], new double[,] { { 2, 0 }, { 0, 2 } }));
        var sum = Enumerable.Range(0, 3).Sum(step => filter.Step([observed[step, 0], observed[step, 1]]));
        var (prior, emission, noise) = (new double[6, 6], new double[6, 6], new double[6, 6]);
        double[,] covariance = { { 2, 0 }, { 0, 2 } };
        for (var step = 0; step < 3; step++)
        {
            covariance = Plus(Times(Times(Walk.Transition, covariance), Transposed(Walk.Transition)), Walk.StateNoise);
            var across = covariance;
            for (var later = step; later < 3; later++)
            {
                Put(prior, across, later, step);
                Put(prior, Transposed(across), step, later);
                across = Times(Walk.Transition, across);
            }

            Put(emission, Walk.Emission, step, step);
            Put(noise, Walk.SensoryNoise, step, step);
        }

        double[] all = [.. Enumerable.Range(0, 6).Select(n => observed[n / 2, n % 2])];
        var whole = new LinearGaussianModel(new Gaussian(new double[6], prior), emission, noise);
        Assert.Equal(-whole.LogEvidence(all), sum, 1e-11);
        var posterior = whole.Posterior(all);
        Assert.Equal(posterior.Mean[4..], filter.Belief.Mean, (a, b) => Math.Abs(a - b) < 1e-11);
        Assert.Equal(posterior.Covariance[4, 5], filter.Belief.Covariance[0, 1], 1e-11);
        Assert.Equal(posterior.Covariance[5, 5], filter.Belief.Covariance[1, 1], 1e-11);
    }

    [Fact]
    public void It_comes_to_the_steady_state_of_the_Riccati_equation()
    {
        var (_, observed) = Walk.Simulate(200, seed: 1);
        var filter = new KalmanFilter(Walk);
        for (var step = 0; step < 200; step++)
        {
            filter.Step([observed[step, 0], observed[step, 1]]);
        }

        var ahead = Plus(Times(Times(Walk.Transition, filter.Belief.Covariance), Transposed(Walk.Transition)), Walk.StateNoise);
        Near(KalmanFilter.SteadyPrediction(Walk), ahead, 1e-12);
    }

    [Fact]
    public void Its_error_is_as_large_as_it_believes()
    {
        var (states, observed) = Walk.Simulate(20_000, seed: 3);
        var (filter, sum) = (new KalmanFilter(Walk), 0.0);
        for (var step = 0; step < 20_000; step++)
        {
            filter.Step([observed[step, 0], observed[step, 1]]);
            sum += Math.Pow(filter.Belief.Mean[0] - states[step, 0], 2);
        }

        // Of 20,000 squares that are like each other for some ten steps: a standard error of √(2·10/20,000), 3 %.
        Assert.Equal(1, sum / 20_000 / filter.Belief.Covariance[0, 0], .12);
    }

    [Fact]
    public void Control_is_expected()
    {
        var steered = Walk with { Control = new double[,] { { 1 }, { 3 } } };
        var filter = new KalmanFilter(steered);
        Assert.Equal([2, 7], filter.Predict([2]), (a, b) => Math.Abs(a - b) < 1e-12);
        filter.Step([2, 7], [2]);
        Assert.Equal([2, 6], filter.Belief.Mean, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Contains("has none", Assert.Throws<HomeostatException>(() => new KalmanFilter(Walk).Predict([1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kalman_and_Bucy_solve_their_Riccati_equation()
    {
        // On paper: dP/dt = 2aP + q − P²/r = 0.
        var one = new KalmanBucyFilter(new LinearDynamics(new[,] { { -.5 } }, new double[,] { { 1 } }, new double[,] { { 1 } }, new[,] { { .5 } }), .01);
        Assert.Equal(.5, one.Covariance[0, 0], 1e-14);
        Assert.Equal(1, one.Gain[0, 0], 1e-14);

        var (a, c) = (new double[,] { { 0, 1, 0 }, { -1, -.2, 1 }, { 0, 0, -.1 } }, new double[,] { { 1, 0, 0 } });
        double[,] q = { { .1, 0, 0 }, { 0, .2, .05 }, { 0, .05, 1 } };
        var p = new KalmanBucyFilter(new LinearDynamics(a, c, q, new[,] { { .5 } }), .01).Covariance;
        var rest = Plus(Plus(Times(a, p), Times(p, Transposed(a))), q);
        Near(rest, Times(Times(p, Times(Transposed(c), c)), Times(p, new double[,] { { 2, 0, 0 }, { 0, 2, 0 }, { 0, 0, 2 } })), 1e-11);
    }

    [Fact]
    public void What_cannot_be_filtered_is_refused()
    {
        double[,] one = { { 1 } };
        Refused("comes to no steady state", () => KalmanFilter.SteadyPrediction(new LinearDynamics(new[,] { { 1.1 } }, new double[,] { { 0 } }, one, one)));
        Refused("has no steady state", () => new KalmanBucyFilter(new LinearDynamics(new[,] { { .1 } }, new double[,] { { 0 } }, one, one), .01));
        Refused("time step above 0", () => new KalmanBucyFilter(new LinearDynamics(one, one, one, one), 0));
        Refused("A is 1 × 2", () => new KalmanFilter(new LinearDynamics(new double[,] { { 1, 0 } }, one, one, one)));
        Refused("a belief about 1 states; the system has 2", () => new KalmanFilter(Walk, new Gaussian([0], one)));
        Refused("for 0 steps", () => Walk.Simulate(0, 1));
        Refused("set its Control matrix", () => Walk.Simulate(1, 1, _ => [1]));
        Refused("grown out of bounds", () => new LinearDynamics(new double[,] { { 1e9 } }, one, one, one).Simulate(1000, 1));

        static void Refused(string message, Func<object> what) =>
            Assert.Contains(message, Record.Exception(() => { _ = what(); })?.Message ?? "nothing is refused", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_known_for_sure_has_no_precision()
    {
        var known = new KalmanFilter(Walk).Belief;
        Assert.Equal(new double[2, 2], known.Covariance);
        foreach (var act in new Func<object>[] { () => known.Precision, () => known.Surprisal(0, 0), () => known.Regression([0], [1]), () => known.ConditionalInformation([0], [1], []) })
        {
            Assert.Contains("The covariance has the eigenvalue 0", Assert.Throws<HomeostatException>(act).Message, StringComparison.Ordinal);
        }
    }

    private static void Near(double[,] expected, double[,] found, double tolerance) => Assert.All(
        Enumerable.Range(0, expected.Length), n => Assert.Equal(expected[n / expected.GetLength(1), n % expected.GetLength(1)], found[n / expected.GetLength(1), n % expected.GetLength(1)], tolerance));

    private static double[,] Times(double[,] x, double[,] y) => Each(x.GetLength(0), y.GetLength(1), (i, j) => Enumerable.Range(0, x.GetLength(1)).Sum(k => x[i, k] * y[k, j]));

    private static double[,] Plus(double[,] x, double[,] y) => Each(x.GetLength(0), x.GetLength(1), (i, j) => x[i, j] + y[i, j]);

    private static double[,] Transposed(double[,] x) => Each(x.GetLength(1), x.GetLength(0), (i, j) => x[j, i]);

    private static void Put(double[,] whole, double[,] block, int row, int column)
    {
        for (var n = 0; n < 4; n++)
        {
            whole[(2 * row) + (n / 2), (2 * column) + (n % 2)] = block[n / 2, n % 2];
        }
    }

    private static double[,] Each(int rows, int columns, Func<int, int, double> value)
    {
        var result = new double[rows, columns];
        for (var n = 0; n < result.Length; n++)
        {
            result[n / columns, n % columns] = value(n / columns, n % columns);
        }

        return result;
    }
}
