using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat.Tests.Thermodynamics;

public class OrnsteinUhlenbeckTests
{
    // The test itself, or the program of the page, writes numbers into text.
    public OrnsteinUhlenbeckTests() => System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;

    // A precision that is positive definite, a diffusion likewise, and an antisymmetric flow.
    private static readonly Gen<(double[,] Precision, double[,] Diffusion, double[,] Solenoidal)> Flows = Gen.Int[1, 6].SelectMany(n =>
        Gen.Select(Gen.Double[-1, 1].Array[n * n], Gen.Double[-1, 1].Array[n * n], Gen.Double[-2, 2].Array[n * n], (p, g, q) =>
        {
            var identity = Matrix<double>.Build.DenseIdentity(n);
            var (a, b, c) = (Square(p), Square(g), Square(q));
            return (((a * a.Transpose()) + (0.2 * identity)).ToArray(), ((b * b.Transpose()) + (0.2 * identity)).ToArray(), (c - c.Transpose()).ToArray());

            Matrix<double> Square(double[] values) => Matrix<double>.Build.Dense(n, n, values);
        }));

    [Fact]
    public void The_steady_state_of_a_flow_is_the_one_it_was_made_of() => Flows.Sample(flow =>
    {
        var process = OrnsteinUhlenbeck.OfFlow(flow.Precision, flow.Diffusion, flow.Solenoidal);
        Close(flow.Precision, process.SteadyState.Precision, 1e-9);
        Close(flow.Solenoidal, process.Solenoidal, 1e-9);

        // AΣ + ΣAᵀ + 2Γ = 0, and A = −(Γ + Q)Π.
        var (a, sigma, gamma) = (Of(process.Drift), Of(process.SteadyState.Covariance), Of(process.Diffusion));
        Close((-2 * gamma).ToArray(), ((a * sigma) + (sigma * a.Transpose())).ToArray(), 1e-9);
        Close((-(gamma + Of(process.Solenoidal)) * Of(process.SteadyState.Precision)).ToArray(), process.Drift, 1e-8);
    });

    [Fact]
    public void What_is_done_in_two_times_is_done_in_their_sum() => Gen.Select(Flows, Gen.Double[0.01, 3], Gen.Double[0.01, 3]).Sample((flow, s, t) =>
    {
        var process = OrnsteinUhlenbeck.OfFlow(flow.Precision, flow.Diffusion, flow.Solenoidal);
        var (first, second, both) = (process.Propagator(s), process.Propagator(t), process.Propagator(s + t));
        Close((Of(second.Transition) * Of(first.Transition)).ToArray(), both.Transition, 1e-9);
        Close((Of(second.Noise) + (Of(second.Transition) * Of(first.Noise) * Of(second.Transition).Transpose())).ToArray(), both.Noise, 1e-9);

        // The steady state stays: Σ = FΣFᵀ + N.
        var sigma = Of(process.SteadyState.Covariance);
        Close(sigma.ToArray(), ((Of(both.Transition) * sigma * Of(both.Transition).Transpose()) + Of(both.Noise)).ToArray(), 1e-8);
    });

    [Fact]
    public void One_dimension_is_as_in_textbooks()
    {
        // dx = −2(x − 1)dt + √(2·3)dW: variance Γ/rate.
        var process = new OrnsteinUhlenbeck(new double[,] { { -2 } }, new double[,] { { 3 } }, [1]);
        Assert.Equal(1.5, process.SteadyState.Covariance[0, 0], 1e-14);
        Assert.Equal(0, process.EntropyProduction, 1e-14);
        Assert.Equal(Math.Exp(-1), process.Propagator(0.5).Transition[0, 0], 1e-15);
        Assert.Equal(1.5 * (1 - Math.Exp(-2)), process.Propagator(0.5).Noise[0, 0], 1e-15);
        Assert.Equal(1.5, process.Propagator(1e6).Noise[0, 0], 1e-14);
        Assert.Equal(0.5 * Math.Log(2 * Math.PI * 1.5) + (4 / 3.0), process.SteadyState.Surprisal(3), 1e-14);
    }

