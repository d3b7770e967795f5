using System.Text.Json;

namespace Homeostat.Studio.Tests;

public class LearnerTests
{
    [Theory]
    [InlineData("pc")]
    [InlineData("ff")]
    public async Task A_training_that_is_halted_stepped_and_asked_learns_the_same_bits(string model)
    {
        await using var studio = await TestStudio.StartAsync();
        var settings = Trainings.Settings(model);
        var watched = Trainings.Begin(studio, settings, isHalted: true);
        await Trainings.Until(studio, 0);
        for (var n = 0; n < 4; n++)
        {
            var before = Trainings.Batches(await studio.Get("api/sessions/1/model"));
            watched.Steer(new Steering(Step: 1));
            await Trainings.Until(studio, before + 1);
            await studio.Get("api/sessions/1/confusion");
            await studio.Get($"api/sessions/1/answer?pixels={Uri.EscapeDataString(Convert.ToBase64String(new byte[784]))}");
        }

        watched.Steer(new Steering(Play: true));
        await Trainings.Finished(watched);
        Assert.Equal(Trainings.Arrays(Trainings.Alone(studio, "alone", settings)), Trainings.Arrays(watched.Folder));
    }

    [Fact]
    public async Task A_training_that_is_stopped_while_it_is_halted_goes_on_to_the_same_bits()
    {
        await using var studio = await TestStudio.StartAsync();
        var settings = Trainings.Settings();
        var watched = Trainings.Begin(studio, settings, isHalted: true);
        await Trainings.Until(studio, 0);
        watched.Steer(new Steering(Step: 3));
        await Trainings.Until(studio, 3);
        await Task.Delay(200);
        Assert.Equal(3, Trainings.Batches(await studio.Get("api/sessions/1/model")));
        studio.Server.Sessions.Close("1");
        Assert.Equal(3, Checkpoint.Read(watched.Folder).BatchesDone);

        var opened = (WatchedLearning)studio.Server.Sessions.Open(watched.Folder);
        await Trainings.Finished(opened);
        Assert.Equal(Trainings.Arrays(Trainings.Alone(studio, "alone", settings)), Trainings.Arrays(watched.Folder));

        // The curve has each batch once, those before the stop, too.
        var batches = opened.Happenings.From(0).Events.OfType<BatchLearned>().Where(e => e.Model == "pc").Select(e => e.BatchesDone).ToArray();
        Assert.Equal(batches.Distinct(), batches);
        Assert.Contains(3, batches);
    }

