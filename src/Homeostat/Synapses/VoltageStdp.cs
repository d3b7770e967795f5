namespace Homeostat;

/// <summary>
/// Plasticity by the postsynaptic potential (Clopath, Büsing, Vasilaki &amp; Gerstner 2010, Nat Neurosci 13:344, equations 1 to 3,
/// with the constants of the visual cortex, table 1b): a presynaptic spike depresses if the potential has lately been above
/// <c>thetaminus</c>; a potential above <c>thetaplus</c> potentiates if it has been above thetaminus and presynaptic spikes came.
/// The postsynaptic population, with a potential <c>v</c>, is to be made <see cref="Observed"/>, which adds its two running
/// means. Without the paper's homeostasis of the depression, which it leaves out for slices.
/// </summary>
public static class VoltageStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-voltage", "presynaptic spikes and the postsynaptic potential", "Clopath et al. 2010, Nat Neurosci 13", Create)
    {
        Prepare = population => Observed(population),
    };

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        dw/dt = ALTP*x/taux*relu(v_post - thetaplus)*relu(vplus_post - thetaminus)*int(w < wmax) : 1 (clock-driven)
        dx/dt = -x/taux : 1 (clock-driven)   # of presynaptic spikes
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV               # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0.5                # weight to begin with
        wmax = 3               # largest weight
        ALTD = 14e-5/mV        # depression
        ALTP = 8e-5/mV**2      # potentiation
        taux = 15*ms           # decay of the presynaptic trace
        thetaminus = -70.6*mV  # potential above which a running mean counts
        thetaplus = -45.3*mV   # potential above which the present one counts
        """;

    /// <summary>Synapses with these parameters, the others at their defaults, to a population or to one variable of it.</summary>
    /// <param name="pre">The presynaptic population.</param>
    /// <param name="post">The postsynaptic population; behind a dot what spikes add to, <c>ge</c> unless named: <c>cells.ge</c>.</param>
    /// <param name="parameters">Parameters by name; J is in the unit of what spikes add to.</param>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Projection Create(
        string pre, string post, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Projection(pre, post, Equations)
        {
            OnPre = """
                w = clip(w - ALTD*relu(vminus_post - thetaminus), 0, wmax)
                x += 1
                """,
        }.Delivering(Defaults, parameters);

    /// <summary>
    /// The population with running means of its potential <c>v</c>: <c>vminus</c> for depression and <c>vplus</c> for
    /// potentiation.
    /// </summary>
    /// <param name="population">A population with a potential <c>v</c>.</param>
    /// <param name="parameters">The time constants <c>tauminus</c> (10 ms) and <c>tauplus</c> (7 ms).</param>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Observed(
        Population population, params ReadOnlySpan<(string Name, Quantity Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(population);
        var start = population.Initial.GetValueOrDefault("v", "0*volt");
        var observed = population with
        {
            Equations = $"""
                {population.Equations}
                dvminus/dt = (v - vminus)/tauminus : volt   # running mean for depression
                dvplus/dt = (v - vplus)/tauplus : volt      # running mean for potentiation
                """,
            Initial = new Dictionary<string, string>(population.Initial) { ["vminus"] = start, ["vplus"] = start },
        };
        return observed.With("tauminus = 10*ms; tauplus = 7*ms", parameters);
    }
}
