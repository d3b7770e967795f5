namespace Homeostat.Runs;

/// <summary>
/// The small networks beside the text of the lessons in the studio. They are simulated, saved and inspected as those of the catalog are, by names that begin with <c>lesson-</c>.
/// </summary>
internal static class LessonNetworks
{
    /// <summary>All networks of lessons.</summary>
    public static IReadOnlyList<Network> All { get; } = [Neuron(), Prediction(), Synapse(), Competition()];

    /// <summary>Finds a network of the catalog or of a lesson.</summary>
    /// <exception cref="HomeostatException">There is no network of that name; the message lists those of the catalog.</exception>
    public static Network Find(string name) => All.FirstOrDefault(n => n.Name == name) ?? NetworkCatalog.Find(name);

    // A leaky integrate-and-fire cell whose drive is a constant, which can be changed while it runs.
    private static Network Neuron() => new(
        "lesson-neuron", "one leaky integrate-and-fire cell with a constant drive", "Lapicque 1907, J Physiol Pathol Gen 9",
        new Circuit("neuron", 0.1 * Units.Millisecond)
        {
            new Population("cell", 1, "dv/dt = (drive - (v - El))/taum : volt (unless refractory)   # membrane potential")
            {
                Threshold = "v > Vt", Reset = "v = Vr", Refractory = "2*ms", Initial = new Dictionary<string, string> { ["v"] = "El" },
                Constants = Constants(("drive", 8 * Units.Millivolt), ("taum", 20 * Units.Millisecond), ("El", -60 * Units.Millivolt), ("Vt", -50 * Units.Millivolt), ("Vr", -60 * Units.Millivolt)),
            },
        },
        Seconds: 1, [new("cell", "cell", ..)])
    {
        Transient = 0,
    };

    // An observer: a belief that moves as it expects the world to move, and is corrected by its error. It is rid of the error if its model is right.
    private static Network Prediction() => new(
        "lesson-prediction", "a belief that expects how the world moves, and is corrected by its error", "Francis & Wonham 1976, Automatica 12",
        new Circuit("prediction", 5 * Units.Millisecond)
        {
            new Population("world", 1, "signal = sin(frequency*t/second) : 1") { Constants = Constants(("frequency", 3)) },
            new Population("error", 1, """
                de/dt = (sensed - expected - e)/(20*ms) : 1   # what was not expected
                sensed, expected : 1 (input)
                """),
            new Population("belief", 1, """
                dmu/dt = (motion + trust*e)/second : 1        # where the world is
                dmotion/dt = -w**2*mu/second : 1              # where it is going
                e : 1 (input)
                """)
            {
                Method = "rk4", Constants = Constants(("w", 2), ("trust", 2)),
            },
            new Projection("world", "error", "sensed_post = signal_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("belief", "error", """
                expected_post = mu_pre : 1 (summed)
                e_pre = e_post : 1 (summed)
                """)
            {
                Connectivity = Connectivity.OneToOne,
            },
        },
        Seconds: 10, [])
    {
        Transient = 0,
    };

    // Two clocks, of which the second fires a lag after the first, and a synapse of the catalog between them that changes nothing but its own weight.
    private static Network Synapse() => new(
        "lesson-synapse", "a synapse between two cells that fire a lag apart", "Song, Miller & Abbott 2000, Nat Neurosci 3",
        new Circuit("synapse", 0.5 * Units.Millisecond)
        {
            new Population("first", 1, "dphase/dt = rate : 1") { Threshold = "phase >= 1", Reset = "phase -= 1", Constants = Constants(("rate", 10 * Units.Hertz)) },
            new Population("second", 1, """
                dphase/dt = rate : 1
                dge/dt = -ge/(5*ms) : volt   # what the synapse brings
                """)
            {
                Threshold = "phase >= 1 + lag*rate", Reset = "phase -= 1", Constants = Constants(("rate", 10 * Units.Hertz), ("lag", 50 * Units.Millisecond)),
            },
            Stdp.Create("first", "second", ("Aplus", 0.02), ("Aminus", 0.021)) with { Name = "synapse" },
        },
        Seconds: 2, [new("first", "first", ..), new("second", "second", ..)])
    {
        Transient = 0,
        Plastic = new PlasticWeights("synapse", "w", Largest: 1),
    };

    // The competition of Song's synapses with currents in place of conductances, which the neurons of chips do not have.
    private static Network Competition() => new(
        "lesson-competition", "one cell with 1000 random inputs, whose weights compete by spike-timing dependent plasticity", "after Song, Miller & Abbott 2000, Nat Neurosci 3",
        new Circuit("competition", 0.5 * Units.Millisecond)
        {
            PoissonEncoder.Create("inputs", 1000, ("rate", 15 * Units.Hertz)),
            new Population("cell", 1, """
                dv/dt = (ge - v)/(10*ms) : volt   # membrane potential
                dge/dt = -ge/(5*ms) : volt        # synaptic current
                """)
            {
                Threshold = "v > 15*mV", Reset = "v = 0*mV",
            },
            Stdp.Create("inputs", "cell.ge", ("J", 0.8 * Units.Millivolt), ("Aplus", 0.01), ("Aminus", 0.0105)) with { Name = "synapses" },
        },
        Seconds: 100, [new("inputs", "inputs", ..), new("cell", "cell", ..)])
    {
        Plastic = new PlasticWeights("synapses", "w", Largest: 1),
    };

    private static Dictionary<string, Quantity> Constants(params (string Name, Quantity Value)[] constants) => constants.ToDictionary(c => c.Name, c => c.Value);
}
