using CsCheck;

namespace Homeostat.Tests.Evaluation.Survival;

public class KaplanMeierTests
{
    // Whole ages, so that there are ties; some of 0.
    private static readonly Gen<double[]> Ages = Gen.Int[0, 30].Select(n => (double)n).Array[1, 30];
    private static readonly Gen<Lifetimes> Lives = Gen.Select(Ages, Gen.Int[0, 30].Select(n => (double)n).Array[0, 20]).Select((died, alive) => new Lifetimes(died, alive));

    // Klein and Moeschberger, Survival Analysis, 2003, tables 4.1 and 4.2; the bands are those Stata prints.
    [Theory]
    [InlineData(6, .857, .076, .1428, .0825, .6197, .9516)]
    [InlineData(7, .807, .087, .2017, .1013, .5631, .9228)]
    [InlineData(10, .753, .096, .2683, .1212, .5032, .8894)]
    [InlineData(13, .690, .107, .3517, .1471, .4316, .8491)]
    [InlineData(16, .627, .114, .4426, .1729, .3675, .8049)]
    [InlineData(22, .538, .128, .5854, .2243, .2678, .7468)]
    [InlineData(23, .448, .135, .7521, .2795, .1881, .6801)]
    public void Remissions_of_leukemia_are_as_in_the_textbook(
        double week, double share, double error, double hazard, double hazardError, double low, double high)
    {
        var at = KaplanMeier.Of(Leukemia.Treated).At(week + .5);
        Assert.Equal((week, share, error), (at.Age, at.Survival, at.StandardError), Within(.0005));
        Assert.Equal((week, low, high), (at.Age, at.Low, at.High), Within(.0002));
        var sum = CumulativeHazard.Of(Leukemia.Treated).At(week);
        Assert.Equal((week, hazard, hazardError), (sum.Age, sum.Hazard, sum.StandardError), Within(.0002));
    }

    [Fact]
    public void Ages_and_means_read_off_the_curves_are_as_published()
    {
        var (treated, placebo) = (KaplanMeier.Of(Leukemia.Treated), KaplanMeier.Of(Leukemia.Placebo));
        Assert.Equal(new AgeEstimate(23, 13, null), treated.Median);
        Assert.Equal(8, placebo.Median.Age);
        Assert.Null(treated.AgeAt(.4).Age);
        Assert.Equal(new AgeEstimate(13, 6, 23), treated.AgeAt(.7));

        // Klein and Moeschberger, example 4.1: 23.29 weeks, standard error 2.83, up to week 35.
        var (mean, error) = treated.RestrictedMean();
        Assert.Equal((23.29, 2.83, 0), (mean, error, 0), Within(.005));
        Assert.Equal((6 + (5 * 18 / 21.0), 0), (treated.RestrictedMean(6).Mean + (5 * 18 / 21.0), treated.RestrictedMean(6).StandardError));
    }

    [Fact]
    public void Without_censoring_the_curve_is_the_share_that_lives_longer() => Ages.Sample(ages =>
    {
        var curve = KaplanMeier.Of(new Lifetimes(ages));
        foreach (var age in Enumerable.Range(0, 40))
        {
            var share = ages.Count(a => a > age) / (double)ages.Length;
            var at = curve.At(age);
            Assert.Equal(share, at.Survival, 1e-12);
            Assert.Equal(Math.Sqrt(share * (1 - share) / ages.Length), at.StandardError, 1e-12);
        }

        // The area under it is the mean, with the error of a mean.
        var (mean, error) = curve.RestrictedMean(40);
        Assert.Equal(ages.Average(), mean, 1e-9);
        Assert.Equal(Math.Sqrt(ages.Sum(a => (a - mean) * (a - mean))) / ages.Length, error, 1e-9);
        Assert.Equal(ages.Order().ElementAt((ages.Length - 1) / 2), curve.Median.Age);
    });

    [Fact]
    public void Bands_hold_the_curve_which_falls() => Lives.Sample(lives =>
    {
        var before = 1.0;
        foreach (var step in KaplanMeier.Of(lives, .8).Steps)
        {
            Assert.InRange(step.Survival, 0, before);
            Assert.InRange(step.Low, 0, step.Survival);
            Assert.InRange(step.High, step.Survival, 1);
            Assert.Equal(lives.AtRisk(step.Age), step.AtRisk);
            before = step.Survival;
        }
    });

    [Fact]
    public void Time_may_be_counted_in_any_unit() => Gen.Select(Lives, Gen.Int[1, 9]).Sample((lives, unit) =>
    {
        var scaled = new Lifetimes(lives.Died.Select(age => age * unit), lives.Alive.Select(age => age * unit));
        var (curve, other) = (KaplanMeier.Of(lives), KaplanMeier.Of(scaled));
        Assert.Equal(curve.Steps.Select(s => s with { Age = s.Age * unit }), other.Steps);
        Assert.Equal(curve.Median.Age * unit, other.Median.Age);
        Assert.Equal(curve.RestrictedMean().Mean * unit, other.RestrictedMean().Mean, 1e-9);
        Assert.Equal(CumulativeHazard.Of(lives).Steps[^1].Hazard, CumulativeHazard.Of(scaled).Steps[^1].Hazard);
    });

