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
        var (code, output, error) = Run("dream", RunPath, "--samples", "12", "--components", "3", "--walk", "3", "8", "--complete", "left", "--likelihood", "50", "--annealed", "2");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("Memory: 3 components of the causes of 300 images", output, StringComparison.Ordinal);
        Assert.Matches(@"log p of 60 test images: -\d+\.\d\d nats \(50 draws; \d+\.\d effective; -\d+\.\d\d in the form that adds log n; [\d.]+ s\)\.", output);
        Assert.Matches(@"log p of 2 test images by annealed importance sampling: -\d+\.\d\d nats \(4 chains; \d\.\d effective\)\.", output);
        Assert.Contains("over the 392 hidden pixels", output, StringComparison.Ordinal);
        Assert.All((string[])["dreams.png", "walk.png", "completed.png", "memory.npz"], file => Assert.True(File.Exists(Path.Combine(RunPath, file)), file));
        var arrays = Npz.Read(Path.Combine(RunPath, "dreams.npz"));
        Assert.Equal([12, 784], arrays["dreams"].Shape);
        Assert.Equal([45, 784], arrays["walk"].Shape);
        Assert.Equal([10, 784], arrays["completed"].Shape);
        Assert.Equal(3, GaussianMixture.Load(Path.Combine(RunPath, "memory.npz")).Components);

        // The same seed gives the same dreams, and another seed others.
        var dreams = arrays["dreams"];
        Run("dream", RunPath, "--samples", "12", "--components", "3");
        Assert.Equal(Numbers(dreams), Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]));
        Run("dream", RunPath, "--samples", "12", "--components", "3", "--seed", "2", "--class", "7");
        Assert.NotEqual(Numbers(dreams), Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]));

        // So does a picture of all classes, for which a model without labels remembers each class for itself.
        Run("dream", RunPath, "--samples", "10", "--components", "3", "--class", "7");
        var sevens = Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]);
        Run("dream", RunPath, "--samples", "0", "--components", "3", "--by-class");
        Assert.Equal(sevens, Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["by_class"]).Skip(70 * 784).Take(10 * 784));
        Assert.True(File.Exists(Path.Combine(RunPath, "dreams-by-class.png")));

        Assert.Contains("There is no class 12 in digits", Failed(CommandLine.UserError, "dream", RunPath, "--class", "12"), StringComparison.Ordinal);
        Assert.Contains("--walk takes two classes", Failed(CommandLine.UserError, "dream", RunPath, "--walk", "3"), StringComparison.Ordinal);
        Assert.Contains("400", Failed(CommandLine.UserError, "dream", RunPath, "--components", "400"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_walks_mends_and_shows_its_units_and_what_surprises_it()
    {
        Learn("ngc");
        var (code, output, error) = Run("dream", RunPath, "--samples", "0", "--walk", "3", "8", "--path", "spherical", "--denoise", "0.2", "--fields", "--surprise");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.DoesNotContain("Memory", output, StringComparison.Ordinal);
        Assert.Matches(@"Denoising of 60 test images with 20 ?% of their pixels inverted: squared error \d+\.\d\d an image before, \d+\.\d\d after\.", output);
        Assert.Contains("Fields: each of 12 topmost units alone at ", output, StringComparison.Ordinal);
        Assert.Matches(@"Surprise: \d+\.\d\d nats of free energy on average over 60 test images: input \d+\.\d\d, hidden1 \d+\.\d\d, hidden2 \d+\.\d\d\.", output);
        Assert.All(
            (string[])["walk.png", "walk-animated.png", "denoised.png", "fields.png", "surprise.png", "surprise-map.png"], file => Assert.True(File.Exists(Path.Combine(RunPath, file)), file));
        var arrays = Npz.Read(Path.Combine(RunPath, "dreams.npz"));
        Assert.Equal([45, 784], arrays["walk"].Shape);
        Assert.Equal([60, 784], arrays["denoised"].Shape);
        Assert.Equal([12, 784], arrays["fields"].Shape);
        Assert.Equal([60, 3], arrays["free_energy"].Shape);
        Assert.Equal([3, 784], arrays["pixel_surprise"].Shape);

        // Every path has the same ends.
        var straight = Numbers(arrays["walk"]);
        foreach (var path in (string[])["linear", "mixture"])
        {
            Run("dream", RunPath, "--samples", "0", "--components", "3", "--walk", "3", "8", "--path", path);
            var other = Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["walk"]);
            Assert.Equal(straight[..784], other[..784], (x, y) => Math.Abs(x - y) < 1e-5);
            Assert.Equal(straight[^784..], other[^784..], (x, y) => Math.Abs(x - y) < 1e-5);
        }

        Assert.Contains("--path does nothing without --walk", Failed(CommandLine.UsageError, "dream", RunPath, "--path", "linear"), StringComparison.Ordinal);
        Assert.Contains("--denoise takes a fraction above 0, up to 1; 1.5 was given", Failed(CommandLine.UsageError, "dream", RunPath, "--denoise", "1.5"), StringComparison.Ordinal);
        Assert.Contains("--components takes 1 or more, or auto; 'few' was given", Failed(CommandLine.UsageError, "dream", RunPath, "--components", "few"), StringComparison.Ordinal);
        Assert.Contains("There is no class 11 in digits", Failed(CommandLine.UserError, "dream", RunPath, "--walk", "1", "11"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_memory_is_kept_with_the_run_and_fitted_again_when_anything_has_changed()
    {
        Learn("ngc");
        Assert.Contains("fitted in", Dreamt(), StringComparison.Ordinal);
        var dreams = Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]);
        Assert.Contains("as saved in memory.npz", Dreamt(), StringComparison.Ordinal);
        Assert.Equal(dreams, Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]));
        Assert.Contains("as saved in memory.npz", Dreamt("--samples", "5", "--walk", "1", "2"), StringComparison.Ordinal);
        foreach (var other in (string[][])[["--components", "3"], ["--covariance", "diagonal"], ["--memories", "200"], ["--class", "4"], ["--seed", "2"], []])
        {
            Assert.Contains("fitted in", Dreamt(other), StringComparison.Ordinal);
            Assert.Contains("as saved in memory.npz", Dreamt(other), StringComparison.Ordinal);
        }

        // One that is not the one that was noted is not taken, nor is one of earlier weights.
        GaussianMixture.Load(Path.Combine(RunPath, "memory.npz"));
        File.AppendAllText(Path.Combine(RunPath, "memory.json"), "}");
        Assert.Contains("fitted in", Dreamt(), StringComparison.Ordinal);
        GaussianMixture.Fit(new double[,] { { 1, 2 }, { 2, 1 } }, new() { Ridge = 1 }).Save(Path.Combine(RunPath, "memory.npz"));
        Assert.Contains("fitted in", Dreamt(), StringComparison.Ordinal);
        var (code, _, _) = Run("resume", RunPath, "--epochs", "2");
        Assert.Equal(CommandLine.Success, code);
        Assert.Contains("fitted in", Dreamt(), StringComparison.Ordinal);
        Assert.Contains("as saved in memory.npz", Dreamt(), StringComparison.Ordinal);
        Assert.Matches(@"Memory: (1|2|5|10|20|40|75) components of the causes of 300 images, fitted in \d+ steps, the best of 1, 2, 5, 10, 20, 40, 75 by BIC", Dreamt("--components", "auto"));

        string Dreamt(params string[] more)
        {
            string[] all = [.. more.Contains("--components") ? [] : new[] { "--components", "2" }, .. more.Contains("--samples") ? [] : new[] { "--samples", "3" }, .. more];
            var (code, output, error) = Run(["dream", RunPath, .. all]);
            Assert.Equal((CommandLine.Success, ""), (code, error));
            return output;
        }
    }

    [Fact]
    public void A_memory_of_episodes_keeps_every_cause_and_comes_back_as_it_was_saved()
    {
        Learn("ngc");
        string[] command = ["dream", RunPath, "--samples", "6", "--episodes", "0.3", "--memories", "40", "--likelihood", "30"];
        Assert.Contains("Memory: the causes of 40 images, each with a kernel around it, 0.3 of their spread wide.", Run(command).Output, StringComparison.Ordinal);
        var memory = GaussianMixture.Load(Path.Combine(RunPath, "memory.npz"));
        Assert.Equal((40, 12), (memory.Components, memory.Width));
        var dreams = Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]);
        Assert.Contains("as saved in memory.npz", Run(command).Output, StringComparison.Ordinal);
        Assert.Equal(dreams, Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]));
        Assert.Contains("0.2 of their spread", Run("dream", RunPath, "--samples", "6", "--episodes", "0.2", "--memories", "40").Output, StringComparison.Ordinal);
        Assert.Contains("--components does nothing with --episodes", Failed(CommandLine.UsageError, "dream", RunPath, "--episodes", "0.3", "--components", "4"), StringComparison.Ordinal);
        Assert.Contains("--episodes takes a width above 0", Failed(CommandLine.UsageError, "dream", RunPath, "--episodes", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_read_again_remembers_what_its_learner_remembered()
    {
        Learn("ngc-replay");
        using var training = Checkpoint.Read(RunPath).Resume();
        Assert.Equal(("hidden2.z", "hidden2.rate"), (training.Learner.Causes, training.Learner.Features));
        Run("dream", RunPath, "--samples", "2", "--episodes", "0.3", "--memories", "5");
        var kept = GaussianMixture.Load(Path.Combine(RunPath, "memory.npz")).Means();
        Assert.Equal(new Imagination(training).Causes(training.Data.Images!.Train.Sample(5)).Cast<double>(), kept.Cast<double>());
        Assert.Contains(kept.Cast<double>(), z => z < 0);
    }

    [Fact]
    public void A_circuit_with_labels_dreams_of_a_class_from_the_memory_of_all()
    {
        var (learned, _, failure) = Run(
            "learn", "--model", "ngc-joint", "--layers", "784,32,16,10", "--steps", "20", "--rate", "0.2", "--eta", "0.005", "--train", "1200", "--test", "60", "--epochs", "6", "--batch", "50",
            "--no-compare", "--run", RunPath);
        Assert.Equal((CommandLine.Success, ""), (learned, failure));
        var (code, output, error) = Run("dream", RunPath, "--samples", "4", "--components", "2", "--class", "1");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("of the causes of 1200 images", output, StringComparison.Ordinal);
        var first = Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]);
        Assert.Contains("as saved in memory.npz", Run("dream", RunPath, "--samples", "4", "--components", "2", "--class", "7").Output, StringComparison.Ordinal);
        Assert.NotEqual(first, Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]));

        // A row of the picture of all classes begins with the dreams of the class alone.
        Run("dream", RunPath, "--samples", "10", "--components", "2", "--class", "1");
        var ones = Numbers(Npz.Read(Path.Combine(RunPath, "dreams.npz"))["dreams"]);
        Run("dream", RunPath, "--samples", "0", "--components", "2", "--by-class");
        var all = Npz.Read(Path.Combine(RunPath, "dreams.npz"))["by_class"];
        Assert.Equal([100, 784], all.Shape);
        Assert.Equal(ones, Numbers(all).Skip(10 * 784).Take(10 * 784));
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
        var (code, output, error) = Run([
            "learn", "--model", model, "--layers", model == "pc" ? "784,12,10" : "784,24,12", "--train", "300", "--test", "60", "--epochs", "1", "--batch", "50", "--no-compare", "--run", RunPath, .. more]);
        Assert.Equal((CommandLine.Success, ""), (code, error));

        // Models that dream say how, and the others do not.
        Assert.Equal(model != "pc", output.Contains($"homeostat dream {RunPath} --episodes 0.3", StringComparison.Ordinal));
    }
}
