
namespace Homeostat.Planning;

/// <content>
/// A time step of a circuit with events, in Brian 2's order: sums over synapses, updates, thresholds, deliveries, resets.
/// </content>
internal sealed partial class PlanBuilder
{
    // How often states are searched for infinities: often enough to name the place, seldom enough to cost nothing.
    private const int StepsBetweenChecks = 16;

    private EventMemory Events => _buffers.Events!;

    private void EventStep(IReadOnlyList<(PopulationModel Population, IReadOnlyList<Store> Update)> free, List<ProjectionModel> learning)
    {
        RecordStates();

        HoldValues();

        // Sums over synapses can be looked at after every step, whether or not an equation uses them.
        foreach (var (input, _) in _model.Synapses.SelectMany(p => p.Summed))
        {
            Ensure(input.Symbol);
        }

        var prepared = free.Select(f => (f.Population, Stores: Prepared(f.Update, f.Population.Declaration.Size))).ToArray();
        if (learning.Count > 0)
        {
            LearnFrom(learning);
        }

        foreach (var (population, stores) in prepared)
        {
            Store(stores, population.Declaration.Size);
        }

        foreach (var store in prepared.SelectMany(p => p.Stores))
        {
            _freshness.Written(store.Target);
        }

        FollowClock();
        foreach (var population in _model.Populations)
        {
            foreach (var unitEvent in population.Events)
            {
                Notice(population, unitEvent);
            }
        }

        foreach (var recorder in _recorders.OfType<IEventRecorder>())
        {
            Emit(recorder.Call(Events));
        }

        Deliver();
        ResetUnits();
        foreach (var store in prepared.SelectMany(p => p.Stores).Where(s => IsState(s.Target)))
        {
            Emit(new EveryFewStepsCall(new FiniteCall(_memory[store.Target], store.Target.Name), StepsBetweenChecks));
        }

        EndStep();
    }

    private void RecordStates()
    {
        foreach (var recorder in _recorders.OfType<IStateRecorder>())
        {
            var symbol = _model.Named(recorder.Variable) is var (population, value)
                ? value.Symbol ?? Keep(value, population)
                : _model.Variable(recorder.Variable, "A recording").Symbol;
            Ensure(symbol);
            Emit(recorder.Call(_memory[symbol], Events.Slices));
        }
    }

    private bool IsState(Symbol symbol) => _model.Populations.Any(p => p.System.States.Contains(symbol));

    // What is one for all units cannot be computed slice by slice, and comes last: the others still read its old value.
    private void Store(IReadOnlyList<Store> stores, int units)
    {
        foreach (var part in stores.GroupBy(s => s.Target.Axes.HasFlag(Axes.Columns)).OrderByDescending(g => g.Key))
        {
            Elements([.. part], units);
        }
    }

    private void HoldValues()
    {
        foreach (var population in _model.Populations)
        {
            foreach (var (symbol, value) in population.Held)
            {
                _memory.AddPopulation(symbol, population.Declaration.Size);
                Elements([new Store(symbol, Prepare(value, population.Declaration.Size))], population.Declaration.Size);
                _freshness.Written(symbol);
            }
        }
    }

    private void Notice(PopulationModel population, UnitEvent unitEvent)
    {
        var (mask, logs) = (_memory[unitEvent.Mask], Events.LogOf(population, unitEvent.Name));
        if (unitEvent.Condition is not null)
        {
            Emit(new ThresholdCall(mask, logs, $"{population.Name}: {unitEvent.Name} where {unitEvent.Mask.Name}"));
        }
        else
        {
            var times = population.Declaration.Spikes!;
            var spikes = times.Units
                .Select((unit, k) => (Step: (long)Math.Round(times.Seconds[k] / population.TimeStep), Unit: unit))
                .Order()
                .ToArray();
            Emit(new ScheduleCall(
                [.. spikes.Select(s => s.Step)], [.. spikes.Select(s => s.Unit)], mask, logs, $"{population.Name}: given spikes"));
        }

        _freshness.Written(unitEvent.Mask);
    }

