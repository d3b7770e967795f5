using System.Globalization;

namespace Homeostat;

/// <summary>The settings of <see cref="LocalRepresentationAlignment"/>.</summary>
public sealed record LocalRepresentationAlignmentOptions : DiscriminativeOptions
{
    /// <summary>Creates the default settings.</summary>
    public LocalRepresentationAlignmentOptions() => Activation = "tanh(z)";

    /// <summary>The factor β by which what comes back moves the state of a layer to its target.</summary>
    [Setting("How far the error that comes back moves a layer to its target", Least = 0, Above = true)]
    public double Displacement { get; init; } = 0.1;

    /// <summary>The factor γ of the learning of the synapses that send errors back; 0 leaves them as they are.</summary>
    [Setting("Factor of the learning of the synapses that send errors back", Least = 0)]
    public double FeedbackLearning { get; init; } = 0.01;

    /// <summary>The largest Euclidean norm of the gradient of one projection; a longer gradient is scaled to it.</summary>
    [Setting("Largest norm of the gradient of a projection, to which a longer one is scaled", Least = 0, Above = true)]
    public double Norm { get; init; } = 1;

    /// <summary>The expression for the initial weights of the synapses that send errors back.</summary>
    [Setting("Initial weights of the synapses that send errors back, an expression of rand(), randn(), N_pre and N_post")]
    public string FeedbackWeights { get; init; } = Synapse.GlorotUniform;
}

/// <summary>
/// Local representation alignment with error synapses, LRA-E (Ororbia &amp; Mali 2019). The error of a layer comes back to the layer before through
/// synapses of its own, and moves its state to a target; the difference between target and activity is the error of that layer, from which its synapses
/// learn and which goes on to the layer before it. No derivative of the activation and no forward weights are needed on the way back.
/// </summary>
public static class LocalRepresentationAlignment
{
    /// <summary>The entry of local representation alignment in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "lra-e",
        CreditAssignment.Discrepancy,
        "local representation alignment: errors come back through synapses of their own and give each layer a target",
        "Ororbia & Mali 2019, AAAI 33, arXiv 1805.11703",
        new LocalRepresentationAlignmentOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, LocalRepresentationAlignmentOptions? options = null)
    {
        options ??= new LocalRepresentationAlignmentOptions();
        Layered.Check(layers, options, hidden: 1, "the rule says how a layer before the output gets a target");
        var target = Layered.Activation(options, Text($"(z + {options.Displacement}*feedback)"));
        var circuit = Layered.Forward(Model.Name, layers, options, $"target = {target} : 1\nerror = target - rate : 1\nfeedback : 1 (input)");
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layered.Onto(layer, layers, options, gradient: Within("-mean(error_post*rate_pre)", options)));
            if (layer < layers.Count - 1)
            {
                // They follow the gradient as it is: an optimizer that scales it, such as Adam, would undo γ and shrink them to nothing.
                circuit.Add(Synapse.Learning(
                    Layered.Name(layer + 1, layers.Count), Layered.Name(layer, layers.Count), "feedback_post = w*error_pre : 1 (summed)",
                    Within(Text($"{options.FeedbackLearning}*mean(feedback_post*error_pre)"), options), Optimizer.Sgd(options.Optimizer.Rate), options.FeedbackWeights));
            }
        }

        return Layered.Discriminative(Model.Name, circuit, layers, options, Model.Source, [new Measure(), new Learn()]);
    }

    // The gradient of a projection, scaled if its norm over all synapses is larger than the largest one.
    private static string Within(string gradient, LocalRepresentationAlignmentOptions options) =>
        Text($"{gradient}\ng *= minimum(1, {options.Norm}/sqrt(sum_post(sum_pre(g**2)) + 1e-30))");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
