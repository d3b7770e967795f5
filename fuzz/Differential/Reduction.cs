namespace Homeostat.Fuzz;

/// <summary>Makes an experiment that fails as small as it can: what is left out of it is not needed for the fault.</summary>
internal static class Reduction
{
    /// <param name="experiment">The experiment.</param>
    /// <param name="fails">Whether an experiment has the fault.</param>
    /// <param name="attempts">The largest number of experiments that are tried.</param>
    public static Experiment Of(Experiment experiment, Func<Experiment, bool> fails, int attempts = 400)
    {
        for (var found = true; found && attempts > 0;)
        {
            found = false;
            foreach (var smaller in Smaller(experiment))
            {
                if (--attempts <= 0)
                {
                    break;
                }

                if (Holds(smaller))
                {
                    (experiment, found) = (smaller, true);
                    break;
                }
            }
        }

        return experiment;

        bool Holds(Experiment smaller)
        {
            try
            {
                return fails(smaller);
            }
            catch (HomeostatException)
            {
                return false;
            }
        }
    }

    private static IEnumerable<Experiment> Smaller(Experiment e)
    {
        if (e.Batch > 1)
        {
            yield return e with { Batch = 1 };
            yield return e with { Batch = e.Batch / 2 };
        }

        for (var k = 0; k < e.Stages.Count; k++)
        {
            if (e.Stages.Count > 1)
            {
                yield return e with { Stages = Without(e.Stages, k) };
            }

            foreach (var stage in Smaller(e.Stages[k]))
            {
                yield return e with { Stages = [.. e.Stages.Take(k), stage, .. e.Stages.Skip(k + 1)] };
            }
        }

        for (var k = 0; k < e.Recorded.Count; k++)
        {
            yield return e with { Recorded = Without(e.Recorded, k) };
        }

        foreach (var circuit in Smaller(e.Circuit))
        {
            yield return e with { Circuit = circuit };
        }
    }

    private static IEnumerable<Stage> Smaller(Stage stage) => stage switch
    {
        TimeStage { Steps: > 1 } time => [new TimeStage(time.Steps / 2), new TimeStage(time.Steps - 1)],
        PhaseStage { Phases.Count: > 1 } phases => Enumerable.Range(0, phases.Phases.Count).Select(k => new PhaseStage(Without(phases.Phases, k))),
        PhaseStage { Phases: [Repeat repeat] } => [new PhaseStage(repeat.Phases)],
        _ => [],
    };

    private static IEnumerable<Circuit> Smaller(Circuit circuit)
    {
        foreach (var projection in circuit.Projections)
        {
            if (Made(circuit, circuit.Populations, circuit.Projections.Where(p => p != projection)) is { } without)
            {
                yield return without;
            }
        }

        foreach (var population in circuit.Populations)
        {
            if (circuit.Populations.Count > 1 && Made(
                circuit, circuit.Populations.Where(p => p != population),
                circuit.Projections.Where(p => PopulationSlice.NameOf(p.Pre) != population.Name && PopulationSlice.NameOf(p.Post) != population.Name)) is { } without)
            {
                yield return without;
            }

            foreach (var smaller in Smaller(population))
            {
                if (Made(circuit, circuit.Populations.Select(p => p == population ? smaller : p), circuit.Projections) is { } changed)
                {
                    yield return changed;
                }
            }
        }

        foreach (var projection in circuit.Projections)
        {
            foreach (var smaller in Smaller(projection))
            {
                if (Made(circuit, circuit.Populations, circuit.Projections.Select(p => p == projection ? smaller : p)) is { } changed)
                {
                    yield return changed;
                }
            }
        }
    }

    private static IEnumerable<Population> Smaller(Population p)
    {
        foreach (var equations in Shorter(p.Equations, '\n'))
        {
            yield return p with { Equations = equations };
        }

        foreach (var smaller in new[]
        {
            p with { OnStep = "" }, p with { OnSweep = "" }, p with { Refractory = "" }, p with { Actions = new Dictionary<string, string>() },
            p with { Events = new Dictionary<string, PopulationEvent>() }, p with { Initial = new Dictionary<string, string>() },
            p with { Size = Math.Max(1, p.Size / 2) }, p with { Size = Math.Max(1, p.Size - 1) },
        })
        {
            if (smaller != p && !(smaller.Actions.Count == p.Actions.Count && smaller.Events.Count == p.Events.Count && smaller.Initial.Count == p.Initial.Count
                && smaller.Size == p.Size && smaller.OnStep == p.OnStep && smaller.OnSweep == p.OnSweep && smaller.Refractory == p.Refractory))
            {
                yield return smaller;
            }
        }

        foreach (var reset in Shorter(p.Reset, ';'))
        {
            yield return p with { Reset = reset };
        }
    }

    private static IEnumerable<Projection> Smaller(Projection p) =>
        Shorter(p.Equations, '\n').Select(equations => p with { Equations = equations })
            .Concat(Shorter(p.OnPre, ';').Select(text => p with { OnPre = text }))
            .Concat(Shorter(p.OnPost, ';').Append("").Where(text => text != p.OnPost).Select(text => p with { OnPost = text }))
            .Concat(p.OnLearn.Length > 0 ? [p with { OnLearn = "", OnUpdate = "" }] : [])
            .Concat(p.Delay.Length > 0 ? [p with { Delay = "" }] : []);

    private static IEnumerable<string> Shorter(string text, char separator)
    {
        var parts = text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length < 2 ? [] : Enumerable.Range(0, parts.Length).Select(k => string.Join($"{separator}", Without(parts, k)));
    }

    private static Circuit? Made(Circuit like, IEnumerable<Population> populations, IEnumerable<Projection> projections)
    {
        try
        {
            var circuit = new Circuit(like.Name, like.TimeStep * Units.Second);
            foreach (var population in populations)
            {
                circuit.Add(population);
            }

            circuit.Add(projections);
            return circuit;
        }
        catch (HomeostatException)
        {
            return null;
        }
    }

    private static T[] Without<T>(IReadOnlyList<T> list, int k) => [.. list.Take(k), .. list.Skip(k + 1)];
}
