namespace Homeostat.Chips;

/// <summary>A population whose units can be programs of a core: what decides about its spikes, and nothing else.</summary>
/// <param name="Population">The population.</param>
/// <param name="Parameters">The values of its parameters.</param>
/// <param name="States">The states that spikes depend on, each with its value one step later.</param>
/// <param name="Condition">The condition of a spike.</param>
/// <param name="Resets">The values that states have after a spike.</param>
/// <param name="Potential">The state that fires.</param>
/// <param name="Method">The method by which the equations are solved.</param>
internal sealed record ProgramUnits(
    PopulationModel Population, ParameterValues Parameters, IReadOnlyDictionary<Symbol, Node> States, Node Condition, IReadOnlyList<Store> Resets, Symbol Potential, string Method);

/// <summary>
/// Reads a population as a program. States that no spike depends on, such as counters and traces that are only recorded, are left out.
/// </summary>
/// <param name="population">The population.</param>
/// <param name="simulation">The simulation, whose parameters are read.</param>
internal sealed class ProgramReader(PopulationModel population, Simulation simulation)
{
    /// <summary>Reads the population.</summary>
    /// <param name="approximates">Whether functions of states are taken as they are; if not, Euler's method solves the equations of states whose own method needs any.</param>
    /// <exception cref="HomeostatException">The population cannot be a program.</exception>
    public ProgramUnits Read(bool approximates)
    {
        var declared = population.Declaration;
        Require(population.Events is [{ Name: UnitEvent.Spike, Condition: not null }], "it does not fire, or has other events than spikes", "Give it one threshold, such as v > v_threshold.");
        Require(declared.OnStep.Length == 0, "it has statements of each step", "Let a population of its own fire, with a projection from there.");
        Require(declared.Links.Count == 0, "it has linked variables", "Use a projection.");
        Require(!population.System.IsStochastic, "its equations have noise of continuous time", "Draw randn() once in each step, on a line flagged (constant over dt), or let a population of its own fire at random.");
        Require(population.Step is not null, "it receives spikes but has no potential", "Give it a potential with a differential equation.");
        var common = population.System.States.FirstOrDefault(s => s.Axes != Axes.Both);
        Require(common is null, $"'{(common is null ? "" : Name(common))}' is one for all units", "Leave out the flag (shared): each unit of a core has states of its own.");
        var (system, parameters) = (population.System, new ParameterValues(population, simulation));
        var (method, values) = population.Step!.Value;
        var simple = new Euler().Step(system, population.TimeStep, out _)!;
        bool[] replaced = [.. values.Select(value => !approximates && FixedPointWriter.HasFunctions(value, parameters))];
        values = [.. values.Select((value, k) => replaced[k] ? simple[k] : value)];
        for (var k = 0; k < system.States.Count; k++)
        {
            var held = population.StandsStill(system.States[k]) ? null : system.States.FirstOrDefault(s => population.StandsStill(s) && DifferentialSystem.Contains(system.Derivatives[k], s));
            Require(
                held is null || method is Euler || replaced[k], $"'{Name(system.States[k])}' depends on '{(held is null ? "" : Name(held))}', which stands still while a unit is refractory",
                "Solve the equations by Method = \"euler\".");
        }

        var (condition, statements) = (SpikeThreshold.Condition(population), population.Events[0].Statements);
        var next = system.States.Zip(values).ToDictionary(p => p.First, p => p.Second);
        var needed = Needed(condition, next, statements);
        return new ProgramUnits(
            population, parameters, next.Where(p => needed.Contains(p.Key)).ToDictionary(), condition, [.. statements.Where(s => needed.Contains(s.Target))],
            condition.Symbols.First(needed.Contains),
            replaced.Any(r => r) ? $"{method.Name}, and Euler's for {string.Join(", ", system.States.Where((s, k) => replaced[k] && needed.Contains(s)).Select(Name))}" : method.Name);
    }

    private HashSet<Symbol> Needed(Node condition, Dictionary<Symbol, Node> next, IReadOnlyList<Store> resets)
    {
        var (needed, open) = (new HashSet<Symbol>(), new Queue<Symbol>(condition.Symbols));
        while (open.TryDequeue(out var symbol))
        {
            if (population.Held.TryGetValue(symbol, out var held))
            {
                Open(held);
            }
            else if (next.TryGetValue(symbol, out var value) && needed.Add(symbol))
            {
                Open(value);
                foreach (var store in resets.Where(s => s.Target == symbol))
                {
                    Open(store.Value);
                }
            }
        }

        Require(condition.Symbols.Any(needed.Contains), $"its threshold '{population.Declaration.Threshold}' depends on no state", "Write a condition of its potential, such as v > v_threshold.");
        foreach (var store in resets.Where(s => !next.ContainsKey(s.Target) && s.Target != population.Find(PopulationModel.RefractoryName)?.Symbol))
        {
            Require(
                !needed.Any(s => next[s].Symbols.Contains(store.Target)) && !condition.Symbols.Contains(store.Target), $"its reset changes the parameter '{Name(store.Target)}'",
                $"Give it a differential equation: d{Name(store.Target)}/dt = 0/second.");
        }

        return needed;

        void Open(Node node)
        {
            foreach (var symbol in node.Symbols)
            {
                open.Enqueue(symbol);
            }
        }
    }

    private string Name(Symbol symbol) => symbol.Name[(population.Name.Length + 1)..];

    private void Require(bool holds, string why, string remedy)
    {
        if (!holds)
        {
            throw ChipFaults.OfPopulation(population.Name, why, remedy);
        }
    }
}
