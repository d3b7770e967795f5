using CsCheck;

namespace Homeostat.Tests.FreeEnergies;

/// <summary>Free energy of normal beliefs is exact, and bounds the evidence.</summary>
public class LinearGaussianModelTests
{
    private static readonly double[,] Identity = { { 1, 0 }, { 0, 1 } };

    [Fact]
    public void One_state_and_one_observation_are_as_on_paper()
    {
        // x ~ N(1, 4), o = 2x + v, v ~ N(0, 1): precision 1/4 + 4, o ~ N(2, 17).
        var model = new LinearGaussianModel(new GaussianBelief([1], new double[,] { { 4 } }), new double[,] { { 2 } }, new double[,] { { 1 } });
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
            new GaussianBelief([n[0], n[1]], Spread(n[2], n[3], n[4])), new[,] { { 2 * n[5], n[6] }, { n[7], n[8] }, { n[9], 2 * n[10] } },
            new[,] { { .5, 0, 0 }, { 0, 1, .1 }, { 0, .1, 2 } });
        double[] observed = [3 * n[11], 3 * n[12], 3 * n[13]];
        var surprise = -model.LogEvidence(observed);
        var posterior = model.Posterior(observed);
        Assert.Equal(surprise, model.FreeEnergy(posterior, observed).Total, 1e-9);
        var other = new GaussianBelief([posterior.Mean[0] + n[14], posterior.Mean[1] + n[15]], Spread(n[16], n[17], n[18]));
        Assert.True(model.FreeEnergy(other, observed).Total >= surprise - 1e-12);
        Assert.True(model.FreeEnergy(other, observed).Complexity >= -1e-12);
    });

    [Fact]
    public void What_is_no_model_is_refused()
    {
        var prior = new GaussianBelief([0, 0], Identity);
        Refused("not positive definite: it has the eigenvalue -", () => new GaussianBelief([0, 0], new double[,] { { 1, 2 }, { 2, 1 } }));
        Refused("is not symmetric", () => new GaussianBelief([0, 0], new[,] { { 1, .5 }, { 0, 1 } }));
        Refused("holds NaN", () => new GaussianBelief([0, double.NaN], Identity));
        Refused("C is 2 x 1; it has to be any x 2", () => new LinearGaussianModel(prior, new double[,] { { 1 }, { 1 } }, Identity));
        Refused("The observation has 1 numbers; 2 are expected", () => new LinearGaussianModel(prior, Identity, Identity).Posterior([1]));
        Refused("R is not positive definite", () => new LinearGaussianModel(prior, Identity, new double[,] { { 1, 0 }, { 0, 0 } }));

        static void Refused(string message, Func<object> what) =>
            Assert.Contains(message, Assert.Throws<HomeostatException>(() => { _ = what(); }).Message, StringComparison.Ordinal);
    }

    private static double[,] Spread(double a, double b, double c) => new[,] { { .3 + (a * a), a * b }, { a * b, .2 + (b * b) + (c * c) } };
}
