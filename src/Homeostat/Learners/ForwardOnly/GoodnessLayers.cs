using System.Globalization;
using System.Text.RegularExpressions;

namespace Homeostat;

/// <summary>
/// The parts of a network whose layers learn to be active for right pairs of image and label and silent for wrong ones. The label is a part of the
/// input, in a population of its own: what the image alone delivers is computed once for all labels.
/// </summary>
internal static class GoodnessLayers
{
    /// <summary>The names of the hidden layers.</summary>
    public static string[] Hidden(IReadOnlyList<int> layers) => [.. Enumerable.Range(1, layers.Count - 2).Select(layer => Layered.Name(layer, layers.Count))];

    /// <summary>The hidden layers that answer: all but the first, or the only one.</summary>
    public static string[] Answering(IReadOnlyList<int> layers) => Hidden(layers) is { Length: > 1 } all ? all[1..] : Hidden(layers);

    /// <summary>What a unit adds to the goodness of its layer, an expression.</summary>
    /// <param name="form">The form of the goodness.</param>
    /// <param name="activity">The name of the activity.</param>
    public static string Square(GoodnessForm form, string activity) => form == GoodnessForm.Sum ? $"{activity}**2" : $"{activity}**2/N";

    /// <summary>The activity that a layer passes on, an expression: its direction, but not its size.</summary>
    /// <param name="rows">The size of the activity.</param>
    /// <param name="activity">The name of the activity.</param>
    public static string Sent(RowScale rows, string activity) => rows == RowScale.MeanSquare
        ? $"{activity}/(sqrt(mean({activity}**2)) + 1e-20)"
        : $"{activity}/(sqrt(sum({activity}**2)) + 1e-4)";

    /// <summary>The size of the activity that goes with a form of the goodness.</summary>
    public static RowScale Rows(GoodnessForm form) => form == GoodnessForm.Sum ? RowScale.MeanSquare : RowScale.Length;

    /// <summary>The threshold of the goodness, an expression.</summary>
    public static string Threshold(GoodnessForm form) => form == GoodnessForm.Sum ? "N" : "2";

    /// <summary>The image. It is scaled together with one label, of which a single unit is active.</summary>
    public static Population Image(IReadOnlyList<int> layers, RowScale rows, double labelScale) => new("input", layers[0], $"""
        rate : 1   # pixels
        power = rate**2 : 1
        sent = rate/{Length("sum(power)", layers, rows, labelScale)} : 1
        """);

    /// <summary>The length by which image and label are divided, an expression.</summary>
    /// <param name="power">The sum of the squares of all pixels, an expression.</param>
    /// <param name="layers">The number of units in each layer.</param>
    /// <param name="rows">The size of the input.</param>
    /// <param name="labelScale">The activity of the unit that stands for the label.</param>
    public static string Length(string power, IReadOnlyList<int> layers, RowScale rows, double labelScale)
    {
        var all = string.Create(CultureInfo.InvariantCulture, $"{power} + {labelScale * labelScale}");
        return rows == RowScale.MeanSquare
            ? string.Create(CultureInfo.InvariantCulture, $"sqrt(({all})/{layers[0] + layers[^1]})")
            : $"(sqrt({all}) + 1e-4)";
    }

    /// <summary>The expression for initial weights where a unit is reached by several projections: <c>N_pre</c> is the number of all their synapses.</summary>
    public static string Weights(string weights, int fanIn) => Regex.Replace(weights, @"\bN_pre\b", fanIn.ToString(CultureInfo.InvariantCulture));

    /// <summary>The synapses that tell the label how strong the image is.</summary>
    public static Projection Power(string post) => new("input", post, "power_post = power_pre : 1 (summed)");

    /// <summary>The unit that adds up the goodness of the layers that answer, for <see cref="Try"/>.</summary>
    public static Population Judge { get; } = new("judge", 1, """
        goodness : 1 (input)
        total = sum(goodness) : 1
        """);

    /// <summary>The synapses that tell the judge how good a layer is.</summary>
    public static IEnumerable<Projection> ToJudge(IReadOnlyList<int> layers) =>
        Answering(layers).Select(layer => new Projection(layer, Judge.Name, "goodness_post = square_pre : 1 (summed)"));

    /// <summary>The answer that tries every label and compares how good they are.</summary>
    public static Try Best(string candidate) => new(candidate, "output.score") { Of = "judge.total" };

    /// <summary>The same value set in several populations.</summary>
    public static IEnumerable<Phase> Set(IEnumerable<string> populations, string variable, double value) =>
        populations.Select(population => new Set($"{population}.{variable}", value));
}
