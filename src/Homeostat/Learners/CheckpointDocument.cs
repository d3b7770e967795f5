using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>The part of a saved training that is not its state: learner, settings, data set and progress. It holds only data, never types or code.</summary>
internal sealed record CheckpointDocument(LearnerDocument Learner, TrainingOptions Options, DataDocument Data, long BatchesDone);

/// <summary>A learner as data.</summary>
internal sealed record LearnerDocument(
    string Name,
    string Source,
    string? Readout,
    string? Reconstruction,
    string? Features,
    IReadOnlyList<Phase> Train,
    IReadOnlyList<Phase> Test,
    CircuitDocument Circuit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Selection? Selection = null,
    bool DescendsEnergy = false,
    IReadOnlyList<Phase>? Begin = null,
    LearnerDocument? Answering = null,
    Amplification? Amplification = null,
    Labeling? Labeling = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TrainingStage>? Stages = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Alternation? Alternation = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LogOddsStart? LogOdds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Phase>? Dream = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Phase>? Complete = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Phase>? Recognize = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Causes = null)
{
    public static LearnerDocument Of(Learner learner)
    {
        if (learner.Selection?.Rules.FirstOrDefault(rule => rule.GetType().Assembly != typeof(StructuralRule).Assembly) is { } own)
        {
            throw new HomeostatException(
                $"The rule '{own.GetType().Name}' is not one of the library's, and a checkpoint holds data only, no code. Train with the library's "
                + "rules, or save the simulation's state alone with SimulationFile.");
        }

        return new LearnerDocument(
            learner.Name, learner.Source, learner.Readout, learner.Reconstruction, learner.Features,
            learner.Train, learner.Test, CircuitDocument.Of(learner.Circuit), learner.Selection, learner.DescendsEnergy,
            learner.Begin, learner.Answering is { } answering ? Of(answering) : null, learner.Amplification, learner.Labeling,
            learner.Stages.Count > 0 ? learner.Stages : null, learner.Alternation, learner.LogOdds,
            learner.Dream.Count > 0 ? learner.Dream : null, learner.Complete.Count > 0 ? learner.Complete : null,
            learner.Recognize.Count > 0 ? learner.Recognize : null, learner.Causes == learner.Features ? null : learner.Causes);
    }

    public Learner ToLearner() => new(Name, Circuit.ToCircuit())
    {
        Train = Train,
        Test = Test,
        Readout = Readout,
        Reconstruction = Reconstruction,
        Features = Features,
        Source = Source,
        Selection = Selection,
        DescendsEnergy = DescendsEnergy,
        Begin = Begin ?? [],
        Answering = Answering?.ToLearner(),
        Amplification = Amplification,
        Labeling = Labeling,
        Stages = Stages ?? [],
        Alternation = Alternation,
        LogOdds = LogOdds,
        Dream = Dream ?? [],
        Complete = Complete ?? [],
        Recognize = Recognize ?? [],
        Causes = Causes,
    };
}

/// <summary>The name, checksum and source of the data set that a training learned from.</summary>
internal sealed record DataDocument(
    string Name, string Sha256, DataReference? Reference, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DataSchema? Schema = null);
