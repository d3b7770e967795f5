
namespace Homeostat;

/// <summary>
/// Synapses from one population to another, which share one block of equations. A variable has one value for each synapse,
/// unless it is flagged <c>(shared)</c> (one value for all synapses).
/// </summary>
/// <param name="Pre">The name of the presynaptic population; a part of it is written as in Python, <c>cells[:3200]</c>.</param>
/// <param name="Post">The name of the postsynaptic population, or a part of it.</param>
/// <param name="Equations">
/// The model: the variables of a synapse, and what it delivers, <c>input_post = w*rate_pre : unit (summed)</c>. A line
/// <c>input_pre = w*error_post : unit (summed)</c> delivers in the opposite direction (by the transposed weights).
/// </param>
public sealed record Projection(string Pre, string Post, string Equations = "")
{
    private readonly string? _name;

    /// <summary>The name of the projection, unique within the circuit; <c>pre_to_post</c> unless given.</summary>
    public string Name
    {
        get => _name ?? $"{PopulationSlice.Name(Pre)}_to_{PopulationSlice.Name(Post)}";
        init => _name = value;
    }

    /// <summary>The rule that says which presynaptic units have a synapse to which postsynaptic units.</summary>
    public Connectivity Connectivity { get; init; } = Connectivity.Dense;

    // A projection that Simulation.Cut has cut delivers nothing; its synapses are kept.
    internal bool IsCut { get; init; }

    // Spikes act on rows of synapses; rates are delivered by products with a matrix, a diagonal, kernels or windows.
    internal bool IsSparse => OnPre.Length > 0 || OnPost.Length > 0 || Delay.Length > 0
        || !(Connectivity == Connectivity.Dense || Connectivity == Connectivity.OneToOne || Connectivity is Convolution or Pooling)
        || PopulationSlice.IsPart(Pre) || PopulationSlice.IsPart(Post)
        || EquationSet.Parse(Equations, $"projection '{Name}'").Equations.Any(e => e.Kind == EquationKind.Differential);

    /// <summary>
    /// The local change of the synapse, carried out in a learning phase. It can use the variables of the synapse, and <c>x_pre</c> and
    /// <c>x_post</c>; these two vary over the batch and must be within <c>mean(...)</c> or <c>sum(...)</c>, which reduce over the samples.
    /// <c>sum_pre(...)</c>, <c>sum_post(...)</c> and <c>sum_all(...)</c> add up over the synapses of a unit or over all, <c>max_pre(...)</c>,
    /// <c>max_post(...)</c> and <c>max_all(...)</c> take the largest value. Nothing else can be used. Where spikes act, the rule
    /// can use only the variables of the synapse and <c>sum_pre(...)</c>, and it is carried out once, whatever the batch.
    /// </summary>
    public string OnLearn { get; init; } = "";

    /// <summary>
    /// Statements that a learning phase carries out after <see cref="OnLearn"/>: the step of an optimizer, written with the variables of the
    /// synapse. A phase with <see cref="Learn.Update"/> = false leaves them out.
    /// </summary>
    public string OnUpdate { get; init; } = "";

    /// <summary>
    /// Statements carried out when a spike of the presynaptic unit arrives, such as <c>ge += w</c>. They can use and change the variables of
    /// the synapse and those of the postsynaptic unit (<c>x_post</c>, or <c>x</c> where no synaptic variable has that name), and
    /// read <c>x_pre</c>.
    /// </summary>
    public string OnPre { get; init; } = "";

    /// <summary>Statements carried out when the postsynaptic unit fires; they can use the same names as <see cref="OnPre"/>.</summary>
    public string OnPost { get; init; } = "";

    /// <summary>
    /// The time from a spike to its arrival: <c>1.5*ms</c>, or an expression of <c>i</c>, <c>j</c>, <c>rand()</c>, ... with one value for each
    /// synapse, rounded to whole time steps. Unless given there is no delay: a spike arrives in the step in which it was fired.
    /// </summary>
    public string Delay { get; init; } = "";

    /// <summary>The event of the presynaptic population that carries out <see cref="OnPre"/>.</summary>
    public string PreEvent { get; init; } = "spike";

    /// <summary>The event of the postsynaptic population that carries out <see cref="OnPost"/>.</summary>
    public string PostEvent { get; init; } = "spike";

    /// <summary>
    /// The integration method of equations that follow the clock (<c>exact</c>, <c>exponential_euler</c>, <c>euler</c>,
    /// <c>heun</c>, <c>rk4</c>); null for an automatic choice. Equations between events are always solved exactly.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>The values of names that the equations use and do not define.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>
    /// Initial values, as expressions of <c>i</c> (the presynaptic unit), <c>j</c> (the postsynaptic unit), <c>N_pre</c>, <c>N_post</c>,
    /// <c>rand()</c> and <c>randn()</c>; a variable that is not listed starts at zero.
    /// </summary>
    public IReadOnlyDictionary<string, string> Initial { get; init; } = new Dictionary<string, string>();
}
