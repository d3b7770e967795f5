namespace Homeostat.Studio.Tests;

public class LifePageTests
{
    [BrowserFact]
    public async Task A_life_that_is_begun_on_the_home_page_moves()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await BrowserPage.OpenAsync(studio);
        await page.Until("document.querySelectorAll('section').length >= 8");
        await page.Click("Run thermostat");
        await page.Until("/age ([5-9]|\\d\\d)/.test(document.querySelector('[role=status].viable, strong[role=status]')?.textContent)");
        Assert.Contains("dies", await page.Page.EvaluateExpressionAsync<string>("document.title + ' dies'"), StringComparison.Ordinal);
        Assert.Empty(page.Errors);
        Assert.Empty(page.Strangers);
    }

    [BrowserFact]
    public async Task A_run_is_closed_on_the_home_page_and_saved()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = studio.Server.Sessions.Live("thermostat", null, null, 1);
        await using var page = await BrowserPage.OpenAsync(studio);
        await page.Until("document.querySelector('[aria-label=\"Close thermostat, seed 1\"]')");
        await page.Click("Close thermostat, seed 1");
        await page.Until("document.querySelectorAll('section').length >= 8 && !document.querySelector('[aria-label=\"Close thermostat, seed 1\"]')");
        Assert.Empty(studio.Server.Sessions.All);
        Assert.True(File.Exists(Path.Combine(session.Folder, LifeSession.LifeName)));
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Clicks_are_carried_out_noted_with_their_step_and_shown()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = (WatchedLife)studio.Server.Sessions.Live("thermostat", null, null, 3);
        await using var page = await BrowserPage.OpenAsync(studio, "#/life/1");
        await page.Until("/age \\d/.test(document.querySelector('strong[role=status]')?.textContent)");
        await page.Click("Pause");
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Play')");
        await page.Click("Wound membrane");
        await page.Click("Feed");
        await page.Until("[...document.querySelectorAll('ol.events li')].filter(l => /wounded|fed/.test(l.textContent)).length === 2");
        var age = await page.Text("strong[role=status]");
        await page.Click("Step");
        await page.Until($"document.querySelector('strong[role=status]').textContent !== '{age}'");
        using var folder = RunFolder.Open(session.Folder);
        var acts = folder.Events().OfType<Acted>().ToArray();
        Assert.Equal(["Wound", "Nourish"], acts.Select(a => a.Act.GetType().Name));
        Assert.All(acts, act => Assert.StartsWith($"age {act.Step},", age, StringComparison.Ordinal));
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Acts_are_carried_out_in_the_order_of_the_clicks()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = studio.Server.Sessions.Live("thermostat", null, null, 3);
        await using var page = await BrowserPage.OpenAsync(studio, "#/life/1");
        await page.Until("/age \\d/.test(document.querySelector('strong[role=status]')?.textContent)");
        await page.Page.EvaluateExpressionAsync("""
            {
              const meal = [...document.querySelectorAll('label')].find(label => label.textContent.startsWith('meal')).querySelector('input');
              const feed = [...document.querySelectorAll('button')].find(button => button.textContent === 'Feed');
              for (let energy = 1; energy <= 40; energy++) {
                meal.value = energy;
                feed.click();
              }
            }
            """);
        using var folder = RunFolder.Open(session.Folder);
        var acts = await TestStudio.Until(() => Task.FromResult(folder.Events().OfType<Acted>().ToArray()), acts => acts.Length == 40, "forty acts");
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (double)n), acts.Select(acted => ((Nourish)acted.Act).Energy));
    }

    [BrowserFact]
    public async Task The_age_that_was_chosen_last_is_shown_also_when_an_earlier_answer_comes_later()
    {
        await using var studio = await TestStudio.StartAsync();
        ((WatchedLife)studio.Server.Sessions.Live("thermostat", null, null, 3)).HaltAt(20);
        await using var page = await BrowserPage.OpenAsync(studio, "#/life/1");
        await page.Until("/^age 20,/.test(document.querySelector('strong[role=status]')?.textContent)");
        await page.Page.EvaluateExpressionAsync("""
            {
              const ask = window.fetch;
              window.fetch = async (path, ...options) => {
                const answer = await ask(path, ...options);
                if (path.endsWith('/at?age=2')) {
                  await new Promise(done => setTimeout(done, 500));
                  window.isLate = true;
                }
                return answer;
              };
              const slider = document.querySelector('[aria-label="Age to look at"]');
              for (const age of [2, 7]) {
                slider.value = age;
                slider.dispatchEvent(new Event('input'));
              }
            }
            """);
        await page.Until("window.isLate && /^age 7,/.test(document.querySelector('strong[role=status]').textContent)");
        await Task.Delay(200);
        Assert.StartsWith("age 7,", await page.Text("strong[role=status]"), StringComparison.Ordinal);
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Death_is_said_and_the_past_can_be_looked_at_and_forked()
    {
        await using var studio = await TestStudio.StartAsync();
        var first = (WatchedLife)studio.Server.Sessions.Live("thermostat", null, null, 3);
        await using var page = await BrowserPage.OpenAsync(studio, "#/life/1");
        await page.Until("/age \\d/.test(document.querySelector('strong[role=status]')?.textContent)");
        await page.Page.EvaluateExpressionAsync("document.querySelector('[aria-label=\"Change of the state\"]').value = '-50'");
        await page.Page.EvaluateExpressionAsync("document.querySelector('[aria-label=\"State of the niche\"]').value = 'temperature'");
        await page.Click("Shock");
        await page.Until("!document.querySelector('.death-page').hidden");
        Assert.Contains("below 15", await page.Text(".death-page"), StringComparison.Ordinal);
        var (status, answer) = await studio.Post("api/sessions/1/acts", new { act = "feed", energy = 5 });
        Assert.Equal(400, status);
        Assert.Contains("death is final", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        await page.Page.EvaluateExpressionAsync("{ const s = document.querySelector('[aria-label=\"Age to look at\"]'); s.value = 2; s.dispatchEvent(new Event('input')); }");
        await page.Until("/^age 2,/.test(document.querySelector('strong[role=status]').textContent)");
        await page.Click("Fork here");
        await page.Until("location.hash === '#/life/2' && document.querySelector('.death-page')?.hidden && /^age 2,/.test(document.querySelector('strong[role=status]')?.textContent)");
        Assert.Contains("Play", await page.Text("button.main"), StringComparison.Ordinal);
        Assert.NotEqual(first.Folder, studio.Server.Sessions["2"].Folder);
        Assert.DoesNotContain(page.Errors, e => !e.Contains("400", StringComparison.Ordinal));
    }
}
