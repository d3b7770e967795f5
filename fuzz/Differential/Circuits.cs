using System.Text.RegularExpressions;

namespace Homeostat.Fuzz;

/// <summary>
/// Random circuits: compiled against interpreted, one thread against three, a whole run against one that is saved and goes on elsewhere, a schedule
/// against its phases one by one, and single against double precision.
/// </summary>
/// <param name="name">The name.</param>
/// <param name="summary">A description in one line.</param>
/// <param name="generate">The generator.</param>
/// <param name="only">A check in place of all others: what is wrong with an experiment and its outcome; null for all checks.</param>
internal sealed partial class CircuitFuzz(string name, string summary, Func<int, Experiment> generate, Func<Experiment, Outcome, string?>? only = null) : Fuzzed
{
    private static readonly Manner Plain = new();

    public static CircuitFuzz Rates { get; } = new("rates", "circuits without spikes, every storage of synapses, random schedules of phases", RandomRates.Experiment);

    public static CircuitFuzz Spikes { get; } = new("spikes", "circuits in which units fire: delays, traces, sums, learning at events", RandomSpikes.Experiment);

    public static CircuitFuzz Learners { get; } = new("learners", "learners of the catalog with random layers and settings, on random data", RandomLearners.Experiment);

    public override string Name => name;

    public override string Summary => summary;

    public override void Try(int seed, Tally tally)
    {
        var experiment = generate(seed);
        var random = new Random(seed ^ 0x5EED);
        var checks = only is null ? Checks(experiment, random) : [(name, only)];
        var reference = Execution.Of(experiment, Plain);
        tally.Count(reference.Diverged ? "diverged" : reference.Refused is { } message ? $"refused: {Kind(message)}" : "carried out");
        foreach (var (check, found) in checks)
        {
            tally.Count(check);
            if (found(experiment, reference) is null)
            {
                continue;
            }

            var small = Reduction.Of(experiment, e => found(e, Execution.Of(e, Plain)) is not null);
            tally.Faults.Add(new Fault(Name, seed, check, $"{small}  {found(small, Execution.Of(small, Plain))}"));
        }
    }

    // The beginning of a message, without names and numbers.
    private static string Kind(string message) => Names().Replace(message, "…") is var text && text.Length > 90 ? text[..90] : text;

    [GeneratedRegex(@"(?<!Unknown name )'[^']*'|\d+|\n.*", RegexOptions.Singleline)]
    private static partial Regex Names();

    private static IEnumerable<(string Check, Func<Experiment, Outcome, string?> Found)> Checks(Experiment experiment, Random random)
    {
        var (stage, share, thread) = (random.Next(experiment.Stages.Count), random.NextDouble(), random.Of(2, 3, 3, 5));
        yield return ("compiled against interpreted, float64", (e, reference) => Close(e, reference, Plain, Plain with { Substrate = Substrate.Interpreter }, 1e-8));
        yield return ("compiled against interpreted, float32", (e, _) =>
        {
            var single = Plain with { Type = ElementType.Float32 };
            return Close(e, Execution.Of(e, single), single, single with { Substrate = Substrate.Interpreter }, 2e-3);
        }
        );
        yield return ("one thread against several", (e, reference) => Agreement.SameBits(reference, Execution.Of(e, Plain with { Threads = thread })));
        yield return ("one thread against several, float32", (e, _) =>
        {
            var single = Plain with { Type = ElementType.Float32 };
            return Agreement.SameBits(Execution.Of(e, single), Execution.Of(e, single with { Threads = thread }));
        }
        );
        yield return ("saved and resumed", (e, reference) =>
        {
            var at = Math.Min(stage, e.Stages.Count - 1);
            var steps = e.Stages[at] is TimeStage time ? (int)(share * (time.Steps + 1)) : 0;
            return Agreement.SameBits(reference, Execution.Of(e, Plain with { SavedAt = (at, steps), Threads = thread }));
        }
        );
        if (experiment.IsSmooth)
        {
            yield return ("float32 against float64", (e, reference) => Close(e, reference, Plain, Plain with { Type = ElementType.Float32 }, 1e-3, 3e-7));
        }

        if (Variant.AsRows(experiment) is not null)
        {
            yield return ("full matrices against rows of synapses", (e, _) => Variant.AsRows(e) is { } both
                ? Carried(both.Matrices, Plain) is { } matrices && Carried(both.Rows, Plain) is { } rows ? Close(both.Matrices, matrices, Plain, rows, 1e-9) : null
                : null);
        }

        if (experiment.Batch > 1 && Variant.WithoutLearning(experiment) is not null)
        {
            var sample = random.Next(experiment.Batch);
            yield return ("a sample among others against alone", (e, _) => Variant.WithoutLearning(e) is { Batch: > 1 } still && sample < still.Batch
                ? Close(still, Execution.Of(still, Plain with { Sample = sample }), Plain with { Sample = sample }, Plain with { Sample = sample, Alone = true }, 1e-9)
                : null);
        }

        if (Stepwise.Of(experiment) is not null)
        {
            yield return ("schedule against its phases one by one", (e, reference) => reference.Refused is null && Stepwise.Of(e) is { } stepwise
                ? Agreement.Near(Last(reference), Last(Execution.Of(stepwise, Plain)), 1e-12)
                : null);
        }
    }

    // The values of the populations: those of synapses have another order on each storage.
    private static Outcome? Carried(Experiment experiment, Manner manner) => Execution.Of(experiment, manner) is not { Refused: null } outcome ? null : outcome with
    {
        Stages = [.. outcome.Stages.Select(stage => stage.Where(v => !experiment.Circuit.Projections.Any(p => v.Key.StartsWith($"{p.Name}.", StringComparison.Ordinal))).ToDictionary())],
    };

    private static Outcome Last(Outcome outcome) => outcome with { Stages = [.. outcome.Stages.TakeLast(1)] };

    // A difference counts unless rounding alone can make one that is almost as large: then the experiment says nothing.
    private static string? Close(Experiment e, Outcome reference, Manner plain, Manner other, double tolerance, double disturbance = 0) =>
        Close(e, reference, plain, Execution.Of(e, other), tolerance, disturbance);

    private static string? Close(Experiment e, Outcome reference, Manner plain, Outcome other, double tolerance, double disturbance = 0)
    {
        var found = Agreement.Near(reference, other, tolerance);
        if (found is null)
        {
            return null;
        }

        disturbance = disturbance > 0 ? disturbance : plain.Type == ElementType.Float32 ? 3e-7 : 1e-14;
        for (var k = 0; k < 6; k++)
        {
            if (Agreement.Near(reference, Execution.Of(e, plain with { Disturbance = disturbance, DisturbanceSeed = k }), tolerance / 30) is not null)
            {
                return null;
            }
        }

        return found;
    }
}
