using System.Globalization;
using System.Text;

namespace Homeostat;

/// <summary>Readable text of each stage of compilation, from the equations to the operations that are executed.</summary>
public static partial class Inspection
{
    /// <summary>The text of a circuit as it was declared.</summary>
    public static string Equations(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var text = new StringBuilder($"circuit '{circuit.Name}', time step {Seconds(circuit.TimeStep)}\n");
        foreach (var p in circuit.Populations)
        {
            text.Append(Invariant($"\npopulation {p.Name}, {Units(p)}{(p.Method is null ? "" : $", method {p.Method}")}\n"));
            Block(text, "", p.Equations);
            Block(text, "on sweep", p.OnSweep);
            Block(text, "on step", p.OnStep);
            Block(text, "threshold", p.Threshold);
            Block(text, "given spikes", p.Spikes is { } spikes ? Invariant($"{spikes.Units.Count}") : "");
            Block(text, "reset", p.Reset);
            Block(text, "refractory", p.Refractory);
            Values(text, "event", p.Events.Select(e => $"{e.Key}: {e.Value.Condition}{(e.Value.Statements.Length > 0 ? $" -> {e.Value.Statements}" : "")}"));
            Values(text, "signal", p.Signals.Select(s => Invariant(
                $"{s.Key}: {s.Value.Values.GetLength(0)} values{(s.Value.IsShared ? "" : " a unit")}, each for {Seconds(s.Value.Step.Value)}")));
            Values(text, "link", p.Links.Select(l => $"{l.Key} = {l.Value}"));
            Values(text, "where", p.Constants.Select(c => $"{c.Key} = {c.Value}"));
            Values(text, "initially", p.Initial.Select(i => $"{i.Key} = {i.Value}"));
        }

        foreach (var p in circuit.Projections)
        {
            text.Append(Invariant($"\nprojection {p.Name}, {p.Pre} -> {p.Post}, {p.Connectivity}{(p.IsCut ? ", cut" : "")}{(p.Method is null ? "" : $", method {p.Method}")}\n"));
            Block(text, "", p.Equations);
            Block(text, "on learn", p.OnLearn);
            Block(text, "on update", p.OnUpdate);
            Block(text, $"on pre{At(p.PreEvent)}", p.OnPre);
            Block(text, $"on post{At(p.PostEvent)}", p.OnPost);
            Block(text, "delay", p.Delay);
            Values(text, "where", p.Constants.Select(c => $"{c.Key} = {c.Value}"));
            Values(text, "initially", p.Initial.Select(i => $"{i.Key} = {i.Value}"));
        }

        return text.ToString().TrimEnd();

        static string At(string eventName) => eventName == UnitEvent.Spike ? "" : $" ({eventName})";
    }

    /// <summary>The text of one time step of a circuit, as calls over buffers, with its cost. The cost of events depends on their number and is not counted.</summary>
    public static string Plan(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        using var simulation = new Simulation(circuit);
        var plan = simulation.Compile(new Settle(1));
        var cost = plan.CostOf(1);
        return Invariant(
            $"A step of {Seconds(circuit.TimeStep)}: {cost.MultiplyAccumulates:E3} multiply-accumulates, {cost.Operations:E3} other operations, ")
            + Invariant($"and what events do at {simulation.SynapseCount:N0} synapses.\n\n{plan}\n")
            + Invariant($"Element kernels compiled: {simulation.CompiledKernels}.");
    }

    private static string Units(Population p) => Invariant($"{p.Size} unit{(p.Size == 1 ? "" : "s")}");

    private static string Seconds(double seconds) => Invariant($"{seconds * 1e3:0.######} ms");

    private static void Block(StringBuilder text, string title, string lines)
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            text.Append(Invariant($"  {(title.Length > 0 ? title + ": " : "")}{line}\n"));
        }
    }

    private static void Values(StringBuilder text, string title, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            text.Append(Invariant($"{(title.StartsWith('\n') ? title : "  " + title)} {value}\n"));
            title = title.TrimStart('\n');
            title = title.StartsWith("to ", StringComparison.Ordinal) ? new string(' ', title.Length - 2) : title;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
