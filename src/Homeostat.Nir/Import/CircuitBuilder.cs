namespace Homeostat.Nir;

/// <summary>Builds the circuit of a graph: populations from the inputs on, then the projections between them.</summary>
internal sealed class CircuitBuilder
{
    // A delay line of more units takes more memory than the network it is for.
    private const long LongestLine = 10_000_000;

    private readonly NirOptions _options;
    private readonly FlatGraph _graph;
    private readonly GraphShapes _shapes;
    private readonly Faults _faults;
    private readonly Wiring _wiring;
    private readonly Circuit _circuit;
    private readonly PartNames _names = new();
    private readonly Dictionary<int, string> _populations = [];
    private readonly List<Projection> _projections = [];
    private readonly Dictionary<string, double[]> _values = [];
    private readonly Dictionary<string, string> _parts = [];

    /// <param name="graph">The graph.</param>
    /// <param name="options">The options, complete.</param>
    /// <param name="name">The name of the circuit.</param>
    public CircuitBuilder(NirGraph graph, NirOptions options, string name)
    {
        (_options, _faults) = (options, new Faults(name, isLenient: false));
        var whole = GraphCheck.Checked(graph, _faults);
        _graph = FlatGraph.Of(whole, _faults);
        _shapes = new GraphShapes(_graph, _faults);
        _wiring = new Wiring(_graph, _faults);
        _circuit = new Circuit(name, options.TimeStep);
    }

    public NirCircuit Build()
    {
        foreach (var name in _options.Inputs.Keys.Where(name => !_graph.Nodes.Any(n => n.Path == name && n is { IsOutermost: true, Node.Type: "Input" })))
        {
            throw _faults.Error($"input '{name}'", $"the graph has no Input of that name; it has {string.Join(", ", Inputs().Select(k => $"'{_graph.Nodes[k].Path}'"))}", "Give signals by the names of Input nodes.");
        }

        foreach (var node in _wiring.Order)
        {
            _parts[_graph.Nodes[node].Path] = _populations[node] = _names.Take(_graph.Nodes[node].Path);
        }

        foreach (var node in _wiring.Order)
        {
            AddPopulation(node);
        }

        foreach (var node in _wiring.Order)
        {
            Connect(node);
        }

        var outputs = new Dictionary<string, string>();
        foreach (var k in Enumerable.Range(0, _graph.Nodes.Count).Where(_wiring.IsOutput))
        {
            outputs[_graph.Nodes[k].Path] = Output(k);
        }

        _circuit.Add(_projections);
        return new NirCircuit(_circuit, _values, Inputs().ToDictionary(k => _graph.Nodes[k].Path, k => _populations[k]), outputs, _parts, _options);
    }

    private IEnumerable<int> Inputs() => _wiring.Order.Where(k => _graph.Nodes[k].Node.Type == "Input");

    private string Variable(int node) => NeuronText.Output(_graph.Nodes[node].Node.Type);

    // An output of one population is a variable of it; several are added up in a population of their own.
    private string Output(int node)
    {
        if (_wiring.Sources(node) is [var only])
        {
            return $"{_populations[only]}.{Variable(only)}";
        }

        var name = _parts[_graph.Nodes[node].Path] = _names.Take(_graph.Nodes[node].Path);
        _circuit.Add(new Population(name, GraphShapes.Units(_shapes.Out(node)), "y = drive : 1\ndrive : 1 (input)"));
        foreach (var source in _wiring.Sources(node))
        {
            Identity(source, name);
        }

        return $"{name}.y";
    }

    private void AddPopulation(int k)
    {
        var (node, name, size) = (_graph.Nodes[k], _populations[k], GraphShapes.Units(_shapes.Out(k)));
        if (node.Node.Type == "Input")
        {
            var signal = _options.Inputs.GetValueOrDefault(node.Path);
            if (signal is { IsShared: false } && signal.Values.GetLength(1) != size)
            {
                throw _faults.Error(node.Place, $"its signal has {signal.Values.GetLength(1)} units, but the Input has {size}", "Give [steps × units].");
            }

            _circuit.Add(new Population(name, size, signal is null ? "y : 1" : signal.IsShared ? "y = given(t) : 1" : "y = given(t, i) : 1")
            {
                Signals = signal is null ? new Dictionary<string, TimedArray>() : new Dictionary<string, TimedArray> { ["given"] = signal },
            });
            return;
        }

        var parameters = new UnitParameters(name, size, _values);
        var biased = Bias(k, size) is { } bias && parameters.Add("bias", bias, ("1", Dimension.None));
        if (NirPrimitive.IsNeuron(node.Node.Type) || node.Node.Type == "Threshold")
        {
            foreach (var (parameter, value) in node.Node.Fields.Where(f => f.Key is not ("v_reset" or "w_in")))
            {
                parameters.Add(parameter, value.ToArray(), NeuronText.Unit(node.Node.Type, parameter));
            }

            if (NirPrimitive.Fires(node.Node.Type))
            {
                parameters.Add("v_reset", node.Node.Fields.GetValueOrDefault("v_reset")?.ToArray() ?? [0], ("1", Dimension.None));
            }

            if (node.Node.Type is "CubaLI" or "CubaLIF")
            {
                parameters.Add("w_in", node.Node.Fields.GetValueOrDefault("w_in")?.ToArray() ?? [1], ("1", Dimension.None));
            }
        }

        var fires = NirPrimitive.Fires(node.Node.Type);
        _circuit.Add(new Population(name, size, NeuronText.Equations(node.Node, biased ? "(drive + bias)" : "drive", _options) + parameters.Lines)
        {
            Threshold = fires ? "v > v_threshold" : "",
            Reset = fires ? NeuronText.Reset(_options) : "",
            Constants = parameters.Constants,
            Method = !NirPrimitive.IsNeuron(node.Node.Type) ? null : _options.Method == NirMethod.Exact ? "exact" : "euler",
        });
    }

