using System.Globalization;
using PuppeteerSharp.Input;

namespace Homeostat.Studio.Tests;

public class LearnerPageTests
{
    [BrowserFact]
    public async Task A_training_that_is_begun_on_the_home_page_is_halted_and_stepped()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await BrowserPage.OpenAsync(studio);
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Train pc')");
        await page.Page.EvaluateExpressionAsync("{ const form = [...document.querySelectorAll('form')].find(f => f.textContent.includes('Train pc')); form.querySelector('[name=train]').value = 2000; }");
        await page.Click("Train pc");
        await page.Until("/batch \\d/.test(document.querySelector('.progress')?.textContent)");
        await page.Click("Pause");
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Play')");
        var learning = (WatchedLearning)studio.Server.Sessions["1"];
        var before = await Trainings.Ask(learning, look => look.BatchesDone);
        await page.Until($"document.querySelector('.progress').textContent.includes(', {before} in all')");
        await Task.Delay(500);
        Assert.Equal(before, await Trainings.Ask(learning, look => look.BatchesDone));
        await page.Click("Step");
        await page.Until($"document.querySelector('.progress').textContent.includes(', {before + 1} in all')");
        Assert.Equal(before + 1, await Trainings.Ask(learning, look => look.BatchesDone));
        await page.Until("document.querySelectorAll('.uplot').length >= 2");
        Assert.Empty(page.Errors);
        Assert.Empty(page.Strangers);
    }

    [BrowserFact]
    public async Task A_trained_learner_is_opened_its_confusions_are_shown_and_a_drawing_is_answered()
    {
        await using var studio = await TestStudio.StartAsync();
        var folder = Trainings.Alone(studio, "trained", Trainings.Settings(epochs: 3));
        await using var page = await BrowserPage.OpenAsync(studio, "#/runs");
        await page.Until("document.querySelectorAll('tbody tr').length === 1");
        await page.Click("Open trained");
        await page.Until("document.querySelectorAll('table.confusion tbody td').length === 100");
        using var training = Checkpoint.Read(folder).Resume();
        var matrix = new ConfusionMatrix(training.Test().Predictions, training.Data.Test[DataSource.Label].Labels, 10);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(n => matrix[n / 10, n % 10].ToString(CultureInfo.InvariantCulture)),
            await page.Page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('table.confusion tbody td')].map(cell => cell.textContent)"));

        // The images of a cell, of which one is shown to the circuit.
        await page.Page.EvaluateExpressionAsync("document.querySelector('table.confusion button').click()");
        await page.Until("document.querySelectorAll('button.bare canvas').length > 0");
        var index = int.Parse((await page.Page.EvaluateExpressionAsync<string>("document.querySelector('button.bare').getAttribute('aria-label')")).Split(' ')[^1], CultureInfo.InvariantCulture);
        await page.Page.EvaluateExpressionAsync("document.querySelector('button.bare').click()");
        await page.Until("document.querySelector('[data-class]') && document.querySelectorAll('canvas.heat').length >= 2");
        using var trained = TrainedModel.Load(folder);
        Assert.Equal(
            trained.Predict(training.Data.Test.Select([index])).Classes()[0].ToString(CultureInfo.InvariantCulture),
            await page.Page.EvaluateExpressionAsync<string>("document.querySelector('[data-class]').dataset.class"));

        // A stroke of the pointer; the model is asked for the very pixels of the pad.
        await page.Click("Clear");
        await page.Page.EvaluateExpressionAsync("{ document.querySelector('canvas.pad').scrollIntoView({ block: 'center' }); delete document.querySelector('[data-class]').dataset.class; }");

        // The pad stands still once the curves above it have been drawn.
        await page.Until("new Promise(still => { const top = () => document.querySelector('canvas.pad').getBoundingClientRect().top, before = top(); setTimeout(() => still(top() === before), 500); })");
        var box = await page.Page.EvaluateExpressionAsync<decimal[]>("(r => [r.left, r.top, r.width, r.height])(document.querySelector('canvas.pad').getBoundingClientRect())");
        await page.Page.Mouse.MoveAsync(box[0] + (box[2] * 0.5m), box[1] + (box[3] * 0.2m));
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box[0] + (box[2] * 0.45m), box[1] + (box[3] * 0.8m), new MoveOptions { Steps = 12 });
        await page.Page.Mouse.UpAsync();
        await page.Until("document.querySelector('[data-class]')");
        var pixels = await page.Page.EvaluateExpressionAsync<int[]>("(c => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data].filter((_, n) => n % 4 === 0))(document.querySelector('canvas.pad'))");
        Assert.Contains(pixels, p => p > 200);
        var drawn = new LabeledImages("drawn", 28, 28, 1, pixels.Select(p => (byte)p).ToArray(), new byte[1]);
        Assert.Equal(
            trained.Predict(new DataPart { [DataSource.Image] = DataPart.Of(drawn)[DataSource.Image] }).Classes()[0].ToString(CultureInfo.InvariantCulture),
            await page.Page.EvaluateExpressionAsync<string>("document.querySelector('[data-class]').dataset.class"));

        // The slider shows an earlier step.
        await page.Page.EvaluateExpressionAsync("{ const s = document.querySelector('[aria-label=\"Settling step\"]'); s.value = 0; s.dispatchEvent(new Event('input')); }");
        Assert.Equal("step 0", await page.Text("output"));
        await page.Click("Measure the cosine");
        await page.Until("/^Cosine [-\\d.]+ at the initial weights/.test([...document.querySelectorAll('[role=status]')].at(-1).textContent)");
        Assert.Empty(await page.Axe());
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task A_generative_learner_dreams_on_its_page_in_the_dark_and_on_a_phone()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Server.Sessions.Open(Trainings.Alone(studio, "dreamer", Trainings.Settings("ngc", epochs: 1) with { Layers = [784, 24] }));
        await using var page = await BrowserPage.OpenAsync(studio, "#/learner/1", width: 390, height: 800, dark: true);
        await page.Until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Dream')");
        await page.Click("Show it");
        await page.Click("Dream");
        await page.Until("document.querySelectorAll('table.dreams canvas').length === 80 && document.querySelectorAll('canvas.heat').length === 1");
        Assert.Contains("tells no classes", await page.Page.EvaluateExpressionAsync<string>("document.body.textContent"), StringComparison.Ordinal);
        Assert.True(await page.Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth") <= 390);
        Assert.Empty(await page.Axe());
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Curves_are_drawn_by_multiply_accumulates_beside_back_propagation()
    {
        await using var studio = await TestStudio.StartAsync();
        var learning = Trainings.Begin(studio, Trainings.Settings());
        await Trainings.Finished(learning);
        await using var page = await BrowserPage.OpenAsync(studio, "#/learner/1");
        await page.Until("document.querySelectorAll('.uplot').length === 3");
        await page.Page.EvaluateExpressionAsync("{ const s = document.querySelector('[aria-label=\"Horizontal axis\"]'); s.value = 'operations'; s.dispatchEvent(new Event('change')); }");
        await page.Until("document.querySelector('[role=img][aria-label=\"Free energy of a batch by multiply-accumulates\"]')");
        await page.Click("Train back-propagation beside it");
        await page.Until("[...document.querySelectorAll('.u-series')].filter(s => /^bp, /.test(s.textContent.trim())).length >= 2");
        var baseline = (WatchedLearning)studio.Server.Sessions["2"];
        Assert.Equal(("bp", 1UL, 2), (baseline.Settings.Model, baseline.Settings.Seed, baseline.Settings.Epochs));
        Assert.Equal([784, 24, 10], baseline.Settings.Layers);
        Assert.Empty(page.Errors);
    }
}
