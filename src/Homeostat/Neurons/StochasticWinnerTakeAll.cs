namespace Homeostat;

/// <summary>
/// Units that divide a constant total firing rate by a softmax, as if all received a common inhibition (Nessler, Pfeiffer, Buesing
/// &amp; Maass 2013, PLoS Comput Biol 9:e1003037). The next unit to fire is a sample from the distribution <c>p</c>, which is the
/// posterior over causes if weights are log probabilities. Spikes arrive in <c>u</c>; <c>bias</c> is the excitability, one
/// value for each unit.
/// </summary>
public static class StochasticWinnerTakeAll
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "stochastic-winner-take-all", "units that share out a rate of firing by softmax", "Nessler et al. 2013, PLoS Comput Biol 9", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        du/dt = -u/tau : 1            # membrane potential
        p = softmax(u + bias) : 1     # probability of the next spike to be this unit's
        rate = total*p : Hz
        bias : 1                      # excitability
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        tau = 10*ms       # decay of what arrived
        total = 200*Hz    # rate of all units together
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "rand() < rate*dt" }.With(Defaults, parameters);
}
