namespace Homeostat;

/// <summary>
/// The quadratic integrate-and-fire neuron, the normal form of type I excitability (Ermentrout &amp; Kopell 1986, SIAM J Appl
/// Math 46:233; in the form and with the constants of Latham et al. 2000, J Neurophysiol 83:808). Its resting potential is <c>El</c>, and
/// it fires when its potential is raised above <c>Vc</c>. With a constant drive I &gt; (Vc - El)/4 it fires repeatedly, at a rate that grows
/// as the square root of the excess. Spikes arrive in <c>v</c>.
/// </summary>
public static class QuadraticIntegrateAndFire
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "quadratic", "quadratic integrate-and-fire", "Latham et al. 2000, J Neurophysiol 83", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = ((v - El)*(v - Vc)/(Vc - El) + I)/taum : volt   # membrane potential
        I : volt   # resistance times external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        taum = 10*ms    # membrane time constant, near rest
        El = -65*mV     # resting potential
        Vc = -50*mV     # potential beyond which it fires
        Vt = 20*mV      # peak of the spike
        Vr = -80*mV     # reset potential
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > Vt",
            Reset = "v = Vr",
            Initial = new Dictionary<string, string> { ["v"] = "El" },
        }.With(Defaults, parameters);
}
