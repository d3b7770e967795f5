namespace Homeostat;

/// <summary>
/// A rule by which hidden layers learn features without labels. It becomes a learner whose output, softmax units that learn by the delta rule, reads
/// the class off the last hidden layer.
/// </summary>
/// <param name="Model">The entry of the catalog.</param>
/// <param name="Options">The settings.</param>
internal sealed record FeatureRule(Model Model, FeatureOptions Options)
{
    private const string Reason = "the rule learns the hidden layers, and the output reads the class off the last one";

    /// <summary>The equations of a hidden layer, which sends <c>rate</c>, by its number of units.</summary>
    public required Func<int, string> Layer { get; init; }

    /// <summary>The values of the names that the equations of hidden layers use and do not define.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>The named actions of a hidden layer.</summary>
    public IReadOnlyDictionary<string, string> Actions { get; init; } = new Dictionary<string, string>();

    /// <summary>The lines that are added to every population from which a hidden layer learns.</summary>
    public string Source { get; init; } = "";

    /// <summary>The synapses onto a hidden layer, by the names of the layer before it and of the layer itself.</summary>
    public required Func<string, string, IEnumerable<Projection>> Synapses { get; init; }

    /// <summary>The phases in which a hidden layer learns, by its name, its number of units and the projection onto it; all projections learn once if null.</summary>
    public Func<string, int, string, IEnumerable<Phase>>? Learning { get; init; }

    /// <summary>The learning rate of the features at the end of their stage, as a fraction of the initial rate; null for that of the training.</summary>
    public double? FinalRate { get; init; }

    /// <summary>What makes the rule diverge, and what to do about it; null for the usual causes.</summary>
    public string? Instability { get; init; }

    /// <summary>Creates the learner.</summary>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public Learner On(IReadOnlyList<int> layers)
    {
        Layered.Check(layers, Options, hidden: 1, Reason);
        var last = layers.Count - 2;
        var circuit = new Circuit(Model.Name) { new Population("input", layers[0], $"rate : 1   # pixels\n{Source}") };
        for (var layer = 1; layer <= last; layer++)
        {
            circuit.Add(new Population(Layered.Name(layer, layers.Count), layers[layer], $"{Layer(layers[layer])}\n{(layer < last ? Source : "")}")
            {
                Constants = Constants,
                Actions = Actions,
            });
        }

        var features = new List<Phase> { Image };
        Projection[][] synapses = [.. Enumerable.Range(1, last).Select(layer => Synapses(Layered.Name(layer - 1, layers.Count), Layered.Name(layer, layers.Count)).ToArray())];
        if (Learning is null)
        {
            features.Add(new Learn { Projections = [.. synapses.SelectMany(all => all).Where(p => p.OnLearn.Length > 0).Select(p => p.Name)] });
        }
        else
        {
            features.AddRange(Enumerable.Range(1, last).SelectMany(layer => Learning(Layered.Name(layer, layers.Count), layers[layer], synapses[layer - 1][0].Name)));
        }

        var readout = Readout.Of(Layered.Name(last, layers.Count), Options).ToArray();
        circuit.Add(Readout.Population(layers[^1]));
        if (Options.Bias || synapses.Any(all => all.Any(p => p.Pre == "bias")))
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        }

        circuit.Add(synapses.SelectMany(all => all).Concat(readout));
        return new Learner(Model.Name, circuit)
        {
            Stages = [new TrainingStage(Options.Pretraining, features) { FinalRate = FinalRate }],
            Train = [Image, new Clamp("output.z", Learner.Label), new Measure(), new Learn { Projections = [.. readout.Select(p => p.Name)] }],
            Test = [Image],
            Readout = "output.prediction",
            Features = $"{Layered.Name(last, layers.Count)}.rate",
            Source = Model.Source,
            Divergence = Instability,
        };
    }

    private static Phase Image => new Clamp("input.rate", Learner.Image);
}
