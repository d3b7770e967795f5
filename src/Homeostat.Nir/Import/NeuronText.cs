namespace Homeostat.Nir;

/// <summary>The equations of the populations that nodes become, as a person would write them.</summary>
internal static class NeuronText
{
    /// <param name="node">The node.</param>
    /// <param name="current">What arrives, an expression: <c>drive</c> or <c>(drive + bias)</c>.</param>
    /// <param name="options">The options, complete.</param>
    public static string Equations(NirNode node, string current, NirOptions options)
    {
        // The exact solution is that of current and potential together.
        var present = options is { Current: NirCurrent.Present, Method: NirMethod.Euler };
        var potential = node.Type switch
        {
            "I" or "IF" => $"dv/dt = r*{current} : 1   # membrane potential",
            "LI" or "LIF" => $"dv/dt = (v_leak - v + r*{current})/tau : 1   # membrane potential",
            "CubaLI" or "CubaLIF" => $"dv/dt = (v_leak - v + r*{(present ? "I_next" : "I")})/tau_mem : 1   # membrane potential",
            "Threshold" => $"y = where({current} > threshold, 1, 0) : 1",
            _ => $"y = {(current == "(drive + bias)" ? "drive + bias" : current)} : 1",
        };
        var synapse = node.Type is not ("CubaLI" or "CubaLIF") ? ""
            : (present ? $"I_next = I + dt*(w_in*{current} - I)/tau_syn : 1   # the current at the end of the step\n" : "")
            + $"dI/dt = (w_in*{current} - I)/tau_syn : 1   # synaptic current\n";
        return $"{synapse}{potential}\ndrive : 1 (input)";
    }

    /// <summary>The statements that follow a spike.</summary>
    public static string Reset(NirOptions options) => options.Reset == NirReset.Subtract ? "v -= v_threshold - v_reset" : "v = v_reset";

    /// <summary>The variable that a node hands on.</summary>
    public static string Output(string type) => NirPrimitive.Fires(type) ? "spikes" : NirPrimitive.IsNeuron(type) ? "v" : "y";

    /// <summary>The dimension of a parameter, as its name in the equation language.</summary>
    public static (string Name, Dimension Dimension) Unit(string type, string parameter) =>
        parameter is "tau" or "tau_mem" or "tau_syn" ? ("second", Dimension.Second)
        : parameter == "r" && type is "I" or "IF" ? ("hertz", Units.Hertz.Dimension)
        : ("1", Dimension.None);
}
