
namespace Homeostat.Semantics;

/// <summary>
/// One time step of a population as a set of stores that one kernel carries out: the differential equations by an integrator, the
/// refractory state, and the masks of events.
/// </summary>
internal sealed class PopulationUpdate(PopulationModel population, NodeFactory factory)
{
    /// <summary>The new value of every variable that a step changes.</summary>
    /// <param name="clamped">The variables that are held by data and keep their values.</param>
    public IReadOnlyList<Store> Stores(IReadOnlySet<Symbol> clamped)
    {
        var stores = States().Where(store => !clamped.Contains(store.Target)).ToList();
        var events = population.Events.Where(e => e.Condition is not null).ToArray();
        if (stores.Count == 0 && events.Length == 0)
        {
            return [];
        }

        if (Refractory() is { } refractory)
        {
            // Everything below uses the refractory state of this step.
            var present = Substitution.After(factory, [refractory]);
            stores = [.. stores.Select(store => store with { Value = present.Apply(store.Value) })];
            stores.Add(refractory);
        }

        var after = Substitution.After(factory, stores);
        foreach (var unitEvent in events)
        {
            var condition = after.Apply(unitEvent.Condition!);
            stores.Add(new Store(unitEvent.Mask, factory.Select(condition, factory.Constant(1), factory.Constant(0))));
        }

        return stores;
    }

    private Store? Refractory()
    {
        if (population.Find(PopulationModel.RefractoryName) is not { } variable)
        {
            return null;
        }

        var left = factory.Load(variable.Symbol);
        var (value, dimension) = population.Expression(population.Declaration.Refractory, "refractory time");
        return new Store(variable.Symbol, dimension == Dimension.Second
            ? factory.Max(factory.Constant(0), factory.Subtract(left, factory.Constant(1)))
            : factory.Select(factory.Condition(value), left, factory.Constant(0)));
    }

    private IEnumerable<Store> States()
    {
        var system = population.System;
        if (population.Step is not var (method, values))
        {
            return [];
        }

        var still = system.States.Select(population.StandsStill).ToArray();
        if (!still.Any(s => s))
        {
            return system.States.SelectMany((state, i) => Stored(state, values[i]));
        }

        // Equations that depend on a held variable are integrated with its held value.
        var frozen = system with { Derivatives = [.. system.Derivatives.Select((d, i) => still[i] ? factory.Constant(0) : d)] };
        var meanwhile = method.Step(frozen, population.TimeStep, out _) ?? values;
        var moving = factory.Compare(
            Operation.LessOrEqual, factory.Load(population.Find(PopulationModel.RefractoryName)!.Symbol), factory.Constant(0));
        return system.States.SelectMany((state, i) =>
        {
            var (moved, held) = (Stored(state, values[i]), still[i] ? null : Stored(state, meanwhile[i]));
            return still[i] || Follows(i)
                ? moved.Select((store, k) => store with { Value = factory.Select(moving, store.Value, held?[k].Value ?? factory.Load(store.Target)) })
                : moved;
        });

        // Whether an equation depends, directly or indirectly, on a variable with (unless refractory).
        bool Follows(int equation)
        {
            var seen = new HashSet<int>();
            var open = new Stack<int>([equation]);
            while (open.TryPop(out var at))
            {
                for (var j = 0; j < still.Length; j++)
                {
                    if (DifferentialSystem.Contains(system.Derivatives[at], system.States[j]) && seen.Add(j))
                    {
                        open.Push(j);
                    }
                }
            }

            return seen.Any(j => still[j]);
        }
    }

    // A slow state comes with what rounding loses of it.
    private Store[] Stored(Symbol state, Node value) =>
        population.Slow.TryGetValue(state, out var lost) ? SlowStates.Stores(factory, state, value, lost) : [new Store(state, value)];
}
