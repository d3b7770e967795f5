using Homeostat.Equations;

namespace Homeostat.Cli;

/// <summary>A column of a ledger: the counts of a model, network or life.</summary>
/// <param name="Name">The name of the model, network or life.</param>
/// <param name="Per">What is counted, such as <c>a training sample</c>.</param>
/// <param name="Cost">The counts.</param>
/// <param name="Synapses">The number of synapses.</param>
internal sealed record LedgerSubject(string Name, string Per, Cost Cost, long Synapses)
{
    /// <summary>The heading of the column.</summary>
    public string Title => $"{Name}, {Per}";

    /// <summary>True if a unit has fired.</summary>
    public bool IsSpiking => Cost[CostItem.Spike] > 0;
}

/// <summary>The settings of what a ledger counts.</summary>
/// <param name="Layers">The layer sizes of a learner; null for the usual ones.</param>
/// <param name="Batch">The number of samples in a batch of a learner.</param>
/// <param name="Seconds">The biological time of a network.</param>
/// <param name="Seed">The seed of a network.</param>
/// <param name="Threads">The threads; all processors if null. Counts do not depend on them.</param>
internal sealed record LedgerScope(int[]? Layers, int Batch, double Seconds, ulong Seed, int? Threads);

/// <summary>Finds what a name or a run folder stands for, and counts it.</summary>
internal static class LedgerSubjects
{
    /// <summary>The columns of a name of a model, network or life, or of a run folder.</summary>
    /// <param name="name">The name.</param>
    /// <param name="scope">The settings.</param>
    /// <param name="stop">A request to stop.</param>
    /// <exception cref="HomeostatException">The name stands for nothing.</exception>
    public static IReadOnlyList<LedgerSubject> Of(string name, LedgerScope scope, CancellationToken stop)
    {
        if (ModelCatalog.All.FirstOrDefault(m => m.Name == name) is { } model)
        {
            return OfLearner(name, model.Create(scope.Layers ?? model.ExampleLayers), scope.Batch);
        }

        if (HabitatCatalog.All.FirstOrDefault(h => h.Name == name) is { } habitat)
        {
            using var mortal = habitat.Birth();
            return OfLife(name, mortal);
        }

        if (NetworkCatalog.All.FirstOrDefault(n => n.Name == name) is { } network)
        {
            return OfNetwork(name, options => new Simulation(network.Circuit, 1, options), new SimulationOptions { Seed = scope.Seed }, scope.Seconds, scope.Threads, stop);
        }

        if (!Directory.Exists(name) && !Directory.Exists(Path.Combine("runs", name)))
        {
            string[] names = [.. ModelCatalog.All.Names, .. NetworkCatalog.All.Names, .. HabitatCatalog.All.Names];
            throw new HomeostatException(string.Join(' ', new[]
            {
                $"There is no model, network or life '{name}', and no folder of a run.", Spelling.Suggest(name, names), "homeostat models, simulate and live list the names.",
            }.OfType<string>()));
        }

        using var folder = RunFolder.Open(name);
        return OfRun(folder, scope, stop);
    }

    private static IReadOnlyList<LedgerSubject> OfRun(RunFolder folder, LedgerScope scope, CancellationToken stop)
    {
        switch (folder)
        {
            case RunFolder<LearnSettings>:
                var saved = Checkpoint.Read(folder.Path);
                return [.. OfLearner(saved.Learner.Name, saved.Learner, saved.Options.Batch), .. OfTraining(saved)];
            case RunFolder<SimulateSettings> { Settings: var s }:
                return OfNetwork(
                    s.Network, s.Load().Create, new SimulationOptions { Seed = s.Seed, Type = s.Double ? ElementType.Float64 : ElementType.Float32 }, s.Seconds, s.Threads ?? scope.Threads, stop);
            case RunFolder<LiveSettings> { Settings: var s }:
                using (var mortal = s.Find().Birth(s.Body, s.Niche, s.Individual()))
                {
                    return OfLife(s.Habitat, mortal);
                }

            default:
                throw new HomeostatException($"{folder.Path}: a run of this kind has no ledger. Give the name of its model.");
        }
    }

    private static IReadOnlyList<LedgerSubject> OfLearner(string name, Learner learner, int batch)
    {
        using var simulation = new Simulation(learner.Circuit, batch);
        var synapses = simulation.SynapseCount;
        var schedules = StageSchedule.SchedulesOf(learner).ToArray();
        var answer = learner.Readout is { } readout ? [.. learner.Test, new Probe(readout)] : learner.Test;
        return
        [
            .. schedules.Select((schedule, index) => Subject(schedules.Length == 1 ? "a training sample" : $"a training sample, schedule {index + 1}", schedule)),
            .. answer.Count > 0 ? [Subject(learner.Readout is null ? "an answer" : "a classified sample", answer)] : Array.Empty<LedgerSubject>(),
        ];

        LedgerSubject Subject(string per, IReadOnlyList<Phase> schedule) => new(name, per, 1.0 / batch * simulation.Compile(schedule).CostOf(batch), synapses);
    }

    // How many batches each of several schedules had depends on the data, which need not be there any more.
    private static IReadOnlyList<LedgerSubject> OfTraining(Checkpoint saved)
    {
        var (learner, batch) = (saved.Learner, saved.Options.Batch);
        if (StageSchedule.SchedulesOf(learner).Count() > 1)
        {
            return [];
        }

        using var simulation = new Simulation(learner.Circuit, batch);
        return [new(learner.Name, $"{saved.BatchesDone} batches", saved.BatchesDone * simulation.Compile(learner.Train).CostOf(batch), simulation.SynapseCount)];
    }

    private static IReadOnlyList<LedgerSubject> OfLife(string name, Mortal mortal) =>
    [
        new(name, "a step of inference", mortal.InferenceCost, mortal.Simulation.SynapseCount),
        new(name, "a step of learning", mortal.LearningCost, mortal.Simulation.SynapseCount),
    ];

    private static IReadOnlyList<LedgerSubject> OfNetwork(
        string name, Func<SimulationOptions, Simulation> create, SimulationOptions options, double seconds, int? threads, CancellationToken stop)
    {
        using var workers = threads is { } count ? new Workers(count) : null;
        using var simulation = create(options with { Workers = workers });
        simulation.Run(seconds * Units.Second, null, stop);
        return [new(name, FormattableString.Invariant($"{seconds} s"), simulation.Spent, simulation.SynapseCount)];
    }
}
