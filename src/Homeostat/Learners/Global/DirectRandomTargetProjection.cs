namespace Homeostat;

/// <summary>
/// Direct random target projection (Frenkel, Lefebvre &amp; Bol 2021). In place of an error the target itself reaches every hidden layer through fixed
/// random weights, so that a layer can learn before the next one has computed anything.
/// </summary>
public static class DirectRandomTargetProjection
{
    /// <summary>The entry of direct random target projection in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "drtp",
        CreditAssignment.Global,
        "direct random target projection: the target itself reaches each layer, so no layer waits for the output",
        "Frenkel, Lefebvre & Bol 2021, Frontiers in Neuroscience 15:629892",
        new FeedbackOptions { Activation = "tanh(z)", Optimizer = Optimizer.Adam(0.003) },
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, FeedbackOptions? options = null)
    {
        options ??= (FeedbackOptions)Model.Defaults;
        return FeedbackPath.Direct(Model, layers, options, "-b*z_pre");
    }
}
