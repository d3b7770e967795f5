
namespace Homeostat.Tests.Niches;

/// <summary>One cell alone finds food, in spite of noise.</summary>
public class BacteriumTests
{
    [Fact]
    public void It_adapts_to_any_concentration_exactly()
    {
        var body = Bacterium.Create(new AttractantField(), new BacteriumOptions { Noise = 0 });
        using var cell = new Simulation(body.Circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var now = cell.Compile(new Clamp("surface.ligand", "ligand"), new Probe("receptors.activity"), new Probe("motor.tumbling"));
        var later = cell.Compile(new Clamp("surface.ligand", "ligand"), new Settle(3000), new Probe("receptors.activity"), new Probe("motor.tumbling"));
        foreach (var (ligand, isMore) in new[] { (200.0, true), (20.0, false), (900.0, true), (899.0, false) })
        {
            cell.Stream(now, "ligand")[0, 0] = cell.Stream(later, "ligand")[0, 0] = ligand;
            cell.Run(now);
            Assert.Equal(isMore, cell["receptors.activity"][0, 0] < 0.5);
            cell.Run(later);
            Assert.Equal(0.5, cell["receptors.activity"][0, 0], 1e-9);
            Assert.Equal(1, cell["motor.tumbling"][0, 0], 1e-6);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void It_climbs_and_one_that_feels_nothing_does_not(int dimensions)
    {
        var cells = Approaches(field => Bacterium.Create(field), Ablation.None);
        Assert.True(WelchTest.Of(cells, Approaches(Bacterium.Blind, Ablation.None)).P < 1e-4);
        Assert.True(WelchTest.Of(cells, Approaches(field => Bacterium.Create(field), Ablation.Inference)).P < 1e-4);
        var climb = SampleSummary.Of(cells);
        Assert.True(climb.Mean > 5 * climb.Deviation / Math.Sqrt(climb.Count));

        // By how much, in μm a second, each of some cells comes nearer to a source that stays.
        double[] Approaches(Func<AttractantField, Body> body, Ablation ablate) => [.. Enumerable.Range(1, 20).Select(seed =>
        {
            var field = new AttractantField(new AttractantFieldOptions { Dimensions = dimensions, Distance = 1000, Food = double.PositiveInfinity });
            using var cell = new Mortal(body(field), field, new MortalOptions { Seed = (ulong)seed, Ablate = ablate, KeepSteps = false });
            cell.Live(1200);
            return (1000 - field.Values[^1]) / 120;
        })];
    }

    [Fact]
    public void Whoever_climbs_lives_longer()
    {
        var cells = Lifetimes(null, Ablation.None);
        foreach (var others in new[] { Lifetimes("blind", Ablation.None), Lifetimes("unadapting", Ablation.None), Lifetimes(null, Ablation.Inference) })
        {
            var test = LogRankTest.Of(cells, others);
            Assert.True(test.P < 0.01 && test.Observed[0] < test.Expected[0]);
        }

        static Lifetimes Lifetimes(string? body, Ablation ablate) => Homeostat.Lifetimes.Of(Cohort.Live(18, 6000, seed =>
            HabitatCatalog.Find("chemotaxis").Birth(body, options: new MortalOptions { Seed = seed, Ablate = ablate, KeepSteps = false })));
    }

    [Fact]
    public void There_is_nothing_to_take_from_it_but_inference()
    {
        using var whole = HabitatCatalog.Find("chemotaxis").Birth();
        using var without = HabitatCatalog.Find("chemotaxis").Birth(options: new MortalOptions { Ablate = Ablation.Learning | Ablation.Selection | Ablation.Anticipation });
        whole.Live(500);
        without.Live(500);
        Assert.Equal(whole.Niche.Values, without.Niche.Values);
        Assert.Equal(whole.Energy.Level, without.Energy.Level);
    }

    [Fact]
    public void It_dies_of_hunger_or_of_a_membrane_that_is_no_longer_made()
    {
        var desert = new AttractantField(new AttractantFieldOptions { Uptake = 0 });
        using var cell = new Mortal(Bacterium.Create(desert), desert);
        cell.Live(5000);
        Assert.Equal("the energy is used up", cell.CauseOfDeath);
        using var other = HabitatCatalog.Find("chemotaxis").Birth();
        other.KnockOut("enzyme");
        other.Live(2000);
        Assert.Contains("membrane", other.CauseOfDeath, StringComparison.Ordinal);
        Assert.True(new Autopoiesis(other.Body.Parts).IsClosed);
    }

    [Theory]
    [InlineData(1.2, 0, "activity 1.2")]
    [InlineData(0.5, -1, "noise -1")]
    [InlineData(0.5, double.NaN, "noise NaN")]
    public void Constants_out_of_range_are_refused(double activity, double noise, string message) => Assert.Contains(
        message,
        Assert.Throws<HomeostatException>(() => Bacterium.Create(new AttractantField(), new BacteriumOptions { Activity = activity, Noise = noise })).Message,
        StringComparison.Ordinal);
}
