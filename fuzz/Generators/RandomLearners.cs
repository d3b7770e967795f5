using System.Globalization;

namespace Homeostat.Fuzz;

/// <summary>Random learners of the catalog: layers, every setting within its range, and data.</summary>
internal static class RandomLearners
{
    /// <summary>The plans of a learner, carried out on random data.</summary>
    public static Experiment Experiment(int seed)
    {
        var random = new Random(seed);
        var learner = Learner(random, out _, out _);
        Stage train = new PhaseStage(learner.Train), test = new PhaseStage(learner.Test);
        Stage[] begin = learner.Begin.Count > 0 ? [new PhaseStage(learner.Begin)] : [];
        var stages = learner.Stages.Select(stage => new PhaseStage(stage.Train));
        return new Experiment(learner.Circuit, random.Samples(), [.. begin, .. stages, train, test, train]) { Seed = random.Next(1, 1000) };
    }

    /// <summary>A learner with the number of values of a sample and of classes.</summary>
    public static Learner Learner(Random random, out int inputs, out int classes)
    {
        // Some models refuse some layers and settings; then others are drawn.
        while (true)
        {
            var model = ModelCatalog.All[random.Next(ModelCatalog.All.Count)];
            var side = random.Next(1, random.OneIn(5) ? 7 : 4);
            int[] sizes = [side * side, .. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(1, random.OneIn(5) ? 40 : 12)), random.Next(2, 12)];
            var settings = model.Settings.Where(_ => random.OneIn(2)).ToDictionary(setting => setting.Name, setting => Value(random, setting));
            var layers = model.LayersOf(sizes);
            if (model.TakesSequences)
            {
                // The rows of an image, with one class for all of them.
                (layers, settings["times"]) = ([side, .. layers.Skip(1)], side.ToString(CultureInfo.InvariantCulture));
                settings.Remove("follow");
            }

            if (Created(model, layers, settings) is { } learner)
            {
                (inputs, classes) = (sizes[0], sizes[^1]);
                return learner with { Stages = [.. learner.Stages.Select(stage => stage with { Epochs = 1 })] };
            }
        }
    }

    /// <summary>A learner of a model with few units; null if the model refuses the layers.</summary>
    public static Learner? Small(Model model, params int[] layers) => Created(
        model, model.LayersOf(layers), model.TakesSequences ? new Dictionary<string, string> { ["times"] = layers[0].ToString(CultureInfo.InvariantCulture) } : []);

    private static Learner? Created(Model model, IReadOnlyList<int> layers, Dictionary<string, string> settings)
    {
        try
        {
            return model.Create(layers, model.Configure(settings));
        }
        catch (HomeostatException)
        {
            return null;
        }
    }

    private static string Value(Random random, Setting setting) => setting switch
    {
        { Choices.Count: > 0 } => setting.Choices[random.Next(setting.Choices.Count)],
        { Name: "activation" } => random.Of("tanh(z)", "maximum(z, 0)", "sigmoid(z)", "softplus(z)", "z", "where(z > 0, z, 0.1*z)", RandomExpression.Smooth(random, 2, "z")),
        { Name: "tolerance" } => random.Of("0", "0", "0.01"),
        { } when setting.Type == typeof(string) => random.Of("randn()/sqrt(N_pre)", "0.1*rand()", "(2*rand() - 1)*sqrt(6/(N_pre + N_post))"),
        { } when setting.Type == typeof(int) => random.Next(1, 7).ToString(CultureInfo.InvariantCulture),
        _ => random.Between(0.001, 0.2),
    };
}
