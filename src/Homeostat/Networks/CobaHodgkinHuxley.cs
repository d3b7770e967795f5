namespace Homeostat;

/// <summary>
/// The network of <see cref="Coba"/> with Hodgkin and Huxley's equations and the kinetics of Traub &amp; Miles 1991 (Neuronal
/// Networks of the Hippocampus): Brette et al. 2007, J Comput Neurosci 23:349, appendix B, benchmark 3, in the form of the example of
/// Brian 2. The neuron is the model "traub-miles" of the catalog.
/// </summary>
public static class CobaHodgkinHuxley
{
    /// <summary>The equations of a neuron.</summary>
    public static string Equations => """
        dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v)
                 - g_na*(m*m*m)*h*(v - ENa) - g_kd*(n*n*n*n)*(v - EK))/Cm : volt
        dm/dt = alpha_m*(1 - m) - beta_m*m : 1
        dn/dt = alpha_n*(1 - n) - beta_n*n : 1
        dh/dt = alpha_h*(1 - h) - beta_h*h : 1
        dge/dt = -ge/taue : siemens
        dgi/dt = -gi/taui : siemens
        alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV - v + VT)/(4*mV))/ms : Hz
        beta_m = 0.28*(mV**-1)*5*mV/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
        alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms : Hz
        beta_h = 4./(1 + exp((40*mV - v + VT)/(5*mV)))/ms : Hz
        alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV - v + VT)/(5*mV))/ms : Hz
        beta_n = .5*exp((10*mV - v + VT)/(40*mV))/ms : Hz
        """;

    /// <summary>The parameters; the area of a cell is 20,000 square micrometers.</summary>
    public static string Parameters => """
        Cm = 200*pF     # membrane capacitance
        gl = 10*nS      # leak
        g_na = 20*uS    # largest conductance of sodium
        g_kd = 6*uS     # largest conductance of potassium
        El = -60*mV     # reversal potential of the leak
        ENa = 50*mV     # reversal potential of sodium
        EK = -90*mV     # reversal potential of potassium
        VT = -63*mV     # shifts the threshold
        Ee = 0*mV       # reversal potential of excitation
        Ei = -80*mV     # reversal potential of inhibition
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
        """;

    /// <summary>Creates the network.</summary>
    /// <param name="cells">The number of cells.</param>
    /// <param name="probability">The probability that a pair of cells is connected.</param>
    public static Network Create(int cells = 4000, double probability = 0.02) => new(
        "cobahh",
        "4000 Hodgkin-Huxley neurons with synaptic conductances, irregular bursts",
        "Brette et al. 2007, J Comput Neurosci 23; Traub & Miles 1991, Neuronal Networks of the Hippocampus",
        Coba.Connect(
            "COBAHH",
            new Population("cells", cells, Equations)
            {
                // There is no reset; the refractory period prevents that a wide spike is counted twice.
                Threshold = "v > -20*mV",
                Refractory = "3*ms",
                Method = "exponential_euler",
                Initial = Coba.Start,
            }.With(Parameters, []),
            probability),
        Seconds: 1,
        Coba.Groups(cells));
}
