namespace Homeostat.Nir;

/// <summary>Builds the graph of a circuit: the nodes of each population, then a map for each route, then the outputs.</summary>
internal sealed class GraphBuilder
{
    // A route that is not one of kernels is written as a whole matrix.
    private const long MostWeights = 100_000_000;

    private readonly Simulation _simulation;
    private readonly CircuitModel _model;
    private readonly IReadOnlyList<Route> _routes;
    private readonly NodeList _nodes = new();
    private readonly ImageShapes _shapes;
    private readonly Dictionary<string, UnitNodes> _units = [];
    private readonly Dictionary<string, NirReset> _resets = [];
    private readonly HashSet<NirMethod> _methods = [];
    private readonly HashSet<NirCurrent> _currents = [];

    public GraphBuilder(Simulation simulation)
    {
        (_simulation, _model) = (simulation, simulation.Model);
        _routes = [.. new RouteReader(simulation, "NIR", "cannot be said in NIR") { MostWeights = MostWeights }.Read()];
        _shapes = new ImageShapes(simulation.Circuit, _routes);
    }

    public NirGraph Build(IReadOnlyList<string> outputs)
    {
        foreach (var population in _model.Populations)
        {
            _units[population.Name] = Units(population);
        }

        var maps = new MapWriter(_nodes, _shapes);
        foreach (var route in _routes)
        {
            maps.Add(route, Output(_model.Population(route.Pre), route.Source, $"projection '{route.Projection.Name}'"), _units[route.Post]);
        }

        foreach (var units in _units.Values.Where(u => u.Bias is not null))
        {
            throw Refusal.Of(_model.Population(units.Name), "it has a constant current, but no projection with weights that could bring it", "Let an input with the value 1 bring it.");
        }

        AddOutputs(outputs);
        return _nodes.ToGraph(Metadata());
    }

    private Dictionary<string, NirValue> Metadata()
    {
        if (_resets.Values.Distinct().Count() > 1)
        {
            var (value, subtract) = (_resets.First(r => r.Value == NirReset.Value).Key, _resets.First(r => r.Value == NirReset.Subtract).Key);
            throw Refusal.Of(_model.Population(subtract), $"its reset subtracts, while '{value}' is reset to a value, and a NIR file has one kind of reset", "Give both the same kind of reset.");
        }

        var options = new NirOptions
        {
            TimeStep = _simulation.Circuit.TimeStep * Homeostat.Units.Second,
            Reset = _resets.Values.FirstOrDefault(),
            Method = _methods.Contains(NirMethod.Euler) || _methods.Count == 0 ? NirMethod.Euler : NirMethod.Exact,
            Current = _currents.Contains(NirCurrent.Present) ? NirCurrent.Present : NirCurrent.Previous,
        };
        return new Dictionary<string, NirValue>(options.ToMetadata());
    }

    private UnitNodes Units(PopulationModel population)
    {
        var declared = population.Declaration;
        var arriving = _routes.Where(r => r.Post == population.Name).ToArray();
        Require(declared.Refractory.Length == 0, "it has a refractory time", "Leave Refractory out.");
        Require(declared.OnStep.Length == 0, "it has statements of each step", "Leave OnStep out.");
        Require(!population.System.IsStochastic, "its equations have noise", "Leave xi out.");
        Require(declared.Links.Count == 0, "it has linked variables", "Use a projection.");
        var fires = population.Events.Any(e => e.Name == UnitEvent.Spike);
        if (population.System.States.Count > 0)
        {
            var neuron = new NeuronWriter(population, new NeuronReader(population, _simulation, [.. arriving.Select(r => r.Target).Distinct()]), _nodes, _shapes.Of(population.Name), arriving);
            var nodes = neuron.Write(fires && population.Events[0].Condition is not null);
            _methods.Add(population.Step!.Value.Method.Name == "euler" ? NirMethod.Euler : NirMethod.Exact);
            _currents.Add(neuron.Current);
            if (neuron.Reset is { } reset)
            {
                _resets[population.Name] = reset;
            }

            return nodes;
        }

        if (arriving.Length > 0)
        {
            Require(!fires, "it fires without a state", "Give it a potential with a differential equation.");
            return new RelayWriter(population, _simulation, _nodes, _shapes.Of(population.Name), arriving).Write(
                _routes.Where(r => r.Pre == population.Name).Select(r => r.Source).FirstOrDefault());
        }

        var input = new UnitNodes(population.Name);
        var name = _nodes.Add(population.Name, new NirNode("Input", ("shape", NodeList.Lengths(_shapes.Of(population.Name)))));
        var read = _routes.Where(r => r.Pre == population.Name).Select(r => r.Source).Distinct().ToArray();
        Require(read.Length <= 1, "projections read different values of it, and an Input has one", "Declare a population for each.");
        if (read.Length == 1)
        {
            input.Outputs[read[0]] = name;
        }

        return input;

        void Require(bool holds, string why, string remedy)
        {
            if (!holds)
            {
                throw Refusal.Of(population, why, remedy);
            }
        }
    }

    private string Output(PopulationModel population, Node value, string reader) => _units[population.Name].Outputs.TryGetValue(value, out var node) ? node
        : throw Refusal.Of(population, $"{reader} reads '{value}' of it", $"In NIR a node hands on one value: {(population.Events.Count > 0 ? "spikes, of what fires" : "its potential")}.");

    private void AddOutputs(IReadOnlyList<string> outputs)
    {
        string[] chosen = outputs.Count > 0 ? [.. outputs.Select(name => _simulation.Circuit[name].Name)]
            : [.. _simulation.Circuit.Populations.Where(p => _routes.All(r => r.Pre != p.Name || r.Post == p.Name)).Select(p => p.Name)];
        if (chosen.Length == 0)
        {
            throw new HomeostatException(
                $"Circuit '{_simulation.Circuit.Name}' has no population that only receives, so its outputs are not known. Name them: NirExport.Of(circuit, \"{_simulation.Circuit.Populations[^1].Name}\").");
        }

        foreach (var population in chosen)
        {
            var from = _units[population].Outputs.Values.FirstOrDefault() ?? population;
            var name = _nodes.Add(chosen.Length == 1 ? "output" : $"output_{population}", new NirNode("Output", ("shape", NodeList.Lengths(_shapes.Of(population)))));
            _nodes.Connect(from, name);
        }
    }
}
