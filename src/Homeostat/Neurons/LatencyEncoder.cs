namespace Homeostat;

/// <summary>
/// One spike a presentation, the earlier the stronger (Thorpe, Delorme &amp; Van Rullen 2001, Neural Networks 14:715; the
/// logarithmic latency of Eshraghian et al. 2023, Proc IEEE 111:1016, section III-A). The latency is the time that a leaky
/// membrane takes to <c>theta</c> under the constant input <c>intensity</c>: τ·ln(x/(x - θ)). Presentations of length
/// <c>window</c> follow each other from time 0; what is below theta or later than the window stays silent. <c>intensity</c>, from 0
/// to 1, is one value a unit, which can be clamped to data.
/// </summary>
public static class LatencyEncoder
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "latency", "encodes an intensity as the time to the first spike", "Thorpe, Delorme & Van Rullen 2001, Neural Networks 14", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        now = rint(t/dt) % rint(window/dt) : 1   # steps since the presentation began
        latency = where(intensity > theta, tau*log(intensity/maximum(intensity - theta, 1e-6)), window) : second
        intensity : 1                            # what is encoded, from 0 to 1
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        intensity = 1
        tau = 20*ms       # membrane time constant
        theta = 0.2       # threshold
        window = 100*ms   # length of a presentation
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "now == ceil(latency/dt)" }.With(Defaults, parameters);
}
