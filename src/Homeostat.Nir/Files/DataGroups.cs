using Observables = System.Collections.Generic.IReadOnlyDictionary<string, Homeostat.NirObservable>;

namespace Homeostat.Nir;

/// <summary>The groups and attributes of NIR data files.</summary>
internal static class DataGroups
{
    public static Dictionary<string, Observables> Read(HdfGroup root, string file)
    {
        var nodes = new Dictionary<string, Observables>();
        if (Type(root) != "NIRGraphData")
        {
            throw new HomeostatException($"'{file}' holds no NIR data: its root has no attribute __type__ 'NIRGraphData'. Write it by nir.write_data.");
        }

        Graph(root, "");
        return nodes;

        void Graph(HdfGroup group, string prefix)
        {
            foreach (var (name, node) in Inner(group, "nodes", prefix).Groups)
            {
                switch (Type(node))
                {
                    case "NIRGraphData":
                        Graph(node, $"{prefix}{name}/");
                        break;
                    case "NIRNodeData":
                        nodes[prefix + name] = Inner(node, "observables", prefix + name).Groups.ToDictionary(o => o.Key, o => Observable(o.Value, $"{prefix}{name}.{o.Key}"));
                        break;
                    default:
                        throw Fault(prefix + name, $"its __type__ is '{Type(node)}'", "It must be NIRNodeData or NIRGraphData.");
                }
            }
        }

        HdfGroup Inner(HdfGroup group, string name, string place) =>
            group.Groups.TryGetValue(name, out var inner) ? inner : throw Fault(place, $"it has no group '{name}'", "Write the file anew.");

        NirObservable Observable(HdfGroup group, string place)
        {
            switch (Type(group))
            {
                case "TimeGriddedData":
                    var values = Numbers(group, "data", place);
                    return values.Shape.Count == 3
                        ? new NirGrid(values, Number(group, "dt", place))
                        : throw Fault(place, $"its data have the shape {GraphShapes.Text(values.Shape)}", "It must be [samples, steps, units].");
                case "EventData" or "ValuedEventData":
                    var (units, times) = (Numbers(group, "idx", place), Numbers(group, "time", place));
                    var value = Type(group) == "ValuedEventData" ? Numbers(group, "value", place) : null;
                    return units.Shape.Count == 2 && times.Shape.SequenceEqual(units.Shape) && value?.Shape.SequenceEqual(units.Shape) != false
                        ? new NirEvents(units, times, (int)Math.Clamp(Number(group, "n_neurons", place), 0, int.MaxValue), Number(group, "t_max", place), value)
                        : throw Fault(place, $"its idx has the shape {GraphShapes.Text(units.Shape)}, its time {GraphShapes.Text(times.Shape)}", "Both must be [samples, events].");
                default:
                    throw Fault(place, $"its __type__ is '{Type(group)}'", "It must be TimeGriddedData, EventData or ValuedEventData.");
            }
        }

        NirValue Numbers(HdfGroup group, string name, string place) => group.Data.TryGetValue(name, out var data) && data.Value is { Text: null } value
            ? value : throw Fault(place, $"it has no numbers '{name}'", "Write the file anew.");

        double Number(HdfGroup group, string name, string place) => group.Attributes.TryGetValue(name, out var data) && data.Value is { Text: null, Count: 1 } value && double.IsFinite(value[0])
            ? value[0] : throw Fault(place, $"it has no finite attribute '{name}'", "Write the file anew.");

        HomeostatException Fault(string place, string what, string remedy) => new($"'{file}', {(place.Length == 0 ? "the root" : $"'{place}'")}: {what}. {remedy}");
    }

    public static HdfGroup Write(IReadOnlyDictionary<string, Observables> nodes)
    {
        var root = Typed("NIRGraphData");
        root.Groups["nodes"] = new HdfGroup();
        foreach (var (path, observables) in nodes)
        {
            var (graph, names) = (root, path.Split('/'));
            foreach (var name in names[..^1])
            {
                var within = graph.Groups["nodes"].Groups;
                if (!within.TryGetValue(name, out var inner))
                {
                    inner = within[name] = Typed("NIRGraphData");
                    inner.Groups["nodes"] = new HdfGroup();
                }

                graph = inner;
            }

            var node = graph.Groups["nodes"].Groups[names[^1]] = Typed("NIRNodeData");
            var group = node.Groups["observables"] = new HdfGroup();
            foreach (var (name, observable) in observables)
            {
                group.Groups[name] = Observable(observable);
            }
        }

        return root;
    }

    private static HdfGroup Observable(NirObservable observable)
    {
        if (observable is NirGrid grid)
        {
            var gridded = Typed("TimeGriddedData");
            gridded.Data["data"] = GraphWriter.Data(grid.Values);
            gridded.Attributes["dt"] = GraphWriter.Data(NirValue.Of(grid.TimeStep));
            return gridded;
        }

        var events = (NirEvents)observable;
        var group = Typed(events.Value is null ? "EventData" : "ValuedEventData");
        group.Data["idx"] = GraphWriter.Data(events.Unit);
        group.Data["time"] = GraphWriter.Data(events.Time);
        if (events.Value is { } values)
        {
            group.Data["value"] = GraphWriter.Data(values);
        }

        group.Attributes["n_neurons"] = GraphWriter.Data(NirValue.Of((long)events.Units));
        group.Attributes["t_max"] = GraphWriter.Data(NirValue.Of(events.End));
        return group;
    }

    private static HdfGroup Typed(string type)
    {
        var group = new HdfGroup();
        group.Attributes["__type__"] = GraphWriter.Data(NirValue.Of(type));
        return group;
    }

    private static string Type(HdfGroup group) => group.Attributes.TryGetValue("__type__", out var data) ? data.Value?.Text ?? "" : "";
}
