
namespace Homeostat;

/// <summary>
/// Synapses from one population to another, sharing one block of equations. A variable without flag has a value for each
/// synapse; <c>(shared)</c> ones have one for all.
/// </summary>
/// <param name="Pre">Name of the presynaptic population; a part of it is written <c>cells[:3200]</c>, as in Python.</param>
/// <param name="Post">Name of the postsynaptic population, or a part of it.</param>
/// <param name="Equations">
/// The model: variables, and what is delivered, <c>input_post = w*rate_pre : unit (summed)</c>. A line
/// <c>input_pre = w*error_post : unit (summed)</c> sends back through the same synapses (the transposed weights).
/// </param>
public sealed record Projection(string Pre, string Post, string Equations = "")
{
    private readonly string? _name;

    /// <summary>Its name, unique within the circuit; <c>pre_to_post</c> unless given.</summary>
    public string Name
    {
        get => _name ?? $"{PopulationSlice.Name(Pre)}_to_{PopulationSlice.Name(Post)}";
        init => _name = value;
    }

    /// <summary>Who reaches whom.</summary>
    public Connectivity Connectivity { get; init; } = Connectivity.Dense;

    // Spikes act on rows of synapses; rates are delivered by products with a matrix, a diagonal, kernels or windows.
    internal bool IsSparse => OnPre.Length > 0 || OnPost.Length > 0 || Delay.Length > 0
        || !(Connectivity == Connectivity.Dense || Connectivity == Connectivity.OneToOne || Connectivity is Convolution or Pooling)
        || PopulationSlice.IsPart(Pre) || PopulationSlice.IsPart(Post)
        || EquationSet.Parse(Equations, $"projection '{Name}'").Equations.Any(e => e.Kind == EquationKind.Differential);

    /// <summary>
    /// The local change of the synapse, carried out in a learning phase. It can mention the synapse's own variables,
    /// <c>x_pre</c> and <c>x_post</c>; these vary over the batch and stand within <c>mean(...)</c> or <c>sum(...)</c>, over
    /// its samples. <c>sum_pre(...)</c> and <c>sum_post(...)</c> add up over a unit's synapses. Nothing else is reachable. Where
    /// spikes act, it can mention the synapse's own variables and <c>sum_pre(...)</c>, and happens once, whatever the batch.
    /// </summary>
    public string OnLearn { get; init; } = "";

    /// <summary>
    /// What a learning phase does after <see cref="OnLearn"/>: the step of an optimizer, in terms of the synapse's own variables.
    /// A phase with <see cref="Learn.Update"/> = false leaves it out.
    /// </summary>
    public string OnUpdate { get; init; } = "";

    /// <summary>
    /// What a spike that arrives from the presynaptic unit does: <c>ge += w</c>. It can mention and change the synapse's own
    /// variables and those of the postsynaptic unit (<c>x_post</c>, or <c>x</c> where no synaptic variable has that name), and
    /// read <c>x_pre</c>.
    /// </summary>
    public string OnPre { get; init; } = "";

    /// <summary>What a spike of the postsynaptic unit does, in the same terms as <see cref="OnPre"/>.</summary>
    public string OnPost { get; init; } = "";

    /// <summary>
    /// How long a spike takes to arrive: <c>1.5*ms</c>, or an expression of <c>i</c>, <c>j</c>, <c>rand()</c>, ..., one value a
    /// synapse; rounded to whole time steps. None unless given: then it arrives in the step it was fired in.
    /// </summary>
    public string Delay { get; init; } = "";

    /// <summary>Which event of the presynaptic population carries out <see cref="OnPre"/>.</summary>
    public string PreEvent { get; init; } = "spike";

    /// <summary>Which event of the postsynaptic population carries out <see cref="OnPost"/>.</summary>
    public string PostEvent { get; init; } = "spike";

    /// <summary>
    /// The integration method of equations that follow the clock (<c>exact</c>, <c>exponential_euler</c>, <c>euler</c>,
    /// <c>heun</c>, <c>rk4</c>); null chooses. Equations between events are always solved exactly.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>Values of names the equations use and do not define.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>
    /// Initial values as expressions of <c>i</c> (pre), <c>j</c> (post), <c>N_pre</c>, <c>N_post</c>, <c>rand()</c>,
    /// <c>randn()</c>; zero where not given.
    /// </summary>
    public IReadOnlyDictionary<string, string> Initial { get; init; } = new Dictionary<string, string>();
}
