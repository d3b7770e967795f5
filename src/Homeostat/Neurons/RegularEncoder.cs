namespace Homeostat;

/// <summary>
/// Spikes at regular intervals, at the rate <c>intensity*rate</c>: the perfect integrate-and-fire neuron, without a leak (Lapicque
/// 1907; Gerstner &amp; Kistler 2002, Spiking Neuron Models, section 4.1). <c>intensity</c> is one value a unit, which can be
/// clamped to data; it may change at any time, and no fraction of an interval is lost. The units begin in phase; with
/// <c>Initial["phase"] = "rand()"</c> they do not.
/// </summary>
public static class RegularEncoder
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "regular", "encodes an intensity as the rate of regular spikes", "Lapicque 1907, J Physiol Pathol Gen 9", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        dphase/dt = intensity*rate : 1   # part of the interval that has passed
        intensity : 1                    # what is encoded, from 0 to 1
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        intensity = 1
        rate = 10*Hz    # rate of a unit of intensity 1
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "phase >= 1", Reset = "phase -= 1" }.With(Defaults, parameters);
}