    [Fact]
    public async Task The_confusion_matrix_and_its_images_are_those_of_the_library()
    {
        await using var studio = await TestStudio.StartAsync();
        var folder = Trainings.Alone(studio, "trained", Trainings.Settings(epochs: 4));
        studio.Server.Sessions.Open(folder);
        using var training = Checkpoint.Read(folder).Resume();
        var (truth, predictions) = (training.Data.Test[DataSource.Label].Labels.ToArray(), training.Test().Predictions);
        var matrix = new ConfusionMatrix(predictions, truth, 10);
        var confusion = await studio.Get("api/sessions/1/confusion");
        Assert.Equal(matrix.Accuracy, confusion.GetProperty("accuracy").GetDouble());
        Assert.Equal(
            Enumerable.Range(0, 100).Select(n => matrix[n / 10, n % 10]),
            confusion.GetProperty("counts").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(cell => cell.GetInt64()));

        var (label, answer) = (truth[5], predictions[5]);
        var confused = await studio.Get($"api/sessions/1/confused?label={label}&answer={answer}");
        var images = confused.GetProperty("images").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(0, truth.Length).Where(n => truth[n] == label && predictions[n] == answer), images.Select(i => i.GetProperty("index").GetInt32()));
        Assert.All(images, image => Assert.Equal(training.Data.Images!.Test.Image(image.GetProperty("index").GetInt32()).ToArray(), image.GetProperty("pixels").GetBytesFromBase64()));
    }

    [Theory]
    [InlineData("pc")]
    [InlineData("ep")]
    [InlineData("bp")]
    public async Task The_answer_to_an_image_is_that_of_the_trained_model_and_what_the_circuit_settles_to(string model)
    {
        await using var studio = await TestStudio.StartAsync();
        var folder = Trainings.Alone(studio, "trained", Trainings.Settings(model));
        studio.Server.Sessions.Open(folder);
        using var trained = TrainedModel.Load(folder);
        var image = await studio.Get("api/sessions/1/image?index=7");
        var pixels = image.GetProperty("pixels").GetBytesFromBase64();
        var one = new LabeledImages("one", 28, 28, 1, pixels, new byte[1]);
        var prediction = trained.Predict(new DataPart { [DataSource.Image] = DataPart.Of(one)[DataSource.Image] });
        var answer = await studio.Get($"api/sessions/1/answer?pixels={Uri.EscapeDataString(Convert.ToBase64String(pixels))}");
        Assert.Equal(prediction.Classes()[0], answer.GetProperty("class").GetInt32());
        var expected = prediction.Probabilities().Cast<double>().ToArray();
        Assert.Equal(expected, Numbers(answer.GetProperty("probabilities")));

        var settling = answer.GetProperty("settling");
        var steps = settling.GetProperty("probabilities").EnumerateArray().Select(Numbers).ToArray();
        Assert.Equal(settling.GetProperty("steps").GetArrayLength(), steps.Length);
        Assert.All(steps[^1].Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 0.02));
        if (model == "bp")
        {
            Assert.Single(steps);
            return;
        }

        // The states move, and their changes become smaller.
        var hidden = settling.GetProperty("populations").EnumerateArray().First(p => p.GetProperty("name").GetString() == "hidden1");
        var values = hidden.GetProperty("values").EnumerateArray().Select(Numbers).ToArray();
        double Change(int step) => values[step].Zip(values[step - 1], (now, before) => Math.Abs(now - before)).Sum();
        Assert.True(Change(1) > 0);
        Assert.True(Change(values.Length - 1) < Change(1));
        Assert.True(model != "pc" || Numbers(hidden.GetProperty("errors"))[^1] < 0.02);
    }

    [Fact]
    public async Task Batches_are_noted_with_their_cost_and_their_errors_by_layer()
    {
        await using var studio = await TestStudio.StartAsync();
        var folder = Trainings.Alone(studio, "trained", Trainings.Settings());
        using var run = RunFolder.Read(folder);
        using var training = Checkpoint.Read(folder).Resume();
        var batches = run.Events().OfType<BatchLearned>().Where(e => e.Model == "pc").ToArray();
        Assert.Equal(12, batches.Length);
        Assert.All(batches, batch =>
        {
            Assert.Equal(training.CostOf(batch.BatchesDone).MultiplyAccumulates, batch.MultiplyAccumulates!.Value, 1.0);
            Assert.Equal(["hidden1", "output"], batch.Energies!.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(batch.FreeEnergy, batch.Energies.Values.Sum(), 1e-9);
        });
        var curves = await studio.Get("api/run/curves?name=trained");
        Assert.Equal(12, curves.GetProperty("batches").EnumerateArray().Count(IsOfModel));
        Assert.Equal(2, curves.GetProperty("tests").EnumerateArray().Count(IsOfModel));

        static bool IsOfModel(JsonElement e) => e.GetProperty("model").GetString() == "pc";
    }

    [Fact]
    public async Task A_batch_whose_samples_settle_early_costs_less()
    {
        await using var studio = await TestStudio.StartAsync();
        var settings = Trainings.Settings() with { Settings = new Dictionary<string, string> { ["tolerance"] = "0.01" } };
        using var run = RunFolder.Read(Trainings.Alone(studio, "early", settings));
        using var training = Checkpoint.Read(run.Path).Resume();
        var last = run.Events().OfType<BatchLearned>().Last(e => e.Model == "pc");
        Assert.True(last.Steps < 20);
        Assert.InRange(last.MultiplyAccumulates!.Value, 1, training.CostOf(last.BatchesDone).MultiplyAccumulates - 1);
    }

    [Fact]
    public async Task A_generative_learner_dreams_of_each_class()
    {
        await using var studio = await TestStudio.StartAsync();
        var settings = Trainings.Settings("ngc", epochs: 1) with { Layers = [784, 24] };
        studio.Server.Sessions.Open(Trainings.Alone(studio, "dreamer", settings));
        var model = await studio.Get("api/sessions/1/model");
        Assert.True(model.GetProperty("dreams").GetBoolean());
        var rows = (await studio.Get("api/sessions/1/dreams?seed=3")).GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(10, rows.Length);
        Assert.All(rows, row => Assert.Equal(8, row.GetProperty("images").GetArrayLength()));
        Assert.All(rows, row => Assert.All(row.GetProperty("images").EnumerateArray(), image => Assert.Equal(784, image.GetBytesFromBase64().Length)));
        var again = (await studio.Get("api/sessions/1/dreams?seed=3")).GetProperty("rows").ToString();
        Assert.Equal(string.Join(',', rows), again[1..^1]);
        Assert.NotEqual((await studio.Get("api/sessions/1/dreams?seed=4")).GetProperty("rows").ToString(), again);
    }

    [Fact]
    public async Task The_cosine_to_back_propagation_is_that_of_the_library()
    {
        await using var studio = await TestStudio.StartAsync();
        var folder = Trainings.Alone(studio, "trained", Trainings.Settings("fa"));
        studio.Server.Sessions.Open(folder);
        using var training = Checkpoint.Read(folder).Resume();
        var (start, end) = UpdateAlignment.Cosines(training, Trainings.Settings("fa").CreateBaseline(training.Learner, training.Data));
        var answer = await studio.Get("api/sessions/1/cosine");
        Assert.Equal((start, end), (answer.GetProperty("start").GetDouble(), answer.GetProperty("now").GetDouble()));
    }

    [Theory]
    [InlineData("pc")]
    [InlineData("ff")]
    [InlineData("ep")]
    [InlineData("fa")]
    [InlineData("ngc-joint")]
    [InlineData("bp")]
    public async Task Each_model_that_is_offered_is_trained_to_the_end_with_back_propagation_beside_it(string model)
    {
        Assert.Contains(model, Web.LearnerApi.Offered);
        await using var studio = await TestStudio.StartAsync();
        var folder = Trainings.Alone(studio, "trained", Trainings.Settings(model, train: 100, test: 50, epochs: 1) with { Compare = true });
        using var run = RunFolder.Read(folder);
        var compared = run.Events().OfType<LearnersCompared>().Single();
        var hasPeer = model is not ("bp" or "ngc-joint");
        Assert.Equal(hasPeer ? [model, "bp"] : [model], compared.Outcomes.Select(o => o.Model));
        Assert.True(!hasPeer || compared.CosineAtStart is > -1 and < 1.0001);
        Assert.All(compared.Outcomes, outcome => Assert.Equal(
            run.Events().OfType<Tested>().Last(t => t.Model == outcome.Model).MultiplyAccumulates, outcome.MultiplyAccumulates));
    }

    [Fact]
    public async Task Without_its_data_a_trained_learner_is_shown_and_says_what_is_missing()
    {
        await using var studio = await TestStudio.StartAsync();
        Directory.CreateDirectory(studio.Runs);
        var file = Path.Combine(studio.Runs, "..", "flowers.npz");
        double[] inputs = [.. Enumerable.Range(0, 120).Select(n => Math.Sin(n))];
        Npz.Write(file, [KeyValuePair.Create("x", NpyArray.Of<double>(inputs, 40, 3)), KeyValuePair.Create("y", NpyArray.Of<byte>([.. Enumerable.Range(0, 40).Select(n => (byte)(n % 2))], 40))]);
        var folder = Trainings.Alone(studio, "trained", Trainings.Settings() with { Data = new DataReference(file), Layers = [3, 8, 2], Batch = 10 });
        File.Delete(file);
        studio.Server.Sessions.Open(folder);
        var model = await studio.Get("api/sessions/1/model");
        Assert.Contains("no data at", model.GetProperty("missing").GetString(), StringComparison.Ordinal);
        Assert.False(model.GetProperty("isTested").GetBoolean());
        using var refused = await studio.Client.GetAsync(new Uri("api/sessions/1/answer?pixels=AAAA", UriKind.Relative));
        Assert.Contains("no images", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"learner":"pc","data":"/etc"}""", "no data set of the catalog")]
    [InlineData("""{"learner":"pc","data":"../secret"}""", "no data set of the catalog")]
    [InlineData("""{"learner":"nobody"}""", "nobody")]
    [InlineData("""{"learner":"pc","epochs":0}""", "epochs")]
    public async Task Trainings_that_cannot_be_are_refused_with_a_sentence(string asked, string said)
    {
        await using var studio = await TestStudio.StartAsync();
        var (status, answer) = await studio.Post("api/sessions", JsonSerializer.Deserialize<JsonElement>(asked));
        Assert.Equal(400, status);
        Assert.Contains(said, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await studio.Get("api/sessions")).GetArrayLength());
    }

    [Fact]
    public async Task Images_of_another_size_and_acts_are_refused()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Server.Sessions.Open(Trainings.Alone(studio, "trained", Trainings.Settings(epochs: 1)));
        foreach (var (path, said) in new[] { ("answer?pixels=AAAA", "784"), ("answer?pixels=%21", "Base64"), ("image?index=80", "from 0 on"), ("dreams?seed=1", "does not generate images") })
        {
            using var refused = await studio.Client.GetAsync(new Uri($"api/sessions/1/{path}", UriKind.Relative));
            Assert.Equal(400, (int)refused.StatusCode);
            Assert.Contains(said, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var (status, answer) = await studio.Post("api/sessions/1/acts", new { act = "feed", energy = 5 });
        Assert.Equal(400, status);
        Assert.Contains("no act changes", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static double[] Numbers(JsonElement row) => [.. row.EnumerateArray().Select(value => value.GetDouble())];
}
