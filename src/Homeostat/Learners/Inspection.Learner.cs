using System.Text;

namespace Homeostat;

/// <content>What learners add to the circuit: their schedules.</content>
public static partial class Inspection
{
    /// <summary>The circuit as declared, and the schedules.</summary>
    public static string Equations(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var text = new StringBuilder(Equations(learner.Circuit)).Append('\n');
        Values(text, "\nto train", learner.Train.Select(phase => phase.ToString()));
        Values(text, "\nto answer", learner.Test.Select(phase => phase.ToString()));
        return text.ToString().TrimEnd();
    }

    /// <summary>The equations as simplified and differentiated, each with the number of operations it takes.</summary>
    public static string Representation(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return Representation(learner.Circuit);
    }

    /// <summary>Both schedules as calls over buffers, with what they cost.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="batch">Samples in a batch.</param>
    public static string Plan(Learner learner, int batch = 250)
    {
        ArgumentNullException.ThrowIfNull(learner);
        using var simulation = new Simulation(learner.Circuit, batch);
        var text = new StringBuilder();
        foreach (var (name, schedule) in new[] { ("train", learner.Train), ("answer", learner.Test) })
        {
            var plan = simulation.Compile(schedule);
            var cost = plan.CostOf(batch);
            text.Append(Invariant($"To {name}, for a batch of {batch}: {cost.MultiplyAccumulates:E3} multiply-accumulates, "));
            text.Append(Invariant($"{cost.Operations:E3} other operations, {cost.Bytes:E3} bytes were nothing kept in cache.\n\n{plan}\n"));
        }

        return text.Append(Invariant($"Element kernels compiled: {simulation.CompiledKernels}.")).ToString();
    }
}
