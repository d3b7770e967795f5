namespace Homeostat;

/// <summary>The catalog of the learners, each found by its name.</summary>
public static class ModelCatalog
{
    /// <summary>All models of the catalog.</summary>
    public static Catalog<Model> All { get; } = new("model",
    [
        HebbianLearning.Model,
        OjaSubspace.Model,
        SangerComponents.Model,
        BienenstockCooperMunro.Model,
        CompetitiveLearning.Model,
        SelfOrganizingMap.Model,
        KrotovHopfield.Model,
        SoftHebb.Model,
        SoftHebbConvolution.Model,
        FeedbackAlignment.Model,
        DirectFeedbackAlignment.Model,
        SignedDirectFeedbackAlignment.Model,
        DirectRandomTargetProjection.Model,
        UniformSignFeedback.Model,
        FixedMagnitudeFeedback.Model,
        PredictiveCoding.Model,
        IncrementalPredictiveCoding.Model,
        ZeroDivergenceInference.Model,
        GenerativePredictiveCoding.Model,
        Backpropagation.Model,
    ]);

    /// <summary>Finds the model with a name.</summary>
    /// <exception cref="HomeostatException">The catalog has no model of that name; the message lists all names.</exception>
    public static Model Find(string name) => All.Find(name);
}
