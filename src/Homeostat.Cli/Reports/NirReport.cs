using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Shows a NIR graph and the circuit that it becomes.</summary>
internal static class NirReport
{
    // Longer lists are cut.
    private const int MostEdges = 40;

    public static void Write(Terminal terminal, NirGraph graph, NirCircuit circuit)
    {
        terminal.Table(["node", "type", "fields", "becomes"], Rows(graph, "", circuit));
        terminal.Out.WriteLine($"Edges: {string.Join(", ", Edges(graph, "").Take(MostEdges))}{(Edges(graph, "").Skip(MostEdges).Any() ? ", ..." : "")}");
        var (populations, projections) = (circuit.Circuit.Populations, circuit.Circuit.Projections);
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"The circuit has {populations.Count} populations of {populations.Sum(p => (long)p.Size):N0} units and {projections.Count} projections; in: {string.Join(", ", circuit.Inputs.Values)}; out: {string.Join(", ", circuit.Outputs.Values)}."));
        var o = circuit.Options;
        terminal.Out.WriteLine(
            $"Time step {o.TimeStep}, reset {Words.Spell(o.Reset!.Value)}, method {Words.Spell(o.Method!.Value)}, current {Words.Spell(o.Current!.Value)}. {(graph.Version.Length > 0 ? $"The file is of NIR {graph.Version}." : "The file names no version.")}");
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(NirGraph graph, string prefix, NirCircuit circuit) => graph.Nodes.SelectMany(n => n.Value is NirGraph inner
        ? Rows(inner, $"{prefix}{n.Key}/", circuit)
        : [[prefix + n.Key, n.Value.Type, string.Join(", ", n.Value.Fields.Select(f => $"{f.Key} {Text(f.Value)}")), Becomes(circuit, prefix + n.Key)]]);

    private static string Becomes(NirCircuit circuit, string path) =>
        !circuit.Parts.TryGetValue(path, out var part) ? circuit.Outputs.TryGetValue(path, out var variable) ? $"shows {variable}" : "hands on"
        : circuit.Circuit.Populations.Any(p => p.Name == part) ? $"population {part}" : $"projection {part}";

    private static IEnumerable<string> Edges(NirGraph graph, string prefix) => graph.Edges.Select(e => $"{prefix}{e.From} -> {prefix}{e.To}")
        .Concat(graph.Nodes.SelectMany(n => n.Value is NirGraph inner ? Edges(inner, $"{prefix}{n.Key}/") : []));

    // All numbers where they are one, otherwise the shape.
    private static string Text(NirValue value) => value.Text ?? (Enumerable.Range(1, Math.Max(0, value.Count - 1)).All(k => value[k] == value[0])
        ? value.Count == 1 ? value[0].ToString("G6", CultureInfo.InvariantCulture) : $"[{string.Join(", ", value.Shape)}] of {value[0].ToString("G6", CultureInfo.InvariantCulture)}"
        : value.Shape.Count == 1 && value.Count <= 3 ? $"({string.Join(", ", value.ToArray().Select(x => x.ToString("G6", CultureInfo.InvariantCulture)))})"
        : $"[{string.Join(", ", value.Shape)}]");
}
