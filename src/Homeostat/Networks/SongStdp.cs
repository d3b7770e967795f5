namespace Homeostat;

/// <summary>
/// A neuron whose synapses compete: Song, Miller &amp; Abbott 2000, Nat Neurosci 3:919. A thousand inputs fire at random. By spike-timing
/// dependent plasticity their weights become either strong or weak, and the cell then fires irregularly, at a rate that hardly depends on
/// the rate of the inputs. The parameters are those of the example of Brian 2.
/// </summary>
public static class SongStdp
{
    /// <summary>The equations of the neuron.</summary>
    public static string Equations => """
        dv/dt  = (ge*(Ee - v) + El - v)/taum : volt
        dge/dt = -ge/taue : 1
        """;

    /// <summary>The parameters of the neuron, one in each line.</summary>
    public static string Parameters => """
        taum = 10*ms    # membrane time constant
        taue = 5*ms     # decay of excitation
        El = -74*mV     # resting potential
        Ee = 0*mV       # reversal potential of excitation
        vt = -54*mV     # threshold
        vr = -60*mV     # reset potential
        """;

    /// <summary>The equations of a synapse.</summary>
    public static string Synapse => """
        w : 1 (weight)
        dApre/dt  = -Apre/taupre : 1 (event-driven)
        dApost/dt = -Apost/taupost : 1 (event-driven)
        """;

    /// <summary>The parameters of the synapses, one in each line.</summary>
    public static string SynapseParameters => """
        taupre = 20*ms             # window of potentiation
        taupost = 20*ms            # window of depression
        gmax = 0.01                # largest weight
        dApre = 0.01*0.01          # potentiation by a pair: 0.01*gmax
        dApost = -0.01*1.05*0.01   # depression by a pair, 5 % more
        """;

    /// <summary>Creates the network of 1000 inputs and one cell.</summary>
    public static Network Create() => new(
        "stdp",
        "one neuron with 1000 random inputs, whose weights become bimodal by spike-timing dependent plasticity",
        "Song, Miller & Abbott 2000, Nat Neurosci 3",
        new Circuit("STDP", 0.1 * Units.Millisecond)
        {
            PoissonEncoder.Create("inputs", 1000, ("rate", 15 * Units.Hertz)),
            new Population("cell", 1, Equations)
            {
                Threshold = "v > vt",
                Reset = "v = vr",
                Method = "euler",
            }.With(Parameters, []),
            new Projection("inputs", "cell", Synapse)
            {
                Name = "synapses",
                OnPre = "ge += w; Apre += dApre; w = clip(w + Apost, 0, gmax)",
                OnPost = "Apost += dApost; w = clip(w + Apre, 0, gmax)",
                Initial = new Dictionary<string, string> { ["w"] = "rand()*gmax" },
            }.With(SynapseParameters, []),
        },
        Seconds: 100,
        [new("inputs", "inputs", ..), new("cell", "cell", ..)])
    {
        Plastic = new PlasticWeights("synapses", "w", Largest: 0.01),
    };
}
