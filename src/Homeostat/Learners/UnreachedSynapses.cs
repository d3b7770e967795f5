using System.Numerics;

namespace Homeostat;

/// <summary>The synapses that a batch has taught nothing: their gradient was exactly zero, although other synapses of the circuit had one.</summary>
internal static class UnreachedSynapses
{
    /// <summary>The names of the projections that the last batch did not reach, in the order of the circuit; none if it reached no projection at all.</summary>
    /// <param name="simulation">The simulation, after the batch.</param>
    /// <param name="plan">The schedule of the batch; projections that do not learn in it are not counted.</param>
    public static IReadOnlyList<string> Of(Simulation simulation, Plan plan)
    {
        var written = plan.Operations.SelectMany(operation => operation.Writes).ToHashSet();
        var gradients = simulation.Model.WithRole(Role.Gradient).Where(g => written.Contains(g.Symbol)).ToArray();
        string[] unreached = [.. gradients.Where(g => IsZero(simulation[g.Symbol.Name])).Select(g => g.Owner).Distinct()];
        return unreached.Length < gradients.Select(g => g.Owner).Distinct().Count() ? unreached : [];
    }

    /// <summary>A warning that names the layers of which no synapse was taught anything, and says what to do; null if there is no such layer.</summary>
    public static string? Describe(Learner learner, IReadOnlyList<string> unreached)
    {
        var of = learner.Circuit.Projections.Where(p => p.OnLearn.Length > 0).GroupBy(p => p.Post).ToArray();
        string[] layers = [.. of.Where(layer => layer.All(p => unreached.Contains(p.Name))).Select(layer => layer.Key)];
        if (layers.Length == 0)
        {
            return null;
        }

        var message = $"{layers.Length} of {of.Length} layers of '{learner.Name}' learn nothing: the gradient of all synapses onto {string.Join(", ", layers)} was exactly 0 in this batch.";
        var steps = Schedule.All(learner.Train).OfType<Settle>().Select(settle => settle.Steps).DefaultIfEmpty(0).Max();
        var deep = steps <= 1 ? "" : $" An error passes one layer in each settling step, of which there are {steps}, and shrinks on its way until it is rounded to nothing. "
            + $"Take SignalScaling.Depth (--scaling depth) with twice as many settling steps as layers and a settling rate of 0.3, the model 'zil', whose errors keep their size, or fewer layers.";
        return $"{message}{deep} Look also at the initial weights and the activation: where all units of a layer are silent, or all weights beyond it are 0, no error comes back.";
    }

    private static bool IsZero(Matrix gradient) => gradient.Type == ElementType.Float32 ? IsZero<float>(gradient) : IsZero<double>(gradient);

    private static bool IsZero<T>(Matrix gradient)
        where T : unmanaged, INumber<T>
    {
        for (var row = 0; row < gradient.Rows; row++)
        {
            if (gradient.Row<T>(row).ContainsAnyExcept(T.Zero))
            {
                return false;
            }
        }

        return true;
    }
}
