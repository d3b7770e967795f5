namespace Homeostat.Tests.Learners.ForwardOnly;

/// <summary>PEPITA and MEMPEPITA, held against exact numbers.</summary>
public sealed class PepitaTests
{
    private static readonly RuleFixture Rules = RuleFixture.Of("pepita");

    [Fact]
    public void Pepita_has_its_exact_gradients()
    {
        using var training = Trained("pepita");
        var gradients = training.Gradients();
        Rules.AssertEqual("gW1", gradients["input_to_hidden1"]);
        Rules.AssertEqual("gW2", gradients["hidden1_to_hidden2"]);
        Rules.AssertEqual("gW3", gradients["hidden2_to_output"]);
        Rules.AssertEqual("h1_mod", training.Values("hidden1.late"));
        Rules.AssertEqual("h2_mod", training.Values("hidden2.late"));
    }

    [Fact]
    public void Mempepita_computes_the_first_pass_again_before_layers_learn()
    {
        var rules = RuleFixture.Of("mempepita");
        using var training = Trained("mempepita");
        var gradients = training.Gradients();
        Rules.AssertEqual("gW1", gradients["input_to_hidden1"]);
        rules.AssertEqual("W1_after", training.Values("input_to_hidden1.w"));
        rules.AssertEqual("h1_again", training.Values("hidden1.rate"));
        rules.AssertEqual("gW2", gradients["hidden1_to_hidden2"]);
        Rules.AssertEqual("gW3", gradients["hidden2_to_output"]);
    }

    [Fact]
    public void Mempepita_learns_what_pepita_learns()
    {
        using var one = Tiny.Train(Pepita.Create(Tiny.Layers));
        using var other = Tiny.Train(MemPepita.Create(Tiny.Layers));
        one.Run();
        other.Run();
        foreach (var name in (string[])["input_to_hidden1.w", "hidden1_to_hidden2.w", "hidden2_to_output.w"])
        {
            Assert.Equal(one.Values(name), other.Values(name));
        }
    }

    [Fact]
    public void Units_that_are_left_out_are_the_same_in_both_passes()
    {
        using var training = Tiny.Train(Pepita.Create(Tiny.Layers, new PepitaOptions { Dropout = 0.5 }));
        training.Next();
        var (mask, late) = (training.Values("hidden1.mask"), training.Values("hidden1.late"));
        Assert.All(mask.Zip(late), pair => Assert.True(pair.First == 2 || (pair.First == 0 && pair.Second == 0)));
        Assert.InRange(mask.Count(m => m == 0) / (double)mask.Length, 0.4, 0.6);
    }

    [Theory]
    [InlineData("pepita")]
    [InlineData("mempepita")]
    public void Drawn_digits_are_learned(string model)
    {
        using var training = new Training(
            ModelCatalog.Find(model).Create([784, 128, 10]), Digits.Draw(train: 2000, test: 500, seed: 3), new TrainingOptions { Batch = 20, Epochs = 4 });
        training.Run();
        Assert.InRange(training.Test().Accuracy, 0.6, 1);
    }

    [Fact]
    public void What_cannot_be_trained_is_refused()
    {
        foreach (var create in new Func<Learner>[] { () => Pepita.Create([784, 10]), () => MemPepita.Create([784, 10]) })
        {
            Assert.Equal(
                "The layers 784,10 have 0 hidden layers, but 1 or more is needed: the rule compares hidden layers in two passes. Give more sizes, as in 784,256,10.",
                Assert.Throws<HomeostatException>(create).Message);
        }

        Assert.Equal(
            "The setting 'dropout' takes a number of at least 0 and at most 0.95; 1 was given.",
            Assert.Throws<HomeostatException>(() => Pepita.Create([784, 16, 10], new PepitaOptions { Dropout = 1 })).Message);
    }

    private static Training Trained(string model)
    {
        var options = new PepitaOptions { Dropout = 0, Optimizer = Optimizer.Sgd(0.1) };
        var training = Trial.Of(ModelCatalog.Find(model).Create([3, 4, 4, 2], options), [Rules.Input("x")], [Rules.Input("target")])
            .With("input_to_hidden1.w", Rules.Input("W1")).With("hidden1_to_hidden2.w", Rules.Input("W2")).With("hidden2_to_output.w", Rules.Input("W3"))
            .With("output_to_input.b", Rules.Input("F"));
        training.Next();
        return training;
    }
}
