namespace Homeostat;

/// <summary>
/// The squid giant axon (Hodgkin &amp; Huxley 1952, J Physiol 117:500: equation 26 for the current, 12, 13, 20, 21, 23 and 24 for
/// the rates), in the modern convention: depolarization is positive, and the resting potential -65 mV, so that the paper's V is
/// here -(v + 65 mV). Per area of membrane, at 6.3 °C. A spike is counted as <c>v</c> rises above 0. <c>I</c> is the current per
/// area, one value for each unit; spikes arrive in <c>v</c>.
/// </summary>
public static class HodgkinHuxley
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "hodgkin-huxley", "the squid giant axon, per area of membrane", "Hodgkin & Huxley 1952, J Physiol 117", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (gNa*m**3*h*(ENa - v) + gK*n**4*(EK - v) + gl*(El - v) + I)/C : volt   # membrane potential
        dm/dt = alpham*(1 - m) - betam*m : 1   # activation of sodium
        dh/dt = alphah*(1 - h) - betah*h : 1   # inactivation of sodium
        dn/dt = alphan*(1 - n) - betan*n : 1   # activation of potassium
        alpham = 1/exprel(-(v + 40*mV)/(10*mV))/ms : Hz
        betam = 4*exp(-(v + 65*mV)/(18*mV))/ms : Hz
        alphah = 0.07*exp(-(v + 65*mV)/(20*mV))/ms : Hz
        betah = 1/(1 + exp(-(v + 35*mV)/(10*mV)))/ms : Hz
        alphan = 0.1/exprel(-(v + 55*mV)/(10*mV))/ms : Hz
        betan = 0.125*exp(-(v + 65*mV)/(80*mV))/ms : Hz
        I : amp/meter**2                       # external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        C = 1*uF/cm**2       # membrane capacitance
        gNa = 120*mS/cm**2   # largest conductance of sodium
        gK = 36*mS/cm**2     # largest conductance of potassium
        gl = 0.3*mS/cm**2    # leak
        ENa = 50*mV          # reversal potential of sodium
        EK = -77*mV          # reversal potential of potassium
        El = -54.387*mV      # reversal potential of the leak
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > 0*mV",
            Refractory = "v > 0*mV",
            Method = "exponential_euler",
            Initial = new Dictionary<string, string>
            {
                ["v"] = "-65*mV",
                ["m"] = "0.05293",
                ["h"] = "0.59612",
                ["n"] = "0.31768",
            },
        }.With(Defaults, parameters);
}
