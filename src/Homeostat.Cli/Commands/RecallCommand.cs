using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat recall</c>: stores patterns in a memory and recalls them from corrupted cues.</summary>
internal static class RecallCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = $"One of {string.Join(", ", RecallSettings.Memories.Select(m => m.Name))}", DefaultValueFactory = _ => ModernHopfieldMemory.Model.Name };
        var data = Choice.Data("Where the patterns come from:");
        var patterns = new Option<int>("--patterns") { Description = "Patterns to store: training images in black and white", HelpName = "N", DefaultValueFactory = _ => 10 };
        var cues = new Option<int>("--cues") { Description = "Cues of each pattern", HelpName = "N", DefaultValueFactory = _ => 10 };
        var corrupt = Choice.Of<Corruption>("--corrupt", "How cues are corrupted: pixels drawn at random are inverted, or hidden (0.5), or the lower part of the image is covered (0.5)");
        var fractions = Choice.Fractions("--fractions", "Fractions of the pixels that are corrupted, with commas between them [default: 0.1,0.2,0.3,0.4,0.5]");
        var layers = Choice.Layers();
        var epochs = new Option<int?>("--epochs") { Description = $"How often to go through the patterns; unless given once, or {RecallSettings.GradualEpochs} times for a model with a learning rate" };
        var settings = ModelOptions.Of(RecallSettings.Memories);
        var seed = new Option<ulong>("--seed") { Description = "Seed of patterns, cues and weights; the same seed gives the same bits", DefaultValueFactory = _ => 1 };
        var threads = Choice.Threads();
        var output = RunFolderOption.Named("runs/DATE-recall-MODEL-DATA-seedN");
        var json = LearnCommand.JsonOption();
        var command = new ExampleCommand(
            "recall",
            "Stores patterns in a memory, recalls them from corrupted cues, and compares that with doing nothing. The settings of a memory are options too: 'homeostat models NAME' lists them.",
            "homeostat recall                                       # ten drawn digits in a modern Hopfield memory",
            "homeostat recall modern-hopfield --data mnist --patterns 100 --corrupt hide",
            "homeostat recall modern-hopfield --beta 0.01           # a warm memory mixes patterns",
            "homeostat recall projection-hopfield --patterns 20 --corrupt cover --fractions 0.25,0.5,0.75",
            "homeostat recall rbm --eta 0.005 --epochs 1000 --out runs/mine")
        {
            model, data, patterns, cues, corrupt, fractions, layers, epochs, seed, threads, output, json,
        };
        foreach (var option in settings)
        {
            command.Add(option);
        }

        Choice.Require(patterns, (int n) => n >= 1, "1 or more");
        Choice.Require(cues, (int n) => n >= 1, "1 or more");
        Choice.Require(epochs, (int n) => n >= 0, "0 or more");
        command.SetAction(parse =>
        {
            var chosen = new RecallSettings
            {
                Model = ModelCatalog.Find(parse.GetValue(model)!).Name,
                Data = parse.GetValue(data)!,
                Patterns = parse.GetValue(patterns),
                Cues = parse.GetValue(cues),
                Corruption = parse.GetValue(corrupt),
                Fractions = parse.GetValue(fractions) is { Count: > 0 } given ? given : [0.1, 0.2, 0.3, 0.4, 0.5],
                Layers = Choice.LayersOf(parse, layers),
                Epochs = parse.GetValue(epochs),
                Settings = ModelOptions.Given(parse, settings),
                Seed = parse.GetValue(seed),
                Threads = parse.GetValue(threads),
            };
            using var folder = RunFolder.Create(parse.GetValue(output), chosen);
            return new RecallSession(folder, terminal.Report(parse.GetValue(json)), terminal.Stop).Run();
        });
        return command;
    }
}
