using System.Globalization;

namespace Homeostat;

/// <summary>
/// The loss β·mean over pairs of samples of (R(S h) − R(label))², R the cosine of rows centered over their units. With N the normalized rows of S h and
/// Y those of the labels, B of each, its gradient by a row n is 4β/B² (n NᵀN − y YᵀN). NᵀN/B and NᵀY/B are matrices over pairs of units, which Hebbian
/// synapses learn at once as means over the batch and deliver again, so that no sample needs to know another.
/// </summary>
internal static class SimilarityMatching
{
    // A row is divided by its length plus this, as in the published code.
    private const string Guard = "1e-8";

    /// <summary>The lines that the output gets: the normalized rows of the labels, and their part of the loss.</summary>
    /// <param name="share">The share of the similarity in the loss, times the number of layers that have one.</param>
    public static string OfLabels(double share) => string.Create(CultureInfo.InvariantCulture, $"""
        centered = z - mean(z) : 1
        code = centered/({Guard} + sqrt(sum(centered**2))) : 1
        alike : 1 (input)
        F_labels = {share}*code*alike : 1 (energy)
        """);

    /// <summary>Adds the populations <c>similarity1</c>, ... of the hidden layers and their synapses.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="hidden">The names of the hidden layers.</param>
    /// <param name="layers">The number of units in each layer.</param>
    /// <param name="options">The settings.</param>
    /// <param name="share">The share of the similarity in the loss of a layer.</param>
    public static void AddTo(Circuit circuit, IReadOnlyList<string> hidden, IReadOnlyList<int> layers, LocalLossOptions options, double share)
    {
        circuit.Add(Hebbian("output", "output", "alike"));
        for (var layer = 1; layer <= hidden.Count; layer++)
        {
            var name = Name(layer);
            circuit.Add(new Population(name, layers[layer], string.Create(CultureInfo.InvariantCulture, $"""
                s : 1 (input)
                centered = s - mean(s) : 1
                length = sqrt(sum(centered**2) + 1e-30) : 1
                code = centered/({Guard} + length) : 1
                own, likeness : 1 (input)    # code NᵀN/B, and the code of the label times YᵀN/B
                slope = {4 * share}*(own - likeness) : 1
                through = slope/({Guard} + length) - centered*sum(centered*slope)/(length*({Guard} + length)**2) : 1
                error = mean(through) - through : 1
                F = {share}*code*(own - 2*likeness) : 1 (energy)
                """)));
            circuit.Add(Synapse.Learning(
                hidden[layer - 1], name, "s_post = w*rate_pre : 1 (summed)\nfeedback_pre = w*error_post : 1 (summed)", "-mean(error_post*rate_pre)",
                options.Optimizer, options.Weights));
            circuit.Add(Hebbian(name, name, "own"));
            circuit.Add(Hebbian("output", name, "likeness"));
        }
    }

    /// <summary>The phase that takes the matrices from the present batch.</summary>
    public static Phase Compare(IReadOnlyList<string> hidden) => new Learn
    {
        Projections = ["output_to_output", .. hidden.SelectMany((_, index) => new[] { $"{Name(index + 1)}_to_{Name(index + 1)}", $"output_to_{Name(index + 1)}" })],
    };

    private static string Name(int layer) => string.Create(CultureInfo.InvariantCulture, $"similarity{layer}");

    private static Projection Hebbian(string pre, string post, string input) => new(pre, post, $"""
        c : 1   # mean over the batch of the product of the two codes
        {input}_post = c*code_pre : 1 (summed)
        """)
    { OnLearn = "c = mean(code_post*code_pre)" };
}
