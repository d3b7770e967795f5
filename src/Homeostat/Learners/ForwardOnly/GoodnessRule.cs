using System.Globalization;

namespace Homeostat;

/// <summary>
/// The rule of the forward-forward algorithm in one layer: the probability that its goodness came from a right sample rises in wake and falls in
/// sleep. A shared variable <c>side</c> is 1 in wake and −1 in sleep. The rule does not contain the derivative of the activation.
/// </summary>
internal static class GoodnessRule
{
    private const string Delivery = "drive_post = w*sent_pre : 1 (summed)";
    private const string Gradient = "-mean(push_post*sent_pre)";

    /// <summary>A hidden layer.</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="size">The number of units.</param>
    /// <param name="form">The form of the goodness.</param>
    /// <param name="peers">The strength of peer normalization.</param>
    /// <param name="drive">The lines that declare <c>drive</c>, what reaches a unit.</param>
    /// <param name="more">Further lines.</param>
    public static Population Layer(string name, int size, GoodnessForm form, double peers, string drive = "drive : 1 (input)", string more = "")
    {
        // In the form of most PyTorch versions the loss is a mean over right and wrong samples, and the goodness one over units: 2/(2*N).
        var scale = form == GoodnessForm.Sum ? "" : "/N";
        var (excess, peer) = ($"side*({GoodnessLayers.Threshold(form)} - goodness)", string.Create(CultureInfo.InvariantCulture, $"{peers}*peer"));
        return new Population(name, size, $"""
            rate = relu(drive) : 1
            sent = {GoodnessLayers.Sent(GoodnessLayers.Rows(form), "rate")} : 1
            square = {GoodnessLayers.Square(form, "rate")} : 1
            goodness = sum(square) : 1
            side : 1 (shared)   # 1 in wake, -1 in sleep
            push = side*sigmoid({excess})*rate{scale}{(peers > 0 ? $" + where(side > 0, {peer}, 0)" : "")} : 1
            F = softplus({excess}) : 1 (energy)
            {drive}
            {(peers > 0 ? "peer : 1 (input)   # how much more active the other units are on average" : "")}
            {more}
            """)
        { Actions = more.Length > 0 ? new Dictionary<string, string> { ["keep"] = "kept = push" } : new Dictionary<string, string>() };
    }

    /// <summary>Synapses onto a hidden layer.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the layer.</param>
    /// <param name="options">The settings.</param>
    /// <param name="delivery">What the synapses deliver.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="fanIn">The number of synapses that reach a unit of the layer in all, where they come from several populations; null for those of this projection.</param>
    public static Projection Onto(string pre, string post, GoodnessOptions options, string delivery = Delivery, string gradient = Gradient, int? fanIn = null) =>
        Synapse.Learning(
            pre, post, delivery, gradient, options.Optimizer.WithDecay(options.Decay),
            fanIn is { } all ? GoodnessLayers.Weights(options.Weights, all) : options.Weights);

    /// <summary>The synapses onto a hidden layer from the unit that is always on.</summary>
    /// <param name="post">The name of the layer.</param>
    /// <param name="options">The settings.</param>
    /// <param name="input">The input to which they deliver.</param>
    public static IEnumerable<Projection> Bias(string post, GoodnessOptions options, string input = "drive")
    {
        yield return Synapse.Learning("bias", post, $"{input}_post = w*sent_pre : 1 (summed)", Gradient, options.Optimizer, weights: "0");
        if (options.Peers > 0)
        {
            // A mean over samples is a variable of synapses: the running mean of a unit's activity, and how far it is from that of its layer.
            yield return new Projection("bias", post, """
                m : 1   # running mean of the activity
                less : 1
                peer_post = less : 1 (summed)
                """)
            {
                Name = Peers(post),
                OnLearn = """
                    m = 0.9*m + 0.1*mean(rate_post*sent_pre)
                    less = sum_post(m)/N_post - m
                    """,
                Initial = new Dictionary<string, string> { ["m"] = "0.5" },
            };
        }
    }

    /// <summary>The softmax that reads the layers that answer. It learns by the delta rule and begins at zero.</summary>
    /// <param name="layers">The number of units in each layer.</param>
    /// <param name="options">The settings.</param>
    public static IEnumerable<Projection> Readout(IReadOnlyList<int> layers, GoodnessOptions options) => GoodnessLayers.Answering(layers).Select(layer => Synapse.Learning(
        layer, "output", "prediction_post = w*sent_pre : 1 (summed)", "-mean(error_post*sent_pre)", options.Readout.WithDecay(options.ReadoutDecay), weights: "0"));

    /// <summary>The phases that bring the running means of peer normalization up to date.</summary>
    public static IEnumerable<Phase> Compare(IReadOnlyList<int> layers, GoodnessOptions options) =>
        options.Peers > 0 ? [new Learn { Projections = [.. GoodnessLayers.Hidden(layers).Select(Peers)] }] : [];

    /// <summary>The learning phase of the softmax.</summary>
    public static Learn LearnReadout(IReadOnlyList<int> layers) => new() { Projections = [.. GoodnessLayers.Answering(layers).Select(layer => $"{layer}_to_output")] };

    private static string Peers(string layer) => $"peers_of_{layer}";
}
