namespace Homeostat.Tests.Learners.ForwardOnly;

/// <summary>The forward-forward algorithms, held against exact numbers.</summary>
public sealed class GoodnessTests
{
    private static readonly RuleFixture Hinton = RuleFixture.Of("ff_hinton");
    private static readonly RuleFixture Softplus = RuleFixture.Of("ff_softplus");

    // Of the five inputs of the fixtures the first two are the label. With two classes, the wrong label is certain.
    private static readonly double[][] Images = [[0.5, 0.2, 0.9], [0.3, 0.7, 0.1]];
    private static readonly double[][] Labels = [[1, 0], [0, 1]];

    private static readonly int[] Layers = [784, 64, 64, 10];

    [Fact]
    public void Forward_forward_takes_the_authors_step()
    {
        using var training = WithWeights(Trial.Of(ForwardForward.Create([3, 4, 2]), Images, Labels), Hinton).With("bias_to_hidden1.w", Hinton.Input("b"));
        training.Next();
        Hinton.AssertEqual("running_mean", training.Values("peers_of_hidden1.m"));
        Hinton.AssertEqual("W_after", Joined(training.Values("label_to_hidden1.w"), training.Values("input_to_hidden1.w")));
        Hinton.AssertEqual("b_after", training.Values("bias_to_hidden1.w"));
        var gradients = training.Gradients();

        // The fixture smooths what increases goodness: a tenth of the gradient, with the other sign.
        Hinton.AssertEqual("gW", [.. Joined(gradients["label_to_hidden1"], gradients["input_to_hidden1"]).Select(g => -0.1 * g)]);
        Hinton.AssertEqual("gb", [.. gradients["bias_to_hidden1"].Select(g => -0.1 * g)]);
    }

    [Theory]
    [InlineData(0, "z_positive")]
    [InlineData(1, "z_negative")]
    public void Layers_see_rows_of_mean_square_one(int shift, string activity)
    {
        using var training = WithWeights(Trial.Of(ForwardForward.Create([3, 4, 2]), Images, Labels), Hinton).With("bias_to_hidden1.w", Hinton.Input("b"));
        var simulation = training.Simulation;
        var plan = simulation.Compile(
            new Clamp("input.rate", Learner.Image), new Clamp("label.shown", Learner.Label), new Probe("hidden1.rate"), new Probe("hidden1.sent"));
        simulation.Stream(plan, Learner.Image).CopyFrom([.. Images.SelectMany(row => row)]);
        simulation.Stream(plan, Learner.Label).CopyFrom([.. Labels.Concat(Labels).Skip(shift).Take(2).SelectMany(row => row)]);
        simulation.Run(plan);
        Hinton.AssertEqual(activity, simulation["hidden1.rate"].ToArray());
        if (shift == 0)
        {
            Hinton.AssertEqual("next_input", simulation["hidden1.sent"].ToArray());
        }
    }

    [Fact]
    public void The_form_of_most_PyTorch_versions_has_its_gradient()
    {
        var options = new ForwardForwardOptions { Goodness = GoodnessForm.Mean, Peers = 0, Optimizer = Optimizer.Sgd(0.1) };
        using var training = WithWeights(Trial.Of(ForwardForward.Create([3, 4, 2], options), Images, Labels), Softplus).With("bias_to_hidden1.w", Softplus.Input("b"));
        training.Next();
        var gradients = training.Gradients();
        Softplus.AssertEqual("gW", Joined(gradients["label_to_hidden1"], gradients["input_to_hidden1"]));
    }

    [Fact]
    public void SymBa_has_its_loss_and_gradient()
    {
        var rules = RuleFixture.Of("symba");
        var options = new SymBaOptions { Alpha = rules.Number("alpha"), Rows = RowScale.Length, LabelScale = 1, Optimizer = Optimizer.Sgd(0.1) };
        using var training = WithWeights(Trial.Of(SymBa.Create([3, 4, 2], options), Images, Labels), Softplus).With("bias_to_hidden1.w", Softplus.Input("b"));
        var result = training.Next();
        rules.AssertEqual("loss", [result.FreeEnergy]);
        var gradients = training.Gradients();
        rules.AssertEqual("gW", Joined(gradients["label_to_hidden1"], gradients["input_to_hidden1"]));
    }

    [Fact]
    public void Wake_and_sleep_take_turns()
    {
        var options = new ForwardForwardOptions { Wake = 2, Peers = 0 };
        using var training = Tiny.Train(ForwardForward.Create(Tiny.Layers, options), batch: 12);
        var sides = new List<double>();
        for (var batch = 0; batch < 6; batch++)
        {
            training.Next();
            sides.Add(training.Simulation["hidden1.side"][0, 0]);
        }

        Assert.Equal([1, 1, -1, -1, 1, 1], sides);
    }

    [Fact]
    public void Wrong_labels_are_drawn_from_the_softmax_and_never_right()
    {
        using var training = Tiny.Train(ForwardForward.Create(Tiny.Layers));
        training.Next();
        var first = training.Values("output.wrong");
        var right = training.Values("label.z");
        training.Next();
        Assert.NotEqual(first, training.Values("output.wrong"));
        Assert.All(first.Chunk(10), wrong => Assert.Equal(1, wrong.Sum()));
        Assert.Equal(0, first.Zip(right).Sum(pair => pair.First * pair.Second));
    }

