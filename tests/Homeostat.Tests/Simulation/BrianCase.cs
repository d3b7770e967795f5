using System.Text.Json;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Simulations;

/// <summary>
/// A small circuit that Brian 2 has run, from a file that benchmarks/peers/brian_fixtures.py makes: its text as Brian took it,
/// and what Brian recorded, in double precision.
/// </summary>
internal sealed class BrianCase
{
    private readonly JsonElement _case;
    private readonly Quantity _timeStep;
    private readonly int _every;

    private BrianCase(string name, JsonElement definition)
    {
        (Name, _case) = (name, definition);
        _timeStep = definition.GetProperty("dt_ms").GetDouble() * Units.Millisecond;
        _every = definition.GetProperty("every").GetInt32();
    }

    public string Name { get; }

    /// <summary>The names of all cases of a file.</summary>
    public static TheoryData<string> Names(string file) => [.. Read(file).EnumerateObject().Select(c => c.Name)];

    public static BrianCase Load(string file, string name) => new(name, Read(file).GetProperty(name));

    /// <summary>
    /// Declares the same circuit, runs it, and compares every recorded state and spike.
    /// </summary>
    /// <param name="tolerance">Error allowed, relative to the largest value that a variable had.</param>
    public void RequireEqual(double tolerance)
    {
        using var simulation = new Simulation(Circuit(), options: new SimulationOptions { Type = ElementType.Float64 });
        var interval = new RecordOptions { Every = _every * _timeStep };
        var states = Members("recorded").ToDictionary(m => m.Name, m => simulation.Record(m.Name, interval));
        var spikes = Members("spikes").ToDictionary(m => m.Name, m => simulation.RecordSpikes(m.Name));
        simulation.Run(_case.GetProperty("steps").GetInt32() * _timeStep);

        // Spikes first: where they differ, states have to.
        foreach (var (population, theirs) in Members("spikes"))
        {
            var probe = spikes[population];
            var expected = theirs.EnumerateArray().Select(s => (Step: s[0].GetInt64(), Unit: s[1].GetInt32())).Order();
            Assert.Equal(expected, probe.Steps.Zip(probe.Units, (step, unit) => (Step: step, Unit: unit)).Order());
        }

        foreach (var (variable, theirs) in Members("recorded"))
        {
            var expected = theirs.Deserialize<double[][]>()!;
            var scale = expected.Max(row => row.Max(Math.Abs));
            var values = states[variable].Values;
            Assert.Equal(expected.Length, values.GetLength(0));
            for (var row = 0; row < expected.Length; row++)
            {
                for (var unit = 0; unit < expected[row].Length; unit++)
                {
                    var error = Math.Abs(values[row, unit] - expected[row][unit]);
                    Assert.True(
                        error <= tolerance * scale,
                        $"{variable}[{unit}] before step {row * _every} is {values[row, unit]:R}, Brian's is {expected[row][unit]:R}: "
                        + $"{error / scale:E1} of the largest, {scale:G3}.");
                }
            }
        }
    }

    private static JsonElement Read(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Repository.Root, "tests/Homeostat.Tests/Fixtures", $"brian-{file}.json"));
        return JsonDocument.Parse(stream).RootElement.GetProperty("cases");
    }

    private Circuit Circuit()
    {
        var circuit = new Circuit("brian", _timeStep);
        foreach (var (name, part) in Members("populations"))
        {
            circuit.Add(Population(name, part));
        }

        foreach (var (name, part) in Members("projections"))
        {
            circuit.Add(Projection(name, part));
        }

        return circuit;
    }

    private static Population Population(string name, JsonElement part) => new(name, part.GetProperty("size").GetInt32(), Text(part, "equations"))
    {
        Threshold = Text(part, "threshold"),
        Reset = Text(part, "reset"),
        Refractory = Text(part, "refractory"),
        OnStep = Text(part, "on_step"),
        Method = part.TryGetProperty("method", out var method) ? method.GetString() : null,
        Constants = Constants(part),
        Initial = Texts(part, "initial"),
        Links = Texts(part, "links"),
        Events = Objects(part, "events").ToDictionary(e => e.Name, e => new PopulationEvent(e.Value[0].GetString()!, e.Value[1].GetString()!)),
        Signals = Objects(part, "signals").ToDictionary(s => s.Name, s => Signal(s.Value)),
        Spikes = part.TryGetProperty("spikes", out var spikes)
            ? new SpikeTimes(
                [.. spikes.EnumerateArray().Select(s => s[0].GetInt32())],
                [.. spikes.EnumerateArray().Select(s => s[1].GetDouble() * 1e-3)])
            : null,
    };

    private static Projection Projection(string name, JsonElement part)
    {
        var pairs = part.GetProperty("pairs").Deserialize<int[][]>()!;
        return new Projection(Text(part, "pre"), Text(part, "post"), Text(part, "equations"))
        {
            Name = name,
            OnPre = Text(part, "on_pre"),
            OnPost = Text(part, "on_post"),
            Delay = Text(part, "delay"),
            PreEvent = part.TryGetProperty("pre_event", out var given) ? given.GetString()! : "spike",
            Method = part.TryGetProperty("method", out var method) ? method.GetString() : null,
            Constants = Constants(part),
            Initial = Texts(part, "initial"),
            Connectivity = Connectivity.Pairs([.. pairs.Select(p => p[0])], [.. pairs.Select(p => p[1])]),
        };
    }

    private static TimedArray Signal(JsonElement signal)
    {
        var (step, unit) = (Quantity.Parse(Text(signal, "step")), Quantity.Parse(signal.TryGetProperty("unit", out var u) ? u.GetString()! : "1"));
        var rows = signal.GetProperty("values").EnumerateArray().ToArray();
        if (rows[0].ValueKind == JsonValueKind.Number)
        {
            return new TimedArray([.. rows.Select(r => r.GetDouble())], step, unit);
        }

        var values = new double[rows.Length, rows[0].GetArrayLength()];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < values.GetLength(1); column++)
            {
                values[row, column] = rows[row][column].GetDouble();
            }
        }

        return new TimedArray(values, step, unit);
    }

    private IEnumerable<(string Name, JsonElement Value)> Members(string name) => Objects(_case, name);

    private static IEnumerable<(string Name, JsonElement Value)> Objects(JsonElement part, string name) =>
        part.TryGetProperty(name, out var found) ? found.EnumerateObject().Select(p => (p.Name, p.Value)) : [];

    private static string Text(JsonElement part, string name) => part.TryGetProperty(name, out var text) ? text.GetString()! : "";

    private static Dictionary<string, string> Texts(JsonElement part, string name) =>
        Objects(part, name).ToDictionary(t => t.Name, t => t.Value.GetString()!);

    private static Dictionary<string, Quantity> Constants(JsonElement part) =>
        Texts(part, "constants").ToDictionary(c => c.Key, c => Quantity.Parse(c.Value));
}
