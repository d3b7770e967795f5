using System.Globalization;

namespace Homeostat.Chips;

/// <summary>Builds sigma-delta neurons and integer weights from a trained network of rates.</summary>
/// <param name="simulation">The simulation, with trained weights.</param>
/// <param name="network">The part of the network that the answer depends on.</param>
/// <param name="largest">The largest size of a value, written as <c>population.name</c>, over samples.</param>
/// <param name="clamped">The variables that data or candidates are clamped to.</param>
internal sealed class RateBuilder(Simulation simulation, RateNetwork network, Func<string, double> largest, IReadOnlySet<string> clamped)
{
    // Messages of eight bits.
    private const double MostMessage = 255;

    private readonly Dictionary<(string Population, string Input), RateScale> _scales = [];
    private readonly Dictionary<(string Population, string Source), (double Step, double Parts)> _steps = [];

    public Dictionary<string, double[]> Values { get; } = [];

    public List<ChipRounding> Roundings { get; } = [];

    public List<PlacedBlock> Blocks { get; } = [];

    /// <summary>The states that are zero before a sample is shown.</summary>
    public List<string> States { get; } = [];

    public Circuit Build(string name, IReadOnlySet<string> actions, IEnumerable<string> stored)
    {
        var circuit = new Circuit(name, simulation.Circuit.TimeStep * Units.Second);
        foreach (var values in network.Populations)
        {
            circuit.Add(Population(values, actions));
        }

        // A variable that only the schedule writes to.
        foreach (var variable in stored)
        {
            var (population, own) = (variable.Split('.')[0], variable.Split('.')[1]);
            circuit = Has(circuit, population) ? With(circuit, population, $"\n{own} : 1") : With(circuit, new Population(population, simulation.Circuit[population].Size, $"{own} : 1"));
        }

        foreach (var values in network.Populations)
        {
            foreach (var input in values.Inputs)
            {
                circuit.Add(Projections(values.Population.Name, input, [.. circuit.Projections.Select(p => p.Name)]));
            }
        }

        return circuit;
    }

    private Population Population(RateValues values, IReadOnlySet<string> actions)
    {
        var (name, declared) = (values.Population.Name, values.Population.Declaration);
        var constants = new Dictionary<string, Quantity>(declared.Constants);
        var text = string.Join('\n', values.Lines) + "\n";
        foreach (var input in values.Inputs)
        {
            text += RateText.Input(input) + $"bias_{input} : 1 (constant over batch)\n";
            constants[$"unit_{input}"] = Scale(name, input).Unit;
            States.Add($"{name}.sigma_{input}");
            Bias(values, input);
        }

        foreach (var source in values.Sources)
        {
            var (step, parts) = Step(name, source);
            constants[$"parts_{source}"] = parts;
            text += RateText.Message(source, values.RectifiedInput(source) is { } rectified
                ? $"relu(sum_{rectified} + bias_{rectified})" : $"floor({source}/{step.ToString("R", CultureInfo.InvariantCulture)} + 0.5)");
            States.AddRange([$"{name}.act_{source}", $"{name}.message_{source}"]);
        }

        foreach (var parameter in values.Parameters.Where(p => !clamped.Contains($"{name}.{p}")))
        {
            var matrix = simulation[$"{name}.{parameter}"];
            Values[$"{name}.{parameter}"] = [.. Enumerable.Range(0, matrix.Columns).Select(i => matrix[0, i])];
        }

        return new Population(name, declared.Size, text)
        {
            Constants = constants, Method = "euler",
            Actions = declared.Actions.Where(a => actions.Contains(a.Key) && StatementList.Parse(a.Value).Statements.All(s => values.Parameters.Contains(s.Target))).ToDictionary(),
        };
    }