    private void FollowClock()
    {
        foreach (var projection in _model.Synapses.Where(p => p.OnClock is not null))
        {
            Meeting(projection, projection.OnClock!, () => Emit(Events.Own(new EverySynapseCall(
                Events.Of(projection), ProgramOf(projection, projection.OnClock!), _memory.Type, $"{projection.Name}: {Text(projection.OnClock!.Stores)}"))));
            Touched(projection, projection.OnClock!);
        }
    }

    private void Deliver()
    {
        var events = _model.Synapses.Where(p => p.OnPre is not null || p.OnPost is not null).ToArray();
        if (events.Length > 0)
        {
            // Everybody's spikes must be known.
            Emit(MeetCall.Instance);
        }

        foreach (var projection in events.Where(p => p.OnPre is not null))
        {
            Emit(Events.Own(Arrival(projection, projection.OnPre!)));
            Touched(projection, projection.OnPre!);
        }

        foreach (var projection in events.Where(p => p.OnPost is not null))
        {
            var pathway = projection.OnPost!;
            Emit(Events.Own(new PostCall(
                Events.Of(projection), Events.LogOf(projection.Post, projection.Declaration.PostEvent), ProgramOf(projection, pathway),
                _memory.Type, $"{projection.Name} on post: {Text(pathway.Stores)}")));
            Touched(projection, pathway);
        }

        if (events.Any(p => ReadsPre(p, p.OnPre) || ReadsPre(p, p.OnPost)))
        {
            // What some still read must not change yet.
            Emit(MeetCall.Instance);
        }

        foreach (var population in _model.Populations.Where(p => p.Arrivals.Count > 0))
        {
            LetIn(population);
        }

        foreach (var population in _model.Populations.Where(p => p.OnStep.Count > 0))
        {
            var stores = Prepared(population.OnStep, population.Declaration.Size);
            Store(stores, population.Declaration.Size);
            foreach (var store in stores)
            {
                _freshness.Written(store.Target);
            }
        }
    }

    // What has arrived at units that are refractory is lost.
    private void LetIn(PopulationModel population)
    {
        var may = population.MayChange();
        var stores = new List<Store>();
        foreach (var (variable, arrived) in population.Arrivals)
        {
            var value = _factory.Load(variable);
            stores.Add(new Store(variable, _factory.Select(may, _factory.Add(value, _factory.Load(arrived)), value)));
            stores.Add(new Store(arrived, _factory.Constant(0)));
        }

        Elements(stores, population.Declaration.Size);
        foreach (var store in stores)
        {
            _freshness.Written(store.Target);
        }
    }

    private PathwayCall Arrival(SpikingProjectionModel projection, Pathway pathway)
    {
        var (synapses, logs) = (Events.Of(projection), Events.LogOf(projection.Pre, projection.Declaration.PreEvent));
        var text = $"{projection.Name} on pre: {Text(pathway.Stores)}";
        if (synapses.HasOneDelay && WeightOf(projection, pathway) is var (target, weights, scale))
        {
            return new AddWeightsCall(
                synapses, logs, _memory[target], weights is null ? null : _memory[weights], scale, _memory.Type, text);
        }

        var program = ProgramOf(projection, pathway);
        return synapses.HasOneDelay
            ? new ArriveCall(synapses, logs, program, _memory.Type, text)
            : new ArriveSeverallyCall(synapses, logs, program, _memory.Type, text);
    }

    /// <summary>The target, weights and factor of a pathway that is nothing but <c>x_post += factor*w</c>; or null.</summary>
    private static (Symbol Target, Symbol? Weights, double Scale)? WeightOf(SpikingProjectionModel projection, Pathway pathway)
    {
        if (pathway.ByRow || pathway.Stores is not [var store] || projection.Meaning(store.Target) is not { Kind: EventOperandKind.Added } added)
        {
            return null;
        }

        return store.Value switch
        {
            { Operation: Operation.Constant } c => (added.Variable!, null, c.Value),
            { Symbol: { } s } when IsWeight(s) => (added.Variable!, s, 1),
            { Operation: Operation.Multiply, Arguments: [{ Operation: Operation.Constant } c, { Symbol: { } s }] } when IsWeight(s) =>
                (added.Variable!, s, c.Value),
            _ => null,
        };

        bool IsWeight(Symbol symbol) => projection.Meaning(symbol).Kind == EventOperandKind.Synapse;
    }

