using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Homeostat.Runs;

/// <summary>Something that happened in a run: a line of <c>metrics.jsonl</c>, and of the output with <c>--json</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Asked), "settings")]
[JsonDerivedType(typeof(Started), "start")]
[JsonDerivedType(typeof(BatchLearned), "batch")]
[JsonDerivedType(typeof(Warned), "warning")]
[JsonDerivedType(typeof(Tested), "test")]
[JsonDerivedType(typeof(Aligned), "alignment")]
[JsonDerivedType(typeof(Classified), "classes")]
[JsonDerivedType(typeof(LearnersCompared), "comparison")]
[JsonDerivedType(typeof(Reconstructed), "reconstruction")]
[JsonDerivedType(typeof(Recalled), "recall")]
[JsonDerivedType(typeof(Simulating), "simulation")]
[JsonDerivedType(typeof(Advanced), "progress")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Born), "birth")]
[JsonDerivedType(typeof(Lived), "life")]
[JsonDerivedType(typeof(Happened), "happened")]
[JsonDerivedType(typeof(Ended), "outcome")]
[JsonDerivedType(typeof(Survived), "survival")]
[JsonDerivedType(typeof(Transplanted), "transplant")]
[JsonDerivedType(typeof(Acted), "act")]
[JsonDerivedType(typeof(Saved), "save")]
[JsonDerivedType(typeof(Failed), "failure")]
[JsonDerivedType(typeof(Stopped), "stop")]
[JsonDerivedType(typeof(Finished), "finish")]
internal abstract record RunEvent;

/// <summary>The settings a run began with: the first line of its metrics; a later one tells that it went on with another learning rate. Those in <c>settings.json</c> must agree with the last.</summary>
/// <param name="Settings">The settings.</param>
internal sealed record Asked(RunSettings Settings) : RunEvent
{
    /// <summary>The time at which the run began, UTC; null in runs of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? At { get; init; }
}

/// <summary>A run that learns began, or went on.</summary>
internal sealed record Started(string Run, string Model, string Data, IReadOnlyList<int> Layers, int Epochs, int Batch, ulong Seed, int Threads) : RunEvent;

/// <summary>A batch was learned.</summary>
/// <param name="Model">The name of the learner.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batch">The batch within the epoch, from 1.</param>
/// <param name="BatchesDone">The number of batches learned since the beginning.</param>
/// <param name="FreeEnergy">The mean free energy of a sample of the batch, in nats.</param>
/// <param name="Steps">The mean number of settling steps a sample took.</param>
/// <param name="SamplesPerSecond">The mean speed since the run began or was resumed.</param>
/// <param name="Seconds">The time spent on training since the beginning, in seconds.</param>
internal sealed record BatchLearned(
    string Model, int Epoch, int Batch, long BatchesDone, double FreeEnergy, double Steps, double SamplesPerSecond, double Seconds) : RunEvent
{
    /// <summary>The number of multiply-accumulates of the training since its beginning; null in runs of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MultiplyAccumulates { get; init; }

    /// <summary>The free energy divided among the populations that have one, in nats, by their names; null where fewer than two have.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Energies { get; init; }
}

/// <summary>Learning suffers from something that the user can change.</summary>
/// <param name="Model">The name of the learner.</param>
/// <param name="BatchesDone">The number of batches learned when it was found.</param>
/// <param name="Layers">The projections that were taught nothing.</param>
/// <param name="Text">A sentence that says what it is and what to do.</param>
internal sealed record Warned(string Model, long BatchesDone, IReadOnlyList<string> Layers, string Text) : RunEvent;

/// <summary>An epoch ended and the test set was classified.</summary>
/// <param name="Model">The name of the learner.</param>
/// <param name="Epoch">The number of epochs learned.</param>
/// <param name="BatchesDone">The number of batches learned since the beginning.</param>
/// <param name="FreeEnergy">The mean free energy over the epoch's batches, in nats.</param>
/// <param name="Accuracy">The fraction of test samples classified correctly; null for a model that does not classify.</param>
/// <param name="NegativeLogLikelihood">The mean negative log-likelihood of a label, in nats; null for a model that does not classify.</param>
/// <param name="SamplesPerSecond">The mean speed of training.</param>
/// <param name="Seconds">The time spent on training since the beginning, in seconds.</param>
internal sealed record Tested(
    string Model, int Epoch, long BatchesDone, double? FreeEnergy, double? Accuracy, double? NegativeLogLikelihood,
    double SamplesPerSecond, double Seconds) : RunEvent
{
    /// <summary>The fraction of the variance of numbers that the answers explain, R², on the test samples; null for classes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Explained { get; init; }

    /// <summary>
    /// The value by which the best epoch is chosen: the fraction of held-out images that are classified wrongly or, for a model that does not classify, their
    /// mean free energy in nats; 1 - R² where numbers are predicted. Null unless training may end early.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? HeldOutLoss { get; init; }

    /// <summary>The number of multiply-accumulates of the training since its beginning; null in runs of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MultiplyAccumulates { get; init; }
}

