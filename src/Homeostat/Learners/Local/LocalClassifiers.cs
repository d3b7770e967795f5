namespace Homeostat;

/// <summary>
/// Local classifiers (the <c>pred</c> loss of Nøkland &amp; Eidnes 2019). A linear classifier of each hidden layer predicts the label, and its
/// cross-entropy teaches the synapses onto that layer. The output reads the last hidden layer and sends nothing back.
/// </summary>
public static class LocalClassifiers
{
    /// <summary>The entry of local classifiers in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "local-classifiers",
        CreditAssignment.Local,
        "local classifiers: a classifier of each layer teaches that layer alone",
        "Nøkland & Eidnes 2019, ICML, arXiv 1901.06656, the loss 'pred'",
        new LocalClassifiersOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, LocalClassifiersOptions? options = null) =>
        LocalLoss.Learner(Model, layers, options ?? new LocalClassifiersOptions());
}
