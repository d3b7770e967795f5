namespace Homeostat;

/// <summary>Which unit of one population reaches which of the other.</summary>
public enum Connectivity
{
    /// <summary>Every presynaptic unit reaches every postsynaptic one.</summary>
    Dense,

    /// <summary>Unit i reaches unit i; both populations have the same size.</summary>
    OneToOne,
}

/// <summary>
/// Synapses from one population to another, sharing one block of equations. A variable without flag has a value for each
/// synapse; <c>(shared)</c> ones have one for all.
/// </summary>
/// <param name="Pre">Name of the presynaptic population.</param>
/// <param name="Post">Name of the postsynaptic population.</param>
/// <param name="Equations">
/// The model: variables, and what is delivered, <c>input_post = w*rate_pre : unit (summed)</c>. A line
/// <c>input_pre = w*error_post : unit (summed)</c> sends back through the same synapses (the transposed weights).
/// </param>
public sealed record Projection(string Pre, string Post, string Equations)
{
    private readonly string? _name;

    /// <summary>Its name, unique within the circuit; <c>pre_to_post</c> unless given.</summary>
    public string Name
    {
        get => _name ?? $"{Pre}_to_{Post}";
        init => _name = value;
    }

    /// <summary>Who reaches whom.</summary>
    public Connectivity Connectivity { get; init; } = Connectivity.Dense;

    /// <summary>
    /// The local change of the synapse, carried out in a learning phase. It can mention the synapse's own variables,
    /// <c>x_pre</c> and <c>x_post</c>; these vary over the batch and stand within <c>mean(...)</c> or <c>sum(...)</c>, over
    /// its samples. <c>sum_pre(...)</c> and <c>sum_post(...)</c> add up over a unit's synapses. Nothing else is reachable.
    /// </summary>
    public string OnLearn { get; init; } = "";

    /// <summary>Statements carried out when a presynaptic spike arrives; a name that is no synaptic variable is the postsynaptic unit's.</summary>
    public string OnPre { get; init; } = "";

    /// <summary>Statements carried out when the postsynaptic unit fires.</summary>
    public string OnPost { get; init; } = "";

    /// <summary>How long a presynaptic spike takes to arrive, an expression such as <c>1.5*ms</c>; empty for no delay.</summary>
    public string Delay { get; init; } = "";

    /// <summary>The event of the presynaptic population that <see cref="OnPre"/> acts on.</summary>
    public string PreEvent { get; init; } = "spike";

    /// <summary>The event of the postsynaptic population that <see cref="OnPost"/> acts on.</summary>
    public string PostEvent { get; init; } = "spike";

    /// <summary>Values of names the equations use and do not define.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>
    /// Initial values as expressions of <c>i</c> (pre), <c>j</c> (post), <c>N_pre</c>, <c>N_post</c>, <c>rand()</c>,
    /// <c>randn()</c>; zero where not given.
    /// </summary>
    public IReadOnlyDictionary<string, string> Initial { get; init; } = new Dictionary<string, string>();
}
