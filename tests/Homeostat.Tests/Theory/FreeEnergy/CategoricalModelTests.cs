using CsCheck;

namespace Homeostat.Tests.FreeEnergies;

/// <summary>Free energy of categories is exact, and bounds the evidence.</summary>
public class CategoricalModelTests
{
    private static readonly CategoricalModel Coin = new(new[,] { { .8, .2 }, { .2, .8 } }, prior: [.5, .5]);

    [Fact]
    public void The_reference_has_these_numbers()
    {
        Assert.Equal(.916290731874155, Coin.FreeEnergy([.5, .5], 0).Total, 1e-15);
        Assert.Equal(.6931471805599453, Coin.FreeEnergy(Coin.Posterior(0), 0).Total, 1e-15);
        Assert.Equal([.8, .2], Coin.Posterior(0), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(0, Coin.FreeEnergy([.5, .5], 0).Complexity, 1e-15);
    }

    [Fact]
    public void It_is_never_below_surprise_and_equal_for_the_posterior() => Models.Select(Gen.Int[0, 100], Gen.Double[.01, 1].Array[16]).Sample((model, which, weights) =>
    {
        var observed = which % model.Outcomes;
        var surprise = -model.LogEvidence(observed);
        double[] belief = Normalized(weights[..model.States]);
        Assert.True(model.FreeEnergy(belief, observed).Total >= surprise - 1e-12);
        Assert.True(model.FreeEnergy(belief, observed).Complexity >= -1e-12);
        Assert.Equal(surprise, model.FreeEnergy(model.Posterior(observed), observed).Total, 1e-12);
    });

    [Fact]
    public void It_never_rises_when_one_factor_after_the_other_is_updated() => Models.Select(Gen.Int[0, 100]).Sample((model, which) =>
    {
        var observed = which % model.Outcomes;
        var field = model.MeanField(observed);
        Assert.All(field.FreeEnergies.Zip(field.FreeEnergies.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1e-12));
        Assert.True(field.FreeEnergy >= -model.LogEvidence(observed) - 1e-12);
        Assert.Equal(field.FreeEnergy, model.FreeEnergy(field.Factors, observed).Total, 1e-9);
    });

    [Fact]
    public void A_mean_field_of_one_factor_is_the_posterior()
    {
        var field = Coin.MeanField(1);
        Assert.Equal(Coin.Posterior(1), field.Factors[0], (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(-Coin.LogEvidence(1), field.FreeEnergy, 1e-14);
    }

    [Fact]
    public void Columns_run_over_the_last_factor_first()
    {
        // The outcome is the second factor, whatever the first: combinations 00, 01, 02, 10, 11, 12.
        var model = new CategoricalModel(
            new double[,] { { 1, 0, 0, 1, 0, 0 }, { 0, 1, 0, 0, 1, 0 }, { 0, 0, 1, 0, 0, 1 } }, priors: [[.3, .7], [.2, .5, .3]]);
        var field = model.MeanField(2);
        Assert.Equal([.3, .7], field.Factors[0], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0, 0, 1], field.Factors[1], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(-Math.Log(.3), field.FreeEnergy, 1e-12);
    }

    [Fact]
    public void Soft_evidence_is_between_what_it_is_between()
    {
        Assert.Equal(Coin.Posterior(0), Coin.Posterior([1, 0]));
        Assert.Equal([.5, .5], Coin.Posterior([.4, .4]), (a, b) => Math.Abs(a - b) < 1e-15);

        // A sensor that is right nine times of ten: p(shows 0) = .9·.5 + .1·.5, and the odds are (.9·.8 + .1·.2) : (.9·.2 + .1·.8).
        Assert.Equal([.74, .26], Coin.Posterior([.9, .1]), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(Math.Log(.5), Coin.LogEvidence([.9, .1]), 1e-15);
        Assert.Equal(Math.Log(2), Coin.FreeEnergy(Coin.Posterior([.9, .1]), (IReadOnlyList<double>)[.9, .1]).Total, 1e-15);
    }

    [Fact]
    public void What_is_impossible_stays_so()
    {
        var sure = new CategoricalModel(new double[,] { { 1, 0, .5 }, { 0, 1, .5 } }, prior: [.5, .5, 0]);
        Assert.Equal([1, 0, 0], sure.Posterior(0));
        Assert.Equal(Math.Log(2), sure.FreeEnergy([1, 0, 0], 0).Total, 1e-15);
        Assert.Equal(double.PositiveInfinity, sure.FreeEnergy([.5, .5, 0], 0).Total);
        Assert.Equal(double.PositiveInfinity, sure.FreeEnergy([.5, 0, .5], 0).Total);
        var never = new CategoricalModel(new double[,] { { 1, 0 }, { 0, 1 } }, prior: [1, 0]);
        Assert.Equal(double.NegativeInfinity, never.LogEvidence(1));
        Assert.Contains("impossible", Assert.Throws<HomeostatException>(() => never.Posterior(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exclusive_or_has_a_mean_field_with_zeros_in_its_likelihood()
    {
        var xor = new CategoricalModel(new double[,] { { 1, 0, 0, 1 }, { 0, 1, 1, 0 } }, priors: [[.5, .5], [.4, .6]]);
        var field = xor.MeanField(0);
        Assert.All(field.Factors, factor => Assert.InRange(factor.Max(), .999, 1));
        Assert.All(field.FreeEnergies, f => Assert.True(double.IsFinite(f)));
        Assert.True(field.FreeEnergy > -xor.LogEvidence(0));
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        Refused("adds up to", () => new CategoricalModel(new[,] { { .8, .2 }, { .1, .8 } }, prior: [.5, .5]));
        Refused("prior of factor 0 adds up", () => new CategoricalModel(new[,] { { .8, .2 }, { .2, .8 } }, prior: [.5, .6]));
        Refused("finite numbers of 0 or more", () => new CategoricalModel(new[,] { { .8, .2 }, { .2, .8 } }, prior: [double.NaN, .6]));
        Refused("has 2 columns", () => new CategoricalModel(new[,] { { .8, .2 }, { .2, .8 } }, priors: [[.5, .5], [.5, .5]]));
        Refused("There is no outcome 2", () => Coin.Posterior(2));
        Refused("The belief has 3 numbers", () => Coin.FreeEnergy([.2, .3, .5], 0));
        Refused("nothing is possible", () => Coin.Posterior([0, 0]));

        static void Refused(string message, Func<object> what) =>
            Assert.Contains(message, Assert.Throws<HomeostatException>(() => { _ = what(); }).Message, StringComparison.Ordinal);
    }

    // Two factors of two or three states, two to four outcomes, now and then a zero.
    private static Gen<CategoricalModel> Models => Gen.Select(Gen.Int[2, 3], Gen.Int[2, 3], Gen.Int[2, 4], Gen.Double[0, 1].Array[64]).Select((a, b, outcomes, numbers) =>
    {
        var likelihood = new double[outcomes, a * b];
        var n = 0;
        for (var s = 0; s < a * b; s++)
        {
            double[] column = Normalized([.. Enumerable.Range(0, outcomes).Select(_ => .01 + Math.Max(0, numbers[n++] - .1))]);
            for (var o = 0; o < outcomes; o++)
            {
                likelihood[o, s] = column[o];
            }
        }

        return new CategoricalModel(
            likelihood,
            priors: [Normalized([.. Enumerable.Range(0, a).Select(i => .05 + numbers[40 + i])]), Normalized([.. Enumerable.Range(0, b).Select(i => .05 + numbers[50 + i])])]);
    });

    private static double[] Normalized(double[] weights) => Array.ConvertAll(weights, w => w / weights.Sum());
}
