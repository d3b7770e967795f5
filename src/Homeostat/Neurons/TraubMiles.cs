namespace Homeostat;

/// <summary>
/// Hodgkin and Huxley's equations with the kinetics of hippocampal pyramidal cells (Traub &amp; Miles 1991, Neuronal Networks of
/// the Hippocampus) and exponential synaptic conductances, as in Brette et al. 2007, J Comput Neurosci 23:349, appendix B,
/// benchmark 3 "COBAHH"; with its constants a cell alone fires every 73 ms. A spike is counted as <c>v</c> rises above -20 mV,
/// at most one in 3 ms. Spikes arrive in <c>ge</c> and <c>gi</c>; <c>I</c> is an external current, one value for each unit.
/// </summary>
public static class TraubMiles
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "traub-miles", "Hodgkin and Huxley's equations with pyramidal kinetics and synaptic conductances", "Brette et al. 2007, J Comput Neurosci 23", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v)
                 + gNa*m**3*h*(ENa - v) + gK*n**4*(EK - v) + I)/C : volt   # membrane potential
        dm/dt = alpham*(1 - m) - betam*m : 1   # activation of sodium
        dn/dt = alphan*(1 - n) - betan*n : 1   # activation of potassium
        dh/dt = alphah*(1 - h) - betah*h : 1   # inactivation of sodium
        dge/dt = -ge/taue : siemens            # excitation
        dgi/dt = -gi/taui : siemens            # inhibition
        alpham = 1.28/exprel((VT + 13*mV - v)/(4*mV))/ms : Hz
        betam = 1.4/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
        alphah = 0.128*exp((VT + 17*mV - v)/(18*mV))/ms : Hz
        betah = 4/(1 + exp((VT + 40*mV - v)/(5*mV)))/ms : Hz
        alphan = 0.16/exprel((VT + 15*mV - v)/(5*mV))/ms : Hz
        betan = 0.5*exp((VT + 10*mV - v)/(40*mV))/ms : Hz
        I : amp                                # external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        C = 200*pF      # membrane capacitance
        gl = 10*nS      # leak
        gNa = 20*uS     # largest conductance of sodium
        gK = 6*uS       # largest conductance of potassium
        El = -60*mV     # reversal potential of the leak
        ENa = 50*mV     # reversal potential of sodium
        EK = -90*mV     # reversal potential of potassium
        VT = -63*mV     # shifts the threshold, which is some 10 mV above
        Ee = 0*mV       # reversal potential of excitation
        Ei = -80*mV     # reversal potential of inhibition
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
        tref = 3*ms     # least time between the spikes counted
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > -20*mV",
            Refractory = "tref",
            Method = "exponential_euler",
            Initial = new Dictionary<string, string> { ["v"] = "El", ["h"] = "1" },
        }.With(Defaults, parameters);
}
