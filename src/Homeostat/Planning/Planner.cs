using System.Globalization;

namespace Homeostat.Planning;

/// <summary>
/// Turns a schedule into operations. It walks the phases and asks for what each needs; what is needed and stale is computed
/// first, recursively (see <see cref="Freshness"/>).
/// </summary>
internal sealed class Planner
{
    private readonly PlanState _state;
    private readonly ValuePlanner _values;
    private readonly LearningPlanner _learning;
    private readonly SettlePlanner _settling;
    private readonly Dictionary<string, Symbol> _streams = new(StringComparer.Ordinal);
    private readonly List<Symbol> _energies = [];

    private Planner(CircuitModel model, SymbolTable symbols, IReadOnlyList<IRecorder> recorders)
    {
        _state = new PlanState(model, symbols);
        _values = new ValuePlanner(_state);
        _learning = new LearningPlanner(_state, _values);
        _settling = new SettlePlanner(_state, _values, _learning, recorders);
    }

    private CircuitModel Model => _state.Model;

    /// <summary>The plan of a schedule.</summary>
    /// <param name="model">The circuit.</param>
    /// <param name="symbols">The symbols that all plans of the circuit share; those that the plan needs are added.</param>
    /// <param name="schedule">The phases.</param>
    /// <param name="recorders">What looks on in every time step.</param>
    /// <exception cref="HomeostatException">The schedule does not fit the circuit; the message says where.</exception>
    public static Plan Of(CircuitModel model, SymbolTable symbols, IReadOnlyList<Phase> schedule, IReadOnlyList<IRecorder> recorders)
    {
        var planner = new Planner(model, symbols, recorders);
        planner.Add(schedule);
        return planner._state.Pending.FirstOrDefault() is { } waiting
            ? throw new HomeostatException(
                $"The gradient of {waiting.Owner} waits for the optimizer's step at the end of the schedule (Update = false). End with a "
                + "learning phase that updates it.")
            : new Plan(planner._state.Operations, symbols, planner._streams, [.. planner._energies.Distinct()]);
    }

    private void Add(IReadOnlyList<Phase> schedule)
    {
        foreach (var phase in schedule)
        {
            switch (phase)
            {
                case Clamp clamp: Hold(clamp); break;
                case Release release: LetGo(release); break;
                case Set set: Assign(set); break;
                case Act act: Carry(act); break;
                case Sweep sweep: Visit(sweep); break;
                case Settle settle: _settling.Settle(settle); break;
                case Learn learn: _learning.Learn(learn); break;
                case Measure: _energies.AddRange(Energies()); break;
                case Probe probe: BringUpToDate(probe); break;
                case Repeat repeat: Again(repeat); break;
                case Over over: OverTime(over); break;
                case Keep keep: KeepAt(keep); break;
                case Try candidates: TryEach(candidates); break;
                default: throw new HomeostatException($"There is no plan for the phase {phase.GetType().Name}.");
            }
        }
    }

    private void Hold(Clamp clamp)
    {
        var variable = PerUnit(clamp.Variable, "A clamp");
        var symbol = new Symbol($"stream:{clamp.Stream}", Axes.Both);
        var units = Model.Population(variable.Owner).Declaration.Size;
        var shape = new Shape(true, 1, _state.Times > 0 ? _state.Times * units : units);
        if (_state.Symbols.Contains(symbol.Name) && _state.Symbols[symbol].Shape != shape)
        {
            throw new HomeostatException(
                $"The stream '{clamp.Stream}' is clamped to '{variable}' with {shape.Columns} values a sample and elsewhere with "
                + $"{_state.Symbols[symbol].Shape.Columns}. Use one stream for each size.");
        }

        _state.Symbols.Add(symbol, shape, SymbolKind.Stream);
        _streams[clamp.Stream] = symbol;
        _state.Clamped.Add(variable.Symbol);
        Write(variable.Symbol, new StreamSource(symbol, clamp.Stream, _state.Times > 0));

        // A number that is not finite is said before anything is learned from it.
        _state.Add(new Check(variable.Symbol, 1));
    }

    private void LetGo(Release release)
    {
        var variable = PerUnit(release.Variable, "A release");
        if (!_state.Clamped.Remove(variable.Symbol))
        {
            throw new HomeostatException(
                $"The schedule releases '{release.Variable}', which it does not hold at this point; it holds "
                + $"{string.Join(", ", _state.Clamped.Select(symbol => symbol.Name).DefaultIfEmpty("nothing"))}.");
        }
    }

