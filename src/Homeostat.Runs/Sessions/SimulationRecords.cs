using System.Globalization;
using System.Text.RegularExpressions;

namespace Homeostat.Runs;

/// <summary>
/// The files that a simulation leaves in its folder: its state, the spikes of every population, states of the units asked for, and pictures
/// of them. A simulation that goes on adds to what is there.
/// </summary>
internal sealed class SimulationRecords : IDisposable
{
    public const string StateName = "state.npz";

    // What falls within it counts as together.
    private const double SynchronyBin = 5e-3;

    // Fewer spikes say little of how regular a unit fires.
    private const int LeastSpikes = 4;

    // A raster of more than this is one shade of gray.
    private const double LongestRaster = 1;

    // A plot has a panel for each unit.
    private const int MostTraces = 12;

    private readonly RunFolder<SimulateSettings> _folder;
    private readonly Network _network;
    private readonly NirCircuit? _nir;
    private readonly Simulation _simulation;
    private readonly Dictionary<string, SpikeFile> _recordings = [];
    private readonly List<(StateProbe Probe, StateTraces? Before)> _states = [];
    private readonly List<string> _pictures = [];

    /// <param name="folder">Where to; its settings are saved once everything is ready to run.</param>
    /// <param name="loaded">What is simulated.</param>
    /// <param name="simulation">Before it runs.</param>
    /// <param name="goOn">Whether to add to what is there.</param>
    public SimulationRecords(RunFolder<SimulateSettings> folder, LoadedNetwork loaded, Simulation simulation, bool goOn)
    {
        var network = loaded.Network;
        (_folder, _network, _nir, _simulation) = (folder, network, loaded.Nir, simulation);

        // Outputs that are no spikes are recorded of all units.
        var outputs = _nir?.Outputs.Values.Where(output => !output.EndsWith(".spikes", StringComparison.Ordinal)).Distinct()
            .Select(output => $"{output}[{string.Join(',', Enumerable.Range(0, network.Circuit[output.Split('.')[0]].Size))}]") ?? [];
        foreach (var text in folder.Settings.Record.Concat(outputs))
        {
            var probe = Record(text);
            _states.Add((probe, goOn && File.Exists(folder[StatesName(probe)]) ? Until(simulation.Step, StateTraces.ReadNpz(folder[StatesName(probe)])) : null));
        }

        folder.Save();
        foreach (var population in network.Groups.Select(g => g.Population).Distinct())
        {
            var (path, size, timeStep) = (folder[$"{population}.spikes"], network.Circuit[population].Size, network.Circuit.TimeStep);
            var file = goOn ? SpikeFile.Append(path, size, timeStep, simulation.Step) : SpikeFile.Create(path, size, timeStep);
            _recordings.Add(population, file);
            simulation.RecordSpikes(population, new RecordOptions { Sink = file });
        }
    }

    /// <summary>The number of spikes recorded since time 0.</summary>
    public long Spikes => _recordings.Values.Sum(s => s.Count);

    /// <summary>The time in seconds from which activity is summarized: after the transient of the start, if the run is long enough.</summary>
    public double Since => _simulation.Time > 2 * _network.Transient ? _network.Transient : 0;

    /// <summary>Writes the state and what was recorded up to now, and ends recording.</summary>
    public void Save()
    {
        foreach (var recording in _recordings.Values)
        {
            recording.Complete(_simulation.Step);
        }

        SaveState();
    }

    /// <summary>Writes the state and what was recorded up to now, and goes on recording.</summary>
    public void SaveMeanwhile()
    {
        foreach (var recording in _recordings.Values)
        {
            recording.Flush();
        }

        SaveState();
    }

    // The state is written last: what was recorded after it is left out when the run goes on from it.
    private void SaveState()
    {
        foreach (var (probe, before) in _states)
        {
            Joined(probe, before).WriteNpz(_folder[StatesName(probe)]);
        }

        SimulationFile.Save(_folder[StateName], _simulation);
    }

    /// <summary>The activity of each group of units; call it after <see cref="Save"/>.</summary>
    public IReadOnlyList<GroupActivity> Activity() => [.. Groups(Since).Select(g => new GroupActivity(
        g.Label, g.Trains.Units, g.Trains.Count, g.Trains.MeanRate(),
        g.Trains.CoefficientsOfVariation(LeastSpikes) is { Length: > 0 } cvs ? cvs.Average() : null,
        g.Trains.Units > 1 && g.Trains.Duration >= 2 * SynchronyBin ? g.Trains.Synchrony(SynchronyBin) : null))];

