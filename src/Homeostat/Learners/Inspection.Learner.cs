using System.Text;

namespace Homeostat;

/// <content>The inspection of learners, which have schedules as well as a circuit.</content>
public static partial class Inspection
{
    /// <summary>The text of a learner's circuit as it was declared, followed by its schedules.</summary>
    public static string Equations(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var text = new StringBuilder(Equations(learner.Circuit)).Append('\n');
        Values(text, "\nto train", learner.Train.Select(phase => phase.ToString()));
        if (learner.Alternation is { } other)
        {
            Values(text, Invariant($"\nto train, in turns of {other.Batches} batches"), other.Phases.Select(phase => phase.ToString()));
        }

        Values(text, "\nto answer", learner.Test.Select(phase => phase.ToString()));
        return text.ToString().TrimEnd();
    }

    /// <summary>The text of a learner's equations after simplification and differentiation, each with its number of operations.</summary>
    public static string Representation(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return Representation(learner.Circuit);
    }

    /// <summary>The text of the plans for training and for answering, as calls over buffers, with the cost of each plan.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="batch">The number of samples in a batch.</param>
    public static string Plan(Learner learner, int batch = 250)
    {
        ArgumentNullException.ThrowIfNull(learner);
        using var simulation = new Simulation(learner.Circuit, batch);
        var text = new StringBuilder();
        var schedules = new[] { ("train", learner.Train), ("train in turn", learner.Alternation?.Phases), ("answer", learner.Test) };
        foreach (var (name, schedule) in schedules)
        {
            if (schedule is null)
            {
                continue;
            }

            var plan = simulation.Compile(schedule);
            var cost = plan.CostOf(batch);
            text.Append(Invariant($"To {name}, for a batch of {batch}: {cost.MultiplyAccumulates:E3} multiply-accumulates, "));
            text.Append(Invariant($"{cost.Operations:E3} other operations, {cost.Bytes:E3} bytes were nothing kept in cache.\n\n{plan}\n"));
        }

        return text.Append(Invariant($"Element kernels compiled: {simulation.CompiledKernels}.")).ToString();
    }
}
