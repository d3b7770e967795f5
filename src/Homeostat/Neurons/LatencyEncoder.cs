namespace Homeostat;

/// <summary>
/// An encoder that fires one spike in each presentation, earlier for a stronger intensity (Thorpe, Delorme &amp; Van Rullen 2001, Neural
/// Networks 14:715; the logarithmic latency of Eshraghian et al. 2023, Proc IEEE 111:1016, section III-A). The latency is the time in which
/// a leaky membrane reaches <c>theta</c> under the constant input <c>intensity</c>: τ·ln(x/(x - θ)). Presentations of length
/// <c>window</c> follow each other from time 0. There is no spike if x is below θ or the latency is longer than the window. <c>intensity</c>, from 0
/// to 1, is one value for each unit, which can be clamped to data.
/// </summary>
public static class LatencyEncoder
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "latency", "encodes an intensity as the time to the first spike", "Thorpe, Delorme & Van Rullen 2001, Neural Networks 14", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        now = rint(t/dt) % rint(window/dt) : 1   # steps since the presentation began
        latency = where(intensity > theta, tau*log(intensity/maximum(intensity - theta, 1e-6)), window) : second
        intensity : 1                            # what is encoded, from 0 to 1
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        intensity = 1
        tau = 20*ms       # membrane time constant
        theta = 0.2       # threshold
        window = 100*ms   # length of a presentation
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "now == ceil(latency/dt)" }.With(Defaults, parameters);
}
