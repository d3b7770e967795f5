namespace Homeostat;

/// <summary>
/// Prediction and similarity matching (the <c>predsim</c> loss of Nøkland &amp; Eidnes 2019). The loss of each hidden layer is the cross-entropy of a
/// linear classifier, with a share of 0.01, and the mean squared difference between two matrices of similarities over all pairs of samples of the
/// batch, with a share of 0.99: those of the layer's activity, seen through a square matrix, and those of the labels. A similarity is the cosine
/// of two rows that are centered over their units.
/// </summary>
public static class PredSim
{
    /// <summary>The entry of prediction and similarity matching in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "predsim",
        CreditAssignment.Local,
        "prediction and similarity: each layer predicts the label and makes samples as similar as their labels",
        "Nøkland & Eidnes 2019, ICML, arXiv 1901.06656, the loss 'predsim'",
        new PredSimOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PredSimOptions? options = null)
    {
        options ??= new PredSimOptions();
        return LocalLoss.Learner(Model, layers, options, options.Similarity);
    }
}