/// <summary>The angles between the weights of a learner and those that lead back, at the beginning and after each epoch.</summary>
/// <param name="Model">The name of the learner.</param>
/// <param name="Epoch">The number of epochs learned.</param>
/// <param name="BatchesDone">The number of batches learned since the beginning.</param>
/// <param name="Degrees">The angle in degrees, by the projection whose weights are compared.</param>
internal sealed record Aligned(string Model, int Epoch, long BatchesDone, IReadOnlyDictionary<string, double> Degrees) : RunEvent;

/// <summary>The recall of each class at the end of a run that classifies: the fraction of its test samples that were recognized.</summary>
/// <param name="Model">The name of the learner.</param>
/// <param name="Recall">The recall, class after class.</param>
internal sealed record Classified(string Model, IReadOnlyList<double> Recall) : RunEvent
{
    /// <summary>The names of the classes; null where the data have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Names { get; init; }
}

/// <summary>The result of one learner.</summary>
internal sealed record Outcome(
    string Model, double? Accuracy, double? NegativeLogLikelihood, double? FreeEnergy, double Seconds, double MultiplyAccumulates)
{
    /// <summary>The fraction of the variance of numbers that the answers explain, R²; null for classes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Explained { get; init; }
}

/// <summary>The results of the learner and, unless left out, of back-propagation in the same network.</summary>
/// <param name="Outcomes">One or two results.</param>
/// <param name="CosineAtStart">The cosine between the two updates at the initial weights; null without comparison.</param>
/// <param name="CosineAtEnd">The cosine between the two updates at the final weights of the learner.</param>
internal sealed record LearnersCompared(IReadOnlyList<Outcome> Outcomes, double? CosineAtStart, double? CosineAtEnd) : RunEvent;

/// <summary>The error with which the generative variant reconstructs test images.</summary>
/// <param name="Causes">The number of units of its top layer.</param>
/// <param name="SquaredError">The mean squared error of a pixel, pixels from 0 to 1.</param>
/// <param name="Explained">The fraction of the pixels' variance it reconstructs.</param>
/// <param name="LinearProbe">The accuracy of a linear read-out of its causes.</param>
/// <param name="NearestNeighbors">The accuracy of the five nearest neighbors among its causes.</param>
internal sealed record Reconstructed(int Causes, double SquaredError, double Explained, double LinearProbe, double NearestNeighbors) : RunEvent;

/// <summary>A simulation began, or was resumed.</summary>
/// <param name="Run">The folder of the run.</param>
/// <param name="Network">The name of the network.</param>
/// <param name="From">The biological time at which it begins, in seconds.</param>
/// <param name="Until">The biological time at which it ends, in seconds.</param>
/// <param name="TimeStep">The time step in seconds.</param>
/// <param name="Units">The number of units of all populations.</param>
/// <param name="Synapses">The number of synapses of all projections.</param>
/// <param name="Seed">The seed of all randomness.</param>
/// <param name="Threads">The number of threads.</param>
internal sealed record Simulating(
    string Run, string Network, double From, double Until, double TimeStep, long Units, long Synapses, ulong Seed, int Threads) : RunEvent;

/// <summary>The progress of a simulation.</summary>
/// <param name="Network">The name of the network.</param>
/// <param name="Time">The biological time reached, in seconds.</param>
/// <param name="Until">The biological time at which it ends, in seconds.</param>
/// <param name="Speed">The speed as a multiple of real time.</param>
/// <param name="Spikes">The number of spikes since time 0.</param>
internal sealed record Advanced(string Network, double Time, double Until, double Speed, long Spikes) : RunEvent;

/// <summary>The results of recall for one fraction of corrupted pixels.</summary>
/// <param name="Fraction">The fraction of pixels that were corrupted.</param>
/// <param name="Nothing">The similarity of the cues and their patterns: what doing nothing gives.</param>
/// <param name="Recalled">The similarity of what came back and the patterns.</param>
/// <param name="NearestNothing">The fraction of cues that are nearest to their own pattern.</param>
/// <param name="NearestRecalled">The fraction of cues of which what came back is nearest to their own pattern.</param>
internal sealed record RecalledRow(double Fraction, double Nothing, double Recalled, double NearestNothing, double NearestRecalled);

/// <summary>The results of recall from a memory.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Patterns">The number of patterns stored.</param>
/// <param name="Cues">The number of cues for each fraction.</param>
/// <param name="Corruption">How the cues were corrupted.</param>
/// <param name="Rows">The results, one for each fraction of corrupted pixels.</param>
internal sealed record Recalled(string Model, int Patterns, int Cues, Corruption Corruption, IReadOnlyList<RecalledRow> Rows) : RunEvent;

