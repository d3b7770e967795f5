namespace Homeostat.Chips;

/// <summary>
/// Recognizes plasticity of pairs of spikes by what its statements do, whatever its names are: variables to which spikes add and which decay are traces; the weight changes at spikes by multiples of
/// traces, within limits; or such changes go to an eligibility, which turns into weight, times a parameter of the postsynaptic unit or not.
/// </summary>
/// <param name="model">The projection.</param>
/// <param name="simulation">The simulation, whose parameters are read.</param>
/// <param name="step">The time step of the chip.</param>
internal sealed class LearningReader(SpikingProjectionModel model, Simulation simulation, double step)
{
    private readonly NodeFactory _factory = simulation.Model.Factory;
    private (double Least, double Most) _limits = (double.NegativeInfinity, double.PositiveInfinity);

    private sealed record Change(bool AtPre, Symbol Target, LinearForm Form);

    /// <summary>The plasticity of all projections that learn, by name.</summary>
    /// <param name="simulation">The simulation, whose parameters are read.</param>
    /// <param name="chip">The chip.</param>
    /// <param name="step">The time step of the chip.</param>
    /// <param name="routes">What the projections deliver.</param>
    public static IReadOnlyDictionary<string, RealLearning> All(Simulation simulation, Chip chip, double step, IReadOnlyList<Route> routes)
    {
        var all = new Dictionary<string, RealLearning>();
        foreach (var model in simulation.Model.Synapses.Where(m => m.LearnsFromSpikes))
        {
            if (!chip.HasLearning)
            {
                throw ChipFaults.OfProjection(model.Name, $"its synapses change when spikes pass, and {chip.Name} has no learning", "Take loihi1 or loihi2, or declare it without OnPost, and with OnPre that only delivers.");
            }

            if (routes.Any(r => r.Projection.Name == model.Name && r.Delays is { } delays && delays.Any(d => d > 0)))
            {
                throw ChipFaults.OfProjection(model.Name, $"its synapses learn from spikes that arrive after a delay", "Leave out its delay; a chip learns from spikes as they are fired.");
            }

            all[model.Name] = new LearningReader(model, simulation, step).Read();
        }

        return all;
    }

    private RealLearning Read()
    {
        Require(model.Declaration.OnLearn.Length == 0, $"it has learning phases (OnLearn)", "On a chip, weights change at spikes alone.");
        Require(model.Declaration.PostEvent == UnitEvent.Spike, $"it learns at the event '{model.Declaration.PostEvent}'", "Use the event spike.");
        Require(model.Summed.Count == 0, $"it has (summed) lines beside what spikes do", "Let spikes alone deliver its weights.");
        var (weight, delivered) = Delivered();
        Change[] changes = [.. Changes(model.OnPre, true, weight), .. Changes(model.OnPost, false, weight)];
        var tags = changes.Where(c => c.Target != weight && c.Form.Coefficients.Keys.Any(s => s != c.Target)).Select(c => c.Target).Distinct().ToArray();
        Require(tags.Length <= 1, $"it has {tags.Length} variables beside the weight that add up traces ({string.Join(", ", tags.Select(Name))})", "A synapse of a chip has one tag.");
        var traces = changes.Where(c => c.Target != weight && !tags.Contains(c.Target)).GroupBy(c => c.Target).ToDictionary(c => c.Key, c => Trace(c.Key, [.. c]));
        var clock = Clock(weight, tags.FirstOrDefault());
        return new RealLearning(
            Name(weight), delivered, _limits.Least, _limits.Most, Terms(changes, weight, traces),
            tags is [var tag] ? new RealTag(Name(tag), Keep(tag), Terms(changes, tag, traces), clock.Gain, clock.Reward) : null);
    }

