using Homeostat.Equations;
using Homeostat.Kernels;

namespace Homeostat.Circuits;

/// <content>What each phase asks for.</content>
internal sealed partial class PlanBuilder
{
    private void Hold(Clamp clamp)
    {
        var variable = Settable(clamp.Variable, "A clamp");
        var stream = new Symbol($"stream:{clamp.Stream}", Axes.Both);
        var units = _memory[variable.Symbol].Columns;
        if (_memory.Contains(stream) && _memory[stream].Columns != units)
        {
            throw new HomeostatException(
                $"The stream '{clamp.Stream}' is clamped to '{variable}' of {units} units and elsewhere to "
                + $"{_memory[stream].Columns}. Use one stream for each size.");
        }

        var matrix = _memory.AddPopulation(stream, units);
        Streams[clamp.Stream] = stream;
        _clamped.Add(variable.Symbol);
        Emit(new ClampCall(matrix, _memory[variable.Symbol], $"{variable} = {clamp.Stream}"));
        _freshness.Written(variable.Symbol);
    }

    private void Set(Reset reset)
    {
        var variable = Settable(reset.Variable, "A reset");
        Emit(new ResetCall(_memory[variable.Symbol], reset.Value, $"{variable} = {reset.Value}"));
        _freshness.Written(variable.Symbol);
    }

    private Variable Settable(string path, string purpose)
    {
        var variable = _model.Variable(path, purpose);
        if (variable.Kind == VariableKind.Input || variable.Symbol.Axes != Axes.Both
            || !_model.Populations.Any(p => p.Name == variable.Owner))
        {
            throw new HomeostatException(
                $"{purpose} needs a variable of a population that has a value for each sample and unit; '{path}' is "
                + (variable.Kind == VariableKind.Input ? "an input, which projections add up." : "not one."));
        }

        return variable;
    }

    private void SweepOnce()
    {
        foreach (var (population, _) in _model.GraphOrder())
        {
            var units = population.Declaration.Size;
            var stores = population.Sweep
                .Where(store => !_clamped.Contains(store.Target))
                .Select(store => store with { Value = Prepare(store.Value, units) })
                .ToArray();
            if (stores.Length == 0)
            {
                continue;
            }

            Elements(stores, units);
            foreach (var store in stores)
            {
                _freshness.Written(store.Target);
            }
        }
    }

    private void MeasureEnergy()
    {
        foreach (var population in _model.Populations)
        {
            foreach (var (name, value) in population.Energies)
            {
                var symbol = value.Operation == Operation.Reduce
                    ? Reduction(value, population.Declaration.Size, $"sum {population.Name}.{name}")
                    : Keep(value, population, Axes.Rows);
                Ensure(symbol);
                Energies.Add(symbol);
            }
        }
    }

    private void BringUpToDate(Probe probe)
    {
        if (_model.Named(probe.Variable) is var (population, value))
        {
            Ensure(Keep(value, population));
            return;
        }

        // A synapse's variables are stored, so there is nothing to do if it is one.
        _model.Variable(probe.Variable, "A probe");
    }

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
        if (free.Length == 0 && learning.Count == 0)
        {
            throw new HomeostatException(
                "A settling phase has nothing to settle: no population has a differential equation that is not clamped.");
        }

        if (settle.Order == UpdateOrder.Random && learning.Count == 0)
        {
            SettleInTurns(settle, [.. free.Select(f => (f.Population, f.Update))]);
            return;
        }

        if (settle.Order == UpdateOrder.Random)
        {
            throw new HomeostatException(
                "A settling phase in random order cannot learn at the same time: synapses need all samples at one step. "
                + "Take another order, or learn after settling.");
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

        if (settle.Steps == 0)
        {
            return;
        }

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

    private IReadOnlyList<Store> UpdateOf(PopulationModel population)
    {
        if (population.System.States.Count == 0)
        {
            return [];
        }

        var (_, values) = Integrator.Choose(
            population.System, _model.Circuit.TimeStep, population.Declaration.Method, population.Name);
        return [.. population.System.States
            .Select((state, i) => new Store(state, values[i]))
            .Where(store => !_clamped.Contains(store.Target))];
    }

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
        foreach (var derived in _derived.Values.Where(d => d is Drawn or TimeOfStep))
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
                    Reduction(square, population.Declaration.Size);
                }

