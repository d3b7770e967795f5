using Homeostat.Studio.Web;
using PuppeteerSharp;

namespace Homeostat.Studio.Tests;

/// <summary>
/// Pictures of every page, for the docs: <c>HOMEOSTAT_PICTURES=docs/images dotnet test --filter PictureTests</c> writes them there.
/// </summary>
public class PictureTests
{
    [BrowserFact]
    public async Task Every_page_can_be_pictured()
    {
        await using var studio = await TestStudio.StartAsync();
        var folder = Environment.GetEnvironmentVariable("HOMEOSTAT_PICTURES") ?? Directory.CreateDirectory(Path.Combine(studio.Runs, "..", "pictures")).FullName;
        var learner = Trainings.Alone(studio, "pc-digits", Trainings.Settings(train: 4000, test: 1000, epochs: 3) with { Layers = null });
        var life = (WatchedLife)studio.Server.Sessions.Live("thermostat", null, null, 3);
        var cell = (WatchedLife)studio.Server.Sessions.Live("chemotaxis", null, null, 1);
        var network = studio.Server.Sessions.Simulate("cuba", 1);
        studio.Server.Sessions.Open(learner);
        life.Steer(new Steering(Speed: 0));
        life.HaltAt(1200);
        cell.HaltAt(1500);
        network.Steer(new Steering(Speed: 1));
        await network.Trace(new TraceRequest("cells.v", [0, 1, 2]));
        var lesson = studio.Server.Sessions.Simulate("lesson-neuron", 1);
        await lesson.Trace(new TraceRequest("cell.v", [0]));
        await lesson.Do(new SetConstant("cell", "drive", 0.012));
        var colony = Colonies.Begin(studio, ColonyApi.SettingsOf("thermostat", 12, "mortal", null, 1, ["reflex"]));
        await Colonies.HaltAt(studio, colony, 4000);
        (string Name, string Hash, string Ready)[] pages =
        [
            ("home", "", "document.querySelectorAll('section').length >= 8"),
            ("life", "#/life/1", "/^age 1200/.test(document.querySelector('strong[role=status]')?.textContent)"),
            ("chemotaxis", "#/life/2", "/^age \\d{3,}/.test(document.querySelector('strong[role=status]')?.textContent)"),
            ("spikes", "#/spikes/3", "document.querySelectorAll('.uplot').length === 2 && /step \\d{5}/.test(document.querySelector('canvas + p')?.textContent)"),
            ("learner", "#/learner/4", "document.querySelectorAll('.uplot').length === 3 && document.querySelectorAll('table.confusion button').length > 9"),
            ("runs", "#/runs", "document.querySelectorAll('tbody tr').length === 6"),
            ("colony", "#/colony/6", "document.querySelectorAll('.tile').length === 24 && /^age 4000/.test(document.querySelector('strong[role=status]')?.textContent) && document.querySelectorAll('.scroll tbody tr').length === 4"),
            ("lesson", "#/lessons/neuron/5", "/[3-9]\\.\\d* s\\. /.test(document.body.innerText)"),
            ("circuit", "#/circuit/model/thermostat", "document.querySelectorAll('svg.graph rect').length === 6 && [...document.querySelectorAll('td.number')].some(c => c.textContent)"),
        ];
        foreach (var (name, hash, ready) in pages)
        {
            await using var page = await BrowserPage.OpenAsync(studio, hash, width: 1300, height: 1150);
            await page.Until(ready);
            if (name == "learner")
            {
                await page.Click("Show it");
                await page.Until("document.querySelectorAll('canvas.heat').length >= 3");
            }

            await Task.Delay(1500);
            var path = Path.Combine(folder, $"studio-{name}.png");
            await page.Page.ScreenshotAsync(path, new ScreenshotOptions { FullPage = name is "learner" or "colony" });
            Assert.True(new FileInfo(path).Length > 10_000);
            Assert.Empty(page.Errors);
        }
    }
}
