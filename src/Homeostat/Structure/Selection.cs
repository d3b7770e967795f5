using System.Globalization;

namespace Homeostat;

/// <summary>
/// Selection, the slowest of the three processes that lower free energy: from time to time, rules add and remove synapses and units, and take their
/// upkeep into account.
/// </summary>
/// <param name="Every">The number of batches, or of steps of a life, from one application of the rules to the next.</param>
/// <param name="Rules">The rules, in the order in which they are applied.</param>
public sealed record Selection(int Every, IReadOnlyList<StructuralRule> Rules)
{
    private const uint Chances = 0xD000_0000;

    /// <summary>
    /// The fraction of a projection's synapses that exists at the start, as an expression of <c>N_pre</c> and <c>N_post</c>, such as <c>0.2</c> or the
    /// result of <see cref="ErdosRenyi"/>. The existing synapses are drawn at random, and their initial weights are multiplied by 1/√density.
    /// </summary>
    public string Density { get; init; } = "1";

    /// <summary>The upkeep of synapses and units.</summary>
    public Upkeep Upkeep { get; init; } = new();

    /// <summary>The batch after which the rules are applied for the first time, if it is a multiple of <see cref="Every"/>.</summary>
    public long From { get; init; }

    /// <summary>The last batch after which the rules are applied; null for no end.</summary>
    public long? Until { get; init; }

    /// <summary>The density ε(N_pre + N_post)/(N_pre·N_post), with which the number of synapses of a unit hardly depends on the size of its layer (Mocanu et al. 2018, equation 1).</summary>
    public static string ErdosRenyi(double epsilon) =>
        string.Create(CultureInfo.InvariantCulture, $"minimum(1, {epsilon}*(N_pre + N_post)/(N_pre*N_post))");

    /// <summary>Whether the rules are applied after this number of batches or steps.</summary>
    public bool IsDue(long step) => step > 0 && step % Every == 0 && step >= From && step <= (Until ?? long.MaxValue);

    /// <summary>Applies the rules once to a simulation.</summary>
    /// <param name="simulation">The simulation, between two runs.</param>
    /// <param name="step">The number of batches or steps so far. The random numbers depend on it.</param>
    /// <param name="measure">A schedule that measures the free energy of the last batch. Rules that try out a change need it.</param>
    /// <exception cref="HomeostatException">The circuit does not have a variable or projection that a rule needs.</exception>
    public StructuralChange Apply(Simulation simulation, long step, IReadOnlyList<Phase>? measure = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        var structure = new Structure(simulation, Upkeep, measure);
        var change = default(StructuralChange);
        for (var i = 0; i < Rules.Count; i++)
        {
            change += Rules[i].Apply(structure, new Moment(simulation.Seed, step, Chances + ((uint)i << 16)));
        }

        return change;
    }

    /// <summary>The equations that the rules add to units whose structure changes.</summary>
    internal string UnitEquations => Lines(Rules.Select(rule => rule.UnitEquations));

    /// <summary>Makes a learning projection into one whose synapses can be added and removed.</summary>
    /// <param name="projection">A projection with a weight, a gradient and the variables of the optimizer, which learns by the optimizer.</param>
    /// <param name="optimizer">The equations of the optimizer, whose variables are zero while a synapse is dormant.</param>
    internal Projection Of(Projection projection, string optimizer)
    {
        Check();
        var density = $"clip({Density}, 1e-6, 1)";
        var initial = new Dictionary<string, string>
        {
            ["exists"] = Density == "1" ? "1" : $"where(rand() < {density}, 1, 0)",
        };
        var added = Lines(["exists : 1 (existence)\nvacant : 1 (shared, vacancy)   # synapses lost that others may replace", .. Rules.Select(rule => rule.SynapseEquations)]);
        var weight = Only(Role.Weight, EquationSet.Parse(projection.Equations)) ?? throw new HomeostatException(
            $"Projection '{projection.Name}' has no variable flagged (weight), which changing structure needs. Declare it as in 'w : 1 (weight)'.");
        var sign = Only(Role.Sign, EquationSet.Parse(added, $"projection '{projection.Name}'"));
        foreach (var (name, value) in Rules.SelectMany(rule => rule.SynapseInitial))
        {
            initial[name] = value;
        }

        foreach (var (name, value) in projection.Initial)
        {
            initial[name] = name != weight ? value
                : $"exists*{(sign is null ? "" : $"{sign}*abs")}({value}){(Density == "1" ? "" : $"/sqrt({density})")}";
        }

        // A dormant synapse keeps a weight of zero, whatever the optimizer and its constraints do.
        var own = EquationSet.Parse(optimizer).Equations.Where(e => e.Kind == EquationKind.Parameter && !e.Has("shared")).Select(e => e.Name);
        return projection with
        {
            Equations = Lines([projection.Equations, added]),
            OnUpdate = Lines([projection.OnUpdate, .. Rules.Select(rule => rule.SynapseLearning), .. own.Prepend(weight).Select(name => $"{name} *= exists")]),
            Initial = initial,
        };
    }

    private static string? Only(Role role, EquationSet set) => set.Equations.FirstOrDefault(e => e.Role == role)?.Name;

    private void Check()
    {
        StructuralRule.Require(Every >= 1, "Selection every", Every, "a number of batches of one or more");
        if (double.TryParse(Density, CultureInfo.InvariantCulture, out var density))
        {
            StructuralRule.Require(density is > 0 and <= 1, "A density", density, "a fraction above 0, up to 1");
        }
    }

    private static string Lines(IEnumerable<string> texts) =>
        string.Join('\n', texts.Where(text => text.Length > 0).Distinct());
}
