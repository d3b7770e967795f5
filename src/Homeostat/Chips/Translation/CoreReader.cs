namespace Homeostat.Chips;

/// <summary>
/// Recognizes integrate-and-fire neurons by what the integrator makes of their equations: a step that is linear in the states, whatever the equations
/// look like and however they are solved. Nothing is lost by it: in real numbers, the neuron that is read does what the circuit's does.
/// </summary>
internal sealed class CoreReader
{
    private readonly PopulationModel _population;
    private readonly ParameterValues _parameters;
    private readonly Simulation _simulation;
    private readonly IReadOnlyCollection<Symbol> _targets;
    private readonly List<Symbol> _states;
    private readonly LinearForm[] _forms;

    /// <param name="population">The population.</param>
    /// <param name="simulation">The simulation, whose parameters and states are read.</param>
    /// <param name="targets">The variables that routes deliver to.</param>
    public CoreReader(PopulationModel population, Simulation simulation, IReadOnlyCollection<Symbol> targets)
    {
        (_population, _simulation, _targets) = (population, simulation, targets);
        _parameters = new ParameterValues(population, simulation);
        var declared = population.Declaration;
        Require(population.Events is [{ Name: UnitEvent.Spike, Condition: not null }], "it does not fire, or has other events than spikes", "Give it one threshold, such as v > v_threshold.");
        Require(declared.OnStep.Length == 0, "it has statements of each step", "Let a population of its own fire, with a projection from there.");
        Require(declared.Links.Count == 0, "it has linked variables", "Use a projection.");
        Require(!population.System.IsStochastic, "its equations have noise", "Leave xi out, or let a population of its own fire at random.");
        _states = [.. population.System.States];
        Require(_states.Count > 0, "it receives spikes but has no potential", "Give it a potential with a differential equation.");
        _forms = [.. population.Step!.Value.Values.Select(Linear)];
    }

    public CoreUnits Read()
    {
        var (v, threshold, reset) = Firing();
        var form = _forms[v];
        var keep = Coefficient(form, _states[v]);
        Require(Array.TrueForAll(keep, a => a is >= 0 and <= 1), $"'{Name(_states[v])}' grows by itself", "A chip's potential decays or stays.");
        var constant = _parameters.Of(form.Constant);
        var start = Present(_states[v]);
        return new CoreUnits(
            _population.Declaration, Name(_states[v]), keep, [.. constant.Select((b, i) => b - ((1 - keep[i]) * reset[i]))], [.. threshold.Select((t, i) => t - reset[i])], reset,
            [.. start.Select((x, i) => x - reset[i])], Hold(v), Currents(v, keep));
    }

    private LinearForm Linear(Node value, int index)
    {
        var name = Name(_states[index]);
        var common = value.Symbols.FirstOrDefault(s => _parameters.Varies(s) && !s.Axes.HasFlag(Axes.Columns));
        Require(common is null, $"the equation of '{name}' depends on '{common?.Name}', which varies", "Give signals and given values in a population of their own that fires.");
        var form = LinearForm.Of(_population.System.Factory, value, _parameters.Varies)
            ?? throw Refuse($"the equation of '{name}' is not linear in its states and inputs, as a square, a product of two of them or a function is not", "A core has leaky integrate-and-fire neurons with currents; replace conductances and quadratic neurons by these.");
        var foreign = form.Coefficients.Keys.FirstOrDefault(s => !_states.Contains(s) && !_targets.Contains(s)
            && _population.Variables.FirstOrDefault(v => v.Symbol == s)?.Kind != VariableKind.Input);
        Require(foreign is null, $"the equation of '{name}' depends on '{foreign?.Name}', which varies", "Give signals and given values in a population of their own that fires.");
        return form;
    }

    private (int State, double[] Threshold, double[] Reset) Firing()
    {
        var condition = SpikeThreshold.Condition(_population);
        if (condition.Operation != Operation.Less || SpikeThreshold.Of(_population, _parameters, condition) is not { } read)
        {
            throw Refuse($"its threshold is '{_population.Declaration.Threshold}'", "Write v > threshold, with one state v and a threshold that parameters decide.");
        }

        var (state, threshold) = (_states.IndexOf(read.State), read.Values);
        Require(Array.TrueForAll(read.Slope, k => k > 0), $"its threshold is '{_population.Declaration.Threshold}'", "Let it fire above the threshold.");
        var stores = _population.Events[0].Statements.Where(s => s.Target != _population.Find(PopulationModel.RefractoryName)?.Symbol).ToArray();
        Require(
            stores is [var store] && store.Target == _states[state] && !store.Value.Symbols.Any(_parameters.Varies),
            $"its reset is '{_population.Declaration.Reset}'", "A core sets the potential to one value after a spike: write v = v_reset.");
        var reset = _parameters.Of(stores[0].Value);
        var k = Enumerable.Range(0, reset.Length).FirstOrDefault(i => threshold[i] <= reset[i], -1);
        Require(k < 0, $"unit {k} has its threshold at or below its reset", "A core resets to 0 and has a threshold above it.");
        return (state, threshold, reset);
    }

