using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>Something that happened in a run: a line of <c>metrics.jsonl</c>, and of the output with <c>--json</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Asked), "settings")]
[JsonDerivedType(typeof(Started), "start")]
[JsonDerivedType(typeof(BatchLearned), "batch")]
[JsonDerivedType(typeof(Tested), "test")]
[JsonDerivedType(typeof(Compared), "comparison")]
[JsonDerivedType(typeof(Reconstructed), "reconstruction")]
[JsonDerivedType(typeof(Simulating), "simulation")]
[JsonDerivedType(typeof(Advanced), "progress")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Born), "birth")]
[JsonDerivedType(typeof(Lived), "life")]
[JsonDerivedType(typeof(Happened), "happened")]
[JsonDerivedType(typeof(Ended), "outcome")]
[JsonDerivedType(typeof(Survived), "survival")]
[JsonDerivedType(typeof(Stopped), "stop")]
[JsonDerivedType(typeof(Finished), "finish")]
internal abstract record RunEvent;

/// <summary>The settings a run began with: the first line of its metrics, with which those in <c>settings.json</c> must agree.</summary>
/// <param name="Settings">The settings.</param>
internal sealed record Asked(RunSettings Settings) : RunEvent;

/// <summary>A run that learns began, or went on.</summary>
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

/// <summary>A simulation began, or went on.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Network">What is simulated.</param>
/// <param name="From">Biological time at which it begins, in seconds.</param>
/// <param name="Until">Biological time at which it ends.</param>
/// <param name="TimeStep">Seconds of a step.</param>
/// <param name="Units">Units of all populations.</param>
/// <param name="Synapses">Synapses of all projections.</param>
/// <param name="Seed">Of all randomness.</param>
/// <param name="Threads">At work.</param>
internal sealed record Simulating(
    string Run, string Network, double From, double Until, double TimeStep, long Units, long Synapses, ulong Seed, int Threads) : RunEvent;

/// <summary>A simulation came so far.</summary>
/// <param name="Network">What is simulated.</param>
/// <param name="Time">Biological time, in seconds.</param>
/// <param name="Until">Biological time at which it ends.</param>
/// <param name="Speed">Biological seconds a second.</param>
/// <param name="Spikes">Since time 0.</param>
internal sealed record Advanced(string Network, double Time, double Until, double Speed, long Spikes) : RunEvent;

/// <summary>How the units of a group fired.</summary>
/// <param name="Name">Of the group.</param>
/// <param name="Units">How many.</param>
/// <param name="Spikes">In the time looked at.</param>
/// <param name="Rate">Mean, in hertz.</param>
/// <param name="Cv">Mean coefficient of variation of the intervals of units with four spikes or more; null where there are none.</param>
/// <param name="Synchrony">From 0, each for itself, to 1, all together (Golomb and Hansel 2000), in bins of 5 ms; null where it cannot be told.</param>
internal sealed record GroupActivity(string Name, int Units, long Spikes, double Rate, double? Cv, double? Synchrony);

/// <summary>What came of a simulation.</summary>
/// <param name="Network">What was simulated.</param>
/// <param name="Time">Biological time reached, in seconds.</param>
/// <param name="Since">From when on the groups were looked at: before it, activity comes from the start.</param>
/// <param name="Groups">How the groups fired.</param>
/// <param name="Synapses">Of all projections.</param>
/// <param name="SynapticEvents">Synapses reached, since the run began or went on.</param>
/// <param name="Simulated">Biological time that passed since the run began or went on, in seconds.</param>
/// <param name="Build">Seconds it took to check the circuit and build its synapses.</param>
/// <param name="Compile">Seconds it took to compile its step.</param>
/// <param name="Seconds">Seconds it took to simulate.</param>
internal sealed record Found(
    string Network, double Time, double Since, IReadOnlyList<GroupActivity> Groups, long Synapses, long SynapticEvents,
    double Simulated, double Build, double Compile, double Seconds) : RunEvent;

/// <summary>The run was stopped and saved.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Resume">The command that goes on with it.</param>
internal sealed record Stopped(string Run, string Resume) : RunEvent
{
    /// <summary>Batches learned, of a run that learns.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? BatchesDone { get; init; }

    /// <summary>Biological time reached, of a simulation, in seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Time { get; init; }

    /// <summary>Steps lived, of a life.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Age { get; init; }
}

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
