namespace Homeostat;

/// <summary>
/// Sanger's rule, the generalized Hebbian algorithm (Sanger 1989): the units of a layer learn one after the other, each from what it and the units
/// before it leave unexplained of the input. The weights of unit n become the n-th principal component.
/// </summary>
/// <remarks>
/// A unit has a residual of its own, so that a layer of n units takes n backward products in each batch: a rule for few units. Written so, each synapse
/// needs only values at its two ends.
/// </remarks>
public static class SangerComponents
{
    /// <summary>The entry of Sanger's rule in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "sanger",
        CreditAssignment.Implicit,
        "Sanger's rule: units learn in turn from what those before them leave unexplained; finds the principal components",
        "Sanger 1989, Neural Networks 2",
        new OjaOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, OjaOptions? options = null)
    {
        options ??= new OjaOptions();
        Setting.Require(options);
        const string Turned = """
            turn : 1 (shared)                 # the unit whose turn it is to learn
            explaining = where(i <= turn, z, 0) : 1
            learning = where(i == turn, z, 0) : 1
            """;
        var rule = OjaSubspace.Rule(Model, options, Turned, "explaining", "learning") with
        {
            Actions = new Dictionary<string, string> { ["next"] = "turn += 1" },
            Learning = Turns,
        };
        return rule.On(layers);
    }

    // All units learn from the weights before any has learned: the gradient is kept until the last one's turn.
    private static IEnumerable<Phase> Turns(string layer, int units, string projection)
    {
        var (keep, next) = (new Learn { Projections = [projection], Update = false }, new Act("next", layer));
        yield return new Set($"{layer}.turn");
        if (units > 1)
        {
            yield return keep;
            yield return new Repeat(units - 2, next, keep);
            yield return next;
        }

        yield return keep with { Update = true };
    }
}
