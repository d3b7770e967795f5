using System.Text.Json;

namespace Homeostat.Studio.Tests;

public sealed class ColonyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("homeostat-colony-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Lives_side_by_side_end_as_lives_one_by_one_for_any_number_of_threads(int threads)
    {
        // No multiple of the steps that are taken together.
        var settings = Colonies.Settings(steps: 1511) with { Threads = threads };
        var alone = Colonies.Alone(Path.Combine(_folder.FullName, "alone"), settings with { Threads = 2 });
        using var folder = RunFolder.Create(Path.Combine(_folder.FullName, "together"), settings);
        using var control = new Control<ColonySession>();
        Assert.Equal(ExitCode.Success, new ColonySession(folder, new SilentReport(), control, default).Run());
        var together = folder.Events();
        Assert.Equal(15, together.OfType<Ended>().Count());
        Assert.Contains(together.OfType<Ended>(), e => e.CauseOfDeath is null);
        Assert.True(together.OfType<Ended>().Count(e => e.CauseOfDeath is not null) >= 5);
        Assert.Equal(alone.OfType<Ended>(), together.OfType<Ended>());
        Assert.Equal(Text(alone.OfType<Survived>().Single().Groups), Text(together.OfType<Survived>().Single().Groups));
        Assert.True(File.Exists(folder["survival.png"]));
    }

    [Fact]
    public async Task Watching_changes_no_life_and_what_the_page_is_told_is_what_the_library_computes()
    {
        await using var studio = await TestStudio.StartAsync();
        var settings = Colonies.Settings();
        var colony = Colonies.Begin(studio, settings);
        await Colonies.HaltAt(studio, colony, 700);
        var survival = await Colonies.Survival(studio, colony);
        var groups = LifeGroup.Of(settings);
        var lives = groups.Select(group => Lifetimes.Of(Cohort.Live(5, 700, seed => group.Birth(settings, seed), firstSeed: 3))).ToArray();
        Assert.True(lives.Sum(group => group.Died.Count) >= 3 && lives[0].Alive.Count > 0);
        foreach (var (n, told) in survival.GetProperty("groups").EnumerateArray().Index())
        {
            var curve = KaplanMeier.Of(lives[n]);
            Assert.Equal(groups[n].Name, told.GetProperty("name").GetString());
            Assert.Equal(Text(curve.Steps.Select(s => new[] { s.Age, s.Survival, s.Low, s.High })), Text(told.GetProperty("curve")));
            Assert.Equal(curve.RestrictedMean(lives[n].Alive.Count > 0 ? 700 : null), (told.GetProperty("mean").GetDouble(), told.GetProperty("standardError").GetDouble()));
            Assert.Equal(survival.GetProperty("ages").EnumerateArray().Select(age => lives[n].AtRisk(age.GetDouble())), told.GetProperty("atRisk").EnumerateArray().Select(a => a.GetInt32()));
            var test = LogRankTest.Of(lives[0], lives[n]);
            Assert.Equal(n == 0 ? "null" : Text(test.P), told.GetProperty("p").GetRawText());
            Assert.Equal(n == 0 ? "null" : Text(test.ChiSquare), told.GetProperty("chiSquare").GetRawText());
        }

        colony.Steer(new Steering(Play: true));
        while (!colony.Happenings.From(0).Events.OfType<Finished>().Any())
        {
            Assert.Single(await colony.Sample(default));
            await Colonies.Survival(studio, colony);
        }

        using var folder = RunFolder.Read(colony.Folder);
        Assert.Equal(Colonies.Alone(Path.Combine(_folder.FullName, "alone"), settings).OfType<Ended>(), folder.Events().OfType<Ended>());
    }

    [Fact]
    public async Task A_life_that_is_opened_is_the_same_individual_at_the_same_age()
    {
        await using var studio = await TestStudio.StartAsync();
        var colony = Colonies.Begin(studio, Colonies.Settings());
        await Colonies.HaltAt(studio, colony, 900);
        var frame = JsonDocument.Parse((await colony.Sample(default)).Single().Bytes).RootElement;
        var lives = frame.GetProperty("lives").EnumerateArray().ToArray();
        var dead = Array.FindIndex(lives, life => life.GetProperty("causeOfDeath").ValueKind == JsonValueKind.String);
        var alive = Array.FindLastIndex(lives, life => life.GetProperty("causeOfDeath").ValueKind == JsonValueKind.Null);
        foreach (var (place, id) in new[] { (dead, "2"), (alive, "3"), (7, "4") })
        {
            var (status, opened) = await studio.Post($"api/sessions/{colony.Id}/individual?life={place}", new { });
            Assert.Equal((200, "life", id), (status, opened.GetProperty("kind").GetString(), opened.GetProperty("id").GetString()));
            var age = lives[place].GetProperty("age").GetInt64();
            var one = (WatchedLife)studio.Server.Sessions[id];
            var now = await TestStudio.Until(
                async () => JsonDocument.Parse((await one.Sample(default)).Single().Bytes).RootElement, now => now.GetProperty("age").GetInt64() == age, $"age {age}");
            Assert.Equal(lives[place].GetProperty("causeOfDeath").GetString(), now.GetProperty("causeOfDeath").GetString());
            Assert.Equal(Text(lives[place].GetProperty("essentials")), Text(now.GetProperty("essentials")));
            Assert.Equal(lives[place].GetProperty("viability").GetString(), now.GetProperty("viability").GetString());
        }

        Assert.Equal([Ablation.Selection], ((WatchedLife)studio.Server.Sessions["4"]).Settings.Ablate);
    }

    [Fact]
    public async Task A_run_of_many_lives_is_shown_when_it_is_over_and_lived_anew_when_it_was_stopped()
    {
        await using var studio = await TestStudio.StartAsync();
        var settings = Colonies.Settings(lives: 2);
        var alone = Colonies.Alone(Path.Combine(studio.Runs, "over"), settings);
        var before = File.ReadAllText(Path.Combine(studio.Runs, "over", RunFolder.MetricsName));
        var over = (WatchedColony)studio.Server.Sessions.Open(Path.Combine(studio.Runs, "over"));
        var frame = JsonDocument.Parse((await over.Sample(default)).Single().Bytes).RootElement;
        Assert.Equal(alone.OfType<Ended>().Select(e => e.CauseOfDeath), frame.GetProperty("lives").EnumerateArray().Select(life => life.GetProperty("causeOfDeath").GetString()));
        Assert.Equal(JsonValueKind.Null, frame.GetProperty("lives")[0].GetProperty("essentials").ValueKind);
        Assert.Equal(6, (await studio.Get("api/sessions/1")).GetProperty("lives").GetArrayLength());
        var survived = alone.OfType<Survived>().Single().Groups;
        Assert.Equal(survived.Select(g => g.Mean), (await Colonies.Survival(studio, over)).GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("mean").GetDouble()));
        studio.Server.Sessions.Close("1");
        Assert.Equal(before, File.ReadAllText(Path.Combine(studio.Runs, "over", RunFolder.MetricsName)));

        var stopped = Colonies.Begin(studio, settings);
        await Colonies.HaltAt(studio, stopped, 300);
        var path = stopped.Folder;
        studio.Server.Sessions.Close("2");
        var anew = (WatchedColony)studio.Server.Sessions.Open(path);
        anew.Steer(new Steering(Speed: 0));
        await Colonies.Finished(anew);
        using var folder = RunFolder.Read(path);
        Assert.Equal(alone.OfType<Ended>(), folder.Events().OfType<Ended>());
        Assert.Single(folder.Events().OfType<Asked>());
    }

    [Theory]
    [InlineData("""{"life":"thermostat","lives":0}""", "0 lives were asked for; give 1 to 500.")]
    [InlineData("""{"life":"thermostat","lives":1000000000}""", "1000000000 lives were asked for; give 1 to 500.")]
    [InlineData("""{"life":"thermostat","lives":-3}""", "-3 lives were asked for")]
    [InlineData("""{"life":"thermostat","lives":"many"}""", "The request could not be read")]
    [InlineData("""{"life":"thermostat","lives":200}""", "800 lives in all, 200 in each group, are more than the studio shows, 500.")]
    [InlineData("""{"life":"thermostatt","lives":3}""", "There is no life called 'thermostatt'")]
    [InlineData("""{"life":"thermostat","lives":3,"body":"cat"}""", "'cat' is no body of 'thermostat'")]
    [InlineData("""{"life":"thermostat","lives":3,"body":"mortal","against":["dog"]}""", "'dog' is no body of 'thermostat'")]
    [InlineData("""{"life":"thermostat","lives":3,"niche":"moon"}""", "'moon' is no niche of 'thermostat'")]
    [InlineData("""{"life":"thermostat","lives":3,"body":"mortal","against":["mortal"]}""", "Two of the groups that are compared would be 'mortal'.")]
    [InlineData("""{"life":"thermostat","lives":3,"ablate":["hope"]}""", "The request could not be read")]
    public async Task A_colony_that_cannot_begin_says_why(string asked, string said)
    {
        await using var studio = await TestStudio.StartAsync();
        using var response = await studio.Client.PostAsync(new Uri("api/sessions", UriKind.Relative), new StringContent(asked));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(said, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(studio.Server.Sessions.All);
        Assert.False(Directory.Exists(studio.Runs));
    }

    [Fact]
    public async Task What_a_colony_does_not_have_is_said()
    {
        await using var studio = await TestStudio.StartAsync();
        var colony = Colonies.Begin(studio, Colonies.Settings(lives: 1, steps: 5));
        studio.Server.Sessions.Live("thermostat", null, null, 1);
        Assert.Contains("There is no life 3 in the colony; there are 0 to 2.", await Said("api/sessions/1/individual?life=3"), StringComparison.Ordinal);
        Assert.Contains("Only a colony", await Said("api/sessions/2/individual?life=0"), StringComparison.Ordinal);
        Assert.Contains("only watched", (await Assert.ThrowsAsync<HomeostatException>(() => colony.Do(new Nourish(1)))).Message, StringComparison.Ordinal);

        async Task<string> Said(string path)
        {
            var (status, answer) = await studio.Post(path, new { });
            Assert.Equal(400, status);
            return answer.GetProperty("error").GetString()!;
        }
    }

    private static string Text(object value) => JsonSerializer.Serialize(value);
}
