namespace Homeostat;

/// <summary>
/// Spikes at regular intervals, at the rate <c>intensity*rate</c>: the perfect integrate-and-fire neuron, without a leak (Lapicque
/// 1907; Gerstner &amp; Kistler 2002, Spiking Neuron Models, section 4.1). <c>intensity</c> is one value for each unit, which can be
/// clamped to data; it may change at any time, and the elapsed fraction of an interval is kept. All units begin in the same phase; with
/// <c>Initial["phase"] = "rand()"</c> they begin in random phases.
/// </summary>
public static class RegularEncoder
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "regular", "encodes an intensity as the rate of regular spikes", "Lapicque 1907, J Physiol Pathol Gen 9", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dphase/dt = intensity*rate : 1   # part of the interval that has passed
        intensity : 1                    # what is encoded, from 0 to 1
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        intensity = 1
        rate = 10*Hz    # rate of a unit of intensity 1
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "phase >= 1", Reset = "phase -= 1" }.With(Defaults, parameters);
}
