namespace Homeostat.Nir;

/// <summary>
/// Reads the equations of a population of neurons: each state that decays is an LI, each one that adds up is an I; the one that fires is a LIF or
/// IF, and together with a single synaptic current that drives it a CubaLIF.
/// </summary>
internal sealed class NeuronReader
{
    private readonly PopulationModel _population;
    private readonly ParameterValues _parameters;
    private readonly int _size;
    private readonly double[][] _decay;
    private readonly double[][] _constant;
    private readonly Dictionary<int, double[]>[] _coupling;
    private readonly Dictionary<Symbol, double[]>[] _gain;

    /// <param name="population">The population.</param>
    /// <param name="simulation">The simulation, whose parameters are read.</param>
    /// <param name="targets">The variables that routes deliver to.</param>
    public NeuronReader(PopulationModel population, Simulation simulation, IReadOnlyCollection<Symbol> targets)
    {
        (_population, _parameters, _size) = (population, new ParameterValues(population, simulation), population.Declaration.Size);
        var states = population.System.States.ToList();
        (_decay, _constant) = (new double[states.Count][], new double[states.Count][]);
        (_coupling, _gain) = ([.. states.Select(_ => new Dictionary<int, double[]>())], [.. states.Select(_ => new Dictionary<Symbol, double[]>())]);
        for (var i = 0; i < states.Count; i++)
        {
            if (population.System.Derivatives[i].Symbols.FirstOrDefault(s => Varies(s) && !s.Axes.HasFlag(Axes.Columns)) is { } common)
            {
                throw Varying(i, common);
            }

            var form = LinearForm.Of(population.System.Factory, population.System.Derivatives[i], Varies)
                ?? throw Refusal.Of(population, $"the equation of '{states[i].Name}' is not linear in its states and inputs", "NIR has leaky and perfect integrators only; see the table of neurons in nir.md.");
            _constant[i] = Values(form.Constant);
            _decay[i] = new double[_size];
            foreach (var (symbol, coefficient) in form.Coefficients)
            {
                var (values, state) = (Values(coefficient), states.IndexOf(symbol));
                if (state == i)
                {
                    _decay[i] = values;
                }
                else if (state >= 0)
                {
                    _coupling[i][state] = values;
                }
                else if (targets.Contains(symbol))
                {
                    _gain[i][symbol] = values;
                }
                else if (population.Variables.FirstOrDefault(v => v.Symbol == symbol)?.Kind != VariableKind.Input)
                {
                    throw Varying(i, symbol);
                }
            }

            // What a spike adds at once is what an input of 1/dt brings in a step.
            if (targets.Contains(states[i]))
            {
                _gain[i][states[i]] = [.. Enumerable.Repeat(1 / simulation.Circuit.TimeStep, _size)];
            }

            if (Array.Exists(_decay[i], b => b > 0) || (Array.Exists(_decay[i], b => b == 0) && Array.Exists(_decay[i], b => b < 0)))
            {
                throw Refusal.Of(population, $"'{states[i].Name}' grows by itself, or decays in some units only", "NIR has leaky and perfect integrators only.");
            }
        }

        States = states;

        HomeostatException Varying(int state, Symbol symbol) => Refusal.Of(
            population, $"the equation of '{states[state].Name}' depends on '{symbol.Name}', which varies", "Give signals and given values in a population of their own, with a projection from there.");
    }

    public IReadOnlyList<Symbol> States { get; }

    public bool Decays(int state) => _decay[state][0] < 0;

    /// <summary>The time constant of each unit, in seconds.</summary>
    public double[] Tau(int state) => [.. _decay[state].Select(b => -1 / b)];

    /// <summary>The constant part of the derivative of a state.</summary>
    public double[] Constant(int state) => _constant[state];

    /// <summary>The coefficients of other states in the derivative of a state.</summary>
    public IReadOnlyDictionary<int, double[]> Coupling(int state) => _coupling[state];

    /// <summary>The coefficient of each variable that routes deliver to in the derivative of a state.</summary>
    public IReadOnlyDictionary<Symbol, double[]> Gain(int state) => _gain[state];

    /// <summary>The value of an expression of parameters for each unit.</summary>
    public double[] Values(Node value)
    {
        if (value.Symbols.FirstOrDefault(Varies) is { } varying)
        {
            throw Refusal.Of(_population, $"'{value}' depends on '{varying.Name}', which varies", "Let it depend on parameters alone.");
        }

        return _parameters.Of(value);
    }

    /// <summary>The state that fires, its threshold, and the potential that it is reset to; whether a reset subtracts.</summary>
    public (int State, double[] Threshold, double[] Reset, NirReset Kind) Firing()
    {
        var spike = _population.Events[0];
        var condition = spike.Condition!;
        var form = condition.Operation == Operation.Less
            ? LinearForm.Of(_population.System.Factory, _population.System.Factory.Subtract(condition.Arguments[1], condition.Arguments[0]), Varies)
            : null;
        if (form is null || form.Coefficients.Count != 1 || States.ToList().IndexOf(form.Coefficients.Single().Key) is not (>= 0 and var state)
            || Array.Exists(Values(form.Coefficients.Single().Value), k => k <= 0))
        {
            throw Refusal.Of(
                _population, $"its threshold is '{_population.Declaration.Threshold}'", "Write v > threshold, with one state v and a threshold that parameters decide.");
        }

        var (slope, offset) = (Values(form.Coefficients.Single().Value), Values(form.Constant));
        double[] threshold = [.. offset.Select((c, i) => -c / slope[i])];
        if (spike.Statements is not [var store] || store.Target != States[state]
            || LinearForm.Of(_population.System.Factory, store.Value, Varies) is not { } after || after.Coefficients.Keys.Any(s => s != States[state]))
        {
            throw Refusal.Of(
                _population, $"its reset is '{_population.Declaration.Reset}'", "NIR neurons take v_reset after a spike or subtract the threshold: write v = v_reset or v -= v_threshold.");
        }

        var value = Values(after.Constant);
        return after.Coefficients.Count == 0 ? (state, threshold, value, NirReset.Value)
            : Array.TrueForAll(Values(after.Coefficients.Single().Value), k => k == 1) ? (state, threshold, [.. threshold.Select((v, i) => v + value[i])], NirReset.Subtract)
            : throw Refusal.Of(_population, $"its reset is '{_population.Declaration.Reset}'", "Write v = v_reset or v -= v_threshold.");
    }

    private bool Varies(Symbol symbol) => _parameters.Varies(symbol);
}
