using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class DreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string RunPath => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_dreams_walks_completes_and_says_how_likely_images_are()
    {
        Learn("ngc", "--binarize", "threshold");
        var (code, output, error) = Run("dream", RunPath, "--samples", "12", "--components", "3", "--walk", "3", "8", "--complete", "left", "--likelihood", "50");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("Memory: 3 components of the causes of 300 images", output, StringComparison.Ordinal);
        Assert.Matches(@"log p of 60 test images: -\d+\.\d\d nats \(50 draws; \d+\.\d effective; -\d+\.\d\d in the form that adds log n\)\.", output);
        Assert.Contains("over the 392 hidden pixels", output, StringComparison.Ordinal);
        Assert.All((string[])["dreams.png", "walk.png", "completed.png", "memory.npz"], file => Assert.True(File.Exists(Path.Combine(RunPath, file)), file));
        var arrays = Npz.Read(Path.Combine(RunPath, "dreams.npz"));
        Assert.Equal([12, 784], arrays["dreams"].Shape);
        Assert.Equal([12, 784], arrays["walk"].Shape);
        Assert.Equal([10, 784], arrays["completed"].Shape);
        Assert.Equal(3, GaussianMixture.Load(Path.Combine(RunPath, "memory.npz")).Components);

        // The same seed gives the same dreams, and another seed others.
        var dreams = arrays["dreams"];
        Run("dream", RunPath, "--samples", "12", "--components", "3");
        Assert.Equal(Numbers(dreams), Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]));
        Run("dream", RunPath, "--samples", "12", "--components", "3", "--seed", "2", "--class", "7");
        Assert.NotEqual(Numbers(dreams), Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]));

        Assert.Contains("There is no class 12 in digits", Failed(CommandLine.UserError, "dream", RunPath, "--class", "12"), StringComparison.Ordinal);
        Assert.Contains("--walk takes two classes", Failed(CommandLine.UserError, "dream", RunPath, "--walk", "3"), StringComparison.Ordinal);
        Assert.Contains("400", Failed(CommandLine.UserError, "dream", RunPath, "--components", "400"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_has_nothing_to_dream_of_is_refused()
    {
        Learn("pc");
        Assert.Contains("The model 'pc' does not generate images from causes. Train one that does, such as ngc.", Failed(CommandLine.UserError, "dream", RunPath), StringComparison.Ordinal);
        Run("recall", "--patterns", "3", "--cues", "1", "--out", _folder["recall"]);
        Assert.Contains("has learned no images", Failed(CommandLine.UserError, "dream", _folder["recall"]), StringComparison.Ordinal);
    }

    private static double[] Numbers(NpyArray array) => [.. array.As<double>()];

    private void Learn(string model, params string[] more)
    {
        var (code, _, error) = Run([
            "learn", "--model", model, "--layers", model == "pc" ? "784,12,10" : "784,24,12", "--train", "300", "--test", "60", "--epochs", "1", "--batch", "50", "--no-compare", "--run", RunPath, .. more]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
    }
}