    /// <summary>Draws rasters, states and weights, and writes spikes for NumPy; call it after <see cref="Save"/>.</summary>
    /// <returns>The names of the files.</returns>
    public IReadOnlyList<string> Draw()
    {
        var end = _simulation.Time;
        if (end > 0 && _network.Groups.Count > 0)
        {
            var recent = Math.Max(0, end - LongestRaster);
            Draw("raster.png", path => Plot.Raster(path, $"{_network.Name}, seed {Seed}", Math.Min(5e-3, end / 20), Groups(recent)));
            if (recent > 0)
            {
                var bin = Math.Max(5e-3, end / 500);
                Draw("rates.png", path => Plot.Rates(path, _network.Name, [.. Groups(0).Select(g => (g.Label, g.Trains.PopulationRate(bin)))]));
            }

        }

        if (end > 0)
        {
            foreach (var population in _recordings.Keys)
            {
                Draw($"{population}.spikes.npz", path => TrainsOf(population).WriteNpz(path));
            }

            foreach (var (probe, before) in _states)
            {
                var (owner, traces) = (probe.Variable.Split('.')[0], Joined(probe, before));
                if (traces.Units.Length <= MostTraces)
                {
                    Draw($"{probe.Variable}.png", path => Plot.Traces(
                        path, $"{_network.Name}, seed {Seed}", $"{probe.Variable}, SI units", traces, _recordings.ContainsKey(owner) ? TrainsOf(owner) : null));
                }
            }

            if (_nir is not null && _recordings.Count > 0)
            {
                Draw("spikes.nirdata", path => Observed(_nir).Write(path));
            }
        }

        // Weights that do not learn are as they were declared.
        foreach (var projection in _network.Circuit.Projections)
        {
            foreach (var variable in _simulation.VariablesOf(Role.Weight, projection.Name))
            {
                var name = variable[(projection.Name.Length + 1)..];
                if (!Regex.IsMatch($"{projection.OnPre};{projection.OnPost}", $@"(^|[;\n\s]){Regex.Escape(name)}\s*[-+*/]?="))
                {
                    continue;
                }

                var weights = _simulation.Synapses(projection.Name).Get(name);
                Draw($"{variable}.png", path => Plot.Histogram(path, $"{_network.Name}: weights of {projection.Name} after {Words.Time(end)}", name, ("", weights)));
            }
        }

        return _pictures;
    }

    // The spikes of the nodes of a NIR file, by the names that they have there.
    private NirData Observed(NirCircuit nir) => new(nir.Parts.Where(part => _recordings.ContainsKey(part.Value)).ToDictionary(
        part => part.Key,
        IReadOnlyDictionary<string, NirObservable> (part) => new Dictionary<string, NirObservable> { ["spikes"] = NirEvents.Of(TrainsOf(part.Value)) }));

    public void Dispose()
    {
        foreach (var recording in _recordings.Values)
        {
            recording.Dispose();
        }
    }

    private ulong Seed => _folder.Settings.Seed;

    private (string Label, SpikeTrains Trains)[] Groups(double from)
    {
        var trains = _recordings.Keys.ToDictionary(name => name, name => TrainsOf(name).Between(from, _simulation.Time));
        return [.. _network.Groups.Select(g => (g.Name, trains[g.Population].Select(g.Units)))];
    }

    private SpikeTrains TrainsOf(string population) => SpikeFile.Read(_folder[$"{population}.spikes"]);

    private void Draw(string name, Action<string> draw)
    {
        draw(_folder[name]);
        _pictures.Add(name);
    }

    private static string StatesName(StateProbe probe) => $"{probe.Variable}.npz";

    // What a run that was killed had recorded beyond the state it goes on from is recorded again.
    private StateTraces Until(long step, StateTraces traces)
    {
        var end = (step - 0.5) * _network.Circuit.TimeStep;
        var count = traces.Times.ToArray().TakeWhile(time => time < end).Count();
        return new StateTraces([.. traces.Units], [.. traces.Times[..count]], [.. traces.Values[..(count * traces.Units.Length)]]);
    }

    private static StateTraces Joined(StateProbe probe, StateTraces? before)
    {
        var now = probe.Traces;
        return before is null ? now : new StateTraces([.. now.Units], [.. before.Times, .. now.Times], [.. before.Values, .. now.Values]);
    }

    /// <summary><c>cells.v</c>: of five units, evenly spread; <c>cells.v[0,7]</c>: of these.</summary>
    private StateProbe Record(string text)
    {
        const int Few = 5;
        var parts = text.TrimEnd(']').Split('[');
        var units = parts.Length == 2 ? parts[1].Split(',') : [];
        if (parts.Length > 2 || parts.Length == 2 != text.EndsWith(']')
            || !Array.TrueForAll(units, u => int.TryParse(u, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            throw new HomeostatException($"'{text}' cannot be recorded. Write a variable as cells.v, or of chosen units as cells.v[0,7].");
        }

        var chosen = Array.ConvertAll(units, u => int.Parse(u, CultureInfo.InvariantCulture));
        if (chosen.Length == 0 && _network.Circuit.Populations.FirstOrDefault(p => parts[0].StartsWith($"{p.Name}.", StringComparison.Ordinal)) is { } population)
        {
            var count = Math.Min(Few, population.Size);
            chosen = [.. Enumerable.Range(0, count).Select(k => (int)((long)k * population.Size / count))];
        }

        return _simulation.Record(parts[0], new RecordOptions { Units = chosen.Length > 0 ? chosen : null });
    }
}