    [Fact]
    public void Rates_are_deaths_over_time_lived()
    {
        var rates = HazardRates.Of(new Lifetimes(died: [2, 5, 10, 12], alive: [7, 20]), [0, 5, 10, 20, 30]);
        Assert.Equal([(2, 27.0), (1, 17.0), (1, 12.0)], rates.Select(r => (r.Deaths, r.Lived)));
        Assert.Equal(2 / 27.0, rates[0].Rate, 1e-15);

        // Garwood's exact limits: 2 deaths are .2422 to 7.2247, none 0 to 3.6889.
        Assert.Equal((0, .2422 / 27, 7.2247 / 27), (0, rates[0].Low, rates[0].High), Within(1e-4));
        var safe = Assert.Single(HazardRates.Of(new Lifetimes([], alive: [10]), [0, 10]));
        Assert.Equal((0.0, 0.0, .36889), (safe.Rate, safe.Low, safe.High), Within(1e-5));
    }

    [Fact]
    public void A_band_holds_the_truth_as_often_as_it_says()
    {
        // Lives of exponential length, watched for a time of exponential length: at age 1 the true share is 1/e.
        var random = new RandomStream(3);
        var (held, hazardHeld) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var lives = Enumerable.Range(0, 50).Select(_ => (Death: -Math.Log(1 - random.NextDouble()), End: -3 * Math.Log(1 - random.NextDouble()))).ToArray();
            var watched = new Lifetimes(lives.Where(l => l.Death <= l.End).Select(l => l.Death), lives.Where(l => l.Death > l.End).Select(l => l.End));
            var at = watched.Oldest >= 1 ? KaplanMeier.Of(watched, .9).At(1) : throw new InvalidOperationException("an unlikely draw");
            held += at.Low <= Math.Exp(-1) && Math.Exp(-1) <= at.High ? 1 : 0;
            var rate = HazardRates.Of(watched, [0, 1], .9)[0];
            hazardHeld += rate.Low <= 1 && 1 <= rate.High ? 1 : 0;
        }

        // 900 give or take 9.5; exact Poisson intervals hold a little more.
        Assert.InRange(held, 860, 940);
        Assert.InRange(hazardHeld, 880, 970);
    }

    [Fact]
    public void Round_ages_begin_at_0_end_within_the_last_step_and_are_7_to_15()
    {
        Assert.Equal([0], Lifetimes.RoundAges(0));
        Assert.Equal([0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000], Lifetimes.RoundAges(4000));
        Gen.Double[1e-3, 1e9].Sample(end =>
        {
            var ages = Lifetimes.RoundAges(end);
            return ages.Count is >= 7 and <= 15 && ages[0] == 0 && ages[^1] <= end && end - ages[^1] <= 1.000001 * ages[1];
        });
    }

    [Fact]
    public void What_is_no_life_is_refused()
    {
        Says("No lives", () => new Lifetimes([], []));
        Says("age -1 at death was found at index 1", () => new Lifetimes([3, -1]));
        Says("at the last look", () => new Lifetimes([3], [double.NaN]));
        Says("from 0 to 35", () => KaplanMeier.Of(Leukemia.Treated).At(36));
        Says("from 0 to 35", () => KaplanMeier.Of(Leukemia.Treated).RestrictedMean(50));
        Says("from 0 to 35", () => CumulativeHazard.Of(Leukemia.Treated).At(-1));
        Says("between 0 and 1", () => KaplanMeier.Of(Leukemia.Treated, 95));
        Says("share 1 of", () => KaplanMeier.Of(Leukemia.Treated).AgeAt(1));
        Says("two edges", () => HazardRates.Of(Leukemia.Treated, [0]));
        Says("5 and 5", () => HazardRates.Of(Leukemia.Treated, [0, 5, 5]));
        Assert.Equal(0, KaplanMeier.Of(Leukemia.Placebo).At(1000).Survival);

        static void Says(string what, Func<object> of) =>
            Assert.Contains(what, Assert.Throws<HomeostatException>(of).Message, StringComparison.Ordinal);
    }

    private static EqualityComparer<(double A, double B, double C)> Within(double tolerance) => EqualityComparer<(double A, double B, double C)>.Create(
        (x, y) => Math.Abs(x.A - y.A) <= tolerance && Math.Abs(x.B - y.B) <= tolerance && Math.Abs(x.C - y.C) <= tolerance,
        _ => 0);
}
