namespace Homeostat.Planning;

/// <summary>
/// Plans a time step of a circuit with events, in the order of Brian 2: sums over synapses, updates, thresholds, deliveries, resets.
/// </summary>
internal sealed class EventPlanner(PlanState state, ValuePlanner values, LearningPlanner learning, IReadOnlyList<IRecorder> recorders)
{
    // How often states are searched for infinities: often enough to name the place, seldom enough to cost nothing.
    private const int StepsBetweenChecks = 16;

    private readonly SynapseStatements _statements = new(state, values);

    private CircuitModel Model => state.Model;

    /// <summary>Adds a step.</summary>
    /// <param name="free">The populations that are updated.</param>
    /// <param name="plastic">The dense projections that learn in each step.</param>
    public void Step(IReadOnlyList<Settling> free, IReadOnlyList<ProjectionModel> plastic)
    {
        values.Hold();
        RecordStates();

        // Sums over synapses can be looked at after every step, whether or not an equation uses them.
        foreach (var (input, _) in Model.Synapses.SelectMany(p => p.Summed))
        {
            values.Ensure(input.Symbol);
        }

        var prepared = free.Select(f => (f.Population, Stores: values.Prepare(f.Update, f.Population))).ToArray();
        if (plastic.Count > 0)
        {
            learning.Learn(plastic);
        }

        foreach (var (population, stores) in prepared)
        {
            values.Store(stores, population);
        }

        state.Written(prepared.SelectMany(p => p.Stores));
        FollowClock();
        foreach (var population in Model.Populations)
        {
            foreach (var unitEvent in population.Events)
            {
                Notice(population, unitEvent);
            }
        }

        foreach (var recorder in recorders.OfType<IEventRecorder>())
        {
            state.Add(new Observe(recorder, null));
        }

        Deliver();
        ResetUnits();
        foreach (var store in prepared.SelectMany(p => p.Stores).Where(s => IsState(s.Target)))
        {
            state.Add(new Check(store.Target, StepsBetweenChecks));
        }

        state.EndMoment();
    }

    private bool IsState(Symbol symbol) => Model.Populations.Any(p => p.System.States.Contains(symbol));

    private void RecordStates()
    {
        foreach (var recorder in recorders.OfType<IStateRecorder>())
        {
            var symbol = Model.Find(recorder.Variable) is { } stored ? Present(stored.Symbol)
                : Model.Named(recorder.Variable) is var (population, value) ? values.Keep(value, population)
                : Model.Variable(recorder.Variable, "A recording").Symbol;
            values.Ensure(symbol);
            state.Add(new Observe(recorder, symbol));
        }
    }

    // A variable that only events bring up to date is worked out for the recording.
    private Symbol Present(Symbol variable)
    {
        foreach (var projection in Model.Synapses)
        {
            if (projection.Present.TryGetValue(variable, out var present))
            {
                state.Symbols.Add(present.Now, Shape.OfSynapses(present.Now.Axes, projection.Name), SymbolKind.Synaptic);
                state.Add(new EverySynapse(projection.Name, _statements.Of(projection, present.Pathway), PerSample: true));
                return present.Now;
            }
        }

        return variable;
    }

    private void Notice(PopulationModel population, UnitEvent unitEvent)
    {
        if (unitEvent.Condition is not null)
        {
            state.Add(new Threshold(population.Name, unitEvent.Name, unitEvent.Mask));
        }
        else
        {
            var times = population.Declaration.Spikes!;
            var spikes = times.Units
                .Select((unit, k) => (Step: (long)Math.Round(times.Seconds[k] / population.TimeStep), Unit: unit))
                .Order()
                .ToArray();
            state.Add(new GivenSpikes(population.Name, [.. spikes.Select(s => s.Step)], [.. spikes.Select(s => s.Unit)], unitEvent.Mask));
        }

        state.Fresh.Written(unitEvent.Mask);
    }

    private void FollowClock()
    {
        foreach (var projection in Model.Synapses.Where(p => p.OnClock is not null))
        {
            state.Add(new EverySynapse(projection.Name, _statements.Of(projection, projection.OnClock!), PerSample: true));
            Touched(projection, projection.OnClock!);
        }
    }

    private void Deliver()
    {
        foreach (var projection in Model.Synapses.Where(p => p.OnPre is not null && !p.Declaration.IsCut))
        {
            Deliver(projection, projection.OnPre!, projection.Pre, projection.Declaration.PreEvent, isPost: false);
        }

        foreach (var projection in Model.Synapses.Where(p => p.OnPost is not null))
        {
            Deliver(projection, projection.OnPost!, projection.Post, projection.Declaration.PostEvent, isPost: true);
        }

        foreach (var population in Model.Populations.Where(p => p.Arrivals.Count > 0))
        {
            LetArrive(population);
        }

        foreach (var population in Model.Populations.Where(p => p.OnStep.Count > 0))
        {
            var stores = values.Prepare(population.OnStep, population);
            values.Store(stores, population);
            state.Written(stores);
        }
    }

    private void Deliver(SpikingProjectionModel projection, Pathway pathway, PopulationModel population, string unitEvent, bool isPost)
    {
        state.Add(new Deliver(projection.Name, population.Name, unitEvent, isPost, _statements.Of(projection, pathway)));
        Touched(projection, pathway);
    }

    // What has arrived at units that are refractory is lost.
    private void LetArrive(PopulationModel population)
    {
        var factory = state.Factory;
        var may = population.MayChange();
        var stores = new List<Store>();
        foreach (var (variable, arrived) in population.Arrivals)
        {
            var value = factory.Load(variable);
            stores.Add(new Store(variable, factory.Select(may, factory.Add(value, factory.Load(arrived)), value)));
            stores.Add(new Store(arrived, factory.Constant(0)));
        }

        values.Elements(stores, population);
        state.Written(stores);
    }

    private void ResetUnits()
    {
        foreach (var population in Model.Populations)
        {
            foreach (var unitEvent in population.Events.Where(e => e.Statements.Count > 0))
            {
                var stores = values.Prepare(unitEvent.Statements, population);
                state.Add(new AtEvent(population.Name, unitEvent.Name, SynapseStatements.OfUnits(stores)));
                state.Written(stores);
            }
        }
    }

    private void Touched(SpikingProjectionModel projection, Pathway pathway)
    {
        foreach (var store in pathway.Stores)
        {
            state.Fresh.Written(projection.Meaning(store.Target).Variable!);
        }
    }
}
