namespace Homeostat.Studio.Tests;

/// <summary>Every task of every lesson can be done by its sliders and buttons, and the page sees that it is done, not before.</summary>
public class LessonTests
{
    [BrowserFact]
    public async Task One_neuron()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await Begin(studio, "neuron");
        Assert.Contains("dv/dt = (drive - (v - El))/taum", await page.Text("pre"), StringComparison.Ordinal);
        await page.Until("/0\\.[1-9]\\d* s\\. 0 spikes/.test(document.body.innerText)");
        await Done(page, 0);
        await Slide(page, "drive", 0.012);
        await Done(page, 1);
        await Slide(page, "drive", 0.03);
        await Done(page, 2);
        await Slide(page, "drive", 0.008);
        await page.Until("/ 0 spikes/.test(document.body.innerText)");
        await Task.Delay(1500);
        await page.Click("Push by 5 mV");
        await Finished(page, 3);
        using var run = RunFolder.Open(studio.Server.Sessions["1"].Folder);
        Assert.Equal(["SetConstant", "SetConstant", "SetConstant", "Stimulate"], run.Events().OfType<Acted>().Select(a => a.Act.GetType().Name));
    }

    [BrowserFact]
    public async Task A_circuit_that_predicts()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await Begin(studio, "prediction");
        studio.Server.Sessions["1"].Steer(new Steering(Speed: 4));
        await Slide(page, "trust", 8);
        await Done(page, 1);
        await Slide(page, "frequency w that is expected, radians/s", 3);
        await Done(page, 2);
        await Slide(page, "frequency of the world, radians/s", 6);
        await Slide(page, "trust", 2);
        await Finished(page, 3);
    }

    [BrowserFact]
    public async Task A_synapse_that_learns()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await Begin(studio, "synapse");
        studio.Server.Sessions["1"].Steer(new Steering(Speed: 4));
        await page.Until("/Weight 0\\.(49|5)/.test(document.body.innerText)");
        await Task.Delay(1000);
        await Done(page, 0);
        await Slide(page, "lag of the second cell", 0.01);
        await Done(page, 1);
        await Slide(page, "lag of the second cell", -0.01);
        await Finished(page, 2);
    }

    [BrowserFact]
    public async Task A_mortal()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await Begin(studio, "mortal");
        studio.Server.Sessions["1"].Steer(new Steering(Speed: 240));
        await page.Until("/Age \\d\\d/.test(document.body.innerText)");
        await page.Click("Open the door");
        await Done(page, 1);

        // Slow at first and then halted, it cannot die between two clicks, however long they take.
        studio.Server.Sessions["1"].Steer(new Steering(Speed: 1));
        await page.Click("Take inference away");
        await page.Click("Open the door");
        await Done(page, 2);
        await page.Click("Pause");
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Play')");
        for (var n = 0; n < 4; n++)
        {
            await page.Click("Open the door");
        }

        using var run = RunFolder.Open(studio.Server.Sessions["1"].Folder);
        await TestStudio.Until(() => Task.FromResult(run.Events().OfType<Acted>()), acts => acts.Count() == 7, "seven acts");
        studio.Server.Sessions["1"].Steer(new Steering(Speed: 240));
        await page.Click("Play");
        await Finished(page, 3);
        Assert.Contains("It died at age", await page.Text("section p[role=status]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_lesson_has_its_text_and_the_parts_that_the_text_shows()
    {
        await using var studio = await TestStudio.StartAsync();
        foreach (var (lesson, model) in new[] { ("neuron", "lesson-neuron"), ("prediction", "lesson-prediction"), ("synapse", "lesson-synapse"), ("mortal", "thermostat") })
        {
            var text = await studio.Client.GetStringAsync(new Uri($"lessons/{lesson}.html", UriKind.Relative));
            var parts = InspectedText.Of(InspectedModel.Find(model), InspectedStage.Equations).Parts;
            var shown = System.Text.RegularExpressions.Regex.Matches(text, "data-part=\"(\\w+)\"").Select(m => m.Groups[1].Value).ToArray();
            Assert.NotEmpty(shown);
            Assert.All(shown, part => Assert.Contains(part, parts.Keys));
        }
    }

    [Fact]
    public void A_network_of_a_lesson_is_saved_and_goes_on_as_those_of_the_catalog()
    {
        var folder = Directory.CreateTempSubdirectory("homeostat-lesson-");
        var path = TestRuns.Simulate(Path.Combine(folder.FullName, "synapse"), "lesson-synapse", 2);
        using (var run = RunFolder.Open(path))
        {
            Assert.Equal(10, run.Events().OfType<Found>().Single().Groups[0].Rate, 0.5);
            Assert.Equal("lesson-synapse", InspectedModel.Of(run).Name);
            Assert.Contains("lesson-synapse", Export.RunExport.Html(run, out _), StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    private static async Task<BrowserPage> Begin(TestStudio studio, string lesson)
    {
        var page = await BrowserPage.OpenAsync(studio, $"#/lessons/{lesson}");
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Begin')");
        await page.Click("Begin");
        await page.Until("document.querySelectorAll('.uplot').length === 1 && document.getElementById('connection').textContent === 'live'");
        return page;
    }

    private static Task Slide(BrowserPage page, string label, double value) => page.Page.EvaluateFunctionAsync(
        "(label, value) => { const s = document.querySelector(`input[aria-label='${label}']`); s.value = value; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); }", label, value);

    private static Task Done(BrowserPage page, int tasks) => page.Until($"document.querySelectorAll('ol.tasks input:checked').length === {tasks}");

    private static async Task Finished(BrowserPage page, int tasks)
    {
        await Done(page, tasks);
        await page.Until("document.body.innerText.includes('All is done.')");
        Assert.Empty(page.Errors);
        Assert.Empty(page.Strangers);
    }
}
