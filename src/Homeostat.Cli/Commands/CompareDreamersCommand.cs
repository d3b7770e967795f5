using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat compare-dreamers</c>: trains many generative models on the same images and puts their measures and dreams side by side.</summary>
internal static class CompareDreamersCommand
{
    public static Command Create(Terminal terminal)
    {
        var models = new Option<string>("--models") { Description = "Generative models with commas between them", HelpName = "NAME,...", DefaultValueFactory = _ => string.Join(',', DreamerComparison.Usual) };
        var data = Choice.Data();
        var binarize = Choice.Of<Binarization>("--binarize", "How gray pixels become black and white: at half, or drawn once with the probability of their gray value");
        var layers = Choice.Layers();
        var causes = Choice.AtLeastOne("--causes", "Causes of autoencoders, whose other layers are as wide as makes their synapses as many as those of ngc", 20);
        var epochs = Choice.AtLeastOne("--epochs", "How often each model goes through the training images", 20);
        var batch = Choice.Batch();
        var seeds = Choice.AtLeastOne("--seeds", "Seeds of each model, from 1 on", 1);
        var jobs = Choice.Jobs();
        var train = new Option<int?>("--train") { Description = "Training images; all (of digits 10000) unless given", HelpName = "N" };
        var test = new Option<int?>("--test") { Description = "Test images; all (of digits 2000) unless given", HelpName = "N" };
        var validation = new Option<int?>("--validation") { Description = "Hold out this many training images and measure on them in place of the test images, to choose settings", HelpName = "N" };
        var patience = new Option<int?>("--patience") { Description = "End a training when the images held out by --validation have been explained no better for this many epochs, and keep the best epoch", HelpName = "EPOCHS" };
        var onTest = new Option<bool>("--on-test") { Description = "Measure on the test images although others are held out, which then choose no more than the epoch" };
        var unknown = new Option<string>("--unknown") { Description = "Data sets whose images the models should tell from those they know, with commas between them", HelpName = "NAME,...", DefaultValueFactory = _ => "" };
        var components = Choice.AtLeastOne("--components", "Components of the memory, a Gaussian mixture of causes", 75);
        var episodes = Choice.Episodes();
        var memories = Choice.AtLeastOne("--memories", "Training images whose causes are remembered, drawn at random", 18_000);
        var draws = Choice.AtLeastOne("--draws", "Causes drawn for the likelihood of images", 5_000);
        var annealed = new Option<int>("--annealed") { Description = "Test images whose likelihood is also estimated by annealed importance sampling", HelpName = "N", DefaultValueFactory = _ => 0 };
        var output = new Option<string>("--out") { Description = "Folder of the comparison; the same folder goes on with it", HelpName = "FOLDER", DefaultValueFactory = _ => "runs/dreamers" };
        var command = new ExampleCommand(
            "compare-dreamers",
            "Trains generative models on the same images, in processes side by side, and writes a table of their measures and pictures of their dreams and completions.",
            "homeostat compare-dreamers --models ngc,vae --layers 784,64,64 --epochs 3 --memories 2000 --components 10",
            "homeostat compare-dreamers --data mnist --binarize threshold --layers 784,360,360,360 --batch 512 --unknown fashion-mnist --annealed 1000 --out runs/mnist-dreamers")
        {
            models, data, binarize, layers, causes, epochs, batch, seeds, jobs, train, test, validation, patience, onTest, unknown, components, episodes, memories, draws, annealed, output,
        };
        Choice.Require(patience, (int n) => n >= 1, "1 or more");
        LearnCommand.RequireHeldOut(command, patience, validation);
        Choice.Check(command, result =>
        {
            if (result.GetValue(episodes) is not null)
            {
                Choice.Refuse(result, "with --episodes, which fits no mixture", components);
            }

            if (result.GetValue(validation) is null)
            {
                Choice.Refuse(result, "without --validation, where test images are measured anyway", onTest);
            }
        });
        Choice.Require(annealed, (int n) => n >= 0, "0 or more");
        command.SetAction(parse =>
        {
            var comparison = new DreamerComparison(
                [.. Split(parse.GetValue(models)!).Select(name => Generative(name).Name)],
                parse.GetValue(data)!,
                parse.GetValue(binarize),
                Choice.LayersOf(parse, layers) ?? [784, 128, 64],
                parse.GetValue(causes),
                parse.GetValue(epochs),
                parse.GetValue(batch),
                parse.GetValue(seeds),
                parse.GetValue(train),
                parse.GetValue(test),
                [.. Split(parse.GetValue(unknown)!)],
                parse.GetValue(components),
                parse.GetValue(memories),
                parse.GetValue(draws),
                parse.GetValue(annealed),
                parse.GetValue(validation),
                parse.GetValue(patience),
                parse.GetValue(onTest),
                parse.GetValue(episodes));
            return new DreamerSession(comparison, parse.GetValue(output)!, parse.GetValue(jobs), terminal).Run();
        });
        return command;
    }

    private static string[] Split(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Whether a model dreams is told by its learner, which is made with small layers here.
    private static Model Generative(string name)
    {
        var model = ModelCatalog.Find(name);
        return !model.Classifies && Imagination.Dreams(model.Create(model.LayersOf(4, 3, 2, 2))) ? model : throw new HomeostatException(
            $"The model '{name}' does not generate images from causes. Take some of {string.Join(", ", DreamerComparison.Usual)}.");
    }
}
