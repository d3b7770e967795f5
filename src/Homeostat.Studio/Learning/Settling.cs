using Homeostat.Semantics;

namespace Homeostat.Studio.Learning;

/// <summary>The course of a circuit that settles on one sample: the states of its populations, [steps × units], and the probabilities of the classes, [steps × classes].</summary>
/// <param name="Said">A sentence about what is shown.</param>
/// <param name="Steps">The numbers of the steps that are shown; 0 is before the first.</param>
/// <param name="Populations">The populations.</param>
/// <param name="Probabilities">The probabilities of the classes, [steps × classes]; null for a model that gives no answer at each step.</param>
internal sealed record Settling(string Said, IReadOnlyList<int> Steps, IReadOnlyList<SettlingPopulation> Populations, IReadOnlyList<double[]>? Probabilities)
{
    private const int MostUnits = 256, MostShown = 120;

    private static readonly string[] s_shown = ["rate", "z"];

    // States that change by less than this in the steps from one that is shown to the next are at rest.
    private const double Rest = 5e-4;

    /// <summary>Lets a circuit settle on a sample, step by step.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="options">The settings of its training.</param>
    /// <param name="state">The state of its training.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="schema">How the numbers of the sample were made; null where they are as they were given.</param>
    /// <param name="workers">The threads to use.</param>
    /// <exception cref="HomeostatException">The circuit diverges.</exception>
    public static Settling Of(Learner learner, TrainingOptions options, Snapshot state, DataPart sample, DataSchema? schema, Workers workers)
    {
        using var simulation = new Simulation(
            learner.Circuit, options.Batch, new SimulationOptions { Seed = options.Seed, Type = options.Type, Workers = workers, Substrate = options.Substrate });
        simulation.Restore(state);
        var way = SettlingWay.Of(learner, simulation.Model);
        var shown = Shown(simulation.Model, way).ToArray();
        var readout = way.AnswersAtEachStep ? learner.Readout : null;
        Phase[] probes = [.. shown.Select(s => s.Variable).Concat(shown.Select(s => s.Error)).Append(readout).OfType<string>().Distinct().Select(variable => new Probe(variable))];
        var begin = Ready([.. way.Lead, .. probes]);
        var step = way.Step is { } settle ? Ready([.. way.Held, settle with { Steps = 1, Tolerance = 0, Plastic = null }, .. probes]) : null;
        var every = way.UntilStill ? 5 : Math.Max(1, way.Steps / MostShown);
        var (steps, outputs) = (new List<int>(), new List<double[]>());
        simulation.Run(begin, 1);
        Note(0);
        for (var n = 1; n <= way.Steps && !(way.UntilStill && AreAtRest()); n++)
        {
            simulation.Run(step!, 1);
            if (n % every == 0 || n == way.Steps)
            {
                Note(n);
            }
        }

        return new Settling(way.Said, steps, shown, readout is null ? null : Probabilities());

        bool AreAtRest() => steps.Count > 1 && shown.All(p => p.Values[^1].Zip(p.Values[^2]).All(pair => Math.Abs(pair.First - pair.Second) < Rest));

        Plan Ready(Phase[] schedule)
        {
            var plan = simulation.Compile(schedule);
            var feed = new Feed(simulation, plan, learner.Name, "the image");
            feed.Require(sample);
            feed.Fill(sample, [0]);
            return plan;
        }

        void Note(int number)
        {
            steps.Add(number);
            foreach (var population in shown)
            {
                var values = simulation[population.Variable];
                population.Values.Add([.. population.Units.Select(unit => Rounded(values[0, unit]))]);
                if (population.Error is { } error)
                {
                    var errors = simulation[error];
                    population.Errors.Add(Rounded(Math.Sqrt(Enumerable.Range(0, population.Size).Average(unit => errors[0, unit] * errors[0, unit]))));
                }
            }

            if (readout is not null)
            {
                var answer = simulation[readout];
                outputs.Add([.. Enumerable.Range(0, answer.Columns).Select(unit => answer[0, unit])]);
            }
        }

        IReadOnlyList<double[]> Probabilities()
        {
            var rows = new double[outputs.Count, outputs[0].Length];
            foreach (var (row, output) in outputs.Index())
            {
                output.CopyTo(rows.Row(row));
            }

            var probabilities = new Prediction(rows, schema).Probabilities();
            return [.. Enumerable.Range(0, outputs.Count).Select(row => probabilities.Row(row).ToArray().Select(Rounded).ToArray())];
        }
    }

    // Of each population but the image and those that are always on: its rate, or else its state.
    private static IEnumerable<SettlingPopulation> Shown(CircuitModel model, SettlingWay way)
    {
        var given = way.Lead.OfType<Clamp>().Select(clamp => clamp.Variable.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var population in model.Populations.Where(p => p.Declaration.Size > 1 && !given.Contains(p.Name)))
        {
            var names = population.Equations.Equations.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
            var variable = s_shown.FirstOrDefault(names.Contains) ?? population.Variables.FirstOrDefault(v => v.Kind == VariableKind.State)?.Name;
            if (variable is not null)
            {
                var size = population.Declaration.Size;
                var count = Math.Min(size, MostUnits);
                yield return new SettlingPopulation(
                    population.Name, $"{population.Name}.{variable}", size, [.. Enumerable.Range(0, count).Select(n => (int)((long)n * size / count))], names.Contains("error") ? $"{population.Name}.error" : null);
            }
        }
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}

/// <summary>The states of a population while a circuit settles.</summary>
/// <param name="Name">The name of the population.</param>
/// <param name="Variable">The variable that is shown.</param>
/// <param name="Size">The number of units.</param>
/// <param name="Units">The indices of the units that are shown; of a large population some that are evenly spread.</param>
/// <param name="Error">The variable of the error; null if the population has none.</param>
internal sealed record SettlingPopulation(string Name, string Variable, int Size, IReadOnlyList<int> Units, string? Error)
{
    /// <summary>The values of the units, a row for each step.</summary>
    public List<double[]> Values { get; } = [];

    /// <summary>The root mean square error over all units, for each step; empty without errors.</summary>
    public List<double> Errors { get; } = [];
}
