namespace Homeostat.Tests.Learners;

public class LearnerTests
{
    [Fact]
    public void Predictive_coding_learns_the_digits_and_so_does_back_propagation()
    {
        var data = Digits.Draw(2000, 500, seed: 9);
        var options = new PredictiveCodingOptions { Activation = "relu(z)", Steps = 12, Rate = 0.03 };
        foreach (var learner in new[]
        {
            PredictiveCoding.Create([784, 64, 10], options),
            Backpropagation.Of(PredictiveCoding.Create([784, 64, 10], options)),
        })
        {
            using var training = new Training(learner, data, new TrainingOptions { Batch = 50, Epochs = 6 });
            var untrained = training.Test().Accuracy;
            training.Run();
            Assert.InRange(untrained, 0, 0.35);
            Assert.True(training.Test().Accuracy > 0.7, $"{learner.Name} reached {training.Test().Accuracy}");
        }
    }

    [Fact]
    public void The_generative_model_reconstructs_what_it_sees()
    {
        var data = Digits.Draw(500, 100, seed: 9);
        var learner = GenerativePredictiveCoding.Create([784, 64]);
        using var training = new Training(learner, data, new TrainingOptions { Batch = 50, Epochs = 10 });
        var before = Error();
        training.Run();
        Assert.True(Error() < 0.5 * before, $"{before} to {Error()}");

        double Error()
        {
            var seen = data.Test.ToFeatures();
            var made = training.Responses(learner.Reconstruction!, data.Test);
            return seen.Zip(made).Average(p => (p.First - p.Second) * (p.First - p.Second));
        }
    }

    [Fact]
    public void A_settling_rate_beyond_the_bound_is_refused_with_the_rate_that_would_do()
    {
        using var training = Tiny.Train(Tiny.PredictiveCoding(Tiny.Options with { Rate = 3, Activation = "z" }));
        var error = Assert.Throws<HomeostatException>(() => training.Next());
        Assert.Contains("would not settle", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, training.BatchesDone);
    }

    [Fact]
    public void The_largest_eigenvalue_is_that_of_the_Hessian()
    {
        // Two linear layers: F = ½|z − Wx|² + ½|y − Vz|², so the Hessian of z is 1 + VᵀV.
        var learner = PredictiveCoding.Create([784, 6, 10], Tiny.Options with { Activation = "z", Bias = false });
        using var training = Tiny.Train(learner);
        var v = training.Simulation["hidden1_to_output.w"];
        var x = Enumerable.Repeat(1.0, 6).ToArray();
        var eigenvalue = 0.0;
        for (var k = 0; k < 500; k++)
        {
            var vx = Enumerable.Range(0, 10).Select(j => Enumerable.Range(0, 6).Sum(i => v[j, i] * x[i])).ToArray();
            var next = Enumerable.Range(0, 6).Select(i => x[i] + Enumerable.Range(0, 10).Sum(j => v[j, i] * vx[j])).ToArray();
            eigenvalue = Math.Sqrt(next.Sum(e => e * e));
            x = [.. next.Select(e => e / eigenvalue)];
        }

        training.Next();
        using var fresh = Tiny.Train(learner);
        fresh.Simulation.Stream(fresh.TrainPlan, Learner.Image)[0, 0] = 1;
        Assert.Equal(0.1 * eigenvalue, Stability.RateTimesEigenvalue(fresh.Simulation, learner.Train, 4), 1e-2 * eigenvalue);
    }

    [Fact]
    public void Layers_that_do_not_fit_the_data_are_named()
    {
        Assert.Contains("clamps 100 units to the stream 'image', but 'digits' has 784 units", Refused([100, 20, 10]), StringComparison.Ordinal);
        Assert.Contains("'label', but 'digits' has 10 classes", Refused([784, 20, 5]), StringComparison.Ordinal);
        Assert.Contains("make no network", Refused([784]), StringComparison.Ordinal);
        Assert.Contains("make no network", Refused([784, 0, 10]), StringComparison.Ordinal);

        static string Refused(int[] layers) =>
            Assert.ThrowsAny<HomeostatException>(() => Tiny.Train(PredictiveCoding.Create(layers))).Message;
    }

    [Fact]
    public void The_taxonomy_is_read_off_the_circuit()
    {
        var pc = Taxonomy.Of(Tiny.PredictiveCoding());
        Assert.True(pc is { LocalInSpace: Locality.Synapse, WeightTransport: true, ActivationDerivative: true, UpdateLocked: false, ExplicitTargets: true });
        var bp = Taxonomy.Of(Backpropagation.Of(Tiny.PredictiveCoding()));
        Assert.True(bp is { LocalInSpace: Locality.None, WeightTransport: true, UpdateLocked: true, ForwardLocked: true });
        Assert.False(Taxonomy.Of(Tiny.PredictiveCoding(Tiny.Options with { Feedback = Feedback.Learned })).WeightTransport);
        var generative = Taxonomy.Of(GenerativePredictiveCoding.Create([784, 20]));
        Assert.True(generative is { ExplicitTargets: false, ForwardLocked: false, LocalInSpace: Locality.Synapse });
    }

    [Fact]
    public void Derived_back_propagation_reads_as_a_person_would_write_it()
    {
        var hidden = Backpropagation.Of(Tiny.PredictiveCoding()).Circuit["hidden1"].Equations;
        Assert.Contains("prediction_adjoint = rate_adjoint*diff(rate, z) : 1", hidden, StringComparison.Ordinal);
        var output = Backpropagation.Of(Tiny.PredictiveCoding()).Circuit["output"].Equations;
        Assert.Contains("prediction_adjoint = prediction - z : 1", output, StringComparison.Ordinal);
    }
}
