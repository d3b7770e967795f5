namespace Homeostat.Studio.Export;

/// <summary>A simulated network as a saved page shows it: its spikes, its rates and the states that were recorded.</summary>
internal static class ExportedNetwork
{
    // A curve on the page has no more points than these.
    private const int MostBins = 1500;

    /// <param name="folder">The folder of the run.</param>
    /// <param name="budget">The largest number of characters of its spikes.</param>
    /// <param name="leftOut">The list to which sentences are added about what did not fit.</param>
    /// <exception cref="HomeostatException">Nothing is recorded yet, or a file is damaged.</exception>
    public static object Of(RunFolder<SimulateSettings> folder, int budget, List<string> leftOut)
    {
        var network = folder.Settings.Load().Network;
        var timeStep = network.Circuit.TimeStep;
        if (!File.Exists(folder[SimulationRecords.StateName]))
        {
            throw new HomeostatException($"{folder.Path}: nothing is recorded of the network yet. Let it go on: homeostat resume {folder.Quoted()}");
        }

        var state = SimulationFile.Read(folder[SimulationRecords.StateName]);
        var seconds = state.Step * timeStep;
        var trains = network.Groups.Select(g => g.Population).Distinct().ToDictionary(name => name, name => SpikeFile.Read(folder[$"{name}.spikes"]));
        var offsets = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in trains.Keys)
        {
            offsets[name] = offsets.Keys.Sum(before => network.Circuit[before].Size);
        }

        var spikes = trains.SelectMany(t => Spikes(t.Value, offsets[t.Key], timeStep)).OrderBy(s => s.Step).ToArray();
        var kept = Array.ConvertAll(Packed.Spread(spikes.Length, (int)(budget / (2 * Packed.Characters))), n => spikes[n]);
        if (kept.Length < spikes.Length)
        {
            leftOut.Add(FormattableString.Invariant($"Of {spikes.Length:N0} spikes this file holds {kept.Length:N0}, evenly spread; the rates are those of all."));
        }

        var bin = Math.Max(Math.Min(5e-3, seconds / 20), seconds / MostBins);
        var rates = network.Groups.Select(g => trains[g.Population].Select(g.Units).PopulationRate(bin)).ToArray();
        return new
        {
            Title = $"{folder.Settings.Title}, seed {folder.Settings.Seed}",
            network.Description,
            network.Source,
            TimeStep = timeStep,
            Seconds = seconds,
            Units = network.Circuit.Populations.Where(p => trains.ContainsKey(p.Name)).Sum(p => p.Size),
            Groups = network.Groups.Select(g => Group(g, offsets[g.Population], network.Circuit[g.Population].Size)),
            Spikes = spikes.Length,
            Steps = Packed.Whole(kept.Select(s => s.Step)),
            Rows = Packed.Whole(kept.Select(s => (long)s.Row)),
            Rates = new
            {
                Times = Packed.Numbers(rates.Length == 0 ? [] : rates[0].Times),
                Values = rates.Select(rate => Packed.Numbers(rate.Values)),
            },
            Traces = TraceFiles(folder, network.Circuit).Select(file => Traces(file.Variable, StateTraces.ReadNpz(file.Path), leftOut)),
        };
    }

    private static object Group(UnitGroup group, int offset, int size)
    {
        var (first, count) = group.Units.GetOffsetAndLength(size);
        return new { group.Name, group.Population, Offset = offset, First = first, Count = count };
    }

    private static IEnumerable<(long Step, int Row)> Spikes(SpikeTrains trains, int offset, double timeStep)
    {
        for (var n = 0; n < trains.Count; n++)
        {
            yield return ((long)Math.Round(trains.Times[n] / timeStep), offset + trains.Unit[n]);
        }
    }

    // The states of populations that were recorded; spikes for NumPy have names of their own.
    private static IEnumerable<(string Variable, string Path)> TraceFiles(RunFolder folder, Circuit circuit) =>
        from path in Directory.EnumerateFiles(folder.Path, "*.npz").Order(StringComparer.Ordinal)
        let name = Path.GetFileNameWithoutExtension(path)
        where !name.EndsWith(".spikes", StringComparison.Ordinal) && circuit.Populations.Any(p => name.StartsWith($"{p.Name}.", StringComparison.Ordinal))
        select (name, path);

    // Where there are more times than pixels, each stretch of times is drawn from its smallest to its largest value.
    private static object Traces(string variable, StateTraces traces, List<string> leftOut)
    {
        const int MostUnits = 12;
        var (units, times) = (Math.Min(MostUnits, traces.Units.Length), traces.Times.Length);
        if (units < traces.Units.Length)
        {
            leftOut.Add($"Of {traces.Units.Length} recorded cells of {variable} this file holds {units}.");
        }

        var stretch = Math.Max(1, ((2 * times) + MostBins - 1) / MostBins);
        if (stretch == 1)
        {
            return Answer([.. traces.Times], unit => Enumerable.Range(0, times).Select(n => traces[n, unit]));
        }

        int[] firsts = [.. Enumerable.Range(0, times / stretch).Select(n => n * stretch)];
        return Answer([.. firsts.SelectMany(first => new[] { traces.Times[first], traces.Times[first + (stretch / 2)] })], unit => firsts.SelectMany(first =>
        {
            var values = Enumerable.Range(first, stretch).Select(n => traces[n, unit]);
            return new[] { values.Min(), values.Max() };
        }));

        object Answer(double[] places, Func<int, IEnumerable<double>> of) => new
        {
            Variable = variable,
            Units = traces.Units[..units].ToArray(),
            Times = Packed.Numbers(places),
            Values = Enumerable.Range(0, units).Select(unit => Packed.Numbers(of(unit))).ToArray(),
        };
    }
}
