using System.Net.Http.Json;

namespace Homeostat.Studio.Tests;

public class RunsPageTests
{
    [BrowserFact]
    public async Task Runs_that_are_chosen_are_compared_and_a_note_is_kept()
    {
        await using var studio = await TestStudio.StartAsync();
        TestRuns.Learn(Path.Combine(studio.Runs, "one"));
        TestRuns.Learn(Path.Combine(studio.Runs, "set/two"), "ff");
        await using var page = await BrowserPage.OpenAsync(studio, "#/runs");
        await page.Until("document.querySelectorAll('input[type=checkbox]').length === 2");
        await page.Page.ClickAsync("[aria-label='Compare one']");
        Assert.True(await page.Page.EvaluateExpressionAsync<bool>("[...document.querySelectorAll('button')].find(b => b.textContent.startsWith('Compare')).disabled"));
        await page.Page.ClickAsync("[aria-label='Compare set/two']");
        await page.Click("Compare 2 runs");
        await page.Until("document.querySelector('h1').textContent === 'Runs compared' && document.querySelectorAll('.uplot').length === 1");
        var rows = await page.Page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('tbody tr')].map(r => [...r.children].map(c => c.textContent).join(' '))");
        Assert.Contains("model pc ff", rows);
        Assert.Contains(rows, row => row.StartsWith("accuracy ", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.StartsWith("epochs ", StringComparison.Ordinal));
        Assert.Empty(page.Errors);

        await page.Page.GoToAsync(new Uri(studio.Root, "#/runs/set/two").ToString());
        await page.Until("document.querySelector('h1').textContent === 'set/two'");
        await page.Page.TypeAsync("[aria-label^=Tags]", "good good new");
        await page.Page.TypeAsync("[aria-label=Note]", "learned <b>well</b>");
        await page.Click("Keep");
        await page.Until("[...document.querySelectorAll('[role=status]')].some(s => s.textContent.startsWith('Kept'))");
        var notes = RunNotes.Read(Path.Combine(studio.Runs, "set/two"));
        Assert.Equal(["good", "new"], notes.Tags);
        Assert.Equal("learned <b>well</b>", notes.Note);
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData("api/compare?name=one", "from 2 to 20")]
    [InlineData("api/compare?name=one&name=three", "no run of the name 'three'")]
    public async Task What_cannot_be_compared_is_said(string path, string said)
    {
        await using var studio = await TestStudio.StartAsync();
        TestRuns.Simulate(Path.Combine(studio.Runs, "one"), "izhikevich", 0.01);
        using var response = await studio.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Contains(said, (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_note_that_is_too_long_is_refused()
    {
        await using var studio = await TestStudio.StartAsync();
        TestRuns.Simulate(Path.Combine(studio.Runs, "one"), "izhikevich", 0.01);
        var (status, answer) = await studio.Post("api/run/notes?name=one", new { tags = Array.Empty<string>(), note = new string('x', 20_000) });
        Assert.Equal(400, status);
        Assert.Contains("10000 characters", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(studio.Runs, "one", RunNotes.FileName)));
    }
}
