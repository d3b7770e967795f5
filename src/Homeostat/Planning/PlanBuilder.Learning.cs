
namespace Homeostat.Planning;

/// <content>Learning: sums over the batch, then the synapse equations.</content>
internal sealed partial class PlanBuilder
{
    private void LearnOnce(Learn learn)
    {
        var sparse = _model.Synapses.Where(p => p.Learning is not null && (learn.Projections.Count == 0 || learn.Projections.Contains(p.Name))).ToArray();
        string[] dense = [.. learn.Projections.Except(sparse.Select(p => p.Name))];
        if (learn.Projections.Count == 0 || dense.Length > 0)
        {
            LearnFrom(Chosen(dense, "A learning phase"));
        }

        foreach (var projection in sparse)
        {
            LearnFromOwn(projection);
        }
    }

    // Synapses stored as rows change by what they hold themselves. Targets are shared out, and with them all that is summed.
    private void LearnFromOwn(SpikingProjectionModel projection)
    {
        var calls = new List<RowCall>();
        foreach (var sum in projection.SynapseSums)
        {
            var total = _memory.AddPopulation(sum.Symbol, projection.Post.Declaration.Size);
            calls.Add(new ResetCall(total, 0, $"{sum.Symbol.Name} = 0"));
            calls.Add(Every(new Pathway([new Store(projection.Added(sum.Symbol), sum.Value)], ByRow: false)));
        }

        calls.Add(Every(projection.Learning!));
        Emit(new SlicedCall([.. calls], Events.Slices));
        Touched(projection, projection.Learning!);

        EverySynapseCall Every(Pathway pathway) => Events.Own(new EverySynapseCall(
            Events.Of(projection), ProgramOf(projection, pathway), _memory.Type, $"{projection.Name}: {Text(pathway.Stores)}"));
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
        var lines = new List<string>();
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
            lines.Add($"{sum.Symbol.Name} = {(sum.IsMean ? "mean" : "sum")} of {post.Name} ⊗ {pre.Name}");
        }

        var local = projection.Learning.Where(store => store.Target.Axes != Axes.None).ToArray();
        var shared = projection.Learning.Where(store => store.Target.Axes == Axes.None).ToArray();
        if (projection.SynapseSums.Count == 0)
        {
            calls.Add(Synapses(sums, local, string.Join("; ", lines.Append(Text(local)))));
        }
        else
        {
            // Sums over a unit's synapses need the batch sums of all of them first.
            calls.Add(Synapses(sums, [], string.Join("; ", lines)));
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