    private (Symbol Weight, double Delivered) Delivered()
    {
        var added = model.OnPre?.Stores.Where(s => model.Meaning(s.Target).Kind == OperandKind.Added).ToArray() ?? [];
        Require(added.Length == 1, $"a spike adds to {added.Length} variables of the postsynaptic unit", "Let it deliver its weight to one, as ge += w.");
        return LinearForm.Of(_factory, added[0].Value, IsOwn) is { Coefficients: { Count: 1 } own } form && form.Constant.Is(0)
            ? (own.Keys.Single(), Value(own.Values.Single()))
            : throw Refuse($"what a spike adds is '{added[0].Value}'", "Let it be a constant times one variable of the synapse, as it was before the spike: ge += J*w as the first statement.");
    }

    private IEnumerable<Change> Changes(Pathway? pathway, bool atPre, Symbol weight)
    {
        foreach (var store in pathway?.Statements ?? [])
        {
            if (model.Meaning(store.Target).Kind != OperandKind.Synapse)
            {
                Require(atPre, $"a postsynaptic spike changes its unit", "Let OnPost change the synapse alone.");
                continue;
            }

            var name = Name(store.Target);
            var form = LinearForm.Of(_factory, store.Target == weight ? Unlimited(store.Value) : store.Value, IsOwn);
            Require(form is not null, $"at a {(atPre ? "pre" : "post")}synaptic spike, '{name}' becomes '{store.Value}', which is no sum of multiples of traces", "A chip has pairwise, additive plasticity: w = clip(w + A*x, 0, w_max).");
            Require(
                form!.Coefficients.TryGetValue(store.Target, out var self) && self.Is(1), $"a {(atPre ? "pre" : "post")}synaptic spike sets '{name}'", $"On a chip, it adds to it: {name} += ...");
            yield return new Change(atPre, store.Target, form);
        }
    }

    // The value between the limits of the weight, which are kept.
    private Node Unlimited(Node value)
    {
        while (value.Operation is Operation.Min or Operation.Max && value.Arguments.FirstOrDefault(a => !a.Symbols.Any(IsOwn)) is { } limit)
        {
            var given = Value(limit);
            _limits = value.Operation == Operation.Min ? (_limits.Least, Math.Min(_limits.Most, given)) : (Math.Max(_limits.Least, given), _limits.Most);
            value = ReferenceEquals(value.Arguments[0], limit) ? value.Arguments[1] : value.Arguments[0];
        }

        return value;
    }

    private RealTrace Trace(Symbol symbol, Change[] changes)
    {
        Require(changes.Length == 1, $"both pre- and postsynaptic spikes add to '{Name(symbol)}'", "A trace of a chip is of one unit.");
        return new RealTrace(Name(symbol), changes[0].AtPre, Value(changes[0].Form.Constant), Keep(symbol));
    }

    // What one step of the chip keeps of a variable.
    private double Keep(Symbol symbol)
    {
        var name = Name(symbol);
        if (model.EventDriven.FirstOrDefault(e => e.Name == name) is { } equation)
        {
            return Math.Exp(step * Factor(model.Translator.Translate(equation.Expression!)));
        }

        return model.OnClock?.Stores.FirstOrDefault(s => s.Target == symbol) is { } store ? Math.Pow(Factor(store.Value), step / simulation.Circuit.TimeStep) : 1;

        double Factor(Node value)
        {
            var form = LinearForm.Of(_factory, value, IsOwn);
            Require(form is { Coefficients.Count: 1 } && form.Constant.Is(0) && form.Coefficients.ContainsKey(symbol), $"'{name}' does more than decay", $"Write it as d{name}/dt = -{name}/tau.");
            return Value(form!.Coefficients[symbol]);
        }
    }

