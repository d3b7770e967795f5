namespace Homeostat.Studio.Tests;

public class SpikesPageTests
{
    [BrowserFact]
    public async Task A_curve_is_interrupted_where_nothing_was_recorded()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await BrowserPage.OpenAsync(studio);
        var data = await page.Page.EvaluateExpressionAsync<double?[][]>(
            "import('./charts.js').then(({ Curves }) => { const c = new Curves('x', ['y'], { gap: 1 }); c.add(0, [5]); c.add(0.5, [6]); c.add(3, [7]); return c.data; })");
        Assert.Equal([0, 0.5, 3, 3], data[0]);
        Assert.Equal([5, 6, null, 7], data[1]);
    }

    [BrowserFact]
    public async Task The_pixels_of_the_raster_are_the_recorded_spikes()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = studio.Server.Sessions.Simulate("izhikevich", 5);
        await using var page = await BrowserPage.OpenAsync(studio, "#/spikes/1");
        await page.Until("/step \\d{2}/.test(document.querySelector('canvas + p')?.textContent)");
        await page.Click("Pause");
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Play')");
        await Task.Delay(300);

        // Columns of the canvas that are not of the color of the ground, as times in steps of a millisecond.
        var drawn = await page.DrawnColumns();
        var text = await page.Text("canvas + p");
        var end = int.Parse(System.Text.RegularExpressions.Regex.Match(text, @"step (\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        using var own = new Simulation(NetworkCatalog.Find("izhikevich").Circuit, 1, new SimulationOptions { Seed = 5 });
        var probe = own.RecordSpikes("cells");
        own.Run(end * Units.Millisecond);
        var times = probe.Steps.Where(step => step >= end - 500).Distinct().Select(step => (step - (end - 500)) / 500.0).ToArray();
        Assert.NotEmpty(times);
        Assert.All(times, time => Assert.Contains(drawn, x => Math.Abs(x - time) < 0.004));
        Assert.All(drawn, x => Assert.Contains(times, time => x - time > -0.004 && x - time < 0.01));
        Assert.Empty(page.Errors);
        Assert.NotNull(session.Folder);
    }

    [BrowserFact]
    public async Task A_slider_sets_a_constant_and_a_silent_cell_and_a_cut_projection_are_noted()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Server.Sessions.Simulate("cuba", 2);
        await using var page = await BrowserPage.OpenAsync(studio, "#/spikes/1");
        await page.Until("/step \\d/.test(document.querySelector('canvas + p')?.textContent)");
        await page.Page.EvaluateExpressionAsync("{ const s = document.querySelector('[aria-label=\"cells.taum\"]'); s.value = -1; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); }");
        await page.Click("Silence");
        await page.Click("Follow");
        await page.Page.SelectAsync("[aria-label=Projection]", "inhibitory");
        await page.Click("Cut");
        await page.Until("[...document.querySelectorAll('p')].some(p => p.textContent === 'Cut: inhibitory.')");
        await page.Click("Join again");
        await page.Until("[...document.querySelectorAll('p')].some(p => p.textContent === 'No projection is cut.')");
        await page.Until("document.querySelectorAll('ol.events li').length === 4 && document.querySelectorAll('.uplot').length === 2");
        var folder = studio.Server.Sessions["1"].Folder;
        using var run = RunFolder.Open(folder);
        var acts = run.Events().OfType<Acted>().Select(a => a.Act).ToArray();
        Assert.Equal(0.01, Assert.IsType<SetConstant>(acts[0]).Value, 1e-12);
        Assert.Equal([0, 1, 2], Assert.IsType<Silence>(acts[1]).Units);
        Assert.Equal([true, false], acts[2..].Select(act => Assert.IsType<Cut>(act).IsCut));
        Assert.Empty(page.Errors);
    }
}