    private void ResetUnits()
    {
        foreach (var population in _model.Populations)
        {
            foreach (var unitEvent in population.Events.Where(e => e.Statements.Count > 0))
            {
                var stores = Prepared(unitEvent.Statements, population.Declaration.Size);
                Emit(Events.Own(new UnitEventCall(
                    Events.LogOf(population, unitEvent.Name), Events.Lanes, ProgramOf(population, stores), _memory.Type,
                    $"{population.Name} after {unitEvent.Name}: {Text(stores)}")));
                foreach (var store in stores)
                {
                    _freshness.Written(store.Target);
                }
            }
        }
    }

    // Sparse projections that are summed into an input, after what dense ones delivered.
    private void AddSums(Variable input)
    {
        foreach (var projection in _model.Synapses)
        {
            foreach (var (_, pathway) in projection.Summed.Where(s => s.Input == input))
            {
                Meeting(projection, pathway, () => Emit(Events.Own(new EverySynapseCall(
                    Events.Of(projection), ProgramOf(projection, pathway), _memory.Type, $"{projection.Name} summed: {Text(pathway.Stores)}"))));
            }
        }
    }

    private static bool ReadsPre(SpikingProjectionModel projection, Pathway? pathway) =>
        pathway is not null && pathway.Stores.SelectMany(s => s.Value.Symbols).Any(s => projection.Meaning(s).Kind == EventOperandKind.Pre);

    private void Meeting(SpikingProjectionModel projection, Pathway pathway, Action emit)
    {
        var meets = ReadsPre(projection, pathway);
        if (meets)
        {
            Emit(MeetCall.Instance);
        }

        emit();
        if (meets)
        {
            Emit(MeetCall.Instance);
        }
    }

    private void Touched(SpikingProjectionModel projection, Pathway pathway)
    {
        foreach (var store in pathway.Stores)
        {
            _freshness.Written(projection.Meaning(store.Target).Variable!);
        }
    }

    private EventProgram ProgramOf(SpikingProjectionModel projection, Pathway pathway)
    {
        // Values of the ends that a population computes from inputs or reductions are brought up to date first.
        foreach (var symbol in pathway.Stores.SelectMany(s => s.Value.Symbols))
        {
            if (projection.Meaning(symbol).Variable is { } variable)
            {
                Ensure(variable);
            }
        }

        return ProgramOf(pathway.Stores, pathway.ByRow, symbol =>
        {
            var meaning = projection.Meaning(symbol);
            var number = meaning.Kind switch
            {
                EventOperandKind.PreIndex => projection.PreSlice.First,
                EventOperandKind.PostIndex => projection.PostSlice.First,
                EventOperandKind.Uniform or EventOperandKind.Normal => (int)_buffers.EventStream(symbol.Name),
                _ => 0,
            };
            return (meaning, number);
        });
    }

    private EventProgram ProgramOf(PopulationModel population, IReadOnlyList<Store> stores) => ProgramOf(stores, byRow: false, symbol => (
        symbol == Clock.Time ? new SynapseSymbol(EventOperandKind.Time, null)
            : new SynapseSymbol(symbol.Axes.HasFlag(Axes.Columns) ? EventOperandKind.Post : EventOperandKind.Shared, symbol), 0));

    private EventProgram ProgramOf(IReadOnlyList<Store> stores, bool byRow, Func<Symbol, (SynapseSymbol Meaning, int Number)> meaningOf)
    {
        var program = new ElementProgram(stores);
        var (read, written) = (stores.SelectMany(s => s.Value.Symbols).ToHashSet(), stores.Select(s => s.Target).ToHashSet());
        var operands = program.Operands.Select(symbol =>
        {
            var (meaning, number) = meaningOf(symbol);
            return new EventOperand(
                meaning.Kind, meaning.Variable is { } v ? _memory[v] : null, read.Contains(symbol), written.Contains(symbol), number);
        });
        return new EventProgram(_kernels.Compile(program), [.. operands], byRow, _seed, _model.Circuit.TimeStep);
    }
}
