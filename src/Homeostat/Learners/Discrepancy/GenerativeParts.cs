using System.Globalization;

namespace Homeostat;

/// <summary>The populations and projections of a circuit of <see cref="NeuralGenerativeCoding"/>.</summary>
/// <param name="layers">The number of units in each layer, the image first.</param>
/// <param name="options">The settings.</param>
internal sealed class GenerativeParts(IReadOnlyList<int> layers, NeuralGenerativeCodingOptions options)
{
    /// <summary>The names of the layers of causes, the one next to the image first.</summary>
    public IReadOnlyList<string> Hidden { get; } = [.. Enumerable.Range(1, layers.Count - 1).Select(Layered.Cause)];

    /// <summary>Whether what moves the states is minus the gradient of the free energy.</summary>
    public bool DescendsEnergy => options is { Feedback: Feedback.Tied, Derivative: true, Precision: false, Compared: UnitValue.States } && !Competes(1);

    /// <summary>The names of the projections that learn from a replay: all that learn but the covariances, which describe how layers deviate while an image is seen.</summary>
    public static IReadOnlyList<string> Replayed(Circuit circuit) =>
        [.. circuit.Projections.Where(projection => projection.OnLearn.Length > 0 && projection.Pre != projection.Post).Select(projection => projection.Name)];

    public Circuit Circuit(string name)
    {
        var circuit = new Circuit(name) { Image };
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Causes(layer));
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Between(layer));
            if (options.Skips && layer > 1)
            {
                circuit.Add(Predicts(layer, layer - 2));
            }

            if (IsWhitened(layer))
            {
                circuit.Add(Covariance(Layered.Cause(layer)));
            }

            if (Competes(layer))
            {
                circuit.Add(Groups(layer));
                circuit.Add(Competition(layer));
            }
        }

        return circuit;
    }

    private Population Image => new("input", layers[0], $"""
        z : 1                        # pixels
        visible : 1                  # 1, or 0 for a pixel that is hidden
        expected = {options.Pixels switch
    {
        PixelModel.Bernoulli => "sigmoid(prediction)",
        PixelModel.Categorical => "softmax(prediction)",
        _ => "prediction",
    }} : 1
        error = visible*(z - expected) : 1
        F = visible*({options.Pixels switch
    {
        PixelModel.Bernoulli => "softplus(prediction) - z*prediction",
        PixelModel.Categorical => "z*(logsumexp(prediction) - prediction)",
        _ => "(z - expected)**2/2",
    }}) : 1 (energy)
        prediction : 1 (input)
        """)
    { Initial = new Dictionary<string, string> { ["visible"] = "1" } };

    private Population Causes(int layer)
    {
        var isTop = IsTop(layer);
        var isReplayed = options.Replay && layer < layers.Count - 1;
        var (compared, prediction) = options.Compared == UnitValue.Activities ? ("rate", "relu(prediction)") : ("z", "prediction");
        KeyValuePair<string, string> imagine = new("imagine", "z = prediction");
        var slope = options.Derivative ? "diff(rate, z)*" : "";
        string?[] lines =
        [
            $"dz/dt = ({slope}feedback{(isTop ? "" : " - error")}{(Competes(layer) ? " - rivalry" : "")} - leak*z{(options.Sparsity > 0 ? " - sparsity*sign(z)" : "")})/tau : 1",
            $"rate = {options.Activation} : 1",
            isTop ? null : $"deviation = {compared}{(isReplayed ? " + lost" : "")} - {prediction} : 1",
            isTop ? null : IsWhitened(layer) ? "error : 1 (input)   # the deviation, weighted with its precision" : "error = deviation : 1",
            $"F = {(isTop ? "" : "error**2/2 + ")}leak*z**2/2{(options.Sparsity > 0 ? " + sparsity*abs(z)" : "")} : 1 (energy)",
            Competes(layer) ? "rivalry = inhibition*(group - rate) - excitation*rate : 1\ngroup : 1 (input)   # the activity of the group" : null,
            isTop ? "feedback : 1 (input)" : "feedback, prediction : 1 (input)",
            isReplayed ? "lost : 1   # what a replay has lost of what the layer was awake; 0 while an image is seen" : null,
            options.Selection?.UnitEquations,
        ];
        return new Population(Layered.Cause(layer), layers[layer], Layered.Lines(lines.OfType<string>()))
        {
            Method = "euler",
            Constants = new Dictionary<string, Quantity>
            {
                ["tau"] = 1e-3 / options.Rate * Units.Second,
                ["leak"] = options.Leak,
                ["sparsity"] = options.Sparsity,
                ["inhibition"] = options.Inhibition,
                ["excitation"] = options.Excitation,
            },
            Actions = new Dictionary<string, string>(isTop ? [] : isReplayed ? [imagine, new("replay", $"lost = {compared}; z = prediction; lost -= {compared}")] : [imagine]),
        };
    }

    private IEnumerable<Projection> Between(int layer) => GenerativeSynapses.Between(Layered.Cause(layer), Layered.Cause(layer - 1), options);

    private Projection Predicts(int cause, int effect) => GenerativeSynapses.Predicts(Layered.Cause(cause), Layered.Cause(effect), options);

    // The weights are the covariance of the deviations, from which the factor follows that weights them. The factor is 0 before it is first computed.
    private Projection Covariance(string layer)
    {
        var projection = Synapse.Learning(
            layer, layer, "error_pre = factor*deviation_post : 1 (summed)\nfactor : 1 (weight)\nown : 1", $"(evidence*factor - mean(error_post*error_pre))/2", options.Optimizer,
            "where(i == j, 1, 0.02*rand() - 0.01)", name: $"{layer}_covariance");
        return projection with
        {
            Constants = new Dictionary<string, Quantity> { ["evidence"] = options.Evidence },
            Initial = new Dictionary<string, string>(projection.Initial) { ["own"] = "int(i == j)" },
            OnUpdate = $"""
                {projection.OnUpdate}
                w = where(own > 0, maximum(w, 1), w) + 0.00025
                factor = whitening(w)
                w *= minimum(1, 1/sqrt(sum_post(w**2) + 1e-12))
                """,
        };
    }

    private Population Groups(int layer) => new($"groups{layer}", ((layers[layer] - 1) / Group(layer)) + 1, "activity : 1 (input)");

    private Projection Competition(int layer) => new(Layered.Cause(layer), $"groups{layer}", """
        w : 1   # 1 from the units of a group, 0 from all others
        activity_post = w*rate_pre : 1 (summed)
        group_pre = w*activity_post : 1 (summed)
        """)
    {
        Initial = new Dictionary<string, string> { ["w"] = string.Create(CultureInfo.InvariantCulture, $"int(i//{Group(layer)} == j)") },
    };

    // Whether nothing predicts a layer.
    private bool IsTop(int layer) => layer == layers.Count - 1 && options.Labels != Labels.Conditional;

    private bool IsWhitened(int layer) => options.Precision && !IsTop(layer);

    private bool Competes(int layer) => Group(layer) > 0;

    private int Group(int layer) => layer == layers.Count - 1 && options.Group > 0 ? options.TopGroup : options.Group;
}
