namespace Homeostat.Studio.Tests;

public class ColonyPageTests
{
    private const string Status = "(document.querySelector('strong[role=status]')?.textContent ?? '')";

    [BrowserFact]
    public async Task A_colony_that_is_begun_on_the_home_page_grows_its_curves_and_a_tile_opens_a_life()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await BrowserPage.OpenAsync(studio);
        await page.Until("document.querySelectorAll('form select[name=compare]').length === 3");
        await page.Page.EvaluateExpressionAsync(
            """
            {
              const form = [...document.querySelectorAll('form')].find(f => f.textContent.includes('Begin a homeostat colony'));
              form.elements.lives.value = 4;
              form.elements.compare.value = 'body:fixed';
            }
            """);
        await page.Click("Begin a homeostat colony");
        await page.Until("location.hash === '#/colony/1' && document.querySelectorAll('.tile').length === 8");
        var colony = (WatchedColony)studio.Server.Sessions["1"];
        Assert.Equal(("ultrastable", 4), (colony.Settings.Body, colony.Settings.Seeds));
        Assert.Equal(["fixed"], colony.Settings.Against);
        await page.Until($"/^age \\d{{2,}}, 8 of 8 alive/.test({Status})");
        await Colonies.HaltAt(studio, colony, 1800);

        // Those who died say so in words, and the numbers are those of the comparison.
        var survival = await Colonies.Survival(studio, colony);
        var groups = survival.GetProperty("groups").EnumerateArray().ToArray();
        var dead = groups.Sum(g => g.GetProperty("lives").GetInt32() - g.GetProperty("alive").GetInt32());
        Assert.InRange(dead, 2, 7);
        await page.Until($"/^age 1800, {8 - dead} of 8 alive/.test({Status}) && [...document.querySelectorAll('.tile')].filter(t => /died at \\d+: .+/.test(t.textContent)).length === {dead}");
        var p = groups[1].GetProperty("p").GetDouble();
        await page.Until($"[...document.querySelectorAll('td')].some(c => c.textContent === String(Number({p.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}.toPrecision(2))))");
        Assert.Contains("solid line", await page.Page.EvaluateExpressionAsync<string>("[...document.querySelectorAll('th svg')].map(s => s.getAttribute('aria-label')).join()"), StringComparison.Ordinal);

        // By the keyboard alone a dead life is opened, which is dead on its page.
        await page.Page.EvaluateExpressionAsync("document.querySelector('.tile.dead').focus()");
        var tile = await page.Text(".tile.dead .status");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Until("location.hash === '#/life/2' && document.querySelector('.death-page')?.hidden === false");
        Assert.Contains(tile["died at ".Length..], (await page.Text(".death-page h2"))["It died at age ".Length..], StringComparison.Ordinal);
        Assert.Empty(page.Errors);
        Assert.Empty(page.Strangers);
    }

    [BrowserFact]
    public async Task The_space_bar_halts_all_lives_and_the_full_stop_takes_one_step_of_each()
    {
        await using var studio = await TestStudio.StartAsync();
        Colonies.Begin(studio, Colonies.Settings(lives: 2));
        await using var page = await BrowserPage.OpenAsync(studio, "#/colony/1");
        await page.Until($"/^age \\d/.test({Status})");
        await page.Page.Keyboard.PressAsync(" ");
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Play')");
        await Task.Delay(300);
        var age = await page.Page.EvaluateExpressionAsync<int>($"Number({Status}.match(/\\d+/)[0])");
        await page.Page.Keyboard.PressAsync(".");
        await page.Until($"{Status}.startsWith('age {age + 1},')");
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task A_number_of_lives_that_cannot_be_is_said_on_the_page()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await BrowserPage.OpenAsync(studio);
        await page.Until("document.querySelectorAll('input[name=lives]').length === 3");
        foreach (var (lives, said) in new[] { ("0", "0 lives were asked for; give 1 to 500."), ("1000000000", "1000000000 lives were asked for; give 1 to 500.") })
        {
            await page.Page.EvaluateExpressionAsync($"document.querySelector('input[name=lives]').value = '{lives}'");
            await page.Click("Begin a thermostat colony");
            await page.Until($"document.getElementById('message').textContent === '{said}' && !document.getElementById('message').hidden");
        }

        Assert.Empty(studio.Server.Sessions.All);
    }

    [BrowserFact]
    public async Task A_saved_run_of_many_lives_is_shown_with_its_causes_of_death()
    {
        await using var studio = await TestStudio.StartAsync();
        var events = Colonies.Alone(Path.Combine(studio.Runs, "saved"), Colonies.Settings(lives: 3));
        studio.Server.Sessions.Open(Path.Combine(studio.Runs, "saved"));
        await using var page = await BrowserPage.OpenAsync(studio, "#/colony/1");
        await page.Until($"/all is lived/.test({Status}) && document.querySelectorAll('.scroll tbody tr').length === 6");
        var tiles = await page.Page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('.tile .status')].map(t => t.textContent)");
        Assert.Equal(events.OfType<Ended>().Select(e => e.CauseOfDeath is { } cause ? $"died at {e.Age}: {cause}" : $"alive at {e.Age}, the end"), tiles);
        Assert.Empty(page.Errors);
    }
}
