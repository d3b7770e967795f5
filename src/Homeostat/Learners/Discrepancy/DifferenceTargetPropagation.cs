namespace Homeostat;

/// <summary>
/// Difference target propagation (Lee et al. 2015). As <see cref="TargetPropagation"/>, but to the target of a layer is added what the inverse misses of
/// the layer's own activity, so that a layer whose next layer is at its target is at its target too, however good the inverse is.
/// </summary>
public static class DifferenceTargetPropagation
{
    /// <summary>The entry of difference target propagation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "dtp",
        CreditAssignment.Discrepancy,
        "difference target propagation: targets through learned inverses, corrected by what the inverse misses",
        "Lee, Zhang, Fischer & Bengio 2015, ECML, arXiv 1412.7525",
        new TargetPropagationOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, TargetPropagationOptions? options = null) =>
        TargetPath.Learner(Model, layers, options ?? new TargetPropagationOptions(), isDifference: true);
}
