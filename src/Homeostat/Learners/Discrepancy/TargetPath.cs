using System.Globalization;

namespace Homeostat;

/// <summary>The path on which targets come back: from layer to layer through inverses, each of which learns to undo the next layer on noisy activity.</summary>
internal static class TargetPath
{
    /// <summary>Creates a learner whose layers learn from targets.</summary>
    /// <param name="model">The entry of the catalog.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="isDifference">Whether what the inverse misses of the layer's activity is added to its target.</param>
    public static Learner Learner(Model model, IReadOnlyList<int> layers, TargetPropagationOptions options, bool isDifference)
    {
        Layered.Check(layers, options, hidden: 1, "the rule says how a layer before the output gets a target");
        var forward = Layered.Forward(model.Name, layers, options);
        var circuit = new Circuit(model.Name);
        foreach (var population in forward.Populations)
        {
            var layer = Enumerable.Range(1, layers.Count - 2).FirstOrDefault(l => Layered.Name(l, layers.Count) == population.Name);
            circuit.Add(layer == 0 ? population : WithTarget(population, layer, layers.Count - 2, options, isDifference));
        }

        var (onto, inverses) = (new List<Projection>(), new List<Projection>());
        for (var layer = 1; layer < layers.Count; layer++)
        {
            var sent = layer == layers.Count - 1 ? "feedback_pre = w*error_post : 1 (summed)" : layer > 1 ? "noisy_post = w*corrupted_pre : 1 (summed)" : "";
            onto.AddRange(Layered.Onto(layer, layers, options, sent).Select(p => p.Pre == "bias" && layer > 1 && layer < layers.Count - 1
                ? p with { Equations = $"{p.Equations}\nnoisy_post = w*rate_pre : 1 (summed)" }
                : p));
            if (layer < layers.Count - 2)
            {
                inverses.AddRange(Inverse(layer, layers, options, isDifference));
            }
        }

        circuit.Add(onto);
        circuit.Add(inverses);
        Phase[] learning = inverses.Count == 0 ? [] :
        [
            new Repeat(options.InversePasses, new Act("corrupt"), new Learn { Projections = [.. inverses.Select(p => p.Name)] }),
        ];
        return Layered.Discriminative(
            model.Name, circuit, layers, options, model.Source, [.. learning, new Measure(), new Learn { Projections = [.. onto.Select(p => p.Name)] }]);
    }

    private static Population WithTarget(Population population, int layer, int last, TargetPropagationOptions options, bool isDifference)
    {
        var target = layer == last ? Text($"rate + {options.TargetStep}*feedback")
            : isDifference ? $"rate + {Layered.Activation(options, "back")} - {Layered.Activation(options, "rebuilt")}"
            : Layered.Activation(options, "back");
        string[] lines =
        [
            population.Equations,
            $"target = {target} : 1",
            "error = 2*diff(rate, z)*(target - rate) : 1",
            layer == last ? "feedback : 1 (input)   # minus the gradient of the output's energy"
                : $"""
                back : 1 (input)       # from the target of the next layer
                {(isDifference ? "rebuilt : 1 (input)    # from the activity of the next layer" : "")}
                noise : 1
                corrupted = rate + noise : 1
                returned : 1 (input)   # from what the next layer makes of the noisy activity
                guess = {Layered.Activation(options, "returned")} : 1
                miss = 2*diff(guess, returned)*(corrupted - guess) : 1
                """,
            layer > 1 ? $"noisy : 1 (input)\nresponse = {Layered.Activation(options, "noisy")} : 1" : "",
        ];
        return population with
        {
            Equations = Layered.Lines(lines),
            Actions = layer == last ? population.Actions : new Dictionary<string, string> { ["corrupt"] = Text($"noise = {options.Noise}*randn()") },
        };
    }

    // The synapses that undo a layer, from the next layer and from the bias.
    private static IEnumerable<Projection> Inverse(int layer, IReadOnlyList<int> layers, TargetPropagationOptions options, bool isDifference)
    {
        var (above, below) = (Layered.Name(layer + 1, layers.Count), Layered.Name(layer, layers.Count));
        yield return Synapse.Learning(
            above, below, Layered.Lines(
                "back_post = w*target_pre : 1 (summed)",
                isDifference ? "rebuilt_post = w*rate_pre : 1 (summed)" : "",
                "returned_post = w*response_pre : 1 (summed)"),
            "-mean(miss_post*response_pre)", options.InverseOptimizer, options.Weights);
        if (options.Bias)
        {
            yield return Synapse.Learning(
                "bias", below, Layered.Lines(
                    "back_post = w*rate_pre : 1 (summed)",
                    isDifference ? "rebuilt_post = w*rate_pre : 1 (summed)" : "",
                    "returned_post = w*rate_pre : 1 (summed)"),
                "-mean(miss_post*rate_pre)", options.InverseOptimizer, weights: "0", name: $"bias_to_{below}_inverse");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
