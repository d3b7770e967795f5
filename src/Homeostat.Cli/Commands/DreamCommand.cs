using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat dream</c>: lets a trained generative model imagine.</summary>
internal static class DreamCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Folder of the run, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var samples = new Option<int>("--samples") { Description = "Dreams, images of causes that are drawn from the memory", HelpName = "N", DefaultValueFactory = _ => 50 };
        var components = ComponentCount.Option();
        var covariance = Choice.Of<CovarianceForm>("--covariance", "Covariances of the components");
        var memories = new Option<int>("--memories") { Description = "Training images whose causes are remembered, drawn at random", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var episodes = Choice.Episodes();
        var only = new Option<int?>("--class") { Description = "Dream of this class alone: a model with labels chooses causes that it takes for the class, another remembers images of the class alone", HelpName = "CLASS" };
        var byClass = new Option<bool>("--by-class") { Description = "Dream of every class, too, a row for each" };
        var walk = new Option<int[]>("--walk")
        {
            Description = "Walk through the causes from a test image of one class to one of another", HelpName = "FROM TO", Arity = new ArgumentArity(0, 2), AllowMultipleArgumentsPerToken = true,
        };
        var path = Choice.Of<WalkPath>("--path", "The way of the walk: a straight line, an arc, or over components of the memory");
        var complete = Choice.Of<CoveredPart>("--complete", "Hide this part of test images and complete it");
        var denoise = new Option<double?>("--denoise") { Description = "Invert this fraction of the pixels of test images and reconstruct them", HelpName = "FRACTION" };
        var fields = new Option<bool>("--fields") { Description = "Paint what each topmost unit stands for" };
        var surprise = new Option<bool>("--surprise") { Description = "Measure the free energy of test images by layer, and show the pixels that are not expected" };
        var draws = new Option<int>("--likelihood") { Description = "Estimate the log-likelihood of the test images by this number of draws from the memory, such as 5000", HelpName = "N", DefaultValueFactory = _ => 0 };
        var annealed = new Option<int>("--annealed") { Description = "Also estimate the log-likelihood of this number of test images by annealed importance sampling", HelpName = "N", DefaultValueFactory = _ => 0 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the memory and of the dreams", DefaultValueFactory = _ => 1 };
        var command = new ExampleCommand(
            "dream",
            "Lets a trained generative model imagine: dreams, a walk between two images, completed and mended images, what units stand for, what surprises it, how likely images are. Pictures and arrays are put into the folder of the run.",
            "homeostat learn --model ngc --layers 784,128,64 --run runs/ngc",
            "homeostat dream runs/ngc                        # dreams.png",
            "homeostat dream runs/ngc --class 7",
            "homeostat dream runs/ngc --by-class             # dreams-by-class.png",
            "homeostat dream runs/ngc --walk 3 8 --path spherical",
            "homeostat dream runs/ngc --complete left --denoise 0.1 --fields --surprise --samples 0",
            "homeostat dream runs/ngc --components 75 --likelihood 5000",
            "homeostat dream runs/ngc --episodes 0.3        # the memory keeps every cause")
        {
            run, samples, components, covariance, episodes, memories, only, byClass, walk, path, complete, denoise, fields, surprise, draws, annealed, seed,
        };
        Choice.Require(samples, (int n) => n >= 0, "0 or more");
        Choice.Require(memories, (int n) => n >= 1, "1 or more");
        Choice.Require(denoise, (double p) => p is > 0 and <= 1, "a fraction above 0, up to 1");
        Choice.Require(draws, (int n) => n >= 0, "0 or more");
        Choice.Require(annealed, (int n) => n >= 0, "0 or more");
        Choice.Check(command, result =>
        {
            if (result.GetValue(episodes) is not null)
            {
                Choice.Refuse(result, "with --episodes, which fits no mixture", components, covariance);
            }

            if (result.GetValue(walk) is null or [])
            {
                Choice.Refuse(result, "without --walk", path);
            }
        });
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
            return new DreamSession(
                learned,
                new DreamSettings
                {
                    Samples = parse.GetValue(samples),
                    Memory = new MemorySettings(
                        parse.GetValue(memories), parse.GetValue(components).Number, parse.GetValue(covariance), Ridge, Class: null, parse.GetValue(seed), parse.GetValue(episodes)),
                    Class = parse.GetValue(only),
                    ByClass = parse.GetValue(byClass),
                    Walk = ends,
                    Path = parse.GetValue(path),
                    Complete = parse.GetValue(complete),
                    Denoise = parse.GetValue(denoise),
                    Fields = parse.GetValue(fields),
                    Surprise = parse.GetValue(surprise),
                    Draws = parse.GetValue(draws),
                    Annealed = parse.GetValue(annealed),
                    Seed = parse.GetValue(seed),
                },
                terminal.Out,
                terminal.Stop).Run();
        });
        return command;
    }

    /// <summary>The number that is added to the variances of causes, as in the published program: causes that are never active have no variance of their own.</summary>
    public const double Ridge = 1e-4;
}