    [Fact]
    public void A_hybrid_has_regions_of_the_image_and_of_the_one_before()
    {
        using var training = Tiny.Train(UnsupervisedForwardForward.Create(Tiny.Layers));
        training.Next();
        var before = training.Values("input.rate");
        training.Next();
        var (image, shown, mask) = (training.Values("input.rate"), training.Values("input.shown"), training.Values("mask.m"));
        for (var pixel = 0; pixel < shown.Length; pixel++)
        {
            Assert.Equal(mask[pixel] > 0 ? image[pixel] : before[pixel], shown[pixel]);
        }

        // Neighbors belong to the same image much more often than not.
        var same = Enumerable.Range(0, shown.Length - 1).Count(pixel => mask[pixel] > 0 == mask[pixel + 1] > 0);
        Assert.InRange(same / (double)(shown.Length - 1), 0.75, 0.98);
        Assert.InRange(mask.Count(m => m > 0) / (double)mask.Length, 0.3, 0.7);
    }

    [Fact]
    public void Drawn_digits_are_learned()
    {
        var options = new ForwardForwardOptions { LabelScale = 6, Optimizer = Optimizer.Adam(4e-3), Decay = 0 };
        Assert.InRange(Accuracy(ForwardForward.Create(Layers, options), epochs: 6), 0.4, 1);
        Assert.InRange(Accuracy(ForwardForward.Create(Layers, options with { Answer = GoodnessAnswer.Softmax, Optimizer = Optimizer.Adam(2e-3) })), 0.55, 1);
        Assert.InRange(Accuracy(SymBa.Create(Layers, new SymBaOptions { LabelScale = 6 }), epochs: 6), 0.45, 1);
        Assert.InRange(Accuracy(UnsupervisedForwardForward.Create(Layers)), 0.4, 1);
    }

    [Fact]
    public void Wake_and_sleep_apart_learn_drawn_digits()
    {
        var options = new ForwardForwardOptions { LabelScale = 6, Wake = 1, Answer = GoodnessAnswer.Softmax };
        Assert.InRange(Accuracy(ForwardForward.Create(Layers, options), epochs: 6), 0.4, 1);
    }

    [Fact]
    public void A_training_resumes_in_its_sleep()
    {
        using var folder = new TemporaryFolder();
        var learner = ForwardForward.Create(Tiny.Layers, new ForwardForwardOptions { Wake = 2 });
        using var whole = Tiny.Train(learner);
        using var first = Tiny.Train(learner);
        for (var batch = 0; batch < 6; batch++)
        {
            whole.Next();
            if (batch < 3)
            {
                first.Next();
            }
        }

        Checkpoint.Save(folder.Path, first);
        using var resumed = Checkpoint.Read(folder.Path).Resume(Tiny.Data);
        for (var batch = 3; batch < 6; batch++)
        {
            resumed.Next();
        }

        Tiny.AssertSameBits(whole, resumed);
    }

    [Fact]
    public void Turns_of_no_batch_are_refused()
    {
        var learner = ForwardForward.Create(Tiny.Layers);
        var error = Assert.Throws<HomeostatException>(() => Tiny.Train(learner with { Alternation = new Alternation(0, learner.Train) }));
        Assert.Equal("The two schedules of the model 'ff' take turns after 0 batches; give one or more.", error.Message);
    }

    [Fact]
    public void What_cannot_be_trained_is_refused()
    {
        Assert.Equal(
            "The layers 784,10 have 0 hidden layers, but 1 or more is needed: the goodness is that of hidden layers. Give more sizes, as in 784,256,10.",
            Assert.Throws<HomeostatException>(() => ForwardForward.Create([784, 10])).Message);
        Assert.Equal(
            "The input of 20 units is no square image, and the model 'ff-unsup' blurs a mask over rows and columns. Give a square of pixels, as in 16,8,2.",
            Assert.Throws<HomeostatException>(() => UnsupervisedForwardForward.Create([20, 8, 2])).Message);
        Assert.Equal(
            "The setting 'alpha' takes a number above 0; 0 was given.",
            Assert.Throws<HomeostatException>(() => SymBa.Create([784, 16, 10], new SymBaOptions { Alpha = 0 })).Message);
    }

    private static double Accuracy(Learner learner, int epochs = 5)
    {
        using var training = new Training(learner, Digits.Draw(train: 2000, test: 500, seed: 3), new TrainingOptions { Batch = 20, Epochs = epochs });
        training.Run();
        return training.Test().Accuracy;
    }

    // The fixtures have a row for each input, the synapses one for each unit that they reach.
    private static Training WithWeights(Training training, RuleFixture rules)
    {
        var rows = rules.Rows("W");
        return training
            .With("label_to_hidden1.w", [.. Enumerable.Range(0, 4).SelectMany(unit => rows[..2].Select(row => row[unit]))])
            .With("input_to_hidden1.w", [.. Enumerable.Range(0, 4).SelectMany(unit => rows[2..].Select(row => row[unit]))]);
    }

    private static double[] Joined(double[] label, double[] image) =>
        [.. new[] { (label, 2), (image, 3) }.SelectMany(part => Enumerable.Range(0, part.Item2).SelectMany(input =>
            Enumerable.Range(0, 4).Select(unit => part.Item1[(unit * part.Item2) + input])))];
}
