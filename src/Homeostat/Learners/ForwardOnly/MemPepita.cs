namespace Homeostat;

/// <summary>
/// MEMPEPITA (Pau &amp; Aymone 2023): PEPITA that keeps no activity of the first pass. Each layer computes it anew when it learns, through
/// the synapses that have already changed in the layers before it.
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

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PepitaOptions? options = null)
    {
        options ??= new PepitaOptions();
        var names = Enumerable.Range(0, layers.Count).Select(layer => Layered.Name(layer, layers.Count)).ToArray();

        // The second pass is one layer ahead of learning: it goes through the synapses as they were.
        Phase[] Turn(int layer) =>
        [
            .. layer < names.Length - 1 ? new Phase[] { new Act("again", names[layer]) } : [],
            new Learn { Projections = [$"{names[layer - 1]}_to_{names[layer]}", .. options.Bias ? new[] { $"bias_to_{names[layer]}" } : []] },
        ];
        return Pepita.Of(Model, layers, options, [new Act("again", "input"), .. Enumerable.Range(1, Math.Max(0, names.Length - 1)).SelectMany(Turn)]);
    }
}