                sum = _factory.Add(sum, square);
                units += population.Declaration.Size;
            }
        }

        return Keep(_factory.Divide(sum, _factory.Constant(units)), free[0].Population, Axes.Rows);
    }

    private List<ProjectionModel> Chosen(IReadOnlyList<string> names, string purpose)
    {
        foreach (var name in names)
        {
            if (_model.Projections.FirstOrDefault(p => p.Name == name) is not { } found)
            {
                throw new HomeostatException(
                    $"{purpose} names the projection '{name}', which circuit '{_model.Circuit.Name}' does not have; it has "
                    + $"{string.Join(", ", _model.Projections.Select(p => p.Name))}.");
            }

            if (found.Learning.Count == 0)
            {
                throw new HomeostatException($"{purpose} names the projection '{name}', which has no OnLearn to carry out.");
            }
        }

        return [.. _model.Projections.Where(p =>
            p.Learning.Count > 0 && (names.Count == 0 || names.Contains(p.Name)))];
    }

    private void LearnFrom(IReadOnlyList<ProjectionModel> projections)
    {
        // All values are taken from the state before anything is learned.
        var packed = new Dictionary<string, PackBatchCall>(StringComparer.Ordinal);
        var calls = projections.SelectMany(projection => LearningCalls(projection, packed)).ToArray();
        foreach (var call in packed.Values.Concat<WholeCall>(calls))
        {
            Emit(call);
        }

        foreach (var store in projections.SelectMany(p => p.Learning))
        {
            _freshness.Written(store.Target);
        }
    }

    private List<WholeCall> LearningCalls(ProjectionModel projection, Dictionary<string, PackBatchCall> packed)
    {
        var product = DenseProduct.For(_memory.Type);
        var calls = new List<WholeCall>();
        var sums = new List<OuterSum>();
        foreach (var sum in projection.BatchSums)
        {
            var target = _memory.AddSynapses(sum.Symbol, projection.Rows, projection.Columns);
            if (projection.IsOneToOne)
            {
                var values = Keep(_factory.Multiply(sum.Pre, sum.Post), projection.Post);
                Ensure(values);
                calls.Add(new BatchSumCall(_memory[values], target, sum.IsMean, $"{sum.Symbol.Name} = batch sum of {values.Name}"));
                continue;
            }

            var (pre, post) = (Keep(sum.Pre, projection.Pre), Keep(sum.Post, projection.Post));
            Ensure(pre);
            Ensure(post);
            sums.Add(new OuterSum(_memory[post], PackedBatch(pre), target, sum.IsMean));
        }

        var local = projection.Learning.Where(store => store.Target.Axes != Axes.None).ToArray();
        var shared = projection.Learning.Where(store => store.Target.Axes == Axes.None).ToArray();
        var text = string.Join("; ", projection.BatchSums.Select(s =>
            $"{s.Symbol.Name} = {(s.IsMean ? "mean" : "sum")} of {s.Post} ⊗ {s.Pre}").Append(Text(local)));
        if (projection.SynapseSums.Count == 0)
        {
            calls.Add(Synapses(sums, local, text));
        }
        else
        {
            // Sums over a unit's synapses need the batch sums of all of them first.
            calls.Add(Synapses(sums, [], text));
            foreach (var sum in projection.SynapseSums)
            {
                var terms = new Symbol(sum.Symbol.Name + "#", Axes.Both);
                var matrix = _memory.AddSynapses(terms, projection.Rows, projection.Columns);
                var target = _memory.AddSynapses(sum.Symbol, projection.Rows, projection.Columns);
                calls.Add(Synapses([], [new Store(terms, sum.Value)], $"{terms.Name} = {sum.Value}"));
                calls.Add(new SynapseSumCall(
                    matrix, target, sum.Symbol.Axes == Axes.Rows, $"{sum.Symbol.Name} = sum of {terms.Name}"));
            }

            calls.Add(Synapses([], local, Text(local)));
        }

        if (shared.Length > 0)
        {
            calls.Add(Call([], shared, 1, 1, Text(shared)));
        }

        return calls;

        PackedMatrix PackedBatch(Symbol values)
        {
            var source = _memory[values];
            var name = $"batch:{values.Name}";
            if (!_packed.TryGetValue(name, out var panels))
            {
                panels = new PackedMatrix(_memory.Batch, source.Columns, source.Type);
                _packed.Add(name, panels);
            }

            packed.TryAdd(name, new PackBatchCall(source, panels, $"{values.Name} packed over the batch"));
            return panels;
        }

        SynapseCall Synapses(IReadOnlyList<OuterSum> outer, IReadOnlyList<Store> stores, string line) =>
            Call(outer, stores, projection.Rows, projection.Columns, line);

        SynapseCall Call(IReadOnlyList<OuterSum> outer, IReadOnlyList<Store> stores, int rows, int columns, string line)
        {
            var kernel = stores.Count == 0
                ? null
                : _kernels.Bind(new ElementProgram(stores), symbol => _memory[symbol], columns);
            var targets = stores.Select(store => store.Target).ToArray();
            return new SynapseCall(product, [.. outer], kernel, rows, columns, RowsPerTask(rows), Touch, line);

            void Touch()
            {
                foreach (var target in targets)
                {
                    _memory.Touch(target);
                }
            }
        }
    }
}
