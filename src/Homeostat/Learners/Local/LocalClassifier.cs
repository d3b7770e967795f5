using System.Globalization;

namespace Homeostat;

/// <summary>Classifiers of single hidden layers: each predicts the label from the activity of its layer, and teaches that layer alone.</summary>
internal static class LocalClassifier
{
    /// <summary>What the synapses of a classifier send back to its layer: its error, through their own weights.</summary>
    public const string Teaching = "feedback_pre = w*error_post : 1 (summed)";

    /// <summary>The names of the classifiers of the first hidden layers, <c>classifier1</c>, <c>classifier2</c>, ...</summary>
    public static IEnumerable<string> Names(int upTo) =>
        Enumerable.Range(1, Math.Max(0, upTo)).Select(layer => string.Create(CultureInfo.InvariantCulture, $"classifier{layer}"));

    /// <summary>Adds a classifier to each of the first hidden layers.</summary>
    /// <param name="circuit">The circuit of the layers, whose populations have a <c>rate</c> and an input <c>feedback</c>.</param>
    /// <param name="layers">The number of units in each layer.</param>
    /// <param name="options">The settings.</param>
    /// <param name="upTo">The last hidden layer that gets a classifier.</param>
    /// <param name="share">The factor by which the error and the energy of each classifier are multiplied.</param>
    /// <param name="weights">The initial weights; those of the settings if null.</param>
    public static void AddTo(
        Circuit circuit, IReadOnlyList<int> layers, DiscriminativeOptions options, int upTo, double share = 1, string? weights = null)
    {
        foreach (var (index, name) in Names(upTo).Index())
        {
            circuit.Add(Layered.Classifier(name, layers[^1], options.Output, share: share));
            circuit.Add(Layered.Between(Layered.Name(index + 1, layers.Count), name, options, Teaching, weights: weights));
        }
    }

    /// <summary>The phases that show the label to the classifiers of the first hidden layers.</summary>
    public static IEnumerable<Phase> Clamps(int upTo) => Names(upTo).Select(name => new Clamp($"{name}.z", Learner.Label));
}
