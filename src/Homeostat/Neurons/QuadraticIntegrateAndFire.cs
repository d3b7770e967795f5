namespace Homeostat;

/// <summary>
/// The quadratic integrate-and-fire neuron, the normal form of type I excitability (Ermentrout &amp; Kopell 1986, SIAM J Appl
/// Math 46:233; in the form and with the constants of Latham et al. 2000, J Neurophysiol 83:808): at rest at <c>El</c>, it
/// fires once it is pushed beyond <c>Vc</c>. A constant drive I &gt; (Vc - El)/4 makes it fire at a rate that grows as the square
/// root of the excess. Spikes arrive in <c>v</c>.
/// </summary>
public static class QuadraticIntegrateAndFire
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "quadratic", "quadratic integrate-and-fire", "Latham et al. 2000, J Neurophysiol 83", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        dv/dt = ((v - El)*(v - Vc)/(Vc - El) + I)/taum : volt   # membrane potential
        I : volt   # resistance times external current
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        taum = 10*ms    # membrane time constant, near rest
        El = -65*mV     # resting potential
        Vc = -50*mV     # potential beyond which it fires
        Vt = 20*mV      # peak of the spike
        Vr = -80*mV     # reset potential
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > Vt",
            Reset = "v = Vr",
            Initial = new Dictionary<string, string> { ["v"] = "El" },
        }.With(Defaults, parameters);
}
