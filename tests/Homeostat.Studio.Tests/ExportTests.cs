using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Homeostat.Studio.Export;

namespace Homeostat.Studio.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("homeostat-export-");

    [BrowserFact]
    public async Task A_saved_life_opens_from_the_disk_and_shows_any_age()
    {
        var path = Export(TestRuns.Live(At("life"), "thermostat", 400));
        await using var page = await SavedPage.OpenAsync(path);
        await page.Until("/^age 400, /.test(document.querySelector('strong[role=status]')?.textContent) && document.querySelectorAll('.uplot').length === 2");
        var past = MortalFile.ReadBiography(Path.Combine(At("life"), LifeSession.LifeName));
        foreach (var age in new[] { 123, 1, 400 })
        {
            await page.Page.EvaluateExpressionAsync($"{{ const s = document.querySelector('[aria-label=\"Age to look at\"]'); s.value = {age}; s.dispatchEvent(new Event('input')); }}");
            await page.Until($"document.querySelector('strong[role=status]').textContent.startsWith('age {age},')");
            var shown = await page.Page.EvaluateExpressionAsync<string>("[...document.querySelectorAll('dt')].find(d => d.textContent === 'stored, J').nextSibling.textContent");
            Assert.Equal(past["energy"][age - 1], double.Parse(shown, System.Globalization.CultureInfo.InvariantCulture), 1e-3 * Math.Abs(past["energy"][age - 1]));
        }

        Assert.Equal(past.Events.Count, await page.Page.EvaluateExpressionAsync<int>("document.querySelector('[aria-label=Biography]').children.length"));
        Assert.DoesNotContain("Feed", await page.Page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('button')].map(b => b.textContent)"));
        await Quiet(page);

        // The circuit, too.
        await page.Page.EvaluateExpressionAsync("document.querySelector('a[href^=\"#/circuit\"]').click()");
        await page.Until("document.querySelectorAll('svg.graph rect').length === 6 && document.querySelector('pre').textContent.includes('population belief')");
        await page.Click("plan");
        await page.Until("document.querySelector('pre').textContent.includes('multiply-accumulates')");
        await Quiet(page);
    }

    [BrowserFact]
    public async Task A_saved_network_draws_the_recorded_spikes_and_states()
    {
        var path = Export(TestRuns.Simulate(At("net"), "izhikevich", 1.2, "cells.v[0,7]"));
        await using var page = await SavedPage.OpenAsync(path);
        await page.Until("document.querySelectorAll('.uplot').length === 2 && document.querySelector('canvas + div + p')?.textContent.includes('spikes in all')");
        var spikes = SpikeFile.Read(Path.Combine(At("net"), "cells.spikes"));
        Assert.Contains($"{spikes.Count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} spikes in all.", await page.Text("canvas + div + p"), StringComparison.Ordinal);
        await page.Page.EvaluateExpressionAsync("{ const s = document.querySelector('[aria-label=\"Time to look at\"]'); s.value = 1; s.dispatchEvent(new Event('input')); }");
        var drawn = await page.DrawnColumns();
        double[] times = [.. spikes.Times.ToArray().Where(time => time < 0.9995).Distinct()];
        Assert.All(times, time => Assert.Contains(drawn, x => Math.Abs(x - time) < 0.004));
        Assert.All(drawn, x => Assert.Contains(times, time => x - time > -0.004 && x - time < 0.006));

        // Its curves have all times, and of the states what was recorded.
        var net = JsonDocument.Parse(await page.Text("#run")).RootElement.GetProperty("network");
        var rates = net.GetProperty("rates");
        Assert.Equal(spikes.Select(800..).PopulationRate(5e-3).Values, Floats(rates.GetProperty("values")[1]), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.Equal(0.0025f, Floats(rates.GetProperty("times"))[0], 1e-6);
        var traces = StateTraces.ReadNpz(Path.Combine(At("net"), "cells.v.npz"));
        var kept = net.GetProperty("traces")[0];
        Assert.Equal([0, 7], kept.GetProperty("units").EnumerateArray().Select(unit => unit.GetInt32()));
        Assert.Equal(traces.Of(7).Max(), Floats(kept.GetProperty("values")[1]).Max(), 1e-3);
        Assert.InRange(Floats(kept.GetProperty("times"))[^1], 1.19, 1.2);
        await Quiet(page);
    }

    [BrowserFact]
    public async Task A_saved_learner_shows_its_curves_settings_results_and_pictures()
    {
        var path = Export(TestRuns.Learn(At("learned")));
        await using var page = await SavedPage.OpenAsync(path);
        await page.Until("document.querySelectorAll('.uplot').length === 4 && document.querySelectorAll('img').length > 2");
        await page.Until("[...document.querySelectorAll('.pictures img')].every(i => i.naturalWidth > 100)");
        Assert.Contains("pcbp", await page.Text(".u-legend"), StringComparison.Ordinal);
        Assert.Equal("784,12,10", await page.Page.EvaluateExpressionAsync<string>("[...document.querySelectorAll('dt')].find(d => d.textContent === 'layers').nextSibling.textContent"));
        await Quiet(page);
    }

    [BrowserFact]
    public async Task Text_of_a_run_is_shown_and_never_carried_out()
    {
        const string evil = "</script><script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\"><!--<script>";
        var run = TestRuns.Live(Path.Combine(At("runs"), "<b onclick=x>&quot;'"), "chemotaxis", 50);
        new RunNotes([evil], evil).Save(run);
        await using var page = await SavedPage.OpenAsync(Export(run));
        await page.Until("document.querySelectorAll('.uplot').length === 2");
        Assert.Contains(evil, await page.Text("main"), StringComparison.Ordinal);
        Assert.NotEqual("taken", await page.Page.EvaluateExpressionAsync<string>("document.title"));
        Assert.Equal(3, await page.Page.EvaluateExpressionAsync<int>("document.scripts.length"));
        Assert.Empty(page.Errors);
        Assert.Empty(page.Strangers);
    }

    [BrowserFact]
    public async Task A_long_life_is_thinned_to_fit_and_says_so()
    {
        var path = Export(TestRuns.Live(At("long"), "chemotaxis", 100_000, niche: "plenty"));
        Assert.InRange(new FileInfo(path).Length, RunExport.Largest / 4, RunExport.Largest);
        await using var page = await SavedPage.OpenAsync(path, width: 390);
        await page.Until("/^age \\d+, /.test(document.querySelector('strong[role=status]')?.textContent)");
        await page.Page.EvaluateExpressionAsync("{ const s = document.querySelector('[aria-label=\"Age to look at\"]'); s.value = 777; s.dispatchEvent(new Event('input')); }");
        await page.Until("/^age 7[67]\\d,/.test(document.querySelector('strong[role=status]').textContent)");
        Assert.Matches("Of [0-9,]+ ages this file holds [0-9,]+, evenly spread", await page.Text("main"));
        Assert.True(await page.Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth") <= 390);
        await Quiet(page);
    }

    [Fact]
    public void A_long_simulation_is_thinned_to_fit_and_keeps_all_in_its_rates()
    {
        TestRuns.Simulate(At("busy"), "cuba", 0.02);
        using (var file = SpikeFile.Create(Path.Combine(At("busy"), "cells.spikes"), 4000, 1e-4))
        {
            for (var step = 0; step < 20_000; step++)
            {
                file.Add(step, Enumerable.Range(0, 40).Select(n => (n * 97) + (step % 90)).ToArray());
            }

            file.Complete(20_000);
        }

        using var folder = RunFolder.Open(At("busy"));
        var html = RunExport.Html(folder, out var leftOut);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), RunExport.Largest / 2, RunExport.Largest);
        Assert.StartsWith("Of 800,000 spikes this file holds ", Assert.Single(leftOut), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_saved_as_a_page_is_explained()
    {
        using var begun = RunFolder.Create(At("begun"), new LiveSettings { Habitat = "thermostat", Steps = 10, Seed = 1 });
        begun.Save();
        Assert.Contains("life.npz", Assert.Throws<HomeostatException>(() => RunExport.Html(begun, out _)).Message, StringComparison.Ordinal);
        var run = TestRuns.Live(At("noted"), "thermostat", 5);
        new RunNotes([], new string('x', RunExport.Largest)).Save(run);
        using var noted = RunFolder.Open(run);
        Assert.Contains("does not fit", Assert.Throws<HomeostatException>(() => RunExport.Html(noted, out _)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task Quiet(BrowserPage page)
    {
        var found = await page.Axe();
        Assert.True(found.Length == 0, string.Join('\n', found));
        Assert.Empty(page.Errors);
        Assert.Empty(page.Strangers);
    }

    private static double[] Floats(JsonElement text) => [.. MemoryMarshal.Cast<byte, float>(text.GetBytesFromBase64()).ToArray().Select(value => (double)value)];

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Export(string run)
    {
        using var folder = RunFolder.Open(run);
        var path = At("saved.html");
        RunExport.Write(folder, path);
        return path;
    }
}
