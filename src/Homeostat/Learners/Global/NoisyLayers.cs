using System.Globalization;

namespace Homeostat;

/// <summary>
/// Layers whose units are disturbed by noise while <c>side</c> is 1. One number of the output, such as the rise of the loss, is broadcast to all hidden
/// units, and each learns from the product of this number and its own noise.
/// </summary>
internal static class NoisyLayers
{
    /// <summary>The name of the action that draws the noise of all units.</summary>
    public const string Draw = "draw noise";

    /// <summary>Creates the circuit.</summary>
    /// <param name="name">The name of the circuit.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="output">The output, which has a value <c>told</c> whose sum is broadcast.</param>
    public static Circuit Create(string name, IReadOnlyList<int> layers, PerturbationOptions options, Population output)
    {
        var forward = Layered.Forward(name, layers, options, $"""
            noise : 1
            side : 1 (shared)     # 1 while units are disturbed
            heard : 1 (input)     # one number for all units
            error = heard*noise{Over(options)} : 1
            """, actions: new Dictionary<string, string> { [Draw] = Drawn(options) });
        var circuit = new Circuit(name);
        foreach (var population in forward.Populations)
        {
            circuit.Add(population.Name == "output" ? output : population.OnSweep.Length == 0 ? population : population with { OnSweep = "z = prediction + side*noise" });
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layered.Onto(layer, layers, options));
            if (layer < layers.Count - 1)
            {
                circuit.Add(new Projection("output", Layered.Name(layer, layers.Count), "heard_post = told_pre : 1 (summed)"));
            }
        }

        return circuit;
    }

    /// <summary>The phases that begin or end the disturbance of populations.</summary>
    public static IEnumerable<Phase> Disturb(IReadOnlyList<int> layers, bool isOn, bool isOutputToo) => Enumerable
        .Range(1, layers.Count - (isOutputToo ? 1 : 2))
        .Select(layer => new Set($"{Layered.Name(layer, layers.Count)}.side", isOn ? 1 : 0));

    /// <summary>The statement that draws the noise of a unit.</summary>
    public static string Drawn(PerturbationOptions options) => string.Create(CultureInfo.InvariantCulture, $"noise = {options.Noise}*randn()");

    /// <summary>The division by the variance of the noise.</summary>
    public static string Over(PerturbationOptions options) => string.Create(CultureInfo.InvariantCulture, $"/{options.Noise}**2");
}
