namespace Homeostat;

/// <summary>
/// MEMPEPITA (Pau &amp; Aymone 2023): PEPITA that keeps no activity of the first pass. A second time, the image goes through the network beside the image with the
/// error. Each layer computes both activities, learns from their difference, and passes them on; then those of the layer before are no longer needed. As a layer
/// computes before it learns, the updates are those of PEPITA.
/// </summary>
public static class MemPepita
{
    /// <summary>The entry of MEMPEPITA in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "mempepita",
        CreditAssignment.ForwardOnly,
        "MEMPEPITA: PEPITA that computes the activity of the first pass anew, layer by layer, and so need not keep it",
        "Pau & Aymone 2023, IEEE COINS",
        new PepitaOptions(),
        Create);

    private const string First = "first";

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PepitaOptions? options = null)
    {
        options ??= new PepitaOptions();
        var names = Enumerable.Range(0, layers.Count).Select(layer => Layered.Name(layer, layers.Count)).ToArray();

        Phase[] Turn(int layer) =>
        [
            .. layer < names.Length - 1 ? new Phase[] { new Act(First, names[layer]), new Act("again", names[layer]) } : [],
            new Learn { Projections = [$"{names[layer - 1]}_to_{names[layer]}", .. options.Bias ? new[] { $"bias_to_{names[layer]}" } : []] },
        ];
        return Pepita.Of(Model, layers, options, [new Act("again", "input"), .. Enumerable.Range(1, Math.Max(0, names.Length - 1)).SelectMany(Turn)], First);
    }
}
