namespace Homeostat.Fuzz;

/// <summary>Experiments that must come to the results of another one, although they are carried out in another way.</summary>
internal static class Variant
{
    /// <summary>The experiment without learning; null if it draws numbers, which differ from sample to sample.</summary>
    public static Experiment? WithoutLearning(Experiment experiment) => !experiment.IsSmooth ? null : experiment with
    {
        Stages = [.. experiment.Stages.OfType<PhaseStage>().Select(stage => new PhaseStage([.. Schedule.WithoutLearning(stage.Phases)])).Where(stage => stage.Phases.Count > 0)],
    };

    /// <summary>An experiment in which all populations settle together, and the one in which its full matrices are rows of synapses; null if it has no matrix.</summary>
    public static (Experiment Matrices, Experiment Rows)? AsRows(Experiment experiment)
    {
        // Which synapses are drawn depends on how many projections before are stored as rows.
        if (WithoutLearning(experiment) is not { } still || !experiment.Circuit.Projections.Any(IsMatrix) || experiment.Circuit.Projections.Any(p => p.Connectivity is EvenChance or FixedDegree))
        {
            return null;
        }

        var together = still with { Stages = [.. still.Stages.Cast<PhaseStage>().Select(stage => new PhaseStage([.. stage.Phases.Select(Together)]))] };
        return (together with { Circuit = Changed(p => p) }, together with
        {
            Circuit = Changed(p => IsMatrix(p) ? p with { Connectivity = Connectivity.Where("i >= 0") } : p),
        });

        Circuit Changed(Func<Projection, Projection> change)
        {
            var circuit = new Circuit(experiment.Circuit.Name, experiment.Circuit.TimeStep * Units.Second);
            foreach (var population in experiment.Circuit.Populations)
            {
                circuit.Add(population);
            }

            circuit.Add(experiment.Circuit.Projections.Select(p => change(p with { OnLearn = "", OnUpdate = "" })));
            return circuit;
        }
    }

    // Rows deliver to the postsynaptic unit only.
    private static bool IsMatrix(Projection projection) =>
        projection.Connectivity == Connectivity.Dense && !projection.IsSparse && !projection.Equations.Contains("back_pre", StringComparison.Ordinal);

    private static Phase Together(Phase phase) => phase switch
    {
        Settle settle => new Settle(settle.Steps),
        Repeat repeat => repeat with { Phases = [.. repeat.Phases.Select(Together)] },
        Over over => over with { Phases = [.. over.Phases.Select(Together)] },
        Try attempt => attempt with { Phases = [.. attempt.Phases.Select(Together)] },
        _ => phase,
    };
}