    private void Assign(Set set)
    {
        if (!double.IsFinite(set.Value))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture, $"The schedule sets '{set.Variable}' to {set.Value}; give a finite number."));
        }

        var variable = Model.Variable(set.Variable, "A phase that sets a variable");
        if (variable.Kind == VariableKind.Input)
        {
            throw new HomeostatException(
                $"The schedule sets '{set.Variable}', which is an input: projections add it up anew. Set what they send, or another variable.");
        }

        Write(variable.Symbol, new NumberSource(set.Value));
    }

    private void Carry(Act act)
    {
        foreach (var name in act.Populations)
        {
            // The circuit refuses a name that it does not have.
            if (Model.Population(Model.Circuit[name].Name).ActionOf(act.Action) is null)
            {
                throw NoAction(act.Action, name);
            }
        }

        var acting = Model.Populations
            .Where(p => p.ActionOf(act.Action) is not null && (act.Populations.Count == 0 || act.Populations.Contains(p.Name)))
            .ToArray();
        if (acting.Length == 0)
        {
            throw NoAction(act.Action, null);
        }

        var prepared = acting.Select(p => (Population: p, Stores: _values.Prepare(Free(p.ActionOf(act.Action)!), p))).ToArray();
        foreach (var (population, stores) in prepared)
        {
            _values.Store(stores, population);
        }

        _state.Written(prepared.SelectMany(p => p.Stores));
        _state.EndMoment();
    }

    private void Visit(Sweep sweep)
    {
        if (sweep.Action != Sweep.Unnamed && Model.Populations.All(p => p.ActionOf(sweep.Action) is null))
        {
            throw NoAction(sweep.Action, null);
        }

        foreach (var (population, _) in Model.GraphOrder(sweep.Action))
        {
            var stores = _values.Prepare(Free(population.ActionOf(sweep.Action) ?? []), population);
            if (stores.Length > 0)
            {
                _values.Store(stores, population);
                _state.Written(stores);
            }
        }

        _state.EndMoment();
    }

    private HomeostatException NoAction(string action, string? population)
    {
        var all = Model.Populations.Where(p => population is null || p.Name == population).SelectMany(p => p.Declaration.Actions.Keys).Distinct();
        return new HomeostatException(
            $"{(population is null ? $"No population of circuit '{Model.Circuit.Name}'" : $"Population '{population}' does not")} "
            + $"{(population is null ? "has" : "have")} an action '{action}'; there are: {string.Join(", ", all.DefaultIfEmpty("none"))}. "
            + $"Declare it by Actions = new() {{ [\"{action}\"] = \"...\" }}.");
    }

    private Store[] Free(IReadOnlyList<Store> stores) => [.. stores.Where(store => !_state.Clamped.Contains(store.Target))];

    /// <summary>The terms of the free energy, one value a sample each, up to date.</summary>
    private List<Symbol> Energies()
    {
        var energies = new List<Symbol>();
        foreach (var population in Model.Populations)
        {
            foreach (var (name, value) in population.Energies)
            {
                var symbol = value.Operation == Operation.Reduce
                    ? _values.Reduction(value, population, $"sum {population.Name}.{name}")
                    : _values.Keep(value, population, Axes.Rows);
                _values.Ensure(symbol);
                energies.Add(symbol);
            }
        }

        return energies;
    }

    private void BringUpToDate(Probe probe)
    {
        if (Model.Named(probe.Variable) is var (population, value))
        {
            _values.Ensure(_values.Keep(value, population));
            return;
        }

        // A synapse's variables are stored, so there is nothing to do if it is one.
        Model.Variable(probe.Variable, "A probe");
    }

    private void Again(Repeat repeat)
    {
        if (repeat.Count < 0)
        {
            throw new HomeostatException($"Phases cannot be repeated {repeat.Count} times; give zero or more.");
        }

        Rounds(LoopKind.Rounds, repeat.Count, () => Add(repeat.Phases));
    }

    private void OverTime(Over over)
    {
        if (over.Times < 1)
        {
            throw new HomeostatException($"A schedule cannot go over {over.Times} time points; give one or more.");
        }

        if (_state.Times > 0)
        {
            throw new HomeostatException("A schedule goes over time points within a loop over time points. Data have one time axis: leave one of the loops out.");
        }

        _state.Times = over.Times;
        Rounds(LoopKind.Times, over.Times, () => Add(over.Phases));
        _state.Times = 0;
    }

    private void KeepAt(Keep keep)
    {
        var sequence = PerUnit(keep.Sequence, "A sequence that is kept");
        var (population, value) = Model.Named(keep.Variable) is { Population: not null } named ? named : throw new HomeostatException(
            $"The schedule keeps '{keep.Variable}', which no population of circuit '{Model.Circuit.Name}' has. Name a value of a population, as in output.y.");
        var (units, there) = (_state.Times * population.Declaration.Size, Model.Population(sequence.Owner).Declaration.Size);
        if (units != there)
        {
            throw new HomeostatException(_state.Times == 0
                ? $"The schedule keeps '{keep.Variable}' outside of a loop over time points. Put the phase into Over."
                : $"'{keep.Variable}' has {units} values over {_state.Times} time points, but '{sequence}', which keeps them, has {there} units. Give its population {units}.");
        }

        var kept = _values.KeepPerUnit(value, population);
        _values.Ensure(kept);
        Write(sequence.Symbol, new KeptSource(kept));
    }

    private void TryEach(Try candidates)
    {
        var candidate = PerUnit(candidates.Candidate, "A trial of candidates");
        var score = PerUnit(candidates.Score, "The score of candidates");
        var (count, scores) = (Model.Population(candidate.Owner).Declaration.Size, Model.Population(score.Owner).Declaration.Size);
        if (scores != count)
        {
            throw new HomeostatException(
                $"Candidates are the {count} units of '{candidate}', but their scores go to the {scores} units of '{score}'. Give as many units to both.");
        }

        if (candidates.Phases.Any(phase => phase is Learn or Settle { Plastic: not null }))
        {
            throw new HomeostatException("Candidates are tried with the synapses as they are; leave learning out of their phases.");
        }

        Rounds(LoopKind.Candidates, count, () =>
        {
            _state.Clamped.Add(candidate.Symbol);
            Write(candidate.Symbol, new CandidateSource());
            Add(candidates.Phases);
            var value = ScoreOf(candidates);
            _values.Ensure(value);
            Write(score.Symbol, new ScoreSource(value));
        });
        _state.Clamped.Remove(candidate.Symbol);
    }

    private Symbol ScoreOf(Try candidates)
    {
        if (candidates.Of is null)
        {
            var energies = Energies();
            return energies.Count == 0
                ? throw new HomeostatException(
                    $"Candidates are scored by minus the free energy, but no population of circuit '{Model.Circuit.Name}' has a term flagged (energy). "
                    + "Flag one, or name the score by Of.")
                : _values.Keep(
                    _state.Factory.Negate(energies.Select(_state.Factory.Load).Aggregate(_state.Factory.Add)), Model.Populations[0], Axes.Rows);
        }

        return Model.Named(candidates.Of) is var (population, value) && !value.Axes.HasFlag(Axes.Columns)
            ? _values.Keep(value, population, Axes.Rows)
            : throw new HomeostatException(
                $"The score of a candidate is '{candidates.Of}', which is not one value a sample. Name a sub-expression of a population that is, such as "
                + "goodness = mean(rate**2).");
    }

    private void Rounds(LoopKind kind, int count, Action round)
    {
        if (count > 0)
        {
            _state.Add(new Loop(kind, count, _state.Bodies(count, round)));
        }
    }

    private Variable PerUnit(string path, string purpose)
    {
        var variable = Model.Variable(path, purpose);
        if (variable.Kind == VariableKind.Input || variable.Symbol.Axes != Axes.Both
            || !Model.Populations.Any(p => p.Name == variable.Owner))
        {
            throw new HomeostatException(
                $"{purpose} needs a variable of a population that has a value for each sample and unit; '{path}' is "
                + (variable.Kind == VariableKind.Input ? "an input, which projections add up." : "not one."));
        }

        return variable;
    }

    private void Write(Symbol symbol, Source value)
    {
        _state.Add(new Assign(symbol, value));
        _state.Fresh.Written(symbol);
    }
}
