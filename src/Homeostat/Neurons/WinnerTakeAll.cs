namespace Homeostat;

/// <summary>
/// Units of which one wins: the first to reach the threshold fires and sets all of them back (Oster, Douglas &amp; Liu 2009,
/// Neural Comput 21:2437; what such a circuit can compute: Maass 2000, Neural Comput 12:2519). Leaky integrate-and-fire neurons;
/// of several above the threshold in one step the highest fires. Spikes arrive in <c>ge</c> and <c>gi</c>; <c>I</c> is a
/// constant drive, one value a unit.
/// </summary>
public static class WinnerTakeAll
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "winner-take-all", "the first unit to fire sets all others back", "Oster, Douglas & Liu 2009, Neural Comput 21", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        dv/dt = (ge + gi + I - (v - El))/taum : volt   # membrane potential
        dge/dt = -ge/taue : volt                       # excitation
        dgi/dt = -gi/taui : volt                       # inhibition
        highest = max(v) : volt
        I : volt                                       # resistance times external current
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        taum = 20*ms    # membrane time constant
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
        El = -60*mV     # resting potential
        Vt = -50*mV     # threshold
        Vr = -60*mV     # reset potential
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > Vt and v >= highest",
            Events = new Dictionary<string, PopulationEvent> { ["won"] = new("highest > Vt", "v = Vr") },
            Initial = new Dictionary<string, string> { ["v"] = "El" },
        }.With(Defaults, parameters);
}