    [Fact]
    public void Fast_and_slow_together_are_exact()
    {
        // Rates 1e6 and 1e-3, one driving the other.
        var process = new OrnsteinUhlenbeck(new double[,] { { -1e6, 0 }, { 1, -1e-3 } }, new double[,] { { 1e6, 0 }, { 0, 1e-3 } });
        Assert.Equal(1, process.SteadyState.Covariance[0, 0], 1e-12);
        Assert.Equal(1 / (1e6 + 1e-3), process.SteadyState.Covariance[0, 1], 1e-15);
        Assert.Equal(1 + (1e3 / (1e6 + 1e-3)), process.SteadyState.Covariance[1, 1], 1e-10);
        Assert.Equal(Math.Exp(-1e-2), process.Propagator(10).Transition[1, 1], 1e-8);
    }

    [Fact]
    public void Trajectories_have_the_moments_of_the_process_and_follow_their_seed()
    {
        var process = OrnsteinUhlenbeck.OfFlow(new double[,] { { 2, 1 }, { 1, 2 } }, new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 0, 1 }, { -1, 0 } }, [3, -1]);
        var samples = process.Sample(40_000, 0.5, new RandomStream(1));
        Assert.Equal(samples, process.Sample(40_000, 0.5, new RandomStream(1)));
        Assert.NotEqual(samples[0, 0], process.Sample(1, 0.5, new RandomStream(2))[0, 0]);

        // Variances 2/3 and memories of less than a time unit: standard errors below .01.
        var seen = Gaussian.OfSamples(samples);
        Close(process.SteadyState.Covariance, seen.Covariance, 0.04);
        Assert.Equal(3, seen.Mean[0], 0.04);
        Assert.Equal(-1, seen.Mean[1], 0.04);

        // And from one sample to the next: Cov(x(t + Δ), x(t)) = FΣ.
        var lag = Of(process.Propagator(0.5).Transition) * Of(process.SteadyState.Covariance);
        Assert.Equal(lag[0, 1], Enumerable.Range(0, 39_999).Average(t => (samples[t + 1, 0] - 3) * (samples[t, 1] + 1)), 0.04);
        Assert.Equal(lag[1, 0], Enumerable.Range(0, 39_999).Average(t => (samples[t + 1, 1] + 1) * (samples[t, 0] - 3)), 0.04);
    }

    [Fact]
    public void A_state_may_get_its_noise_from_others()
    {
        // Position and velocity, with noise on the velocity only (Langevin): ⟨x²⟩ = kT/k, ⟨v²⟩ = kT/m, no covariance.
        var process = new OrnsteinUhlenbeck(new double[,] { { 0, 1 }, { -4, -0.5 } }, new double[,] { { 0, 0 }, { 0, 0.5 } });
        Close(new double[,] { { 0.25, 0 }, { 0, 1 } }, process.SteadyState.Covariance, 1e-12);
        Assert.Equal([2.0, 2.0], Enumerable.Range(0, 2).Select(n => process.Sample(1, 0.1, new RandomStream(1), [2, 2])[0, n]));
        Assert.Contains("The diffusion, for an entropy production,", Assert.Throws<HomeostatException>(() => process.EntropyProduction).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entropy_production_is_that_of_the_rotation_alone() => Flows.Sample(flow =>
    {
        // Twice the flow, four times the entropy; without it, none.
        double[,] twice = (2 * Of(flow.Solenoidal)).ToArray();
        var once = OrnsteinUhlenbeck.OfFlow(flow.Precision, flow.Diffusion, flow.Solenoidal).EntropyProduction;
        Assert.Equal(4 * once, OrnsteinUhlenbeck.OfFlow(flow.Precision, flow.Diffusion, twice).EntropyProduction, 1e-7 * (1 + once));
        Assert.Equal(0, OrnsteinUhlenbeck.OfFlow(flow.Precision, flow.Diffusion).EntropyProduction, 1e-10);
    });

    [Theory]
    [InlineData("{1}", "{1}", "eigenvalue with real part 1; all must be below 0")]
    [InlineData("{0,1;-1,0}", "{1,0;0,1}", "the process is unstable")]
    [InlineData("{-1,0}", "{1}", "The drift is 1 × 2; as many rows as columns")]
    [InlineData("{-1}", "{1,0;0,1}", "The diffusion is 2 × 2; 1 × 1 was expected")]
    [InlineData("{-1,0;0,-1}", "{1,.5;0,1}", "The diffusion has 0 at [1, 0] and 0.5 at [0, 1]; a symmetric matrix")]
    [InlineData("{-1,0;0,-1}", "{1,2;2,1}", "The diffusion has the eigenvalue -1")]
    [InlineData("{-1,0;0,-1}", "{1,0;0,0}", "The stationary covariance has the eigenvalue 0 (the largest is 1): a direction of the state space gets no noise")]
    [InlineData("{NaN}", "{1}", "The drift has NaN at [0, 0]; finite numbers")]
    public void What_is_no_process_is_refused(string drift, string diffusion, string message) =>
        Assert.Contains(message, Messages(() => new OrnsteinUhlenbeck(Parse(drift), Parse(diffusion))), StringComparison.Ordinal);

    [Fact]
    public void Other_bad_input_is_refused()
    {
        var process = new OrnsteinUhlenbeck(new double[,] { { -1 } }, new double[,] { { 1 } });
        Assert.Contains("The time of a propagator is 0;", Messages(() => process.Propagator(0)), StringComparison.Ordinal);
        Assert.Contains("0 samples were asked for", Messages(() => process.Sample(0, 1, new RandomStream(1))), StringComparison.Ordinal);
        Assert.Contains("The start has 2 numbers; 1 are expected", Messages(() => process.Sample(1, 1, new RandomStream(1), [1, 2])), StringComparison.Ordinal);
        Assert.Contains("The mean has NaN at [0]; finite", Messages(() => new OrnsteinUhlenbeck(new double[,] { { -1 } }, new double[,] { { 1 } }, [double.NaN])), StringComparison.Ordinal);
        Assert.Contains("A state of 2 numbers", Messages(() => process.Propagator(1).Step(new double[2], new RandomStream(1))), StringComparison.Ordinal);
        Assert.Contains(
            "The solenoidal flow has 1 at [1, 0] and 1 at [0, 1]; an antisymmetric",
            Messages(() => OrnsteinUhlenbeck.OfFlow(new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 0, 1 }, { 1, 0 } })),
            StringComparison.Ordinal);
        Assert.Contains("The precision has the eigenvalue -1", Messages(() => Gaussian.OfPrecision(new double[,] { { 1, 2 }, { 2, 1 } })), StringComparison.Ordinal);
        Assert.Contains("2 samples of 2 states are too few", Messages(() => Gaussian.OfSamples(new double[2, 2])), StringComparison.Ordinal);
        Assert.Contains("2 numbers were given for the surprisal of 1", Messages(() => process.SteadyState.Surprisal(1, 2)), StringComparison.Ordinal);
        Assert.Contains("The states 1 were asked for", Messages(() => process.SteadyState.Marginal(1)), StringComparison.Ordinal);
    }

    private static string Messages(Func<object> act) => Assert.Throws<HomeostatException>(act).Message;

    private static string Messages(Action act) => Assert.Throws<HomeostatException>(act).Message;

    private static Matrix<double> Of(double[,] values) => Matrix<double>.Build.DenseOfArray(values);

    private static double[,] Parse(string text)
    {
        var rows = text.Trim('{', '}').Split(';').Select(row => row.Split(',').Select(double.Parse).ToArray()).ToArray();
        return Matrix<double>.Build.DenseOfRowArrays(rows).ToArray();
    }

    private static void Close(double[,] expected, double[,] actual, double tolerance) =>
        Assert.True((Of(expected) - Of(actual)).L2Norm() <= tolerance * (1 + Of(expected).L2Norm()), $"{Of(expected)} is not {Of(actual)}");
}
