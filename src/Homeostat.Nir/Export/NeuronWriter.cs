namespace Homeostat.Nir;

/// <summary>Writes the nodes of a population of neurons.</summary>
internal sealed class NeuronWriter(PopulationModel population, NeuronReader reader, NodeList nodes, int[] shape, IReadOnlyList<Route> arriving)
{
    private readonly UnitNodes _units = new(population.Name);
    private readonly NodeFactory _factory = population.System.Factory;
    private (int State, double[] Threshold, double[] Reset, NirReset Kind)? _firing;

    /// <summary>The kind of reset; null for neurons that do not fire.</summary>
    public NirReset? Reset => _firing?.Kind;

    /// <summary>The current by which a step changes the potential.</summary>
    public NirCurrent Current { get; private set; }

    public UnitNodes Write(bool fires)
    {
        _firing = fires ? reader.Firing() : null;
        if (!Cuba())
        {
            Integrators();
        }

        return _units;
    }

    private IEnumerable<(string, NirValue)> Spiking() => _firing is { } firing
        ? [Parameter("v_threshold", firing.Threshold), Parameter("v_reset", firing.Reset)] : [];

    private (string Name, NirValue Value) Parameter(string name, double[] values) => NodeList.Parameter(name, values, shape);

    // A current that decays by itself and drives the potential.
    private bool Cuba()
    {
        if (reader.States.Count != 2)
        {
            return false;
        }

        var v = _firing?.State ?? (reader.Coupling(0).Count > 0 ? 0 : 1);
        var s = 1 - v;
        if (!reader.Decays(v) || !reader.Decays(s) || reader.Coupling(s).Count > 0 || !reader.Coupling(v).TryGetValue(s, out var coupling) || reader.Gain(s).Count == 0
            || Array.Exists(coupling, c => c == 0) || reader.Gain(s).Values.Any(gain => Array.Exists(gain, g => g == 0)))
        {
            return false;
        }

        var (tauV, tauS, target) = (reader.Tau(v), reader.Tau(s), reader.Gain(s).First());
        var dt = population.TimeStep;
        var previous = reader.Gain(v).Count == 0;
        if (!previous && !(reader.Gain(v).Count == reader.Gain(s).Count && reader.Gain(v).All(direct => IsPresent(direct.Key, direct.Value))))
        {
            return false;
        }

        var constant = reader.Constant(s);
        var hasBias = Array.Exists(constant, c => c != 0);
        if (hasBias && !Carried(target.Key, Ratio(constant, target.Value)))
        {
            return false;
        }

        Current = previous ? NirCurrent.Previous : NirCurrent.Present;
        double[] r = [.. coupling.Select((c, i) => c * tauV[i] / (previous ? 1 : 1 - (dt / tauS[i])))];
        double[] w = [.. target.Value.Select((g, i) => g * tauS[i])];
        double[] leak = [.. reader.Constant(v).Select((c, i) => (c - (previous ? 0 : coupling[i] * dt * constant[i] / (1 - (dt / tauS[i])))) * tauV[i])];
        var name = nodes.Add(population.Name, new NirNode(
            _firing is null ? "CubaLI" : "CubaLIF",
            [Parameter("tau_syn", tauS), Parameter("tau_mem", tauV), Parameter("r", r), Parameter("v_leak", leak), .. Spiking(), Parameter("w_in", w)]));
        foreach (var (input, gain) in reader.Gain(s))
        {
            _units.Entries[input] = [new Entry(name, Ratio(gain, target.Value))];
        }

        _units.Bias = hasBias ? Ratio(constant, target.Value) : null;
        _units.Outputs[Value(v)] = name;
        return true;

        // Where the step uses the current at its end, the input reaches the potential directly too.
        bool IsPresent(Symbol input, double[] direct) => reader.Gain(s).TryGetValue(input, out var gain) && direct.Select((g, i) =>
            Math.Abs(g - (coupling[i] * dt * gain[i] / (1 - (dt / tauS[i])))) <= 1e-9 * Math.Abs(g)).All(holds => holds);
    }

