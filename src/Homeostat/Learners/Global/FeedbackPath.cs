namespace Homeostat;

/// <summary>The paths by which errors come back to hidden layers, other than the transposed forward weights.</summary>
internal static class FeedbackPath
{
    /// <summary>Creates a learner in which the error of a hidden layer is the feedback that reaches it times the derivative of its activation.</summary>
    /// <param name="model">The entry of the catalog.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="path">The projection that sends something back to a hidden layer, by the index of the layer; null where forward synapses do.</param>
    /// <param name="more">Further lines of the equations of forward synapses that come from a hidden layer.</param>
    /// <param name="hidden">Further lines of the equations of hidden layers.</param>
    /// <param name="output">Further lines of the equations of the output.</param>
    /// <param name="forward">The change of the forward synapses that come from a hidden layer; null for none.</param>
    /// <param name="actions">The actions of hidden layers, by name; null for none.</param>
    public static Learner Learner(
        Model model, IReadOnlyList<int> layers, FeedbackOptions options, Func<int, Projection>? path = null, string more = "", string hidden = "", string output = "",
        Func<Projection, Projection>? forward = null, IReadOnlyDictionary<string, string>? actions = null)
    {
        Layered.Check(layers, options, hidden: 1, "the rule says how an error reaches the layers before the output");
        var circuit = Layered.Forward(model.Name, layers, options, $"error = diff(rate, z)*feedback : 1\nfeedback : 1 (input)\n{hidden}".Trim(), output, actions);
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layered.Onto(layer, layers, options, layer > 1 ? more : "").Select(
                projection => forward is null || projection.Pre is "input" or "bias" ? projection : forward(projection)));
        }

        circuit.Add(path is null ? [] : Enumerable.Range(1, layers.Count - 2).Select(path));
        return Layered.Discriminative(model.Name, circuit, layers, options, model.Source, [new Measure(), new Learn()]);
    }

    /// <summary>Creates a learner in which every hidden layer receives its feedback from the output, through fixed random weights <c>b</c>.</summary>
    /// <param name="model">The entry of the catalog.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="sent">The value that a synapse delivers.</param>
    /// <param name="output">Further lines of the equations of the output.</param>
    public static Learner Direct(Model model, IReadOnlyList<int> layers, FeedbackOptions options, string sent, string output = "") => Learner(
        model, layers, options,
        path: layer => Random("output", Layered.Name(layer, layers.Count), sent, options),
        output: output);

    /// <summary>Creates synapses that send something back through fixed random weights <c>b</c>.</summary>
    /// <param name="from">The name of the population that sends.</param>
    /// <param name="to">The name of the hidden layer that receives.</param>
    /// <param name="sent">The value that a synapse delivers.</param>
    /// <param name="options">The settings.</param>
    public static Projection Random(string from, string to, string sent, FeedbackOptions options) =>
        new(from, to, $"b : 1\nfeedback_post = {sent} : 1 (summed)") { Initial = new Dictionary<string, string> { ["b"] = options.FeedbackWeights } };

    /// <summary>Creates a learner whose errors come back through weights with the signs of the forward weights and random sizes |b|.</summary>
    /// <param name="model">The entry of the catalog.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="isRedrawn">Whether the sizes are drawn anew after each batch.</param>
    public static Learner SignSymmetry(Model model, IReadOnlyList<int> layers, FeedbackOptions options, bool isRedrawn) => Learner(
        model, layers, options, more: "b : 1\nfeedback_pre = sign(w)*abs(b)*error_post : 1 (summed)", forward: projection => projection with
        {
            Initial = new Dictionary<string, string>(projection.Initial) { ["b"] = options.FeedbackWeights },
            OnUpdate = isRedrawn ? $"{projection.OnUpdate}\nb = {options.FeedbackWeights}" : projection.OnUpdate,
        });
}
