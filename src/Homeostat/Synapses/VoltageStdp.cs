namespace Homeostat;

/// <summary>
/// Plasticity that depends on the postsynaptic potential (Clopath, Büsing, Vasilaki &amp; Gerstner 2010, Nat Neurosci 13:344, equations 1
/// to 3, with the constants of the visual cortex, table 1b). A presynaptic spike weakens the synapse if the potential has recently been
/// above <c>thetaminus</c>. A potential above <c>thetaplus</c> strengthens it if the potential has recently been above thetaminus and
/// presynaptic spikes came. <see cref="Observed"/> must be applied to the postsynaptic population, which needs a potential <c>v</c>: it adds
/// the two running means. The homeostasis of the depression is left out, as in the paper's model of slices.
/// </summary>
public static class VoltageStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-voltage", "presynaptic spikes and the postsynaptic potential", "Clopath et al. 2010, Nat Neurosci 13", Create)
    {
        Prepare = population => Observed(population),
    };

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        dw/dt = ALTP*x/taux*relu(v_post - thetaplus)*relu(vplus_post - thetaminus)*int(w < wmax) : 1 (clock-driven)
        dx/dt = -x/taux : 1 (clock-driven)   # of presynaptic spikes
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
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

    /// <summary>Creates a projection with synapses of this model. Parameters that are not given have their default values.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the postsynaptic population. The variable to which spikes add can follow after a dot, as in <c>cells.ge</c>; it is <c>ge</c> by default.</param>
    /// <param name="parameters">The values of parameters by name. J has the unit of the variable to which spikes add.</param>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
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
    /// Creates a copy of a population with two running means of its potential <c>v</c>: <c>vminus</c> for depression and <c>vplus</c> for
    /// potentiation.
    /// </summary>
    /// <param name="population">A population with a potential <c>v</c>.</param>
    /// <param name="parameters">The time constants <c>tauminus</c> (10 ms) and <c>tauplus</c> (7 ms).</param>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
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
