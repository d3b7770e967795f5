namespace Homeostat.Tests.Learners;

/// <summary>Trained models that answer without their training data.</summary>
public sealed class TrainedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Classifiers => [.. ModelCatalog.All.Where(model => model.Classifies).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Answers_are_those_of_the_training_itself(string name)
    {
        var model = ModelCatalog.Find(name);
        var layers = name.EndsWith("-conv", StringComparison.Ordinal) ? new[] { 784, 2, 3, 10 } : [784, 10, 10, 10];
        using var training = new Training(model.Create(model.LayersOf(layers)), Digits.Draw(train: 60, test: 45, seed: 3), new TrainingOptions { Batch = 20, Epochs = 3 });
        training.Run();
        Checkpoint.Save(_folder.Path, training);
        using var loaded = TrainedModel.Load(_folder.Path);
        if (training.Learner.Labeling is not null)
        {
            Assert.Contains("labeled with training images", Assert.Throws<HomeostatException>(() => loaded.Predict(training.Data.Test)).Message);
            return;
        }

        // Learners that draw random numbers when they answer draw others here; all others give the same bits.
        var expected = training.Test();
        var prediction = loaded.Predict(training.Data.Test);
        Assert.Equal(expected.Outputs.Length, prediction.Outputs.Length);
        Assert.Equal(expected.Outputs.Select(x => (double)x), prediction.Outputs.Cast<double>());
        Assert.Equal(expected.Predictions.Select(c => (int)c), prediction.Classes());
        Assert.All(Enumerable.Range(0, prediction.Count), n => Assert.Equal(1, prediction.Probabilities().Row(n).ToArray().Sum(), 1e-9));

        // Samples by themselves, without labels.
        var alone = new DataPart { [DataSource.Image] = training.Data.Test[DataSource.Image] };
        Assert.Equal(prediction.Outputs, loaded.Predict(alone).Outputs);
    }

    [Fact]
    public void A_model_answers_on_the_crossbar_that_it_learned_on()
    {
        var options = new TrainingOptions { Batch = 20, Epochs = 2, Crossbar = CrossbarOptions.Of("pcm") with { StuckOff = 0.05, StuckOn = 0.05 } };
        using var training = new Training(PredictiveCoding.Create([784, 12, 10]), Digits.Draw(train: 60, test: 20, seed: 3), options);
        training.Run();
        Checkpoint.Save(_folder.Path, training);
        var expected = training.Test();
        using var loaded = TrainedModel.Load(_folder.Path);

        // The noise of outputs is drawn anew in each run of a plan; a restored state has had the same number of runs.
        Assert.Equal(expected.Outputs.Select(x => (double)x), loaded.Predict(training.Data.Test).Outputs.Cast<double>());
    }

    [Fact]
    public void A_table_is_treated_as_the_training_table_was()
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => (random.NextDouble() * 40) - 20)];
        var table = new DataTable("line.csv", [DataColumn.Of("x", x), DataColumn.Of("noise", [.. x.Select(_ => random.NextDouble())]), DataColumn.Of("y", [.. x.Select(v => (3 * v) + 100)])]);
        var data = DataSource.Of(table, new TableOptions { Target = "y" });
        using var training = new Training(
            PredictiveCoding.Create([2, 16, 1], new PredictiveCodingOptions { Output = OutputModel.Gaussian }), data, new TrainingOptions { Batch = 20, Epochs = 60 });
        training.Run();
        Assert.InRange(training.Explained(), 0.99, 1);
        Checkpoint.Save(_folder.Path, training);

        using var model = TrainedModel.Load(_folder.Path);
        var fresh = new DataTable("new.csv", [DataColumn.Of("noise", [0.5, 0.5]), DataColumn.Of("x", [-10, 10.0])]);
        var values = model.Predict(fresh).Values();
        Assert.Equal((70, 130), (values[0, 0], values[1, 0]), (a, b) => Math.Abs(a.Item1 - b.Item1) < 10 && Math.Abs(a.Item2 - b.Item2) < 10);
        Assert.Contains("there is no column 'x'", Assert.Throws<HomeostatException>(() => model.Predict(new DataTable("new.csv", [DataColumn.Of("noise", [0.5])]))).Message);
        Assert.Contains("holds words", Assert.Throws<HomeostatException>(() => model.Predict(new DataTable("new.csv", [DataColumn.Of("noise", [0.5]), DataColumn.Of("x", ["big"])]))).Message);
    }

    [Fact]
    public void Explained_variance_is_that_of_its_definition()
    {
        var data = DataSource.Of(
            new DataTable("t", [DataColumn.Of("x", [.. Enumerable.Range(0, 40).Select(n => (double)n)]), DataColumn.Of("y", [.. Enumerable.Range(0, 40).Select(n => Math.Sqrt(n))])]), new TableOptions { Target = "y" });
        using var training = new Training(PredictiveCoding.Create([1, 4, 1], new PredictiveCodingOptions { Output = OutputModel.Gaussian }), data, new TrainingOptions { Batch = 8, Epochs = 2 });
        training.Run();
        var answers = training.Responses(training.Learner.Readout!, data.Test);
        var truth = new double[data.Test.Count];
        for (var n = 0; n < truth.Length; n++)
        {
            data.Test[DataSource.Label].CopyTo(n, truth.AsSpan(n));
        }

        var rest = truth.Zip(answers).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
        Assert.Equal(1 - (rest / truth.Sum(y => Math.Pow(y - truth.Average(), 2))), training.Explained(), 1e-9);
    }

    [Fact]
    public void Samples_of_another_size_and_models_without_answers_are_refused()
    {
        using var training = new Training(PredictiveCoding.Create([784, 8, 10]), Digits.Draw(train: 40, test: 10), new TrainingOptions { Batch = 20, Epochs = 1 });
        Checkpoint.Save(_folder.Path, training);
        using var model = TrainedModel.Load(_folder.Path);
        Assert.Contains("clamps 784 units", Assert.Throws<HomeostatException>(() => model.Predict(new double[2, 5])).Message);
        Assert.Contains("was not trained on a table", Assert.Throws<HomeostatException>(() => model.Predict(new DataTable("t", [DataColumn.Of("x", [1.0])]))).Message);
        Assert.Contains("does not reconstruct", Assert.Throws<HomeostatException>(() => model.Reconstruct(training.Data.Test)).Message);
    }
}
