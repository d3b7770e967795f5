using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat dream</c>: lets a trained generative model imagine.</summary>
internal static class DreamCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Folder of the run, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var samples = new Option<int>("--samples") { Description = "Dreams, images of causes that are drawn from the memory", HelpName = "N", DefaultValueFactory = _ => 50 };
        var components = new Option<int>("--components") { Description = "Components of the memory, a Gaussian mixture of the causes of training images", HelpName = "N", DefaultValueFactory = _ => 10 };
        var covariance = Choice.Of<CovarianceForm>("--covariance", "Covariances of the components");
        var memories = new Option<int>("--memories") { Description = "Training images whose causes are remembered, drawn at random", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var only = new Option<int?>("--class") { Description = "Remember, and dream of, images of this class alone", HelpName = "CLASS" };
        var walk = new Option<int[]>("--walk")
        {
            Description = "Walk through the causes from a test image of one class to one of another", HelpName = "FROM TO", Arity = new ArgumentArity(0, 2), AllowMultipleArgumentsPerToken = true,
        };
        var complete = Choice.Of<CoveredPart>("--complete", "Hide this part of test images and complete it");
        var draws = new Option<int>("--likelihood") { Description = "Estimate the log-likelihood of the test images by this number of draws from the memory, such as 5000", HelpName = "N", DefaultValueFactory = _ => 0 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the memory and of the dreams", DefaultValueFactory = _ => 1 };
        var command = new ExampleCommand(
            "dream",
            "Lets a trained generative model imagine: dreams, a walk between two images, completed images, how likely images are. Pictures and arrays are put into the folder of the run.",
            "homeostat learn --model ngc --layers 784,128,64 --run runs/ngc",
            "homeostat dream runs/ngc                        # dreams.png",
            "homeostat dream runs/ngc --class 7",
            "homeostat dream runs/ngc --walk 3 8 --complete left",
            "homeostat dream runs/ngc --components 75 --likelihood 5000")
        {
            run, samples, components, covariance, memories, only, walk, complete, draws, seed,
        };
        Choice.Require(samples, (int n) => n >= 0, "0 or more");
        Choice.Require(components, (int n) => n >= 1, "1 or more");
        Choice.Require(memories, (int n) => n >= 1, "1 or more");
        Choice.Require(draws, (int n) => n >= 0, "0 or more");
        command.SetAction(parse =>
        {
            using var folder = RunFolder.Open(parse.GetValue(run));
            if (folder is not RunFolder<LearnSettings> learned)
            {
                throw new HomeostatException($"{folder.Path}: this run has learned no images, so there is nothing to dream of. Train a generative model: homeostat learn --model {NeuralGenerativeCoding.Model.Name}");
            }

            var ends = parse.GetValue(walk) ?? [];
            if (ends.Length == 1)
            {
                throw new HomeostatException($"--walk takes two classes, from and to; {ends[0]} was given. Give two, as in --walk 3 8.");
            }

            folder.Lock();
            var mixture = new MixtureOptions { Components = parse.GetValue(components), Covariance = parse.GetValue(covariance), Ridge = Ridge, Seed = parse.GetValue(seed) };
            return new DreamSession(
                learned,
                new DreamSettings(
                    parse.GetValue(samples), parse.GetValue(memories), mixture, parse.GetValue(only), ends, parse.GetValue(complete), parse.GetValue(draws), parse.GetValue(seed)),
                terminal).Run();
        });
        return command;
    }

    /// <summary>What is added to the variances of causes, as in the published program: causes that are never active have no variance of their own.</summary>
    public const double Ridge = 1e-4;
}
