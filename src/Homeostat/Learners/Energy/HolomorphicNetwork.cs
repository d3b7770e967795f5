namespace Homeostat;

/// <summary>The circuits of holomorphic equilibrium propagation, in which every state has a real part and an imaginary one, <c>_im</c>.</summary>
internal static class HolomorphicNetwork
{
    private const string Forward = "drive_post = w*rate_pre : 1 (summed)";

    /// <summary>Creates the circuit.</summary>
    /// <param name="name">The name of the circuit.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    public static Circuit Of(string name, IReadOnlyList<int> layers, HolomorphicOptions options)
    {
        var isRead = options.Output == OutputModel.Categorical;
        var circuit = new Circuit(name) { new Population("input", layers[0], $"z : 1   # pixels\nrate = {(isRead ? "z" : "sigmoid(4*z - 2)")} : 1") };
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(new Population(Layered.Name(layer, layers.Count), layers[layer], string.Join('\n', Lines(layer, layers.Count - 1, options, isRead)))
            {
                Actions = new Dictionary<string, string> { ["gather"] = "change += turned" },
                Method = "euler",
                Constants = new Dictionary<string, Quantity> { ["tau"] = 1 / options.Rate * Units.Millisecond, ["noise"] = options.Noise },
            });
        }

        Connect(circuit, layers, options);
        return circuit;
    }

    private static IEnumerable<string> Lines(int layer, int last, HolomorphicOptions options, bool isRead)
    {
        var isOutput = layer == last;
        yield return isOutput ? "drive, drive_im : 1 (input)" : layer == 1 ? "drive, back, back_im : 1 (input)" : "drive, drive_im, back, back_im : 1 (input)";
        yield return """
            even, odd : 1 (shared)                   # the factor of this point of the circle
            turned = even*rate + odd*rate_im : 1
            turned_im = odd*rate - even*rate_im : 1
            change : 1                               # the sum of what is turned, over all points
            """;
        if (isOutput)
        {
            yield return "y : 1   # the label\nbeta, beta_im : 1 (shared)";
        }

        if (isOutput && isRead)
        {
            yield return ReadOut;
            yield break;
        }

        yield return $"net = {(isOutput ? "drive" : "drive + back")}{(options.Noise > 0 ? " + noise*randn()" : "")} : 1";
        yield return $"net_im = {(isOutput ? "drive_im" : layer == 1 ? "back_im" : "drive_im + back_im")} : 1";
        yield return isRead
            ? $"drate/dt = (phi - rate)/tau : 1\ndrate_im/dt = (phi_im - rate_im)/tau : 1\n{Activation("net", "phi")}"
            : $"{Descent(isOutput)}\n{Activation("z", "rate")}";
        if (isOutput)
        {
            yield return "F = (y - z)**2/2 : 1 (energy)";
        }
    }

    // 1/(1 + exp(2 - 4x)) of a complex x.
    private static string Activation(string of, string name) => $"""
        size = exp(2 - 4*{of}) : 1
        c = 1 + size*cos(4*{of}_im) : 1
        s = size*sin(4*{of}_im) : 1
        {name} = c/(c**2 + s**2) : 1
        {name}_im = s/(c**2 + s**2) : 1
        """;

    // The slope of the activation times the input, less the state, and at the output the pull of the nudge.
    private static string Descent(bool isOutput) => $"""
        dz/dt = (slope*net - slope_im*net_im - z{(isOutput ? " + beta*(y - z) + beta_im*z_im" : "")})/tau : 1
        dz_im/dt = (slope*net_im + slope_im*net - z_im{(isOutput ? " + beta_im*(y - z) - beta*z_im" : "")})/tau : 1
        slope = 4*(rate*(1 - rate) + rate_im**2) : 1
        slope_im = 4*rate_im*(1 - 2*rate) : 1
        """;

    // The softmax of a complex input. What the output sends back is the nudge times the error.
    private const string ReadOut = """
        size = exp(drive - max(drive)) : 1
        share = size*cos(drive_im) : 1
        share_im = size*sin(drive_im) : 1
        total = sum(share) : 1
        total_im = sum(share_im) : 1
        p = (share*total + share_im*total_im)/(total**2 + total_im**2) : 1
        p_im = (share_im*total - share*total_im)/(total**2 + total_im**2) : 1
        rate = beta*(y - p) + beta_im*p_im : 1
        rate_im = beta_im*(y - p) - beta*p_im : 1
        F = y*(logsumexp(drive) - drive) : 1 (energy)
        """;

    private static void Connect(Circuit circuit, IReadOnlyList<int> layers, HolomorphicOptions options)
    {
        if (options.Bias)
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            var (pre, post) = (Layered.Name(layer - 1, layers.Count), Layered.Name(layer, layers.Count));
            var optimizer = options.Optimizer with { Rate = options.Optimizer.Rate * Math.Pow(options.Falloff, layer - 1) };
            const string FromGiven = "-mean(change_post*rate_pre)";
            circuit.Add(layer == 1 ? Synapse.Learning(pre, post, Forward, FromGiven, optimizer, options.Weights) : Synapse.Learning(
                pre, post, $"""
                {Forward}
                drive_im_post = w*rate_im_pre : 1 (summed)
                back_pre = w*rate_post : 1 (summed)
                back_im_pre = w*rate_im_post : 1 (summed)
                """,
                "-(mean(turned_post*rate_pre) + mean(turned_im_post*rate_im_pre))", optimizer, options.Weights));
            if (options.Bias)
            {
                circuit.Add(Synapse.Learning("bias", post, Forward, FromGiven, optimizer, weights: "0"));
            }
        }
    }
}
