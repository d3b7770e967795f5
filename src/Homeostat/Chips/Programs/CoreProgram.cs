namespace Homeostat.Chips;

/// <summary>
/// A population of any equations as programs of a core, in fixed point: each state is a register of 24 bits with as many binary places as leave room for its size times
/// the headroom, and saturates at the end.
/// </summary>
internal sealed class CoreProgram : IChipNeurons
{
    private readonly ProgramUnits _units;
    private readonly Simulation _simulation;
    private readonly Undone _undone;
    private readonly List<ChipRounding> _roundings;
    private readonly Population _composed;
    private readonly Dictionary<string, double[]> _values = [];
    private readonly Dictionary<Symbol, int> _places = [];
    private readonly Symbol[] _targets;
    private readonly Symbol[] _inputs;
    private readonly int[] _exponents;

    /// <param name="units">The population.</param>
    /// <param name="simulation">The simulation, whose states are read.</param>
    /// <param name="routes">The synapses that arrive.</param>
    /// <param name="sizes">The largest size of each state that was measured.</param>
    /// <param name="headroom">The number of such sizes that a register has room for.</param>
    /// <param name="undone">Roundings that are not made.</param>
    /// <param name="roundings">The list to which is added what was rounded.</param>
    public CoreProgram(ProgramUnits units, Simulation simulation, IReadOnlyList<Route> routes, IReadOnlyDictionary<Symbol, double> sizes, double headroom, Undone undone, List<ChipRounding> roundings)
    {
        (_units, _simulation, _undone, _roundings) = (units, simulation, undone, roundings);
        var made = new List<ChipRounding>();
        Blocks = [.. routes.Select(r => new RealBlock(r, 0, [.. r.Synapses!.Select((_, k) => r.Weight(k))]))];
        _targets = [.. routes.Select(r => r.Target).Distinct()];
        _inputs = [.. units.Population.Inputs.Select(v => v.Symbol).Where(_targets.Contains)];
        foreach (var block in Blocks.Where(b => !units.States.ContainsKey(b.Route.Target) && !_inputs.Contains(b.Route.Target)))
        {
            throw ChipFaults.OfProjection(block.Route.Projection.Name, $"it adds to '{Name(block.Route.Target)}', on which no spike of '{units.Population.Name}' depends", "Leave it out.");
        }

        foreach (var symbol in units.States.Keys.Concat(_inputs))
        {
            var size = Size(symbol, sizes);
            if (!double.IsFinite(size))
            {
                throw ChipFaults.OfPopulation(units.Population.Name, $"'{Name(symbol)}' grew without bound while its size was measured", "Run the circuit first, and mend what explodes.");
            }

            _places[symbol] = FixedValue.Places((size > 0 ? size : 1) * headroom, FixedValue.MostOfRegister);
            var most = Math.ScaleB(FixedValue.MostOfRegister, -_places[symbol]);
            made.Add(new ChipRounding(units.Population.Name, $"range of {Name(symbol)}", size, most, FormattableString.Invariant($"1 is 2^{-_places[symbol]}"), Math.ScaleB(0.5, -_places[symbol]) / (size > 0 ? size : 1)));
        }

        _exponents = [.. Blocks.Select(b => b.Largest == 0 ? 0 : Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.ScaleB(b.Largest, _places[b.Route.Target]) / (CoreScale.Most(b.Sign) + 0.5)))))];
        var reset = Reset();
        Potential = new ChipPotential(Name(units.Potential), Name(units.Potential), Math.ScaleB(1, _places[units.Potential]), reset, new double[reset.Length], Distance(reset, sizes));
        _composed = Composed(made);
        roundings.AddRange(made);
    }

    /// <summary>The method by which the equations are solved.</summary>
    public string Method => _units.Method;

    public ChipPotential Potential { get; }

    public IReadOnlyList<RealBlock> Blocks { get; }

    public string Input(int block) => Name(Blocks[block].Route.Target);

    public double Factor(int block) => Math.ScaleB(1, _exponents[block]);

    public bool FitsSingle(IReadOnlyList<double[]> stored) => false;

    public double[] Stored(int block)
    {
        var (real, one) = (Blocks[block], Math.ScaleB(1, _exponents[block] - _places[Blocks[block].Route.Target]));
        if (_undone.HasFlag(Undone.Weights))
        {
            return [.. real.Weights.Select(w => w / one)];
        }

        double[] stored = [.. real.Weights.Select(w => CoreScale.Stored(w / one, real.Sign))];
        if (stored.Length > 0)
        {
            _roundings.Add(CorePopulation.Rounding(
                real.Route.Projection.Name, "weights", FormattableString.Invariant($"{CorePopulation.Range(stored)} · 2^{_exponents[block]}"), real.Weights, [.. stored.Select(w => w * one)]));
        }

        return stored;
    }

    public Population Build(Dictionary<string, double[]> values)
    {
        foreach (var (name, numbers) in _values)
        {
            values[name] = numbers;
        }

        return _composed;
    }

    private Population Composed(List<ChipRounding> roundings)
    {
        var (population, rounds) = (_units.Population, !_undone.HasFlag(Undone.Registers));
        var parameters = new CoreParameters(population.Name, _values);
        var registers = new Dictionary<Symbol, FixedValue> { [population.Find(PopulationModel.SpikesName)!.Symbol] = new(PopulationModel.SpikesName, 0, 0, 1) };
        var text = "";
        foreach (var symbol in _units.States.Keys.Concat(_inputs))
        {
            // What arrives is limited when it is read.
            var (name, arrives) = (Name(symbol), _targets.Contains(symbol) && rounds);
            registers[symbol] = new FixedValue(arrives ? $"{name}_in" : name, _places[symbol], -FixedValue.MostOfRegister, FixedValue.MostOfRegister);
            text += arrives ? FormattableString.Invariant($"{name}_in = clip({name}, {-FixedValue.MostOfRegister}, {FixedValue.MostOfRegister}) : 1\n") : "";
        }

        var writer = new FixedPointWriter(population, _units.Parameters, registers, parameters, _undone, roundings);
        writer.Draw();
        foreach (var input in _inputs)
        {
            text += $"d{Name(input)}/dt = -{Name(input)}/dt : 1   # weights that arrive in this step\n";
        }

        foreach (var (state, next) in _units.States)
        {
            var name = Name(state);
            var place = _places[state];
            text += $"d{name}/dt = ({name}_next - {name})/dt : 1{(population.StandsStill(state) ? " (unless refractory)" : "")}\n{name}_next = {writer.Register(next, place)} : 1\n";
            double[] start = [.. _simulation[state.Name].ToArray().Select(x => Math.ScaleB(x, place))];
            parameters.Begin(name, rounds ? [.. start.Select(x => Math.Clamp(Math.Round(x), -FixedValue.MostOfRegister, FixedValue.MostOfRegister))] : start);
        }

        var threshold = writer.Condition(_units.Condition);
        var resets = _units.Resets.Select(s => (Name: Name(s.Target), Value: writer.Register(s.Value, _places[s.Target]))).ToArray();
        var hold = population.Declaration.Refractory.Length > 0 ? new RefractorySteps(population, _units.Parameters, _simulation).Read() : null;
        if (hold is not null)
        {
            parameters.Add("hold", [.. hold.Select(h => (double)h)]);
        }

        return new Population(population.Name, population.Declaration.Size, text + writer.Lines + parameters.Lines)
        {
            Threshold = threshold,
            Reset = string.Join("; ", resets.Select(r => $"{r.Name}_after = {r.Value}").Concat(resets.Select(r => $"{r.Name} = {r.Name}_after"))),
            Refractory = hold is null ? "" : "hold*dt",
            Method = "euler",
            Constants = parameters.Constants,
            Initial = parameters.Initial,
        };
    }

    private double[] Reset() => _units.Resets.FirstOrDefault(s => s.Target == _units.Potential) is { } store && !store.Value.Symbols.Any(_units.Parameters.Varies)
        ? _units.Parameters.Of(store.Value) : new double[_units.Population.Declaration.Size];

    // What a state, or what arrives at it, or its reset or the threshold makes of it.
    private double Size(Symbol symbol, IReadOnlyDictionary<Symbol, double> sizes)
    {
        var constants = _units.Resets.Where(s => s.Target == symbol).Select(s => s.Value).Where(v => !v.Symbols.Any(_units.Parameters.Varies)).SelectMany(_units.Parameters.Of);
        if (_units.Condition.Symbols.Contains(symbol))
        {
            constants = constants.Concat(_units.Condition.Arguments.Where(a => !a.IsCondition && !a.Symbols.Any(_units.Parameters.Varies)).SelectMany(_units.Parameters.Of))
                .Concat(_units.Condition.Symbols.Select(s => sizes.GetValueOrDefault(s)));
        }

        // All synapses of a unit may act in the same step on an input, which keeps nothing of the step before.
        var arriving = Blocks.Where(b => b.Route.Target == symbol).Select(b => b.Largest)
            .Concat(_inputs.Contains(symbol) ? [Together(symbol)] : []);
        return constants.Select(Math.Abs).Concat(arriving).Append(sizes.GetValueOrDefault(symbol)).Max();
    }

    private double Together(Symbol input)
    {
        var sums = new double[_units.Population.Declaration.Size];
        foreach (var block in Blocks.Where(b => b.Route.Target == input))
        {
            for (var k = 0; k < block.Weights.Length; k++)
            {
                sums[block.Route.Synapses![k].Post] += Math.Abs(block.Weights[k]);
            }
        }

        return sums.Max();
    }

    // Where the threshold is no constant above the reset, the size of the potential takes its place.
    private double[] Distance(double[] reset, IReadOnlyDictionary<Symbol, double> sizes)
    {
        if (SpikeThreshold.Of(_units.Population, _units.Parameters, _units.Condition) is { } threshold && threshold.State == _units.Potential)
        {
            double[] distance = [.. threshold.Values.Zip(reset, (t, r) => t - r)];
            if (distance.All(d => d > 0 && double.IsFinite(d)))
            {
                return distance;
            }
        }

        var size = Size(_units.Potential, sizes);
        return [.. reset.Select(_ => size > 0 ? size : 1)];
    }

    private string Name(Symbol symbol) => symbol.Name[(_units.Population.Name.Length + 1)..];
}
