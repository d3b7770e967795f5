namespace Homeostat;

/// <summary>
/// Target propagation (Bengio 2014; Lee et al. 2015). Each layer has a target, and learns to come closer to it. The target of the last hidden layer
/// is a small step along its gradient; that of every layer before is what a learned inverse makes of the target of the next layer.
/// </summary>
public static class TargetPropagation
{
    /// <summary>The entry of target propagation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "tp",
        CreditAssignment.Discrepancy,
        "target propagation: the target of a layer is what a learned inverse makes of the next layer's target",
        "Bengio 2014, arXiv 1407.7906; Lee, Zhang, Fischer & Bengio 2015, arXiv 1412.7525",
        Defaults,
        Create);

    /// <summary>
    /// The default settings: inverses that learn fast and often, and a large step. Where an inverse is still wrong, so is every target that it makes,
    /// and layers learn what the inverse says in place of what the output needs.
    /// </summary>
    private static TargetPropagationOptions Defaults => new() { TargetStep = 1, InversePasses = 10, InverseOptimizer = Optimizer.Adam(0.01) };

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, TargetPropagationOptions? options = null) =>
        TargetPath.Learner(Model, layers, options ?? Defaults, isDifference: false);
}
