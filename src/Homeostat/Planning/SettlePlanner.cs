namespace Homeostat.Planning;

/// <summary>A population that settles: its place in graph order, and what one time step stores.</summary>
internal sealed record Settling(PopulationModel Population, int Depth, IReadOnlyList<Store> Update);

/// <summary>Plans settling: the differential equations and events of populations, step by step.</summary>
internal sealed class SettlePlanner(PlanState state, ValuePlanner values, LearningPlanner learning, IReadOnlyList<IRecorder> recorders)
{
    private readonly EventPlanner _events = new(state, values, learning, recorders);

    private CircuitModel Model => state.Model;

    /// <summary>Adds a settling phase.</summary>
    public void Settle(Settle settle)
    {
        if (settle.Steps < 0)
        {
            throw new HomeostatException($"A settling phase of {settle.Steps} steps cannot run; give zero or more.");
        }

        var free = Model.GraphOrder(Sweep.Unnamed)
            .Where(entry => IsChosen(settle, entry.Population))
            .Select(entry => new Settling(entry.Population, entry.Depth, new PopulationUpdate(entry.Population, state.Factory).Stores(state.Clamped)))
            .Where(entry => entry.Update.Count > 0)
            .ToArray();
        var plastic = settle.Plastic is null ? [] : learning.Chosen(settle.Plastic, "A settling phase");
        Require(settle, free, plastic);
        if (settle.Steps == 0)
        {
            return;
        }

        var outer = state.IsInStep;
        state.IsInStep = true;
        if (settle.Order == UpdateOrder.Random)
        {
            InTurns(settle, free);
        }
        else
        {
            Together(settle, free, plastic);
        }

        state.IsInStep = outer;
    }

    private bool IsChosen(Settle settle, PopulationModel population)
    {
        foreach (var name in settle.Populations)
        {
            _ = Model.Circuit[name];
        }

        return settle.Populations.Count == 0 || settle.Populations.Contains(population.Name);
    }

    private void Require(Settle settle, Settling[] free, IReadOnlyList<ProjectionModel> plastic)
    {
        // Where nothing follows the clock at all, settling lets time pass.
        var follows = Model.Populations.Any(p => p.Equations.Equations.Any(e => e.Kind == EquationKind.Differential));
        if (free.Length == 0 && plastic.Count == 0 && !Model.HasEvents && (follows || settle.Tolerance > 0 || settle.Order == UpdateOrder.Random))
        {
            throw new HomeostatException(
                "A settling phase has nothing to settle: no population has a differential equation that is not clamped.");
        }

        if (settle.Order == UpdateOrder.Random && plastic.Count > 0)
        {
            throw new HomeostatException(
                "A settling phase in random order cannot learn at the same time: synapses need all samples at one step. "
                + "Take another order, or learn after settling.");
        }

        if (settle.Tolerance > 0 && plastic.Count > 0)
        {
            throw new HomeostatException(
                "A settling phase that learns cannot drop settled samples: synapses need all samples at every step. "
                + "Leave the tolerance at 0, or learn after settling.");
        }

        if (!(settle.Tolerance >= 0))
        {
            throw new HomeostatException($"A settling phase with the tolerance {settle.Tolerance} cannot run; give zero or more.");
        }

        if (Model.HasEvents && (settle.Order != UpdateOrder.Together || settle.Tolerance > 0 || settle.Populations.Count > 0))
        {
            throw new HomeostatException(
                $"Circuit '{Model.Circuit.Name}' has spikes or other events, which happen at one time for all. "
                + "Leave the order of settling at Together, the tolerance at 0, and let all populations settle.");
        }
    }

    private void Together(Settle settle, Settling[] free, IReadOnlyList<ProjectionModel> plastic)
    {
        // Even depths first, then odd ones; or all in one group.
        var groups = settle.Order == UpdateOrder.EvenOdd
            ? free.GroupBy(f => f.Depth % 2).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray()
            : [free];
        var criterion = settle.Tolerance > 0 ? Criterion(free) : null;
        var bodies = state.Bodies(settle.Steps, Step);
        state.Add(new Loop(LoopKind.Steps, settle.Steps, bodies) { Criterion = criterion, Tolerance = settle.Tolerance });

        void Step()
        {
            if (Model.HasEvents || recorders.Count > 0)
            {
                _events.Step(free, plastic);
                return;
            }

            values.Hold();
            if (criterion is not null)
            {
                values.Ensure(criterion);
            }

            for (var i = 0; i < groups.Length; i++)
            {
                var prepared = groups[i].Select(f => (f.Population, Stores: values.Prepare(f.Update, f.Population))).ToArray();
                if (i == 0 && plastic.Count > 0)
                {
                    learning.Learn(plastic);
                }

                foreach (var (population, stores) in prepared)
                {
                    values.Elements(stores, population);
                }

                Written(prepared.SelectMany(p => p.Stores));
            }

            state.EndMoment();
        }
    }

    private void InTurns(Settle settle, Settling[] free)
    {
        var criterion = settle.Tolerance > 0 ? Criterion(free) : null;

        // First everything is brought up to date, which computes what does not depend on the states once and for all.
        foreach (var settling in free)
        {
            values.Prepare(settling.Update, settling.Population);
        }

        state.Written(free.SelectMany(f => f.Update));

        state.EndMoment();
        var constant = state.Fresh.Snapshot();
        var bodies = free.Select(f =>
        {
            state.Fresh.Restore(constant);
            return state.Captured(() =>
            {
                var stores = values.Prepare(f.Update, f.Population);
                if (criterion is not null)
                {
                    values.Ensure(criterion);
                }

                values.Elements(stores, f.Population);
                Written(stores);
            });
        }).ToList();
        state.Fresh.Restore(constant);
        state.Add(new Loop(LoopKind.StepsInRandomOrder, settle.Steps, bodies)
        {
            Criterion = criterion,
            Tolerance = settle.Tolerance,
            Stream = state.Symbols.StreamOfTurns,
        });
        state.EndMoment();
    }

    private void Written(IEnumerable<Store> stores)
    {
        foreach (var store in stores)
        {
            state.Add(new Check(store.Target, 1));
            state.Fresh.Written(store.Target);
        }
    }

    /// <summary>The mean square change of all free states in a step, for each sample.</summary>
    private Symbol Criterion(Settling[] free)
    {
        var factory = state.Factory;
        var units = 0;
        var sum = factory.Constant(0);
        foreach (var (population, _, update) in free)
        {
            foreach (var store in update.Where(store => population.System.States.Contains(store.Target)))
            {
                var change = factory.Subtract(store.Value, factory.Load(store.Target));
                var square = factory.Reduce(Reduction.Sum, factory.Multiply(change, change));
                if (square.Operation == Operation.Reduce)
                {
                    // Registered, or counted, with its own population: the sum is of several.
                    square = square.Arguments[0].Axes.HasFlag(Axes.Columns)
                        ? factory.Load(values.Reduction(square, population))
                        : values.Uniform(square, population);
                }

                sum = factory.Add(sum, square);
                units += population.Declaration.Size;
            }
        }

        return values.Keep(factory.Divide(sum, factory.Constant(units)), free[0].Population, Axes.Rows);
    }
}
