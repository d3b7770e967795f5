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
        RedrawnMagnitudeFeedback.Model,
        KolenPollack.Model,
        WeightMirror.Model,
        NodePerturbation.Model,
        WeightPerturbation.Model,
        Reinforce.Model,
        Recirculation.Model,
        MonoForward.Model,
        LocalClassifiers.Model,
        PredSim.Model,
        SyntheticGradients.Model,
        TargetPropagation.Model,
        DifferenceTargetPropagation.Model,
        LocalRepresentationAlignment.Model,
        PredictiveCoding.Model,
        IncrementalPredictiveCoding.Model,
        ZeroDivergenceInference.Model,
        ErrorOptimization.Model,
        GenerativePredictiveCoding.Model,
        HopfieldNetwork.Model,
        ProjectionMemory.Model,
        ModernHopfieldMemory.Model,
        BoltzmannMachine.Model,
        RestrictedBoltzmannMachine.Model,
        WakeSleep.Model,
        GeneRec.Model,
        ContrastiveHebbian.Model,
        EquilibriumPropagation.Model,
        HolomorphicEquilibriumPropagation.Model,
        CoupledLearning.Model,
        DualPropagation.Model,
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
