using System.Globalization;

namespace Homeostat;

/// <summary>
/// Networks whose hidden layers each have a loss of their own. A hidden layer is a linear map, a normalization over the batch if asked for, an
/// activation, the loss, and then dropout for the next layer.
/// </summary>
internal static class LocalLoss
{
    /// <summary>Creates a learner.</summary>
    /// <param name="model">The entry of the catalog.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="similarity">The share of the similarity in the loss of a layer; the rest is the classifier's.</param>
    public static Learner Learner(Model model, IReadOnlyList<int> layers, LocalLossOptions options, double similarity = 0)
    {
        Layered.Check(layers, options, hidden: 1, "each hidden layer has a loss of its own");
        var hidden = Enumerable.Range(1, layers.Count - 2).Select(layer => Layered.Name(layer, layers.Count)).ToArray();
        var circuit = new Circuit(model.Name) { new Population("input", layers[0], "rate : 1   # pixels\nsent = rate : 1") };
        for (var layer = 1; layer <= hidden.Length; layer++)
        {
            circuit.Add(Hidden(hidden[layer - 1], layers[layer], options));
        }

        circuit.Add(Layered.Classifier("output", layers[^1], options.Output, similarity > 0 ? SimilarityMatching.OfLabels(similarity * hidden.Length) : ""));
        if (options.Bias || options.BatchNormalization)
        {
            circuit.Add(Layered.AlwaysOn);
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Onto(layer, layers, options));
        }

        LocalClassifier.AddTo(circuit, layers, options, hidden.Length, 1 - similarity, options.ClassifierWeights);
        if (similarity > 0)
        {
            SimilarityMatching.AddTo(circuit, hidden, layers, options, similarity);
        }

        string[] weights = [.. circuit.Projections.Where(p => p.OnUpdate.Length > 0).Select(p => p.Name)];
        return new Learner(model.Name, circuit)
        {
            Train =
            [
                new Clamp("input.rate", Homeostat.Learner.Image), new Clamp("output.z", Homeostat.Learner.Label), .. LocalClassifier.Clamps(hidden.Length),
                .. options.Dropout > 0 ? [new Act("drop")] : Array.Empty<Phase>(),
                .. options.BatchNormalization ? hidden.SelectMany(BatchNormalization.Forward) : [],
                .. similarity > 0 ? [SimilarityMatching.Compare(hidden)] : Array.Empty<Phase>(),
                new Measure(),
                .. options.BatchNormalization ? hidden.Select(BatchNormalization.Backward) : [],
                new Learn { Projections = weights },
            ],
            Test =
            [
                new Clamp("input.rate", Homeostat.Learner.Image),
                .. options.Dropout > 0 ? hidden.Select(name => new Set($"{name}.mask", 1)) : [],
                .. options.BatchNormalization ? hidden.SelectMany(BatchNormalization.Answer) : [],
            ],
            Readout = "output.prediction",
            Features = $"{hidden[^1]}.rate",
            Source = model.Source,
            Selection = options.Selection,
        };
    }

    private static Population Hidden(string name, int size, LocalLossOptions options)
    {
        var hasDropout = options.Dropout > 0;
        var drop = string.Create(CultureInfo.InvariantCulture, $"mask = where(rand() < {options.Dropout}, 0, {1 / (1 - options.Dropout)})");
        return new Population(name, size, Layered.Lines(
            options.BatchNormalization ? BatchNormalization.Unit : "z = prediction : 1\nerror = slope : 1",
            $"""
            rate = {options.Activation} : 1
            slope = diff(rate, z)*feedback : 1
            prediction, feedback : 1 (input)
            """,
            hasDropout ? "mask : 1   # 0 for a unit that is silent, else more than 1, so that the mean stays\nsent = rate*mask : 1" : "sent = rate : 1",
            options.Selection?.UnitEquations ?? ""))
        { Actions = hasDropout ? new Dictionary<string, string> { ["drop"] = drop } : new Dictionary<string, string>() };
    }

    // The synapses onto a layer, which receive what the layer before sends after dropout.
    private static IEnumerable<Projection> Onto(int layer, IReadOnlyList<int> layers, LocalLossOptions options)
    {
        const string Gradient = "-mean(error_post*sent_pre)";
        var (pre, post, isOutput) = (Layered.Name(layer - 1, layers.Count), Layered.Name(layer, layers.Count), layer == layers.Count - 1);
        yield return Synapse.Learning(
            pre, post, "prediction_post = w*sent_pre : 1 (summed)", Gradient, options.Optimizer, options.Weights, selection: options.Selection);
        if (options.BatchNormalization && !isOutput)
        {
            foreach (var projection in BatchNormalization.Synapses(post, options.Optimizer, options.Bias))
            {
                yield return projection;
            }
        }
        else if (options.Bias)
        {
            yield return Synapse.Learning("bias", post, "prediction_post = w*rate_pre : 1 (summed)", "-mean(error_post*rate_pre)", options.Optimizer, weights: "0");
        }
    }
}
