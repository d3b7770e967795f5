namespace Homeostat;

/// <summary>The catalog of the learners, each found by its name.</summary>
public static class ModelCatalog
{
    /// <summary>All models of the catalog.</summary>
    public static Catalog<Model> All { get; } = new("model",
    [
        FeedbackAlignment.Model,
        DirectFeedbackAlignment.Model,
        SignedDirectFeedbackAlignment.Model,
        DirectRandomTargetProjection.Model,
        UniformSignFeedback.Model,
        FixedMagnitudeFeedback.Model,
        RedrawnMagnitudeFeedback.Model,
        KolenPollack.Model,
        WeightMirror.Model,
        NodePerturbation.Model,
        WeightPerturbation.Model,
        Reinforce.Model,
        PredictiveCoding.Model,
        IncrementalPredictiveCoding.Model,
        ZeroDivergenceInference.Model,
        GenerativePredictiveCoding.Model,
        ForwardForward.Model,
        UnsupervisedForwardForward.Model,
        SymBa.Model,
        PredictiveForwardForward.Model,
        SignalPropagation.Model,
        Pepita.Model,
        MemPepita.Model,
        Backpropagation.Model,
    ]);

    /// <summary>Finds the model with a name.</summary>
    /// <exception cref="HomeostatException">The catalog has no model of that name; the message lists all names.</exception>
    public static Model Find(string name) => All.Find(name);
}
