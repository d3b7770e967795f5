using System.Globalization;

namespace Homeostat;

/// <summary>
/// Selection, the slowest of the three descents on free energy: now and then, rules change which synapses and units there are, with what
/// they cost in the balance.
/// </summary>
/// <param name="Every">After how many batches (or steps of a life) the rules are applied.</param>
/// <param name="Rules">The rules, one after the other.</param>
public sealed record Selection(int Every, IReadOnlyList<StructuralRule> Rules)
{
    private const uint Chances = 0xD000_0000;

    /// <summary>
    /// The fraction of a projection's synapses that exists at first, as an expression of <c>N_pre</c> and <c>N_post</c>: <c>0.2</c>, or
    /// <see cref="ErdosRenyi"/>. Which do is drawn at random, and their weights are larger by 1/√density.
    /// </summary>
    public string Density { get; init; } = "1";

    /// <summary>What synapses and units cost.</summary>
    public Upkeep Upkeep { get; init; } = new();

    /// <summary>The batch after which the rules are applied for the first time, if it is a multiple of <see cref="Every"/>.</summary>
    public long From { get; init; }

    /// <summary>The last batch after which the rules are applied; null to go on for good.</summary>
    public long? Until { get; init; }

    /// <summary>A density by which every unit has about as many synapses, whatever the size of its layer: ε(N_pre + N_post)/(N_pre·N_post) (Mocanu et al. 2018, equation 1).</summary>
    public static string ErdosRenyi(double epsilon) =>
        string.Create(CultureInfo.InvariantCulture, $"minimum(1, {epsilon}*(N_pre + N_post)/(N_pre*N_post))");

    /// <summary>Whether the rules are applied after so many batches.</summary>
    public bool IsDue(long step) => step > 0 && step % Every == 0 && step >= From && step <= (Until ?? long.MaxValue);

    /// <summary>Applies the rules once to a simulation.</summary>
    /// <param name="simulation">Between two runs.</param>
    /// <param name="step">Batches or steps so far: what is drawn depends on it.</param>
    /// <param name="measure">A schedule that shows the free energy of the batch seen last; rules that try things out need it.</param>
    /// <exception cref="HomeostatException">The circuit lacks what a rule needs.</exception>
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

    /// <summary>What units of changing structure have besides their own equations.</summary>
    internal string UnitEquations => Lines(Rules.Select(rule => rule.UnitEquations));

    /// <summary>A learning synapse made one that comes and goes.</summary>
    /// <param name="projection">A projection with a weight and a gradient and the variables of the optimizer; its learning is that of the optimizer.</param>
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

        // Whatever the optimizer and its constraints did to it, a dormant synapse is nothing.
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
