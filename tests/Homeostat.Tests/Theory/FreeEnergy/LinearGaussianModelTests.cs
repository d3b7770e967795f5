using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat.Tests.FreeEnergies;

/// <summary>Free energy of normal beliefs is exact, and bounds the evidence.</summary>
public class LinearGaussianModelTests
{
    private static readonly double[,] Identity = { { 1, 0 }, { 0, 1 } };

    [Fact]
    public void One_state_and_one_observation_are_as_on_paper()
    {
        // x ~ N(1, 4), o = 2x + v, v ~ N(0, 1): precision 1/4 + 4, o ~ N(2, 17).
        var model = new LinearGaussianModel(new Gaussian([1], new double[,] { { 4 } }), new double[,] { { 2 } }, new double[,] { { 1 } });
        var posterior = model.Posterior([5]);
        Assert.Equal((.25 + 10) / 4.25, posterior.Mean[0], 1e-14);
        Assert.Equal(1 / 4.25, posterior.Covariance[0, 0], 1e-14);
        Assert.Equal(-.5 * ((9 / 17.0) + Math.Log(2 * Math.PI * 17)), model.LogEvidence([5]), 1e-14);

        // The prior as a belief costs nothing and explains with what is uncertain: E[(5 − 2x)²] = 9 + 16.
        var f = model.FreeEnergy(model.Prior, [5]);
        Assert.Equal(0, f.Complexity, 1e-14);
        Assert.Equal(-.5 * (25 + Math.Log(2 * Math.PI)), f.Accuracy, 1e-13);
    }

    [Fact]
    public void It_is_never_below_surprise_and_equal_for_the_posterior() => Gen.Double[-1, 1].Array[24].Sample(n =>
    {
        var model = new LinearGaussianModel(
            new Gaussian([n[0], n[1]], Spread(n[2], n[3], n[4])), new[,] { { 2 * n[5], n[6] }, { n[7], n[8] }, { n[9], 2 * n[10] } },
            new[,] { { .5, 0, 0 }, { 0, 1, .1 }, { 0, .1, 2 } });
        double[] observed = [3 * n[11], 3 * n[12], 3 * n[13]];
        var surprise = -model.LogEvidence(observed);
        var posterior = model.Posterior(observed);
        Assert.Equal(surprise, model.FreeEnergy(posterior, observed).Total, 1e-9);

        // Precisions add up: those of the prior and of the observations, CᵀR⁻¹C.
        var c = Matrix<double>.Build.DenseOfArray(new[,] { { 2 * n[5], n[6] }, { n[7], n[8] }, { n[9], 2 * n[10] } });
        var r = Matrix<double>.Build.DenseOfArray(new[,] { { .5, 0, 0 }, { 0, 1, .1 }, { 0, .1, 2 } });
        var added = Matrix<double>.Build.DenseOfArray(model.Prior.Precision) + (c.Transpose() * r.Inverse() * c);
        Assert.InRange((Matrix<double>.Build.DenseOfArray(posterior.Precision) - added).L2Norm(), 0, 1e-9 * added.L2Norm());

        var other = new Gaussian([posterior.Mean[0] + n[14], posterior.Mean[1] + n[15]], Spread(n[16], n[17], n[18]));
        Assert.True(model.FreeEnergy(other, observed).Total >= surprise - 1e-12);
        Assert.True(model.FreeEnergy(other, observed).Complexity >= -1e-12);
    });

    [Fact]
    public void What_is_no_model_is_refused()
    {
        var prior = new Gaussian([0, 0], Identity);
        Refused("The covariance has the eigenvalue -1", () => new Gaussian([0, 0], new double[,] { { 1, 2 }, { 2, 1 } }));
        Refused("The covariance has 0 at [1, 0] and 0.5 at [0, 1]; a symmetric matrix", () => new Gaussian([0, 0], new[,] { { 1, .5 }, { 0, 1 } }));
        Refused("The mean has NaN at [1]", () => new Gaussian([0, double.NaN], Identity));
        Refused("C is 2 × 1; any × 2 was expected", () => new LinearGaussianModel(prior, new double[,] { { 1 }, { 1 } }, Identity));
        Refused("The observation has 1 numbers; 2 are expected", () => new LinearGaussianModel(prior, Identity, Identity).Posterior([1]));
        Refused("R has the eigenvalue 0", () => new LinearGaussianModel(prior, Identity, new double[,] { { 1, 0 }, { 0, 0 } }));

        static void Refused(string message, Func<object> what) =>
            Assert.Contains(message, Assert.Throws<HomeostatException>(() => { _ = what(); }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_do_not_decide_what_is_a_covariance()
    {
        // A membrane in volts beside a rate in 1/s: variances 1e-16 and 100, correlated by .6.
        var density = new Gaussian([0, 0], new[,] { { 1e-16, 6e-8 }, { 6e-8, 100 } });
        Assert.Equal(.6, density.PartialCorrelation(0, 1), 1e-12);
        Assert.Equal(-.5 * Math.Log(1 - .36), density.ConditionalInformation([0], [1], []), 1e-12);
        Assert.Contains("The covariance has the eigenvalue", Assert.Throws<HomeostatException>(() => new Gaussian([0, 0], new[,] { { 1e-16, 1e-7 }, { 1e-7, 100 } })).Message, StringComparison.Ordinal);
    }

    private static double[,] Spread(double a, double b, double c) => new[,] { { .3 + (a * a), a * b }, { a * b, .2 + (b * b) + (c * c) } };
}
