using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>Something that happened in a run: a line of <c>metrics.jsonl</c>, and of the output with <c>--json</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Started), "start")]
[JsonDerivedType(typeof(BatchLearned), "batch")]
[JsonDerivedType(typeof(Tested), "test")]
[JsonDerivedType(typeof(Compared), "comparison")]
[JsonDerivedType(typeof(Reconstructed), "reconstruction")]
[JsonDerivedType(typeof(Stopped), "stop")]
[JsonDerivedType(typeof(Finished), "finish")]
internal abstract record RunEvent;

/// <summary>A run began, or went on.</summary>
internal sealed record Started(string Run, string Model, string Data, IReadOnlyList<int> Layers, int Epochs, int Batch, ulong Seed, int Threads) : RunEvent;

/// <summary>A batch was learned.</summary>
/// <param name="Model">By which learner.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Batch">Within the epoch, from 1.</param>
/// <param name="BatchesDone">Since the beginning.</param>
/// <param name="FreeEnergy">Mean over the batch.</param>
/// <param name="Steps">Settling steps a sample took on average.</param>
/// <param name="SamplesPerSecond">Over all batches since the run began or went on.</param>
/// <param name="Seconds">Time spent learning since the beginning.</param>
internal sealed record BatchLearned(
    string Model, int Epoch, int Batch, int BatchesDone, double FreeEnergy, double Steps, double SamplesPerSecond, double Seconds) : RunEvent;

/// <summary>An epoch ended and the test set was classified.</summary>
/// <param name="Model">By which learner.</param>
/// <param name="Epoch">Epochs learned.</param>
/// <param name="BatchesDone">Since the beginning.</param>
/// <param name="FreeEnergy">Mean over the epoch's batches.</param>
/// <param name="Accuracy">Fraction of test samples classified correctly; null for a model that does not classify.</param>
/// <param name="NegativeLogLikelihood">In nats; null likewise.</param>
/// <param name="SamplesPerSecond">While learning.</param>
/// <param name="Seconds">Time spent learning since the beginning.</param>
internal sealed record Tested(
    string Model, int Epoch, int BatchesDone, double? FreeEnergy, double? Accuracy, double? NegativeLogLikelihood,
    double SamplesPerSecond, double Seconds) : RunEvent;

/// <summary>What one learner came to.</summary>
internal sealed record Outcome(
    string Model, double? Accuracy, double? NegativeLogLikelihood, double? FreeEnergy, double Seconds, double MultiplyAccumulates);

/// <summary>The learner and, where asked for, back-propagation in the same network.</summary>
/// <param name="Outcomes">One or two.</param>
/// <param name="CosineAtStart">Between the two updates at the initial weights; null without comparison.</param>
/// <param name="CosineAtEnd">Between the two updates at the weights the learner came to.</param>
internal sealed record Compared(IReadOnlyList<Outcome> Outcomes, double? CosineAtStart, double? CosineAtEnd) : RunEvent;

/// <summary>What the generative variant makes of images it has not seen.</summary>
/// <param name="Causes">Number of units of its top layer.</param>
/// <param name="SquaredError">Mean squared error of a pixel, pixels from 0 to 1.</param>
/// <param name="Explained">The fraction of the pixels' variance it reconstructs.</param>
/// <param name="LinearProbe">Accuracy of a linear read-out of its causes.</param>
/// <param name="NearestNeighbors">Accuracy of the five nearest neighbors among its causes.</param>
internal sealed record Reconstructed(int Causes, double SquaredError, double Explained, double LinearProbe, double NearestNeighbors) : RunEvent;

/// <summary>The run was stopped and saved.</summary>
internal sealed record Stopped(string Run, int BatchesDone, string Resume) : RunEvent;

/// <summary>The run is done.</summary>
internal sealed record Finished(string Run, double Seconds, IReadOnlyList<string> Files) : RunEvent;

/// <summary>How settings and events become JSON, without reflection at run time: it would delay the first line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(RunSettings))]
internal sealed partial class RunJson : JsonSerializerContext;
