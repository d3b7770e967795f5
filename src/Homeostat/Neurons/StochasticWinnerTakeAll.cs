namespace Homeostat;

/// <summary>
/// Units that share out a constant rate of firing by softmax, as under an inhibition common to all (Nessler, Pfeiffer, Buesing
/// &amp; Maass 2013, PLoS Comput Biol 9:e1003037): which unit fires next is a sample from the distribution <c>p</c>, which is
/// the posterior over causes if weights are log probabilities. Spikes arrive in <c>u</c>; <c>bias</c> is the excitability, one
/// value a unit.
/// </summary>
public static class StochasticWinnerTakeAll
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "stochastic-winner-take-all", "units that share out a rate of firing by softmax", "Nessler et al. 2013, PLoS Comput Biol 9", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        du/dt = -u/tau : 1            # membrane potential
        p = softmax(u + bias) : 1     # probability of the next spike to be this unit's
        rate = total*p : Hz
        bias : 1                      # excitability
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        tau = 10*ms       # decay of what arrived
        total = 200*Hz    # rate of all units together
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "rand() < rate*dt" }.With(Defaults, parameters);
}
