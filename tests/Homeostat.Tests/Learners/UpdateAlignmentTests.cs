namespace Homeostat.Tests.Learners;

public class UpdateAlignmentTests
{
    private static readonly ImageSet Data = Digits.Draw(100, 10);

    private static readonly TrainingOptions Options = new() { Batch = 20, Epochs = 1 };

    [Fact]
    public void Updates_of_zero_divergence_learning_are_those_of_back_propagation()
    {
        using var training = new Training(ModelCatalog.Find("zil").Create([784, 8, 6, 10]), Data, Options);
        training.Run();
        var (start, end) = UpdateAlignment.Cosines(training, ModelCatalog.Find("bp").Create([784, 8, 6, 10]));
        Assert.Equal(1, start, 4);
        Assert.Equal(1, end, 4);
    }

    [Fact]
    public void A_settled_update_differs_and_the_training_stays_as_it_was()
    {
        var learner = ModelCatalog.Find("pc").Create([784, 8, 6, 10], Tiny.Options);
        using var training = new Training(learner, Data, Options);
        training.Run();
        var before = training.Simulation.Snapshot();
        var (start, end) = UpdateAlignment.Cosines(training, Backpropagation.Of(learner));
        Assert.InRange(start, 0.5, 0.99999);
        Assert.InRange(end, 0.5, 0.99999);
        Assert.Equal(before.Values["input_to_hidden1.w"], training.Simulation.Snapshot().Values["input_to_hidden1.w"]);
    }

    [Fact]
    public void Circuits_without_a_common_projection_cannot_be_compared()
    {
        using var training = new Training(ModelCatalog.Find("pc").Create([784, 8, 10]), Data, Options);
        var other = ModelCatalog.Find("generative-pc");
        Assert.Throws<HomeostatException>(() => UpdateAlignment.Cosines(training, other.Create([784, 5])));
    }
}
