namespace Homeostat.Tests.Docs;

/// <summary>The code of docs/learners-memories.md, which is shown there as it stands here.</summary>
public sealed class MemoriesPageTests
{
    [Fact]
    public void The_likelihood_of_images_is_estimated()
    {
        // --> learners-memories.md
        using var training = new Training(RestrictedBoltzmannMachine.Create([784, 64]), Digits.Draw(1000, 200), new TrainingOptions { Epochs = 1 });
        training.Run();
        var estimate = RestrictedBoltzmannMachine.LogPartition(training, new AnnealingOptions { Chains = 100, Steps = 1000 });
        Console.WriteLine($"log Z = {estimate.LogPartition:0.0} ± {estimate.Deviation:0.0}");
        Console.WriteLine($"log p = {-training.FreeEnergy() - estimate.LogPartition:0.0} nats");
        // <--

        // The machine has learned next to nothing: every pixel is as likely to be on as in the mean image, and no pixel tells of another.
        var pixels = training.Data.Train[Learner.Image];
        var mean = Enumerable.Range(0, pixels.Count).SelectMany(n => Image(n).Select((x, pixel) => (x, pixel))).GroupBy(p => p.pixel, p => p.x).Select(p => p.Average());
        Assert.Equal(mean.Where(p => p is > 0 and < 1).Sum(p => (p * Math.Log(p)) + ((1 - p) * Math.Log(1 - p))), -training.FreeEnergy() - estimate.LogPartition, 30.0);
        Assert.InRange(estimate.Deviation, 0, 0.5);

        double[] Image(int n)
        {
            var image = new double[pixels.Size];
            pixels.CopyTo(n, image);
            return image;
        }
    }
}
