namespace Homeostat.Tests.Learners;

public sealed class TrainingTests
{
    private static readonly TrainingOptions Once = new() { Batch = 12, Epochs = 1 };

    [Fact]
    public void A_function_of_two_numbers_is_learned_from_vectors()
    {
        // A linear map is learned to the noise-free optimum, whose error is 0.
        var (x, y) = (new double[200, 2], new double[200, 1]);
        var random = new Random(1);
        for (var n = 0; n < 200; n++)
        {
            (x[n, 0], x[n, 1]) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            y[n, 0] = (2 * x[n, 0]) - x[n, 1] + 0.5;
        }

        var (train, test) = new DataPart { ["image"] = x, ["label"] = y }.Split(150);
        var data = new DataSource("linear") { Train = train, Test = test, Target = "label" };
        var learner = PredictiveCoding.Create([2, 1], new() { Output = OutputModel.Gaussian, Optimizer = Optimizer.Adam(0.03) });
        using var training = new Training(learner, data, new TrainingOptions { Batch = 30, Epochs = 100 });
        var before = training.SquaredError();
        training.Run();
        Assert.InRange(training.SquaredError(), 0, 1e-4 * before);
        Assert.InRange(training.FreeEnergy(), 0, 1e-3);
        Assert.Contains("no classes", Says(() => training.Test()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_nobody_fills_is_refused_with_those_there_are()
    {
        var learner = Tiny.PredictiveCoding();
        var odd = learner with { Train = [new Clamp("input.rate", "negative_image"), .. learner.Train.Skip(1)] };
        var message = Says(() => new Training(odd, Tiny.Data, Once).Dispose());
        Assert.Contains("'negative_image'", message, StringComparison.Ordinal);
        Assert.Contains("image (784 units), label (10 classes)", message, StringComparison.Ordinal);
        odd = learner with { Test = [new Clamp("input.rate", "picture"), new Sweep()] };
        Assert.Contains("'picture'", Says(() => new Training(odd, Tiny.Data, Once).Dispose()), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_of_another_size_are_refused_wherever_they_are_given()
    {
        var small = new LabeledImages("small", 14, 14, 10, new byte[196], new byte[1]);
        var five = new LabeledImages("five", 28, 28, 5, new byte[784], new byte[1]);
        using var training = Tiny.Train(Tiny.PredictiveCoding());
        Assert.Contains("196 units", Says(() => training.Test(small)), StringComparison.Ordinal);
        Assert.Contains("196 units", Says(() => training.Responses("output.prediction", small)), StringComparison.Ordinal);
        Assert.Contains("196 units", Says(() => training.FreeEnergy(small)), StringComparison.Ordinal);
        Assert.Contains("5 classes", Says(() => training.Test(five)), StringComparison.Ordinal);
        Assert.Contains("5 classes", Says(() => training.FreeEnergy(five)), StringComparison.Ordinal);
        Assert.Contains("5 classes", Says(() => new Training(
            Tiny.PredictiveCoding(), new ImageSet("five", five, five), Once with { Batch = 1 }).Dispose()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sample_is_learned_once_an_epoch_unless_the_last_batch_is_dropped()
    {
        using var kept = new Training(Tiny.PredictiveCoding(), Tiny.Data, new TrainingOptions { Batch = 50, Epochs = 2 });
        using var dropped = new Training(Tiny.PredictiveCoding(), Tiny.Data, new TrainingOptions { Batch = 50, Epochs = 2, KeepLast = false });
        Assert.Equal((3, 2), (kept.BatchesPerEpoch, dropped.BatchesPerEpoch));
        kept.Next();
        kept.Next();
        var third = kept.Next();
        Assert.Equal((1, 3), (third.Epoch, third.Batch));
        Assert.Equal((20, 120), (third.Samples, kept.SamplesDone));
        Assert.Equal((2, 1), (kept.Next().Epoch, 1));
        Assert.Equal((170, 0), (kept.SamplesDone, dropped.SamplesDone));

        // The last batch has 20 samples, so its free energy is the mean of 20.
        Assert.True(double.IsFinite(third.FreeEnergy) && third.FreeEnergy > 0);
    }

    [Theory]
    [InlineData("pc")]
    [InlineData("ipc")]
    [InlineData("zil")]
    [InlineData("bp")]
    [InlineData("no hidden layer")]
    public void A_number_that_is_not_finite_is_named_and_nothing_is_learned_from_its_batch(string model)
    {
        var x = new float[4, 3];
        x[2, 1] = float.NaN;
        var data = new DataSource("mine") { Train = { ["image"] = x, ["label"] = DataArray.OfClasses(new[] { 0, 1, 0, 1 }, 2) } };
        var learner = model switch
        {
            "ipc" => IncrementalPredictiveCoding.Create([3, 4, 2]),
            "zil" => ZeroDivergenceInference.Create([3, 4, 2]),
            "bp" => Backpropagation.Of(PredictiveCoding.Create([3, 4, 2])),
            "pc" => PredictiveCoding.Create([3, 4, 2]),
            _ => PredictiveCoding.Create([3, 2]),
        };
        using var training = new Training(learner, data, new TrainingOptions { Batch = 4, Epochs = 1 });
        var before = Tiny.Bits(training);
        var message = Says(() => training.Next());
        Assert.Contains("NaN in sample 2 of the stream 'image', unit 1", message, StringComparison.Ordinal);
        Assert.All(Tiny.Bits(training).Where(s => s.Key.Contains("_to_", StringComparison.Ordinal) && !s.Key.EndsWith(".eta", StringComparison.Ordinal)), s => Assert.Equal(before[s.Key], s.Value));
        Assert.Equal(0, training.BatchesDone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rate_that_blows_up_is_said_at_the_batch_whose_weights_it_would_spoil(bool hidden)
    {
        var learner = hidden
            ? Backpropagation.Of(PredictiveCoding.Create([784, 16, 10]), Optimizer.Sgd(1e38))
            : PredictiveCoding.Create([784, 10], new() { Optimizer = Optimizer.Sgd(1e38) });
        using var training = new Training(learner, Tiny.Data, new TrainingOptions { Batch = 20, Epochs = 3 });
        var before = Weights();
        var failure = Assert.Throws<DivergenceException>(() =>
        {
            for (var batch = 0; batch < 6; batch++)
            {
                before = Weights();
                training.Next();
            }
        });
        Assert.Contains("became infinite or not a number", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, Weights());

        double[] Weights() => [.. training.Simulation.State.Where(s => s.Key.EndsWith(".w", StringComparison.Ordinal)).SelectMany(s => s.Value.ToArray())];
    }

    [Theory]
    [InlineData("pc")]
    [InlineData("no hidden layer")]
    [InlineData("bp")]
    [InlineData("zil")]
    [InlineData("ipc")]
    [InlineData("generative")]
    public void A_stream_filled_with_no_number_by_a_loop_of_ones_own_leaves_the_weights(string model)
    {
        var learner = model switch
        {
            "bp" => Backpropagation.Of(PredictiveCoding.Create([4, 3, 2])),
            "zil" => ZeroDivergenceInference.Create([4, 3, 2]),
            "ipc" => IncrementalPredictiveCoding.Create([4, 3, 2]),
            "generative" => GenerativePredictiveCoding.Create([4, 2]),
            "pc" => PredictiveCoding.Create([4, 3, 2]),
            _ => PredictiveCoding.Create([4, 2]),
        };
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity })
        {
            using var simulation = new Simulation(learner.Circuit, 3);
            var plan = simulation.Compile(learner.Train);
            simulation.Stream(plan, Learner.Image)[1, 2] = 0.5;
            simulation.Run(plan);
            var before = simulation.State.Where(s => s.Key.EndsWith(".w", StringComparison.Ordinal)).ToDictionary(s => s.Key, s => s.Value.ToArray());
            simulation.Stream(plan, Learner.Image)[1, 2] = bad;
            Assert.Throws<DivergenceException>(() => simulation.Run(plan));
            Assert.All(before, w => Assert.Equal(w.Value, simulation[w.Key].ToArray()));
        }
    }

    [Fact]
    public void More_batches_than_32_bits_count_are_learned_one_by_one()
    {
        using var training = new Training(Tiny.PredictiveCoding(), Tiny.Data, new TrainingOptions { Batch = 30, Epochs = 600_000_000 });
        Assert.Equal(2_400_000_000, training.BatchesInAll);
        Assert.False(training.IsDone);
        training.Next();
        Assert.Equal(1, training.BatchesDone);
        Assert.True(training.Simulation["input_to_hidden1.eta"][0, 0] > 0.00099);
    }

    [Fact]
    public void A_training_can_end_within_an_epoch()
    {
        using var training = new Training(Tiny.PredictiveCoding(), Tiny.Data, new TrainingOptions { Batch = 30, Batches = 6 });
        training.Run();
        Assert.Equal(6, training.BatchesDone);
    }

    [Fact]
    public void Only_learners_that_descend_an_energy_are_asked_whether_they_settle()
    {
        var wild = PredictiveCoding.Create(Tiny.Layers, Tiny.Options with { Rate = 3 });
        using (var refused = Tiny.Train(wild))
        {
            Assert.Contains("would not settle", Says(() => refused.Next()), StringComparison.Ordinal);
        }

        // Spiking cells have no energy and no Hessian; whatever they do they may do.
        var circuit = new Circuit("spiking")
        {
            new Population("px", 784, "rate : 1") { Threshold = "rand() < rate*100*Hz*dt" },
            new Population("cell", 8, """
                dv/dt = 40*v/second : 1
                count : 1
                """) { Threshold = "v > 1", Reset = "v = 0.5; count += 1", Initial = new Dictionary<string, string> { ["v"] = "0.5" } },
        };
        Phase[] show = [new Clamp("px.rate", Learner.Image), new Set("cell.count"), new Settle(50)];
        using var training = new Training(new Learner("spiking", circuit) { Train = show, Test = show }, Tiny.Data, new TrainingOptions { Batch = 12 });
        training.Next();
        Assert.True(training.Simulation["cell.count"].ToArray().Sum() > 0);
    }

    private static string Says(Action action) => Assert.Throws<HomeostatException>(action).Message;
}
