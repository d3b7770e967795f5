namespace Homeostat.Tests.Docs;

/// <summary>The C# of the page on survival, between arrows (<see cref="PageCodeTests"/>).</summary>
public class SurvivalPageTests
{
    // The test itself, or the program of the page, writes numbers into text.
    public SurvivalPageTests() => System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;

    [Fact]
    public void Leukemia()
    {
        // --> survival.md
        var treated = new Lifetimes(died: [6, 6, 6, 7, 10, 13, 16, 22, 23], alive: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
        var placebo = new Lifetimes(died: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]);
        var (with, without) = (KaplanMeier.Of(treated), KaplanMeier.Of(placebo));
        var at = with.At(10);
        Console.WriteLine($"{at.Survival:F3} of the treated are well for longer than 10 weeks ({at.Low:F2} to {at.High:F2})");   // .753, .50 to .89
        Console.WriteLine($"median: {with.Median.Age} against {without.Median.Age} weeks");                                       // 23 against 8
        Console.WriteLine($"mean of the first 23 weeks: {with.RestrictedMean(23).Mean:F1} against {without.RestrictedMean(23).Mean:F1}");
        Console.WriteLine($"log-rank: {LogRankTest.Of(treated, placebo).ChiSquare:F2}, P = {LogRankTest.Of(treated, placebo).P:G2}"); // 16.79, 4.2e-05
        Plot.Survival("survival.png", "Remission of leukemia", "weeks", ("6-mercaptopurine", with), ("placebo", without));
        // <--
        Assert.Equal((.753, .50, .89), (Math.Round(at.Survival, 3), Math.Round(at.Low, 2), Math.Round(at.High, 2)));
        Assert.Equal((23, 8), (with.Median.Age, without.Median.Age));
        Assert.Equal("16.79 4.2E-05", $"{LogRankTest.Of(treated, placebo).ChiSquare:F2} {LogRankTest.Of(treated, placebo).P:G2}");
        Assert.True(File.Exists("survival.png"));
    }

    [Fact]
    public void A_life_and_many()
    {
        // --> survival.md
        var thermostat = HabitatCatalog.Find("thermostat");
        using var mortal = thermostat.Birth();
        mortal.Live(steps: 1000);
        Plot.Biography("biography.png", mortal);
        // <--
        Assert.True(File.Exists("biography.png"));

        // --> survival.md
        var lives = Cohort.Live(count: 20, steps: 1000, seed => thermostat.Birth("controller", "rough", new MortalOptions { Seed = seed }));
        var curve = KaplanMeier.Of(Lifetimes.Of(lives));
        Console.WriteLine($"{curve.At(1000).Survival:P0} of controllers are alive after 1000 steps in the rough room");
        // <--
        Assert.InRange(curve.At(1000).Survival, .05, .95);
    }
}