    private int[] Hold(int v)
    {
        var hold = new RefractorySteps(_population, _parameters, _simulation).Read();
        Require(
            hold.All(h => h == 1) || _population.StandsStill(_states[v]), $"'{Name(_states[v])}' goes on while a unit is refractory", "A core holds it at its reset: flag its equation (unless refractory).");
        return hold;
    }

    private CoreCurrent[] Currents(int v, double[] keep)
    {
        var (form, currents) = (_forms[v], new List<CoreCurrent>());
        for (var k = 0; k < _states.Count; k++)
        {
            if (k != v)
            {
                currents.Add(Current(k, v));
            }
        }

        // What acts on the potential at once is a current without memory.
        var direct = new Dictionary<Symbol, double[]>();
        Require(
            !_targets.Any(_population.Arrivals.Values.Contains), $"spikes that arrive at '{Name(_states[v])}' while a unit is refractory are lost, and on a core the last of them is not",
            "Let spikes act on a current, such as dge/dt = -ge/tau, or leave out the refractory time and its flag.");
        foreach (var target in _targets.Where(t => !currents.Any(c => c.Gain.ContainsKey(t))))
        {
            direct[target] = target == _states[v] ? keep : Coefficient(form, target);
        }

        if (direct.Count > 0 || currents.Count == 0)
        {
            currents.Add(new CoreCurrent("direct", new double[keep.Length], new double[keep.Length], direct));
        }

        // Currents that decay alike are one.
        return [.. currents.GroupBy(c => string.Join(' ', c.Keep)).Select(group => group.Aggregate((a, b) => a with
        {
            Start = [.. a.Start.Select((x, i) => x + b.Start[i])], Gain = a.Gain.Concat(b.Gain).ToDictionary(),
        }))];
    }

    private CoreCurrent Current(int k, int v)
    {
        var (form, state) = (_forms[k], _states[k]);
        var name = Name(state);
        var other = form.Coefficients.Keys.FirstOrDefault(s => _states.Contains(s) && s != state);
        Require(other is null, $"'{name}' depends on '{(other is null ? "" : Name(other))}'", "A current of a core decays by itself and adds to the potential.");
        Require(Array.TrueForAll(_parameters.Of(form.Constant), c => c == 0), $"'{name}' has a constant drive", "Move the drive into the equation of the potential.");
        Require(_forms[v].Coefficients.ContainsKey(state), $"'{name}' does not act on '{Name(_states[v])}'", "Leave it out; a core has no states that only learning or recording needs.");
        Require(!_population.StandsStill(state), $"'{name}' stands still while a unit is refractory", "Flag the equation of the potential alone (unless refractory).");
        var (keep, factor) = (Coefficient(form, state), Coefficient(_forms[v], state));
        Require(Array.TrueForAll(keep, d => d is >= 0 and < 1), $"'{name}' does not decay", "A current of a core decays.");
        var gain = new Dictionary<Symbol, double[]>();
        foreach (var target in _targets)
        {
            if (target == state)
            {
                gain[target] = factor;
            }
            else if (form.Coefficients.ContainsKey(target))
            {
                // An input that acts over the whole step reaches the potential in the same step too; the sum of its effects is kept.
                var (own, direct) = (Coefficient(form, target), _forms[v].Coefficients.ContainsKey(target) ? Coefficient(_forms[v], target) : new double[keep.Length]);
                gain[target] = [.. own.Select((g, i) => (factor[i] * g) + ((1 - keep[i]) * direct[i]))];
            }
        }

        return new CoreCurrent(name, keep, [.. Present(state).Select((s, i) => keep[i] > 0 ? factor[i] * s / keep[i] : 0)], gain);
    }

    private double[] Coefficient(LinearForm form, Symbol symbol)
    {
        if (!form.Coefficients.TryGetValue(symbol, out var coefficient))
        {
            return new double[_population.Declaration.Size];
        }

        return coefficient.Symbols.FirstOrDefault(_parameters.Varies) is { } varying
            ? throw Refuse($"a coefficient depends on '{varying.Name}', which varies", "Let parameters alone decide it.") : _parameters.Of(coefficient);
    }

    private double[] Present(Symbol state)
    {
        var matrix = _simulation[state.Name];
        return [.. Enumerable.Range(0, _population.Declaration.Size).Select(i => matrix[0, i])];
    }

    private string Name(Symbol symbol) => symbol.Name[(_population.Name.Length + 1)..];

    private void Require(bool holds, string why, string remedy)
    {
        if (!holds)
        {
            throw Refuse(why, remedy);
        }
    }

    private HomeostatException Refuse(string why, string remedy) => ChipFaults.OfPopulation(_population.Name, why, remedy);
}
