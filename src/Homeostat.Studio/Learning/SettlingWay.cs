using Homeostat.Circuits;
using Homeostat.Semantics;

namespace Homeostat.Studio.Learning;

/// <summary>The phases by which a learner's circuit settles on a sample that has no label.</summary>
/// <param name="Lead">The phases before the first step.</param>
/// <param name="Step">The settling phase; null for a model that does not settle.</param>
/// <param name="Held">The clamps that hold while it settles.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="UntilStill">Whether fewer steps are taken where states have come to rest.</param>
/// <param name="AnswersAtEachStep">Whether the answer can be read after each step.</param>
/// <param name="Said">A sentence about it.</param>
internal sealed record SettlingWay(IReadOnlyList<Phase> Lead, Settle? Step, IReadOnlyList<Phase> Held, int Steps, bool UntilStill, bool AnswersAtEachStep, string Said)
{
    // A circuit that answers by a sweep is given this many steps at most to relax to the same answer.
    private const int Relaxation = 2000;

    /// <summary>The way of a learner.</summary>
    public static SettlingWay Of(Learner learner, CircuitModel model)
    {
        var (test, answers) = (learner.Test, learner.Readout is not null);
        var inTest = Schedule.All(test).OfType<Settle>().ToArray();
        if (inTest is [var settle] && test.Contains(settle))
        {
            Phase[] lead = [.. test.TakeWhile(phase => phase != settle)];
            var isAnswer = answers && test.Skip(lead.Length + 1).All(phase => phase is Probe or Measure);
            return new(lead, settle, Held(lead), settle.Steps, false, isAnswer, $"The states settle in {settle.Steps} steps, as in a test.");
        }

        if (inTest.Length == 0 && learner.Train.OfType<Settle>().FirstOrDefault() is { } relaxed && learner.DescendsEnergy)
        {
            // The label is free, and states begin at zero; the sweep of a test gives at once what they settle to.
            var clamped = test.OfType<Clamp>().ToArray();
            var states = model.Populations.SelectMany(p => p.Variables).Where(v => v.Kind == VariableKind.State).Select(v => v.Symbol.Name).Except(clamped.Select(c => c.Variable));
            Phase[] lead = [.. test.Where(phase => phase is Clamp or Set), .. states.Select(state => new Set(state))];
            return new(
                lead, relaxed, Held(lead), Relaxation, true, answers,
                "The label is free and all states begin at zero; they settle by the dynamics of training until they are at rest. A test has the same answer by one sweep.");
        }

        return new(
            test, null, [], 0, false, answers,
            inTest.Length == 0 ? "This model answers in one pass, without settling: its state after the pass is shown." : "This model settles several times for one answer: its state at the end is shown.");

        static IReadOnlyList<Phase> Held(IReadOnlyList<Phase> lead)
        {
            var released = lead.OfType<Release>().Select(r => r.Variable).ToHashSet(StringComparer.Ordinal);
            return [.. lead.OfType<Clamp>().Where(clamp => !released.Contains(clamp.Variable))];
        }
    }
}