    private IEnumerable<Projection> Projections(string population, string input, HashSet<string> taken)
    {
        var (scale, blocks) = (Scale(population, input), Arriving(population, input));
        for (var k = 0; k < blocks.Length; k++)
        {
            var (route, source, weights) = blocks[k];
            var name = taken.Add(route.Projection.Name) ? route.Projection.Name : $"{route.Projection.Name}_{input}";
            var factor = Math.ScaleB(1, scale.Exponents[k]).ToString("R", CultureInfo.InvariantCulture);
            var isSparse = route.Projection.IsSparse;
            Values[$"{name}.w"] = Shared(route, scale.Stored[k]);
            Blocks.Add(new PlacedBlock(route, scale.Stored[k], []));
            var one = Math.ScaleB(scale.Unit, scale.Exponents[k]) / Step(route.Pre, source).Step;
            Roundings.Add(CorePopulation.Rounding(
                name, "weights", $"{CorePopulation.Range(scale.Stored[k])} · 2^{scale.Exponents[k]}", weights, [.. scale.Stored[k].Select(w => w * one)]));
            yield return new Projection(route.Pre, route.Post, $"""
                w : 1 (weight)
                a_{input}_post = {factor}*w*message_{source}_pre : 1 (summed)
                """)
            {
                Name = name,
                Connectivity = isSparse ? Connectivity.Pairs([.. route.Synapses!.Select(s => s.Pre)], [.. route.Synapses!.Select(s => s.Post)]) : route.Projection.Connectivity,
            };
        }
    }

    // Of synapses that share weights, each weight once.
    private double[] Shared(Route route, double[] stored)
    {
        if (route.Places is not { } places)
        {
            return stored;
        }

        var storage = simulation.Model.Projections.Single(p => p.Name == route.Projection.Name).Storage;
        var shared = new double[storage.Rows * storage.Columns];
        for (var k = 0; k < stored.Length; k++)
        {
            shared[places[k]] = stored[k];
        }

        return shared;
    }

    private void Bias(RateValues values, string input)
    {
        var (name, unit) = (values.Population.Name, Scale(values.Population.Name, input).Unit);
        var bias = new double[values.Population.Declaration.Size];
        foreach (var (route, _, _) in network.Routes.Where(r => r.Route.Post == name && r.Input == input && r.Source is null))
        {
            var constant = new ScalarExpression(route.Source).Of(_ => 0);
            for (var k = 0; k < route.Synapses!.Count; k++)
            {
                bias[route.Synapses[k].Post] += constant * route.Weight(k);
            }
        }

        double[] whole = [.. bias.Select(b => Math.Round(b / unit))];
        if (bias.Any(b => b != 0))
        {
            Roundings.Add(CorePopulation.Rounding(name, $"bias of {input}", CorePopulation.Range(whole), bias, [.. whole.Select(b => b * unit)]));
        }

        // A message is the activation without its low bits: half a message more makes this the nearest one.
        var half = values.Sources is [var source] && values.RectifiedInput(source) == input ? Math.Floor(Step(name, source).Parts / 2) : 0;
        Values[$"{name}.bias_{input}"] = [.. whole.Select(b => b + half)];
    }

    private RateScale Scale(string population, string input)
    {
        if (!_scales.TryGetValue((population, input), out var scale))
        {
            scale = _scales[(population, input)] = new RateScale([.. Arriving(population, input).Select(b => (b.Weights, Step(b.Route.Pre, b.Source).Step))], largest($"{population}.{input}"));
        }

        return scale;
    }

    // The value that one unit of a message stands for, and the parts of a message that the activation counts in.
    private (double Step, double Parts) Step(string population, string source)
    {
        if (_steps.TryGetValue((population, source), out var known))
        {
            return known;
        }

        var (values, most) = (network.Populations.Single(v => v.Population.Name == population), largest($"{population}.{source}"));
        if (values.RectifiedInput(source) is { } input)
        {
            var unit = Scale(population, input).Unit;
            var parts = Math.ScaleB(1, Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(most, unit) / unit / MostMessage))));
            known = (unit * parts, parts);
        }
        else
        {
            known = (most > 0 ? most / MostMessage : 1, 1);
        }

        _steps[(population, source)] = known;
        Roundings.Add(new ChipRounding(population, $"messages of {source}", most, Math.Round(most / known.Step) * known.Step, $"0 to {Math.Round(most / known.Step)}", known.Step / 2 / Math.Max(most, 1e-300)));
        return known;
    }

    private (Route Route, string Source, double[] Weights)[] Arriving(string population, string input) =>
    [
        .. network.Routes.Where(r => r.Route.Post == population && r.Input == input && r.Source is not null)
            .Select(r => (r.Route, r.Source!, Enumerable.Range(0, r.Route.Synapses!.Count).Select(r.Route.Weight).ToArray())),
    ];

    private static bool Has(Circuit circuit, string population) => circuit.Populations.Any(p => p.Name == population);

    private static Circuit With(Circuit circuit, string population, string lines) =>
        circuit.With(part => part.Name == population ? part with { Equations = part.Equations + lines } : part);

    private static Circuit With(Circuit circuit, Population population)
    {
        circuit.Add(population);
        return circuit;
    }
}
