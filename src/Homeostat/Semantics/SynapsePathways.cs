
namespace Homeostat.Semantics;

/// <summary>An update that is carried out at synapses.</summary>
/// <param name="Stores">
/// The stores: to variables of the synapse, to variables of its postsynaptic unit, or to amounts added to the latter.
/// </param>
/// <param name="ByRow">Whether it reads a variable of the postsynaptic unit that it writes, so that rows must be processed in order.</param>
internal sealed record Pathway(IReadOnlyList<Store> Stores, bool ByRow)
{
    /// <summary>The statements alone, with event-driven variables as they are when the event comes; only for the pathways of events.</summary>
    public IReadOnlyList<Store> Statements { get; init; } = [];
}

/// <summary>Translates the statements and equations of a projection for spikes, sums and the clock.</summary>
internal sealed class SynapsePathways(SpikingProjectionModel model, NodeFactory factory)
{
    /// <summary>The statements of on_pre or on_post, after the update of event-driven variables.</summary>
    public Pathway? OfEvent(string text, string what, PopulationModel population, string eventName)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (population.Events.All(e => e.Name != eventName))
        {
            throw new HomeostatException(
                $"{Capital(model.Owner)} has {what}, carried out at the event '{eventName}' of population '{population.Name}', which has "
                + (population.Events.Count == 0 ? "no events. Give it a Threshold, or given Spikes." : $"only: {string.Join(", ", population.Events.Select(e => e.Name))}."));
        }

