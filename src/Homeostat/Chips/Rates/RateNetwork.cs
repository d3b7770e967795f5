namespace Homeostat.Chips;

/// <summary>The part of a trained network of rates that its answer depends on, found by going back from the answer.</summary>
internal sealed class RateNetwork
{
    private readonly Simulation _simulation;
    private readonly Dictionary<string, RateValues> _values = [];
    private readonly Queue<(string Population, string Input)> _open = [];

    /// <param name="simulation">The simulation, with trained weights.</param>
    /// <param name="answers">The values that answer, as <c>population.name</c>.</param>
    public RateNetwork(Simulation simulation, IEnumerable<string> answers)
    {
        _simulation = simulation;
        foreach (var answer in answers)
        {
            var parts = answer.Split('.');
            Need(parts[0], parts[1]);
        }

        while (_open.TryDequeue(out var at))
        {
            var symbol = simulation.Model.Population(at.Population).Find(at.Input)!.Symbol;
            foreach (var route in new RouteReader(simulation, "a chip", ChipFaults.Cannot) { Wanted = s => s == symbol }.Read().Where(r => r.Target == symbol))
            {
                var source = NameOf(route);
                Routes.Add((route.Synapses is null ? OneByOne(route) : route, at.Input, source));
                if (source is not null && !Values(route.Pre).Sources.Contains(source))
                {
                    Values(route.Pre).Sources.Add(source);
                    Need(route.Pre, source);
                }
            }
        }
    }

    /// <summary>The routes, each with the input it delivers to and the value it takes; null for a constant one, which is a bias.</summary>
    public List<(Route Route, string Input, string? Source)> Routes { get; } = [];

    /// <summary>The populations in the order of the circuit.</summary>
    public IEnumerable<RateValues> Populations => _simulation.Model.Populations.Where(p => _values.ContainsKey(p.Name)).Select(p => _values[p.Name]);

    /// <summary>The number of populations on the longest way to the answer.</summary>
    public int Depth
    {
        get
        {
            var depth = _values.Keys.ToDictionary(name => name, _ => 1);
            for (var round = 0; round < _values.Count; round++)
            {
                foreach (var (route, _, _) in Routes.Where(r => r.Source is not null))
                {
                    depth[route.Post] = Math.Max(depth[route.Post], depth[route.Pre] + 1);
                    if (depth[route.Post] > _values.Count)
                    {
                        throw ChipFaults.OfPopulation(route.Post, "its answer goes round a loop", "Only networks without loops are translated.");
                    }
                }
            }

            return depth.Values.Max();
        }
    }

    private RateValues Values(string population) => _values.TryGetValue(population, out var known) ? known : _values[population] = new RateValues(_simulation.Model.Population(population));

    private void Need(string population, string name)
    {
        var values = Values(population);
        var before = values.Inputs.Count;
        values.Need(name);
        foreach (var input in values.Inputs.Skip(before))
        {
            _open.Enqueue((population, input));
        }
    }

    // The synapses of kernels and windows, each with the weight that it shares with others.
    private Route OneByOne(Route route)
    {
        var storage = _simulation.Model.Projections.Single(p => p.Name == route.Projection.Name).Storage;
        StoredSynapse[] synapses = [.. storage.Synapses];
        int[] places = [.. synapses.Select(s => (s.Row * storage.Columns) + s.Column)];
        return route with { Synapses = [.. synapses.Select(s => (s.Pre, s.Post))], Weight = k => route.Weight(places[k]), Places = places };
    }

    // The name of the value that a route takes; null for a constant.
    private string? NameOf(Route route)
    {
        if (route.Source.Operation == Operation.Constant)
        {
            return null;
        }

        var pre = _simulation.Model.Population(route.Pre);
        return pre.Equations.Equations.Select(e => e.Name).FirstOrDefault(name => ReferenceEquals(pre.Value(name), route.Source))
            ?? throw ChipFaults.OfProjection(route.Projection.Name, $"it takes '{route.Source}', which has no name in '{route.Pre}'", "Give the value a line of its own in the equations.");
    }
}
