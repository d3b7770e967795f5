
namespace Homeostat.Planning;

/// <content>Settling: the differential equations, step by step.</content>
internal sealed partial class PlanBuilder
{
    private void SettlePhase(Settle settle)
    {
        if (settle.Steps < 0)
        {
            throw new HomeostatException($"A settling phase of {settle.Steps} steps cannot run; give zero or more.");
        }

        var free = _model.GraphOrder()
            .Select(entry => (entry.Population, entry.Depth, Update: UpdateOf(entry.Population)))
            .Where(entry => entry.Update.Count > 0)
            .ToArray();
        var learning = settle.Plastic is null ? [] : Chosen(settle.Plastic, "A settling phase");
        if (free.Length == 0 && learning.Count == 0 && !_model.HasEvents)
        {
            throw new HomeostatException(
                "A settling phase has nothing to settle: no population has a differential equation that is not clamped.");
        }

        if (settle.Order == UpdateOrder.Random && learning.Count > 0)
        {
            throw new HomeostatException(
                "A settling phase in random order cannot learn at the same time: synapses need all samples at one step. "
                + "Take another order, or learn after settling.");
        }

        if (settle.Tolerance > 0 && learning.Count > 0)
        {
            throw new HomeostatException(
                "A settling phase that learns cannot drop settled samples: synapses need all samples at every step. "
                + "Leave the tolerance at 0, or learn after settling.");
        }

        if (_model.HasEvents && (settle.Order != UpdateOrder.Together || settle.Tolerance > 0))
        {
            throw new HomeostatException(
                $"Circuit '{_model.Circuit.Name}' has spikes or other events, which happen at one time for all. "
                + $"Leave the order of settling at Together and the tolerance at 0.");
        }

        if (settle.Steps == 0)
        {
            return;
        }

        if (settle.Order == UpdateOrder.Random)
        {
            SettleInTurns(settle, [.. free.Select(f => (f.Population, f.Update))]);
            return;
        }

        // Even depths first, then odd ones; or all in one group.
        var groups = settle.Order == UpdateOrder.EvenOdd
            ? free.GroupBy(f => f.Depth % 2).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray()
            : [free];
        var criterion = settle.Tolerance > 0 ? Criterion([.. free.Select(f => (f.Population, f.Update))]) : null;

        var bodies = new List<List<object>>();
        HashSet<string> before;
        do
        {
            before = _freshness.Snapshot();
            bodies.Add(Captured(Step));
        }
        while (bodies.Count < settle.Steps && !_freshness.Equals(before));

        if (learning.Count > 0)
        {
            for (var step = 0; step < settle.Steps; step++)
            {
                _calls.AddRange(bodies[Math.Min(step, bodies.Count - 1)]);
                _calls.Add(StepEnd.Instance);
            }

            return;
        }

        Loop(bodies, settle, criterion, turns: null);

        void Step()
        {
            if (_model.HasEvents || _recorders.Count > 0)
            {
                EventStep([.. free.Select(f => (f.Population, f.Update))], learning);
                return;
            }

            if (criterion is not null)
            {
                Ensure(criterion);
            }

            for (var i = 0; i < groups.Length; i++)
            {
                var prepared = groups[i]
                    .Select(f => (f.Population, Stores: Prepared(f.Update, f.Population.Declaration.Size)))
                    .ToArray();
                if (i == 0 && learning.Count > 0)
                {
                    LearnFrom(learning);
                }

                foreach (var (population, stores) in prepared)
                {
                    Elements(stores, population.Declaration.Size);
                }

                Written(prepared.SelectMany(p => p.Stores));
            }

            EndStep();
        }
    }

    private void SettleInTurns(Settle settle, (PopulationModel Population, IReadOnlyList<Store> Update)[] free)
    {
        var criterion = settle.Tolerance > 0 ? Criterion(free) : null;

        // First everything is brought up to date, which computes what does not depend on the states once and for all.
        foreach (var (population, update) in free)
        {
            Prepared(update, population.Declaration.Size);
        }

        foreach (var store in free.SelectMany(f => f.Update))
        {
            _freshness.Written(store.Target);
        }

        EndStep();
        var constant = _freshness.Snapshot();
        var bodies = free.Select(f =>
        {
            _freshness.Restore(constant);
            return Captured(() =>
            {
                var stores = Prepared(f.Update, f.Population.Declaration.Size);
                if (criterion is not null)
                {
                    Ensure(criterion);
                }

                Elements(stores, f.Population.Declaration.Size);
                Written(stores);
            });
        }).ToList();
        _freshness.Restore(constant);
        var turns = new RandomTurns(free.Length, _seed, _buffers.NextStream());
        Loop(bodies, settle, criterion, turns);
        EndStep();
    }

    private void Loop(List<List<object>> bodies, Settle settle, Symbol? criterion, RandomTurns? turns)
    {
        // Whole calls within a step only rearrange weights, which do not change while settling: they come before it.
        _calls.AddRange(bodies.SelectMany(body => body).OfType<WholeCall>());
        var calls = bodies.Select(body => body.OfType<SingleCall>().Select(single => single.Call).ToArray()).ToArray();
        SettledRows? settled = null;
        if (criterion is not null)
        {
            var matrices = calls.SelectMany(body => body).SelectMany(call => call.RowMatrices).Distinct().ToArray();
            settled = new SettledRows(_memory[criterion], settle.Tolerance, matrices, _memory.Batch);
            _settled.Add(settled);
        }

        _calls.Add(new RowLoop(calls, settle.Steps, settled, turns));
    }

    private IReadOnlyList<Store> UpdateOf(PopulationModel population) =>
        new PopulationUpdate(population, _factory).Stores(_clamped);

    private Store[] Prepared(IReadOnlyList<Store> stores, int units) =>
        [.. stores.Select(store => store with { Value = Prepare(store.Value, units) })];

    private void Written(IEnumerable<Store> stores)
    {
        foreach (var store in stores)
        {
            Emit(new FiniteCall(_memory[store.Target], store.Target.Name));
            _freshness.Written(store.Target);
        }
    }

    private void EndStep()
    {
        foreach (var derived in _derived.Values.Where(d => d is Drawn or TimeOfStep or Given))
        {
            _freshness.Written(derived.Symbol);
        }
    }

    /// <summary>The mean square change of all free states in a step, for each sample.</summary>
    private Symbol Criterion((PopulationModel Population, IReadOnlyList<Store> Update)[] free)
    {
        var units = 0;
        var sum = _factory.Constant(0);
        foreach (var (population, update) in free)
        {
            foreach (var store in update)
            {
                var change = _factory.Subtract(store.Value, _factory.Load(store.Target));
                var square = _factory.Reduce(Equations.Reduction.Sum, _factory.Multiply(change, change));
                if (square.Operation == Operation.Reduce)
                {
                    // Registered, or counted, with its own population: the sum is of several.
                    square = square.Arguments[0].Axes.HasFlag(Axes.Columns)
                        ? _factory.Load(Reduction(square, population.Declaration.Size))
                        : Uniform(square, population.Declaration.Size);
                }

                sum = _factory.Add(sum, square);
                units += population.Declaration.Size;
            }
        }

        return Keep(_factory.Divide(sum, _factory.Constant(units)), free[0].Population, Axes.Rows);
    }
}