    // The change of the weight that follows the clock.
    private (double Gain, string? Reward) Clock(Symbol weight, Symbol? tag)
    {
        if (model.OnClock?.Stores.FirstOrDefault(s => s.Target == weight) is not { } store)
        {
            Require(tag is null, $"'{(tag is null ? "" : Name(tag))}' adds up traces and does not act on the weight", "Leave it out, or write dw/dt = reward_post*z/tau.");
            return (0, null);
        }

        var form = LinearForm.Of(_factory, store.Value, IsOwn);
        Require(
            tag is not null && form is { Coefficients.Count: 2 } && form.Constant.Is(0) && form.Coefficients.TryGetValue(weight, out var self) && self.Is(1) && form.Coefficients.ContainsKey(tag),
            $"the equation of '{Name(weight)}' is more than an eligibility times a value of the postsynaptic unit", "Write it as dw/dt = reward_post*z/tau.");
        var (factor, steps) = (form!.Coefficients[tag!], step / simulation.Circuit.TimeStep);
        var units = factor.Symbols.Where(s => model.Meaning(s).Kind == OperandKind.Post).ToArray();
        if (units.Length == 0)
        {
            return (Value(factor) * steps, null);
        }

        var reward = model.Meaning(units[0]).Variable!;
        var product = LinearForm.Of(_factory, factor, s => model.Meaning(s).Kind == OperandKind.Post);
        Require(product is { Coefficients.Count: 1 } && product.Constant.Is(0), $"its weight changes by '{factor}' times '{Name(tag!)}'", "Let it be a constant times one parameter of the postsynaptic unit, as reward_post.");
        var kind = model.Post.Variables.FirstOrDefault(v => v.Symbol == reward)?.Kind;
        Require(kind == VariableKind.Parameter, $"its weight changes by '{reward.Name}', which follows an equation", "Let it be a parameter of the postsynaptic units, which is set from outside.");
        return (Value(product!.Coefficients.Values.Single()) * steps, reward.Name[(model.Post.Name.Length + 1)..]);
    }

    // Traces of a chip have the spikes of the step in them. What they have more than in the circuit, whose presynaptic spikes come before the postsynaptic ones of the step, is taken away.
    private List<RealTerm> Terms(Change[] changes, Symbol target, Dictionary<Symbol, RealTrace> traces)
    {
        var terms = new List<RealTerm>();
        foreach (var change in changes.Where(c => c.Target == target))
        {
            var constant = Value(change.Form.Constant);
            foreach (var (symbol, coefficient) in change.Form.Coefficients.Where(c => c.Key != target))
            {
                Require(traces.ContainsKey(symbol), $"the change of '{Name(target)}' depends on '{Name(symbol)}', to which no spike adds", "Let it depend on traces, parameters (shared, constant) and numbers.");
                var (trace, factor) = (traces[symbol], Value(coefficient));
                terms.Add(new RealTerm(change.AtPre, trace, factor * trace.Jump));
                constant -= trace.IsPre == change.AtPre ? factor * trace.Jump : 0;
                if (change.AtPre && !trace.IsPre)
                {
                    terms.Add(new RealTerm(true, null, -factor * trace.Jump, AtBoth: true));
                }
            }

            if (Math.Abs(constant) > 1e-12 * terms.Select(t => Math.Abs(t.Change)).DefaultIfEmpty().Max())
            {
                terms.Add(new RealTerm(change.AtPre, null, constant));
            }
        }

        return [.. terms.Where(t => t.Change != 0)];
    }

    private bool IsOwn(Symbol symbol) => model.Meaning(symbol).Kind == OperandKind.Synapse;

    private double Value(Node value) => new ScalarExpression(value).Of(symbol => model.Meaning(symbol) is { Kind: OperandKind.Shared, Variable: { } variable } && variable.Name.StartsWith($"{model.Name}.", StringComparison.Ordinal)
        ? simulation.Synapses(model.Name).Get(Name(variable))[0]
        : throw Refuse($"how it learns depends on '{(model.Meaning(symbol).Variable ?? symbol).Name}'", "Let it depend on traces, parameters (shared, constant) and numbers."));

    private string Name(Symbol symbol) => symbol.Name[(model.Name.Length + 1)..];

    private void Require(bool holds, InvariantMessage why, string remedy)
    {
        if (!holds)
        {
            throw Refuse(why, remedy);
        }
    }

    private HomeostatException Refuse(InvariantMessage why, string remedy) => ChipFaults.OfProjection(model.Name, why, remedy);
}