/// <summary>The activity of a group of units.</summary>
/// <param name="Name">The name of the group.</param>
/// <param name="Units">The number of units.</param>
/// <param name="Spikes">The number of spikes in the time that is summarized.</param>
/// <param name="Rate">The mean rate in hertz.</param>
/// <param name="Cv">The mean coefficient of variation of the intervals of units with four spikes or more; null where there are none.</param>
/// <param name="Synchrony">From 0, each for itself, to 1, all together (Golomb and Hansel 2000), in bins of 5 ms; null where it cannot be told.</param>
internal sealed record GroupActivity(string Name, int Units, long Spikes, double Rate, double? Cv, double? Synchrony);

/// <summary>The results of a simulation.</summary>
/// <param name="Network">The name of the network.</param>
/// <param name="Time">The biological time reached, in seconds.</param>
/// <param name="Since">The biological time in seconds from which the groups are summarized, after the transient of the start.</param>
/// <param name="Groups">The activity of the groups.</param>
/// <param name="Synapses">The number of synapses of all projections.</param>
/// <param name="SynapticEvents">The number of synapses reached since the run began or was resumed.</param>
/// <param name="Simulated">The biological time simulated since the run began or was resumed, in seconds.</param>
/// <param name="Build">The seconds that checking the circuit and building its synapses took.</param>
/// <param name="Compile">The seconds that compiling its step took.</param>
/// <param name="Seconds">The seconds that simulating took.</param>
internal sealed record Found(
    string Network, double Time, double Since, IReadOnlyList<GroupActivity> Groups, long Synapses, long SynapticEvents,
    double Simulated, double Build, double Compile, double Seconds) : RunEvent;

/// <summary>A point of the curve of what moved weights learn.</summary>
/// <param name="Epochs">The epochs learned on the other device.</param>
/// <param name="Accuracy">The fraction of test samples classified correctly.</param>
internal sealed record LearnedThere(double Epochs, double Accuracy);

/// <summary>Weights were moved to another device and learned there.</summary>
/// <param name="Origin">The folder of the run that they are from.</param>
/// <param name="From">The seed of its device.</param>
/// <param name="To">The seed of the other device.</param>
/// <param name="Before">The accuracy on their own device.</param>
/// <param name="Moved">The accuracy on the other device, before anything was learned there.</param>
/// <param name="Relearned">The accuracy there after learning; null without.</param>
/// <param name="Curve">The accuracies in between.</param>
internal sealed record Transplanted(
    string Origin, ulong From, ulong To, double Before, double Moved, double? Relearned, IReadOnlyList<LearnedThere> Curve) : RunEvent;

/// <summary>The run was stopped and saved.</summary>
/// <param name="Run">The folder of the run.</param>
/// <param name="Resume">The command that continues it.</param>
internal sealed record Stopped(string Run, string Resume) : RunEvent
{
    /// <summary>The number of batches learned; null for a run that does not learn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BatchesDone { get; init; }

    /// <summary>The biological time reached in seconds; null for a run that is no simulation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Time { get; init; }

    /// <summary>The age reached in steps; null for a run that is no life.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Age { get; init; }
}

/// <summary>The run ended because of something that the user can mend.</summary>
/// <param name="Text">A sentence that says what it was and what to do.</param>
internal sealed record Failed(string Text) : RunEvent;

/// <summary>Something was done to the run from outside.</summary>
/// <param name="Step">The number of time steps before it.</param>
/// <param name="Act">The act.</param>
internal sealed record Acted(long Step, Intervention Act) : RunEvent;

/// <summary>The state of a run that was acted on is about to be saved.</summary>
/// <param name="Step">The number of time steps taken.</param>
/// <param name="Acts">The number of acts that the state has seen.</param>
internal sealed record Saved(long Step, int Acts) : RunEvent;

/// <summary>The run is done.</summary>
internal sealed record Finished(string Run, double Seconds, IReadOnlyList<string> Files) : RunEvent;

/// <summary>The JSON forms of settings and events, generated when the program is built: reflection would delay the first line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(RunSettings))]
[JsonSerializable(typeof(MemoryRecord))]
[JsonSerializable(typeof(Intervention))]
internal sealed partial class RunJson : JsonSerializerContext
{
    private static JsonSerializerOptions? s_reading;

    /// <summary>The form in which a file is read: null among the values of a list is an error too.</summary>
    public static JsonTypeInfo<T> Reading<T>()
    {
        s_reading ??= new(Default.Options) { TypeInfoResolver = JsonTypeInfoResolver.WithAddedModifier(Default, ArchiveJson.RefuseNulls) };
        return (JsonTypeInfo<T>)s_reading.GetTypeInfo(typeof(T));
    }
}
