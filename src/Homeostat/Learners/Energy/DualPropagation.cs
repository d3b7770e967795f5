using System.Globalization;
using System.Text.RegularExpressions;

namespace Homeostat;

/// <summary>The settings of <see cref="DualPropagation"/>.</summary>
public sealed record DualPropagationOptions : DiscriminativeOptions
{
    /// <summary>
    /// The strength with which the two states of an output unit are pulled apart, one towards the label and one away from it. A small one gives the slope of
    /// the activation, but in single precision also the rounding of a small difference.
    /// </summary>
    [Setting("Strength with which the two states of an output unit are pulled apart", Least = 0, Above = true)]
    public double Nudge { get; init; } = 0.5;
}

/// <summary>
/// Dual propagation (Høier, Staudt &amp; Zach 2023). Every unit has two states, whose mean carries activity forward and whose difference carries the error
/// back. One sweep up and one down are enough, and where no unit switches on or off between its two states, synapses get the gradient of
/// back-propagation, without any derivative.
/// </summary>
public static partial class DualPropagation
{
    /// <summary>The entry of dual propagation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "dual",
        CreditAssignment.Energy,
        "dual propagation: the mean of two states carries activity forward, their difference carries the error back",
        "Høier, Staudt & Zach 2023, ICML, PMLR 202",
        new DualPropagationOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, DualPropagationOptions? options = null)
    {
        options ??= new DualPropagationOptions();
        Layered.Check(layers, options);
        var (upper, lower) = (Shifted(options.Activation, "+"), Shifted(options.Activation, "-"));
        var forward = Layered.Forward(Model.Name, layers, options, output: "blame : 1   # the error after the sweep up");
        var circuit = new Circuit(Model.Name);
        foreach (var population in forward.Populations)
        {
            circuit.Add(population.Name switch
            {
                "input" or "bias" => population,
                "output" => population with { Actions = new Dictionary<string, string> { ["split"] = "blame = error" } },
                _ => population with
                {
                    Equations = $"""
                        z : 1       # the input of the sweep up
                        rate : 1    # the mean of the two states
                        blame : 1   # their difference, over twice the strength of the nudge
                        plus = rate + nudge*blame : 1
                        minus = rate - nudge*blame : 1
                        prediction, feedback : 1 (input)
                        {options.Selection?.UnitEquations ?? ""}
                        """,
                    OnSweep = $"z = prediction; rate = {options.Activation}",
                    Actions = new Dictionary<string, string>
                    {
                        ["split"] = $"shift = nudge*feedback; up = {upper}; down = {lower}; rate = (up + down)/2; blame = (up - down)/(2*nudge)",
                    },
                    Constants = new Dictionary<string, Quantity> { ["nudge"] = options.Nudge },
                },
            });
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layered.Onto(layer, layers, options, layer > 1 ? "feedback_pre = w*blame_post : 1 (summed)" : "", "-mean(blame_post*rate_pre)"));
        }

        var down = Enumerable.Range(1, layers.Count - 1).Reverse().Select(layer => new Act("split", Layered.Name(layer, layers.Count)));
        return Layered.Discriminative(Model.Name, circuit, layers, options, Model.Source, [new Measure(), .. down, new Learn()]);
    }

    // The activation at the input moved by the error, for each of the two states.
    private static string Shifted(string activation, string sign) =>
        State().Replace(activation, string.Create(CultureInfo.InvariantCulture, $"(z {sign} shift)"));

    [GeneratedRegex(@"\bz\b")]
    private static partial Regex State();
}
