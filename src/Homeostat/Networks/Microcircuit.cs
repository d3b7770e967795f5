namespace Homeostat;

/// <summary>
/// The network under a square millimeter of early sensory cortex: four layers, each with excitatory and inhibitory cells (Potjans &amp;
/// Diesmann 2014, Cereb Cortex 24:785). Below full scale, the number of cells and the number of synapses per cell are both multiplied by
/// the scale, by the rules of van Albada et al. 2015, PLoS Comput Biol 11:e1004490: weights are divided by the square root of the scale,
/// and a constant current replaces the mean of the lost input.
/// </summary>
public static class Microcircuit
{
    /// <summary>The equations of a neuron.</summary>
    public static string Equations => """
        dv/dt = (El - v)/taum + (I + Idc)/Cm : volt (unless refractory)
        dI/dt = -I/taus : amp
        """;

    /// <summary>The parameters of neurons (table 5 of the paper).</summary>
    public static string Parameters => """
        El = -65*mV     # resting potential
        taum = 10*ms    # membrane time constant
        Cm = 250*pF     # membrane capacitance
        taus = 0.5*ms   # decay of synaptic currents
        Vt = -50*mV     # threshold
        Vr = -65*mV     # reset potential
        """;

    private const double MeanWeight = 87.8e-12;
    private const double ExternalRate = 8;
    private const double SynapticDecay = 0.5e-3;

    // The populations, in the order of all tables below.
    private static readonly string[] Names = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];

    // The numbers of cells and of external synapses per cell (table 5), and the firing rates of the full network in Hz (table 6).
    private static readonly int[] Sizes = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948];
    private static readonly int[] External = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100];
    private static readonly double[] Rates = [0.971, 2.868, 4.746, 5.396, 8.142, 9.078, 0.991, 7.523];

    // The probability that a pair has at least one synapse, to the population of the row from that of the column (table 5).
    private static readonly double[,] Probabilities =
    {
        { 0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0000, 0.0076, 0.0000 },
        { 0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0000, 0.0042, 0.0000 },
        { 0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0.0000 },
        { 0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0000, 0.1057, 0.0000 },
        { 0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0000 },
        { 0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0.0000 },
        { 0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252 },
        { 0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443 },
    };

    /// <summary>Creates the network.</summary>
    /// <param name="scale">The scale, by which the number of cells and of synapses per cell is multiplied. 1 gives 77,169 cells and 299 million synapses.</param>
    /// <exception cref="HomeostatException">The scale is not above 0 and at most 1.</exception>
    public static Network Create(double scale = 0.1)
    {
        if (!(scale > 0.001 && scale <= 1))
        {
            throw new HomeostatException($"The microcircuit cannot be simulated at a scale of {scale}; give one above 0.001 and at most 1.");
        }

        var circuit = new Circuit("microcircuit", 0.1 * Units.Millisecond);
        for (var target = 0; target < Names.Length; target++)
        {
            circuit.Add(Cells(target, scale));
        }

        for (var source = 0; source < Names.Length; source++)
        {
            for (var target = 0; target < Names.Length; target++)
            {
                if (Probabilities[target, source] > 0)
                {
                    circuit.Add(Synapses(source, target, scale));
                }
            }
        }

        return new Network(
            "microcircuit",
            "four layers of cortex at a tenth of the scale, 7713 neurons and 3 million synapses, rates of each layer",
            "Potjans & Diesmann 2014, Cereb Cortex 24; van Albada et al. 2015, PLoS Comput Biol 11",
            circuit,
            Seconds: 1,
            [.. Names.Select(name => new UnitGroup(name, name, ..))]);
    }

    private static Population Cells(int target, double scale) =>
        new Population(Names[target], (int)Math.Round(Sizes[target] * scale), Equations)
        {
            Threshold = "v >= Vt",
            Reset = "v = Vr",
            Refractory = "2*ms",
            OnStep = "I += w*poisson(outside*dt)",
            Method = "exact",
            Constants = new Dictionary<string, Quantity>
            {
                ["w"] = MeanWeight / Math.Sqrt(scale) * Units.Amp,
                ["outside"] = Math.Round(External[target] * scale) * ExternalRate * Units.Hertz,
                ["Idc"] = LostCurrent(target, scale) * Units.Amp,
            },
            Initial = new Dictionary<string, string> { ["v"] = "-58*mV + 10*mV*randn()" },
        }.With(Parameters, []);

    private static Projection Synapses(int source, int target, double scale) => new(Names[source], Names[target], "w : amp (weight)")
    {
        OnPre = "I += w",
        Connectivity = Connectivity.Probability(Density(target, source)),
        Delay = $"clip({(IsInhibitory(source) ? "0.75" : "1.5")}*ms*(1 + 0.5*randn()), 0.1*ms, 1*second)",
        Constants = new Dictionary<string, Quantity> { ["mean"] = Strength(target, source) * MeanWeight / Math.Sqrt(scale) * Units.Amp },
        Initial = new Dictionary<string, string> { ["w"] = "mean*clip(1 + 0.1*randn(), 0, 2)" },
    };

    // The mean number of synapses of a pair. It follows from the probability, which the paper gives, that this number is not 0 (equation 1 of the paper, in the limit).
    private static double Density(int target, int source) => -Math.Log(1 - Probabilities[target, source]);

    private static bool IsInhibitory(int source) => source % 2 == 1;

    // The strength of a synapse in units of the mean weight.
    private static double Strength(int target, int source) => IsInhibitory(source) ? -4 : source == 2 && target == 0 ? 2 : 1;

    private static double LostCurrent(int target, double scale)
    {
        var spikes = External[target] * ExternalRate;
        for (var source = 0; source < Names.Length; source++)
        {
            spikes += Density(target, source) * Sizes[source] * Strength(target, source) * Rates[source];
        }

        return (1 - Math.Sqrt(scale)) * SynapticDecay * MeanWeight * spikes;
    }
}
