namespace Homeostat;

/// <summary>
/// Leaky integrate-and-fire neurons of which one wins: the first unit to reach the threshold fires and resets all units (Oster, Douglas
/// &amp; Liu 2009, Neural Comput 21:2437; Maass 2000, Neural Comput 12:2519 shows which functions such a circuit can compute). If several
/// units are above the threshold in one step, the one with the highest potential fires. Spikes arrive in <c>ge</c> and <c>gi</c>; <c>I</c> is a
/// constant drive, one value for each unit.
/// </summary>
public static class WinnerTakeAll
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "winner-take-all", "the first unit to fire sets all others back", "Oster, Douglas & Liu 2009, Neural Comput 21", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (ge + gi + I - (v - El))/taum : volt   # membrane potential
        dge/dt = -ge/taue : volt                       # excitation
        dgi/dt = -gi/taui : volt                       # inhibition
        highest = max(v) : volt
        I : volt                                       # resistance times external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        taum = 20*ms    # membrane time constant
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
        El = -60*mV     # resting potential
        Vt = -50*mV     # threshold
        Vr = -60*mV     # reset potential
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > Vt and v >= highest",
            Events = new Dictionary<string, PopulationEvent> { ["won"] = new("highest > Vt", "v = Vr") },
            Initial = new Dictionary<string, string> { ["v"] = "El" },
        }.With(Defaults, parameters);
}