        var owner = $"{what} of {model.Owner}";
        var statements = StatementList.Parse(text, owner);
        var stores = StatementLowering.Lower(
            statements, owner, model.Scope, model.Translator, model.Value, factory, name => Assignable(name, statements, owner));
        return Finish(Decayed(stores)) with { Statements = stores };
    }

    /// <summary>One step of the equations that follow the clock.</summary>
    public Pathway? OfClock()
    {
        var equations = model.ClockDriven.ToArray();
        if (equations.Length == 0)
        {
            return null;
        }

        var system = new DifferentialSystem(
            factory,
            [.. equations.Select(e => model.Value(e.Name)!.Symbol!)],
            [.. equations.Select(e => AtBeginning(model.Translator.Translate(e.Expression!)))],
            [])
        { Time = Clock.Time };
        var (_, values) = Integrator.Choose(system, model.TimeStep, model.Declaration.Method, model.Owner);
        return Finish([.. system.States.SelectMany((state, i) => Stored(equations[i].Name, state, values[i]))]);
    }

    // A slow variable comes with what rounding loses of it.
    private Store[] Stored(string name, Symbol state, Node value) => SlowStates.IsSlow(factory, state, value, IsParameter, model.Type)
        ? SlowStates.Stores(factory, state, value, model.Lost(model.Find(name)!))
        : [new Store(state, value)];

    private bool IsParameter(Symbol symbol) => model.Meaning(symbol) is { Kind: OperandKind.Synapse or OperandKind.Shared, Variable: { } variable }
        && model.Variables.Any(v => v.Symbol == variable)
        && model.ClockDriven.All(e => model.Find(e.Name)!.Symbol != variable);

    /// <summary>The pathways that add to inputs in every step.</summary>
    public IReadOnlyList<(Variable Input, Pathway Pathway)> OfSums() =>
        [.. model.Equations.Equations.Where(e => e.Has("summed")).Select(Sum)];

    /// <summary>The present value of an event-driven variable, stored to another symbol: to look at it must not change it.</summary>
    public Pathway OfPresent(Variable variable, Symbol to) => new([new Store(to, AtBeginning(model.Value(variable.Name)!))], ByRow: false);

    /// <summary>The statements of a learning phase.</summary>
    /// <param name="sums">The list to which the sums over synapses that they need are added.</param>
    public Pathway? OfLearning(List<SynapseSum> sums)
    {
        var text = model.Declaration.OnLearn;
        if (text.Length == 0)
        {
            return null;
        }

        var owner = $"OnLearn of {model.Owner}";
        var statements = StatementList.Parse(text, owner);
        var translator = new Translator(factory, model.Value) { Special = OverSynapses };
        var stores = StatementLowering.Lower(
            statements, owner, model.Scope, translator, model.Value, factory, name => model.Find(name) is null ? null : model.Value(name)!.Symbol);
        stores = stores.Any(store => model.EventDriven.Any(e => model.Find(e.Name)!.Symbol == store.Target))
            ? Updated(stores, ValuesAtBeginning(), LastStep())
            : [.. stores.Select(store => store with { Value = AtBeginning(store.Value) })];
        for (var k = 0; k < sums.Count; k++)
        {
            sums[k] = sums[k] with { Value = AtBeginning(sums[k].Value) };
        }

        foreach (var store in stores)
        {
            if (store.Target.Axes == Axes.None || sums.Select(s => s.Value).Append(store.Value).SelectMany(v => v.Symbols).Any(IsOfUnit))
            {
                throw new HomeostatException(
                    $"{Capital(owner)}: the change of '{store.Target.Name}' needs more than synapses have: {store.Value}. Here, where synapses are "
                    + $"stored as rows, it can name the synapse's own variables, constants, and sum_pre(...) over the synapses of a postsynaptic "
                    + $"unit; write what depends on the units in OnPre and OnPost.");
            }
        }

        return new Pathway(stores, ByRow: false);

        bool IsOfUnit(Symbol symbol) => model.Meaning(symbol) is { Kind: OperandKind.Pre or OperandKind.Post } meaning
            && sums.All(sum => sum.Symbol != meaning.Variable);

        Node? OverSynapses(CallExpression call, Translator inner)
        {
            if (call is not { Function: "sum_pre", Arguments: [var argument] })
            {
                return call.Function is not ("sum" or "mean" or "sum_post" or "sum_all" or "max_pre" or "max_post" or "max_all" or "whitening" or "softmax" or "logsumexp" or "kwta" or "kth_largest")
                    && !(call is { Function: "max", Arguments.Count: 1 })
                    ? null
                    : throw EquationException.At(
                        text, owner, call.Span, $"'{call.Function}' does not run over synapses that are stored as rows.",
                        "Take sum_pre(...), the sum over the synapses that a postsynaptic unit receives.");
            }

            var sum = new SynapseSum(new Symbol($"{model.Name}:sum{sums.Count}", Axes.Columns), inner.Translate(argument));
            sums.Add(sum);
            return factory.Load(model.End(sum.Symbol, isPre: false));
        }
    }

    private (Variable Input, Pathway Pathway) Sum(Equation equation)
    {
        if (model.EndOf(equation.Name) is not (var population, false, var inner)
            || population.Find(inner) is not { Kind: VariableKind.Input } input)
        {
            throw EquationException.At(
                model.Equations.Text, model.Owner, equation.NameSpan,
                "A (summed) line of a sparse projection is added up in a parameter or input of the postsynaptic population.",
                $"Name it x_post, where x is one of '{model.Post.Name}'. To send back, declare a projection the other way.");
        }

        new DimensionChecker(model.Equations.Text, model.Owner, model.Scope).RequireSame(
            equation.Dimension, input.Dimension, equation.NameSpan, $"what is delivered to '{input}'");
        var value = AtBeginning(model.Translator.Translate(equation.Expression!));
        RequireOwn(value);
        return (input, new Pathway([new Store(model.Added(input.Symbol), value)], ByRow: false));
    }

    private Symbol? Assignable(string name, StatementList statements, string owner)
    {
        if (model.Find(name) is { } own)
        {
            _ = model.Value(name);
            return own.Name == SpikingProjectionModel.UpdatedName ? null : own.Symbol;
        }

        if (model.EndOf(name) is not var (population, isPre, inner) || population.Find(inner) is not { } variable)
        {
            return null;
        }

        if (isPre || variable.Kind == VariableKind.Input)
        {
            var span = statements.Statements.First(s => s.Target == name).TargetSpan;
            throw EquationException.At(
                statements.Text, owner, span,
                isPre ? "A synapse cannot change its presynaptic unit." : $"'{name}' is an input, summed anew in every step.",
                isPre ? "Change the synapse's own variables, or the postsynaptic unit's." : "Declare it without (input), or deliver to a state variable.");
        }

        return model.End(variable.Symbol, isPre: false);
    }

    // Event-driven variables x with dx/dt = a + b·x: since the last event x has become x·e^(b·Δ) + a·Δ·(e^(b·Δ) − 1)/(b·Δ).
    private List<Store> Decayed(IReadOnlyList<Store> stores)
    {
        var equations = model.EventDriven.ToArray();
        if (equations.Length == 0)
        {
            return [.. stores];
        }

        return Updated(stores, ValuesAfter(factory.Subtract(model.Step(), LastUpdate())), model.Step());
    }

    // Stores in which event-driven variables have their present values, with those that the stores do not assign and the step to which
    // all of them belong.
    private List<Store> Updated(IReadOnlyList<Store> stores, Dictionary<Symbol, Node> now, Node step)
    {
        var assigned = stores.Select(store => store.Target).ToHashSet();
        var present = new Substitution(factory, now);
        return
        [
            .. stores.Select(store => store with { Value = present.Apply(store.Value) }),
            .. now.Where(n => !assigned.Contains(n.Key)).Select(n => new Store(n.Key, n.Value)),
            new Store(LastUpdate().Symbol!, step),
        ];
    }

    // The value at the beginning of the step, where no event has come yet: event-driven variables have decayed since the end of the
    // step of their last event, just as if they followed the clock.
    private Node AtBeginning(Node value) =>
        model.EventDriven.Any(e => DifferentialSystem.Contains(value, model.Find(e.Name)!.Symbol)) ? new Substitution(factory, ValuesAtBeginning()).Apply(value) : value;

    private Dictionary<Symbol, Node> ValuesAtBeginning() =>
        ValuesAfter(factory.Max(factory.Constant(0), factory.Subtract(LastStep(), LastUpdate())));

    private Node LastStep() => factory.Subtract(model.Step(), factory.Constant(1));

    private Node LastUpdate() => model.Value(SpikingProjectionModel.UpdatedName)!;

    /// <summary>The value of each event-driven variable some steps after its last event.</summary>
    private Dictionary<Symbol, Node> ValuesAfter(Node steps)
    {
        var equations = model.EventDriven.ToArray();
        var elapsed = factory.Multiply(factory.Constant(model.TimeStep), steps);
        return equations.ToDictionary(e => model.Value(e.Name)!.Symbol!, e => Solved(e, equations, elapsed));
    }

    private Node Solved(Equation equation, Equation[] equations, Node elapsed)
    {
        var states = equations.Select(e => model.Find(e.Name)!.Symbol).ToArray();
        var derivative = model.Translator.Translate(equation.Expression!);
        var own = model.Value(equation.Name)!.Symbol!;
        var system = new DifferentialSystem(factory, [own], [derivative], []);
        var slope = system.LinearCoefficient(0, 0);
        if (slope is null || states.Any(s => s != own && DifferentialSystem.Contains(derivative, s)))
        {
            throw EquationException.At(
                model.Equations.Text, model.Owner, equation.NameSpan,
                $"d{equation.Name}/dt is not linear in {equation.Name} alone, so it cannot be solved from one event to the next.",
                "Flag it (clock-driven) to have it solved step by step.");
        }

        var state = factory.Load(own);
        var exponent = factory.Multiply(slope, elapsed);
        var drive = system.At([factory.Constant(0)])[0];
        var decayed = factory.Multiply(state, factory.Apply(Operation.Exp, exponent));
        return factory.Add(decayed, factory.Multiply(factory.Multiply(drive, elapsed), ExponentialRatio.Of(factory, exponent)));
    }

    // x_post += w becomes an addition, whose order does not matter; any other write to the unit needs an order.
    private Pathway Finish(IReadOnlyList<Store> stores)
    {
        foreach (var store in stores)
        {
            RequireOwn(store.Value);
        }

        var result = new List<Store>();
        var byRow = false;
        foreach (var store in stores)
        {
            var (kind, variable, _) = model.Meaning(store.Target);
            if (kind == OperandKind.Synapse)
            {
                result.Add(store);
                continue;
            }

            if (kind != OperandKind.Post)
            {
                throw new HomeostatException(
                    $"{Capital(model.Owner)} assigns '{(variable ?? store.Target).Name}', which is one for all. Assign a variable that each synapse or "
                    + $"unit has.");
            }

            var slope = Differentiation.Gradient(factory, store.Value, factory.Constant(1), [factory.Load(store.Target)])[0];
            if (slope.Is(1))
            {
                var zero = new Substitution(factory, n => n.Symbol == store.Target ? factory.Constant(0) : null);
                var into = model.Post.StandsStill(variable!) ? model.Post.Arriving(variable!) : variable!;
                result.Add(new Store(model.Added(into), zero.Apply(store.Value)));
            }
            else
            {
                result.Add(model.Post.StandsStill(variable!)
                    ? store with { Value = factory.Select(model.AtEnd(model.Post.MayChange(), isPre: false), store.Value, factory.Load(store.Target)) }
                    : store);
                byRow = true;
            }
        }

        var written = result.Select(s => model.Meaning(s.Target)).Where(m => m.Kind is OperandKind.Added or OperandKind.Post)
            .Select(m => m.Variable).ToHashSet();
        byRow |= result.SelectMany(s => s.Value.Symbols).Any(s => model.Meaning(s).Kind == OperandKind.Post && written.Contains(model.Meaning(s).Variable));
        return new Pathway(result, byRow);
    }

    // A synapse can use values of its two units, but no sums over their populations.
    private void RequireOwn(Node value)
    {
        if (Contains(value))
        {
            throw new HomeostatException(
                $"{Capital(model.Owner)} needs a sum, mean or maximum over all units of a population: {value}. Work it out in the population, as a "
                + $"differential equation or a variable set in OnStep, and name that at the synapse.");
        }

        static bool Contains(Node node) => node.Operation == Operation.Reduce || node.Arguments.Any(Contains);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
