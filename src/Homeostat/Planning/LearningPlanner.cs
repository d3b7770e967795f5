namespace Homeostat.Planning;

/// <summary>Plans learning: sums over the batch, then the synapse equations.</summary>
internal sealed class LearningPlanner(PlanState state, ValuePlanner values)
{
    private readonly SynapseStatements _statements = new(state, values);
    private readonly SampleStatements _samples = new(state, values);

    /// <summary>Adds a learning phase.</summary>
    public void Learn(Learn learn)
    {
        var sparse = state.Model.Synapses.Where(p => p.Learning is not null && (learn.Projections.Count == 0 || learn.Projections.Contains(p.Name))).ToArray();
        string[] dense = [.. learn.Projections.Except(sparse.Select(p => p.Name))];
        if (learn.Projections.Count == 0 || dense.Length > 0)
        {
            Learn(Chosen(dense, "A learning phase"), learn.Update, learn.Gradient);
        }

        foreach (var projection in sparse)
        {
            RequireUpdate(learn, projection.Owner);
            LearnByRows(projection);
        }
    }

    /// <summary>The projections of these names, or all where there are none, that are matrices and can learn.</summary>
    /// <exception cref="HomeostatException">There is no such projection, or it has nothing to carry out.</exception>
    public IReadOnlyList<ProjectionModel> Chosen(IReadOnlyList<string> names, string purpose)
    {
        foreach (var name in names)
        {
            if (state.Model.Projections.FirstOrDefault(p => p.Name == name) is not { } found)
            {
                throw new HomeostatException(
                    $"{purpose} names the projection '{name}', which circuit '{state.Model.Circuit.Name}' does not have; it has "
                    + $"{string.Join(", ", state.Model.Projections.Select(p => p.Name))}.");
            }

            if (found.Learning.Count == 0)
            {
                throw new HomeostatException($"{purpose} names the projection '{name}', which has no OnLearn to carry out.");
            }
        }

        return [.. state.Model.Projections.Where(p => p.Learning.Count > 0 && (names.Count == 0 || names.Contains(p.Name)))];
    }

    /// <summary>Adds what projections learn, all of them from the values before any has learned.</summary>
    /// <param name="projections">The projections.</param>
    /// <param name="update">Whether the optimizer takes its step.</param>
    /// <param name="gradient">Whether the gradient is computed.</param>
    public void Learn(IReadOnlyList<ProjectionModel> projections, bool update = true, bool gradient = true)
    {
        var rules = projections.Select(p => (Projection: p, Stores: p.LearningRule(adds: state.Pending.Contains(p), update, gradient))).ToArray();
        foreach (var sum in rules.SelectMany(r => r.Projection.BatchSumsOf(r.Stores).Select(sum => (r.Projection, Sum: sum))))
        {
            Bring(sum.Projection, sum.Sum);
        }

        var samples = rules.Select(r => _samples.Of(r.Projection, r.Stores)).ToArray();

        // What is learned from is checked before anything is changed: a number that is not finite leaves all synapses as they are.
        foreach (var symbol in rules.SelectMany(r => r.Projection.BatchSumsOf(r.Stores).SelectMany(sum => Learned(r.Projection, sum)))
            .Concat(samples.SelectMany(SampleStatements.OfUnits)).Distinct())
        {
            state.Add(new Check(symbol, 1));
        }

        foreach (var ((projection, stores), ofSamples) in rules.Zip(samples))
        {
            Change(projection, stores, ofSamples);
            _ = update ? state.Pending.Remove(projection) : state.Pending.Add(projection);
        }

        state.Written(rules.SelectMany(r => r.Stores));
    }

    // Synapses stored as rows change by what they hold themselves. Targets are shared out, and with them all that is summed.
    private void LearnByRows(SpikingProjectionModel projection)
    {
        foreach (var sum in projection.SynapseSums)
        {
            state.Symbols.Add(sum.Symbol, Shape.OfUnits(Axes.Columns, projection.Post.Declaration.Size), SymbolKind.Derived);
            state.Add(new Assign(sum.Symbol, new NumberSource(0)));
            var pathway = new Pathway([new Store(projection.Added(sum.Symbol), sum.Value)], ByRow: false);
            state.Add(new EverySynapse(projection.Name, _statements.Of(projection, pathway), PerSample: false));
        }

        state.Add(new EverySynapse(projection.Name, _statements.Of(projection, projection.Learning!), PerSample: false));
        foreach (var store in projection.Learning!.Stores)
        {
            state.Fresh.Written(projection.Meaning(store.Target).Variable!);
        }
    }