    // The biases of the maps that have become projections to the node, and of the node itself.
    private double[]? Bias(int node, int size)
    {
        double[]? sum = null;
        foreach (var k in _wiring.Sources(node).Where(_wiring.IsMerged).Append(node))
        {
            if (Wiring.IsMap(_graph.Nodes[k]) && _graph.Nodes[k].Node.Fields.TryGetValue("bias", out var bias))
            {
                sum ??= new double[size];
                for (var i = 0; i < size; i++)
                {
                    // All positions of a filter share its bias.
                    sum[i] += bias[(int)((long)i * bias.Count / size)];
                }
            }
        }

        return sum is null || Array.TrueForAll(sum, x => x == 0) ? null : sum;
    }

    private void Connect(int node)
    {
        var name = _populations[node];
        if (_graph.Nodes[node].Node.Type == "Delay")
        {
            Delay(node, name);
            return;
        }

        foreach (var source in _wiring.Sources(node))
        {
            if (Wiring.IsMap(_graph.Nodes[node]))
            {
                Map(node, source, name, named: null);
            }
            else if (_wiring.IsMerged(source))
            {
                var inputs = _wiring.Sources(source);
                foreach (var input in inputs)
                {
                    Map(source, input, name, _graph.Nodes[source].Path);
                }
            }
            else
            {
                Identity(source, name);
            }
        }
    }

    private void Map(int map, int source, string post, string? named)
    {
        var pre = _populations[source];
        var weights = MapWeights.Of(_graph.Nodes[map], _shapes, map);
        var name = _names.Take(named ?? $"{pre}_to_{post}");
        if (named is not null)
        {
            _parts[named] = name;
        }

        _projections.Add(new Projection(pre, post, weights.Equations(Variable(source))) { Name = name, Connectivity = weights.Connectivity });
        if (weights.Values is { } values)
        {
            _values[$"{name}.w"] = values;
        }
    }

    private void Identity(int source, string post) => _projections.Add(new Projection(_populations[source], post, $"drive_post = {Variable(source)}_pre : 1 (summed)")
    {
        Name = _names.Take($"{_populations[source]}_to_{post}"),
        Connectivity = Connectivity.OneToOne,
    });

    // The values of the last steps stand one behind the other in a line of units; each unit of the delay reads the place of its own delay.
    private void Delay(int node, string name)
    {
        var (delay, units) = (_graph.Nodes[node].Node["delay"], GraphShapes.Units(_shapes.Out(node)));
        var steps = new int[units];
        for (var i = 0; i < units; i++)
        {
            var exact = delay[delay.Count == 1 ? 0 : i] / _circuit.TimeStep;
            steps[i] = exact >= 0 && Math.Round(exact) * units <= LongestLine ? (int)Math.Round(exact) : throw _faults.Error(
                _graph.Nodes[node].Place, $"it has a delay of {delay[delay.Count == 1 ? 0 : i]} s, {exact:G3} time steps", $"Give delays from 0 to {LongestLine / units:N0} steps, in seconds.");
        }

        var (longest, line) = (steps.Max(), "");
        if (longest > 0)
        {
            line = _names.Take($"{name}_line");
            _circuit.Add(new Population(line, longest * units, "dy/dt = (drive - y)/dt : 1   # the value of the place before\ndrive : 1 (input)") { Method = "euler" });
            _projections.Add(Read(line, longest > 1 ? $"{line}[:{(longest - 1) * units}]" : "", $"{line}[{units}:]", Connectivity.OneToOne, longest > 1));
        }

        foreach (var source in _wiring.Sources(node))
        {
            var immediate = Enumerable.Range(0, units).Where(i => steps[i] == 0).ToArray();
            _projections.Add(Read(_populations[source], _populations[source], $"{line}[:{units}]", Connectivity.OneToOne, longest > 0, Variable(source)));
            _projections.Add(Read(_populations[source], _populations[source], name, Connectivity.Pairs(immediate, immediate), immediate.Length > 0, Variable(source)));
        }

        var delayed = Enumerable.Range(0, units).Where(i => steps[i] > 0).ToArray();
        _projections.Add(Read(line, line, name, Connectivity.Pairs([.. delayed.Select(i => ((steps[i] - 1) * units) + i)], delayed), longest > 0));
        _projections.RemoveAll(p => p.Pre.Length == 0);

        Projection Read(string owner, string pre, string post, Connectivity connectivity, bool exists, string variable = "y") => exists
            ? new(pre, post, $"drive_post = {variable}_pre : 1 (summed)") { Name = _names.Take($"{owner}_to_{post.Split('[')[0]}"), Connectivity = connectivity }
            : new("", "");
    }
}