    // Each state is a node of its own.
    private void Integrators()
    {
        var names = new string[reader.States.Count];
        var resistance = new double[names.Length][];
        for (var i = 0; i < names.Length; i++)
        {
            var isPotential = _firing?.State == i;
            var decays = reader.Decays(i);
            var tau = decays ? reader.Tau(i) : [.. Enumerable.Repeat(1.0, population.Declaration.Size)];
            var main = reader.Gain(i).Values.Concat(reader.Coupling(i).Values).FirstOrDefault(gain => Array.TrueForAll(gain, g => g != 0)) ?? [.. tau.Select(t => 1 / t)];
            resistance[i] = [.. main.Select((g, k) => g * tau[k])];
            double[] leak = [.. reader.Constant(i).Select((c, k) => c * tau[k])];
            if (!decays && Array.Exists(leak, c => c != 0))
            {
                if (names.Length > 1 || reader.Gain(i).Count == 0 || !Carried(reader.Gain(i).First().Key, Ratio(leak, main)))
                {
                    throw Refusal.Of(population, $"'{reader.States[i].Name}' has a constant drive and no leak", "Let an input with the value 1 bring the drive.");
                }

                _units.Bias = Ratio(leak, main);
            }

            string type = (decays, isPotential) switch { (true, true) => "LIF", (false, true) => "IF", (true, false) => "LI", _ => "I" };
            names[i] = nodes.Add(
                isPotential || (names.Length == 1) ? population.Name : $"{population.Name}_{reader.States[i].Name[(population.Name.Length + 1)..]}",
                new NirNode(type, [
                    .. decays ? [Parameter("tau", tau)] : Array.Empty<(string, NirValue)>(), Parameter("r", resistance[i]),
                    .. decays ? [Parameter("v_leak", leak)] : Array.Empty<(string, NirValue)>(), .. isPotential ? Spiking() : []]));
            foreach (var (input, gain) in reader.Gain(i))
            {
                if (!_units.Entries.TryGetValue(input, out var entries))
                {
                    entries = _units.Entries[input] = [];
                }

                entries.Add(new Entry(names[i], Ratio(gain, main)));
            }

            resistance[i] = main;
        }

        // The first output is the one that no other state of the population follows.
        foreach (var i in Enumerable.Range(0, names.Length).Where(i => _firing is null || _firing.Value.State == i)
            .OrderBy(i => Enumerable.Range(0, names.Length).Any(other => reader.Coupling(other).ContainsKey(i))))
        {
            _units.Outputs[Value(i)] = names[i];
        }

        for (var i = 0; i < names.Length; i++)
        {
            foreach (var (other, coefficient) in reader.Coupling(i).Where(c => Array.Exists(c.Value, x => x != 0)))
            {
                if (_firing?.State == other)
                {
                    throw Refusal.Of(
                        population, $"'{reader.States[i].Name}' depends on the potential '{reader.States[other].Name}'", "A NIR neuron that fires hands on its spikes alone; leave the dependence out.");
                }

                var factor = Ratio(coefficient, resistance[i]);
                if (Array.TrueForAll(factor, f => f == 1))
                {
                    nodes.Connect(names[other], names[i]);
                    continue;
                }

                var scale = nodes.Add($"{names[other]}_to_{names[i]}", new NirNode("Scale", Parameter("scale", factor)));
                nodes.Connect(names[other], scale);
                nodes.Connect(scale, names[i]);
            }
        }
    }

    // Whether the first map to the variable can add a current: all but pools can, a convolution if it is one for each filter.
    private bool Carried(Symbol target, double[] bias) => arriving.FirstOrDefault(r => r.Target == target) is { } route && (route.Synapses is not null ? shape.Length == 1
        : route.Projection.Connectivity is Convolution c && bias.Select((b, k) => b == bias[k / (c.OutputHeight * c.OutputWidth) * (c.OutputHeight * c.OutputWidth)]).All(same => same));

    private Node Value(int state) => _firing is not null && _firing.Value.State == state
        ? _factory.Load(population.Find(PopulationModel.SpikesName)!.Symbol)
        : _factory.Load(reader.States[state]);

    private static double[] Ratio(double[] values, double[] by) => ReferenceEquals(values, by) ? [.. Enumerable.Repeat(1.0, values.Length)] : [.. values.Select((x, i) => x / by[i])];
}
