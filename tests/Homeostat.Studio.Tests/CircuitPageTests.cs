using System.Text.Json;

namespace Homeostat.Studio.Tests;

public class CircuitPageTests
{
    [BrowserFact]
    public async Task A_click_on_a_part_shows_its_equations_as_inspect_prints_them()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var page = await BrowserPage.OpenAsync(studio, "#/circuit/model/pc");
        var whole = Inspection.Equations(InspectedModel.Find("pc").Learner!);
        await page.Until($"document.querySelector('pre').textContent === {JsonSerializer.Serialize(whole)}");
        await page.Page.ClickAsync("g[data-part=hidden1]");
        await page.Until("document.querySelector('#stage').textContent === 'hidden1: equations'");
        var part = await page.Text("pre");
        Assert.StartsWith("population hidden1, 256 units", part, StringComparison.Ordinal);
        Assert.Contains($"\n\n{part}\n\n", whole, StringComparison.Ordinal);
        Assert.Equal("true", await page.Page.EvaluateExpressionAsync<string>("document.querySelector('g[data-part=hidden1]').getAttribute('aria-pressed')"));

        // An arrow is chosen by the keyboard, and a stage by its name.
        await page.Page.FocusAsync("g[data-part=hidden1_to_hidden2]");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Click("plan");
        await page.Until("document.querySelector('pre').textContent.includes('hidden1.rate · hidden1_to_hidden2.wᵀ')");
        Assert.All((await page.Text("pre")).Split('\n'), line => Assert.Contains("hidden1_to_hidden2", line, StringComparison.Ordinal));
        await page.Click("Whole circuit");
        await page.Click("taxonomy");
        await page.Until($"document.querySelector('pre').textContent === {JsonSerializer.Serialize(InspectedModel.Find("pc").Text(InspectedStage.Taxonomy))}");
        await page.Until("[...document.querySelectorAll('tbody tr')].some(r => r.cells[0].textContent === 'input_to_hidden1' && Number(r.cells[2].textContent) > 1e5)");
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Every_part_has_a_place_and_boxes_do_not_overlap()
    {
        await using var studio = await TestStudio.StartAsync();
        foreach (var name in new[] { "cuba", "microcircuit", "thermostat/controller", "zil", "bp" })
        {
            await using var page = await BrowserPage.OpenAsync(studio, $"#/circuit/model/{name}");
            await page.Until("document.querySelectorAll('svg rect').length > 0");
            var circuit = InspectedModel.Find(name.Split('/')[0], name.Contains('/', StringComparison.Ordinal) ? name.Split('/')[1] : null).Circuit;
            var boxes = await page.Page.EvaluateExpressionAsync<double[][]>("[...document.querySelectorAll('svg.graph rect')].map(r => ['x', 'y', 'width', 'height'].map(k => Number(r.getAttribute(k))))");
            Assert.Equal(circuit.Populations.Count, boxes.Length);
            Assert.Equal(circuit.Projections.Count, await page.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('svg.graph .head').length"));
            foreach (var (a, b) in boxes.SelectMany((a, n) => boxes.Skip(n + 1).Select(b => (a, b))))
            {
                Assert.True(a[0] + a[2] <= b[0] || b[0] + b[2] <= a[0] || a[1] + a[3] <= b[1] || b[1] + b[3] <= a[1], $"Two boxes of {name} overlap.");
            }

            Assert.Empty(page.Errors);
        }
    }

    [BrowserFact]
    public async Task The_circuit_of_a_running_network_has_the_constants_of_now_and_leads_back()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = studio.Server.Sessions.Simulate("cuba", 1);
        await session.Do(new SetConstant("cells", "taum", 0.017));
        await using var page = await BrowserPage.OpenAsync(studio, "#/spikes/1");
        await page.Until("document.querySelector('a[href=\"#/circuit/session/1\"]')");
        await page.Page.EvaluateExpressionAsync("document.querySelector('a[href=\"#/circuit/session/1\"]').click()");
        await page.Until("document.querySelector('pre')?.textContent.includes('where taum = 0.017 second')");
        await page.Until("document.querySelector('a[href=\"#/spikes/1\"]')");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Each_model_that_inspect_knows_has_a_circuit_with_every_part_in_its_equations()
    {
        await using var studio = await TestStudio.StartAsync();
        var gallery = await studio.Get("api/circuits");
        foreach (var entry in gallery.EnumerateObject().SelectMany(kind => kind.Value.EnumerateArray()))
        {
            var name = entry.GetProperty("name").GetString()!;
            var circuit = await studio.Get($"api/circuit?model={name}");
            var equations = await studio.Get($"api/circuit/stage?model={name}&stage=equations");
            foreach (var part in new[] { "populations", "projections" }.SelectMany(kind => circuit.GetProperty(kind).EnumerateArray()).Select(p => p.GetProperty("name").GetString()!))
            {
                var text = equations.GetProperty("parts").GetProperty(part).GetString()!;
                Assert.Contains(part, text, StringComparison.Ordinal);
                Assert.Contains(text, equations.GetProperty("whole").GetString()!, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_circuit_of_a_run_is_that_of_its_folder_and_the_costs_of_parts_add_up()
    {
        await using var studio = await TestStudio.StartAsync();
        TestRuns.Learn(Path.Combine(studio.Runs, "learned"));
        var circuit = await studio.Get("api/circuit?run=learned");
        Assert.True(circuit.GetProperty("isLearner").GetBoolean());
        Assert.Equal(12, circuit.GetProperty("populations").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "hidden1").GetProperty("size").GetInt32());
        var parts = await studio.Get("api/circuit/cost?run=learned");
        var learner = Checkpoint.Read(Path.Combine(studio.Runs, "learned")).Learner;
        using var simulation = new Simulation(learner.Circuit, 250);
        var whole = simulation.Compile(learner.Train).CostOf(250);
        Assert.Equal(whole.MultiplyAccumulates / 250, parts.EnumerateObject().Sum(p => p.Value.GetProperty("multiplyAccumulates").GetDouble()), 1e-3);
        var named = parts.EnumerateObject().Sum(p => p.Value.GetProperty("operations").GetDouble());
        Assert.InRange(named, 0.9 * whole.Operations / 250, whole.Operations / 250);
    }

    [Fact]
    public async Task The_circuit_of_a_training_is_seen_before_it_is_first_saved()
    {
        await using var studio = await TestStudio.StartAsync();
        var learning = Trainings.Begin(studio, Trainings.Settings(), isHalted: true);
        var circuit = await studio.Get("api/circuit?session=1");
        Assert.Equal(24, circuit.GetProperty("populations").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "hidden1").GetProperty("size").GetInt32());
        Assert.False(File.Exists(Path.Combine(learning.Folder, Checkpoint.FileName)));
    }

    [Theory]
    [InlineData("api/circuit", "asked for by the name")]
    [InlineData("api/circuit?model=nothing", "no model 'nothing'")]
    [InlineData("api/circuit?model=thermostat&body=tail", "no body")]
    [InlineData("api/circuit?session=7", "no run '7'")]
    [InlineData("api/circuit/stage?model=pc&stage=all", "no stage 'all'")]
    [InlineData("api/circuit/stage?model=cuba&stage=taxonomy", "only learners have a taxonomy")]
    [InlineData("api/circuit?run=../outside", "no run of the name")]
    public async Task What_has_no_circuit_is_explained(string path, string said)
    {
        await using var studio = await TestStudio.StartAsync();
        using var response = await studio.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.False(response.IsSuccessStatusCode);
        Assert.Contains(said, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
