namespace Homeostat.Tests.Mortals;

public class ExperimentTests
{
    [Fact]
    public void Food_counts_as_income_and_is_written_down()
    {
        using var mortal = HabitatCatalog.Find("thermostat").Birth();
        mortal.Live(10);
        var (level, income) = (mortal.Energy.Level, mortal.Energy.Income);
        mortal.Feed(12.5);
        Assert.Equal(level + 12.5, mortal.Energy.Level, 1e-9);
        Assert.Equal(income + 12.5, mortal.Energy.Income, 1e-9);
        Assert.Contains(mortal.Biography.Events, e => e is { Kind: "experiment", Age: 10 } && e.Text.Contains("12.5 J", StringComparison.Ordinal));
        Assert.Throws<HomeostatException>(() => mortal.Feed(-1));
        Assert.Throws<HomeostatException>(() => mortal.Feed(double.NaN));
    }

    [Fact]
    public void A_disturbance_changes_one_state_of_the_niche_and_can_kill()
    {
        using var mortal = HabitatCatalog.Find("thermostat").Birth();
        mortal.Live(10);
        var before = mortal.Niche.Values.ToArray();
        mortal.Disturb("temperature", -2.5);
        Assert.Equal(before[0] - 2.5, mortal.Niche.Values[0]);
        Assert.Equal(before[1..], mortal.Niche.Values[1..]);
        mortal.Disturb("temperature", -50);
        Assert.False(mortal.Step());
        Assert.Contains("temperature", mortal.CauseOfDeath, StringComparison.Ordinal);
        Assert.Contains("death is final", Assert.Throws<HomeostatException>(() => mortal.Disturb("temperature", 50)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Ablation.Inference)]
    [InlineData(Ablation.Learning)]
    [InlineData(Ablation.Selection)]
    [InlineData(Ablation.Anticipation)]
    public void A_loop_that_is_taken_away_at_birth_gives_the_life_that_was_born_without_it(Ablation loop)
    {
        var habitat = HabitatCatalog.Find("thermostat");
        using var taken = habitat.Birth(options: new MortalOptions { Seed = 5 });
        using var born = habitat.Birth(options: new MortalOptions { Seed = 5, Ablate = loop });
        taken.TakeAway(loop);
        taken.Live(400);
        born.Live(400);
        Assert.Equal(born.Age, taken.Age);
        Assert.All(born.Biography.Columns, column => Assert.Equal(born.Biography[column], taken.Biography[column]));
    }

    [Theory]
    [InlineData(Ablation.Inference)]
    [InlineData(Ablation.Learning)]
    [InlineData(Ablation.Anticipation)]
    public void A_life_that_lost_a_loop_is_resumed_without_it(Ablation loop)
    {
        var habitat = HabitatCatalog.Find("thermostat");
        var path = Path.Combine(Directory.CreateTempSubdirectory("homeostat-test-").FullName, "life.npz");
        using var straight = habitat.Birth(options: new MortalOptions { Seed = 5 });
        straight.Live(150);
        straight.TakeAway(loop);
        straight.Live(50);
        MortalFile.Save(path, straight);
        using var resumed = habitat.Resume(path, options: new MortalOptions { Seed = 5 });
        Assert.Equal(loop, resumed.Ablation);
        straight.Live(150);
        resumed.Live(150);
        Assert.All(straight.Biography.Columns, column => Assert.Equal(straight.Biography[column], resumed.Biography[column]));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void What_is_no_loop_cannot_be_taken_away()
    {
        using var mortal = HabitatCatalog.Find("thermostat").Birth();
        Assert.Throws<HomeostatException>(() => mortal.TakeAway(Ablation.None));
        Assert.Throws<HomeostatException>(() => mortal.TakeAway((Ablation)64));
        Assert.Throws<HomeostatException>(() => mortal.Disturb("mood", 1));
    }
}