    private void Bring(ProjectionModel projection, BatchSum sum)
    {
        if (projection.IsOneToOne)
        {
            values.Ensure(values.KeepPerUnit(state.Factory.Multiply(sum.Pre, sum.Post), projection.Post));
            return;
        }

        values.Ensure(sum.Symbol.Axes == Axes.Rows ? values.OneOfEachSample(projection.Pre) : values.KeepPerUnit(sum.Pre, projection.Pre));
        values.Ensure(values.KeepPerUnit(sum.Post, projection.Post));
    }

    private Symbol[] Learned(ProjectionModel projection, BatchSum sum) => projection.IsOneToOne
        ? [values.KeepPerUnit(state.Factory.Multiply(sum.Pre, sum.Post), projection.Post)]
        : sum.Symbol.Axes == Axes.Rows ? [values.KeepPerUnit(sum.Post, projection.Post)]
        : [values.KeepPerUnit(sum.Pre, projection.Pre), values.KeepPerUnit(sum.Post, projection.Post)];

    private void Change(ProjectionModel projection, IReadOnlyList<Store> stores, SampleSynapses? samples)
    {
        // Draws come first, so that the sums and the equations that follow them are carried out together.
        foreach (var draw in projection.DrawsOf(stores))
        {
            state.Symbols.Add(draw, Shape.OfMatrix(draw.Axes, projection.Rows, projection.Columns), SymbolKind.Derived);
            state.Add(new Draw(draw, projection.Random[draw], state.Symbols.StreamOf(draw), state.IsInStep ? null : state.NextDraw(draw.Name)));
        }

        foreach (var sum in projection.BatchSumsOf(stores))
        {
            state.Symbols.Add(sum.Symbol, Shape.OfMatrix(sum.Symbol.Axes, projection.Rows, projection.Columns), SymbolKind.Derived);
            state.Add(projection.IsOneToOne
                ? new Reduce(Reduction.Sum, 0, values.KeepPerUnit(state.Factory.Multiply(sum.Pre, sum.Post), projection.Post), sum.Symbol, ReducedAxis.Samples) { IsMean = sum.IsMean }
                : sum.Symbol.Axes == Axes.Rows
                ? new OuterProduct(
                    projection.Name, values.KeepPerUnit(sum.Post, projection.Post), values.OneOfEachSample(projection.Pre), new FullMatrix(projection.Rows, 1), sum.Symbol, sum.IsMean)
                : new OuterProduct(
                    projection.Name, values.KeepPerUnit(sum.Post, projection.Post), values.KeepPerUnit(sum.Pre, projection.Pre), projection.Storage, sum.Symbol, sum.IsMean));
        }

        if (samples is not null)
        {
            state.Add(samples);
            stores = [.. stores.Where(store => !projection.IsPerSample(store.Target))];
        }

        // Sums over a unit's synapses, and factors of all of them, need the batch sums first.
        foreach (var sum in projection.SynapseTotalsOf(stores))
        {
            state.Symbols.Add(sum.Symbol, Shape.OfMatrix(sum.Symbol.Axes, projection.Rows, projection.Columns), SymbolKind.Derived);
            var terms = sum.Value.Symbol;
            if (terms is null)
            {
                terms = new Symbol(sum.Symbol.Name + "#", sum.Value.Axes);
                var shape = Shape.OfMatrix(terms.Axes, projection.Rows, projection.Columns);
                state.Symbols.Add(terms, shape, SymbolKind.Derived);
                Elements([new Store(terms, sum.Value)], shape.Rows, shape.Columns);
            }

            state.Add(sum is SynapseSum { Reduction: var reduction, OfPost: var ofPost }
                ? new Reduce(reduction, 0, terms, sum.Symbol, ofPost ? ReducedAxis.SynapsesOfPost : ReducedAxis.SynapsesOfPre)
                : new Whiten(projection.Name, terms, sum.Symbol));
        }

        Elements([.. stores.Where(store => store.Target.Axes != Axes.None)], projection.Rows, projection.Columns);
        Elements([.. stores.Where(store => store.Target.Axes == Axes.None)], 1, 1);

        void Elements(IReadOnlyList<Store> part, int rows, int columns)
        {
            if (part.Count > 0)
            {
                state.Add(new Elements(projection.Name, ElementDomain.Synapses, rows, columns, part));
            }
        }
    }

    private static void RequireUpdate(Learn learn, string owner)
    {
        if (!learn.Update)
        {
            throw new HomeostatException(
                $"A learning phase keeps the gradient of {owner} for a later step (Update = false), but its synapses are stored as rows, which "
                + "learn from what they hold themselves. Leave Update at true.");
        }
    }
}
