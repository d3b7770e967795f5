namespace Homeostat.Studio.Tests;

public class EveryPageTests
{
    private static readonly string[] Pages =
    [
        "", "#/life/1", "#/spikes/2", "#/learner/3", "#/runs", "#/runs/trained", "#/compare/trained/short", "#/circuit", "#/circuit/model/pc", "#/circuit/session/2", "#/circuit/session/3",
        "#/lessons", "#/lessons/neuron", "#/lessons/neuron/4", "#/lessons/mortal/1", "#/colony/5",
    ];

    [BrowserFact]
    public async Task Axe_finds_nothing_on_any_page_in_light_and_dark()
    {
        await using var studio = await WithRuns();
        foreach (var hash in Pages)
        {
            await using var page = await BrowserPage.OpenAsync(studio, hash);
            await page.Until("document.querySelectorAll('section, table').length > 0");
            await Task.Delay(500);
            foreach (var dark in (bool[])[false, true])
            {
                await page.Prefer(dark);
                var found = await page.Axe();
                Assert.True(found.Length == 0, $"{hash} {(dark ? "dark" : "light")}: {string.Join('\n', found)}");
            }

            Assert.Empty(page.Errors);
            Assert.Empty(page.Strangers);
        }
    }

    [BrowserFact]
    public async Task No_page_is_wider_than_a_phone()
    {
        await using var studio = await WithRuns();
        foreach (var hash in Pages)
        {
            await using var page = await BrowserPage.OpenAsync(studio, hash, width: 390, height: 800);
            await page.Until("document.querySelectorAll('section, table').length > 0");
            await Task.Delay(500);
            var width = await page.Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth");
            var wide = await page.Page.EvaluateExpressionAsync<string>("[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 391).map(e => e.outerHTML.slice(0, 60)).slice(0, 8).join('\\n')");
            Assert.True(width <= 390, $"{hash} is {width} pixels wide, by\n{wide}");
        }
    }

    [BrowserFact]
    public async Task The_keyboard_alone_begins_a_life_halts_it_and_lets_it_take_a_step()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await BrowserPage.OpenAsync(studio);
        await page.Until("document.querySelectorAll('section').length >= 8");
        for (var n = 0; n < 20 && await page.Page.EvaluateExpressionAsync<string>("document.activeElement.textContent") != "Run thermostat"; n++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }

        await page.Page.Keyboard.PressAsync("Enter");
        await page.Until("/age \\d/.test(document.querySelector('strong[role=status]')?.textContent)");
        await page.Page.Keyboard.PressAsync(" ");
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Play')");
        await Task.Delay(200);
        var age = await page.Text("strong[role=status]");
        await page.Page.Keyboard.PressAsync(".");
        await page.Until($"document.querySelector('strong[role=status]').textContent !== '{age}'");
    }

    [BrowserFact]
    public async Task A_page_says_that_the_studio_is_gone_and_goes_on_when_it_is_there_again()
    {
        await using var studio = await TestStudio.StartAsync(keepsToken: true);
        var run = studio.Server.Sessions.Live("thermostat", null, null, 1).Folder;
        await using var page = await BrowserPage.OpenAsync(studio, "#/life/1");
        await page.Until("document.getElementById('connection').textContent === 'live' && /^age \\d{2,}/.test(document.querySelector('strong[role=status]').textContent)");
        var age = await page.Page.EvaluateExpressionAsync<int>("Number(document.querySelector('strong[role=status]').textContent.match(/\\d+/)[0])");
        await studio.Server.DisposeAsync();
        await page.Until("document.getElementById('connection').className === 'lost'");
        await studio.StartAgainAsync();
        studio.Server.Sessions.Open(run);
        await page.Until($"document.getElementById('connection').textContent === 'live' && Number(document.querySelector('strong[role=status]')?.textContent.match(/\\d+/)?.[0]) > {age + 20}");
        Assert.Empty(page.Strangers);
    }

    private static async Task<TestStudio> WithRuns()
    {
        var studio = await TestStudio.StartAsync();
        studio.Server.Sessions.Live("thermostat", null, null, 1);
        var network = studio.Server.Sessions.Simulate("cuba", 1);
        studio.Server.Sessions.Open(Trainings.Alone(studio, "trained", Trainings.Settings()));
        studio.Server.Sessions.Simulate("lesson-neuron", 1);
        TestRuns.Learn(Path.Combine(studio.Runs, "short"));
        var colony = Colonies.Begin(studio, Colonies.Settings(lives: 3));
        await TestStudio.Until(() => studio.Get("api/runs"), runs => runs.GetArrayLength() == 6, "six runs");

        // The processors are for the pages.
        network.Steer(new Steering(Play: false));
        await Colonies.HaltAt(studio, colony, 900);
        return studio;
    }
}
