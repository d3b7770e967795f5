using System.Globalization;
using System.Text;
using Homeostat.Circuits;
using Homeostat.Equations;

namespace Homeostat;

/// <summary>The stages of the pipeline, from equations to what is executed, as a person reads them.</summary>
public static class Inspection
{
    /// <summary>The circuit as declared, and the schedules.</summary>
    public static string Equations(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var text = new StringBuilder($"circuit '{learner.Circuit.Name}'\n");
        foreach (var p in learner.Circuit.Populations)
        {
            text.Append(Invariant($"\npopulation {p.Name}, {Units(p)}{(p.Method is null ? "" : $", method {p.Method}")}\n"));
            Block(text, "", p.Equations);
            Block(text, "on sweep", p.OnSweep);
            Values(text, "where", p.Constants.Select(c => $"{c.Key} = {c.Value}"));
            Values(text, "initially", p.Initial.Select(i => $"{i.Key} = {i.Value}"));
        }

        foreach (var p in learner.Circuit.Projections)
        {
            text.Append(Invariant($"\nprojection {p.Name}, {p.Pre} -> {p.Post}, {p.Connectivity}\n"));
            Block(text, "", p.Equations);
            Block(text, "on learn", p.OnLearn);
            Values(text, "where", p.Constants.Select(c => $"{c.Key} = {c.Value}"));
            Values(text, "initially", p.Initial.Select(i => $"{i.Key} = {i.Value}"));
        }

        Values(text, "\nto train", learner.Train.Select(phase => phase.ToString()));
        Values(text, "\nto answer", learner.Test.Select(phase => phase.ToString()));
        return text.ToString().TrimEnd();
    }

    /// <summary>The equations as simplified and differentiated, each with the number of operations it takes.</summary>
    public static string Representation(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var model = new CircuitModel(learner.Circuit);
        var text = new StringBuilder($"circuit '{learner.Circuit.Name}'\n");
        foreach (var p in model.Populations)
        {
            text.Append(Invariant($"\npopulation {p.Name}, {Units(p.Declaration)}\n"));
            var (system, name) = (p.System, p.Name + ".");
            for (var i = 0; i < system.States.Count; i++)
            {
                Line(text, $"d{system.States[i].Name[name.Length..]}/dt", system.Derivatives[i], name);
            }

            foreach (var equation in p.Equations.Equations.Where(e => e.Kind == EquationKind.Subexpression))
            {
                Line(text, equation.Name, p.Value(equation.Name)!, name);
            }

            Stores(text, "on sweep:", p.Sweep, name);
            foreach (var (term, energy) in p.Energies)
            {
                Line(text, $"free energy of {term}", energy, name);
            }
        }

        foreach (var p in model.Projections)
        {
            text.Append(Invariant($"\nprojection {p.Name}, {p.Pre.Name} -> {p.Post.Name}\n"));
            foreach (var delivery in p.Deliveries)
            {
                var terms = delivery.Terms.Select(t => string.Join(" * ", new[] { t.Synapse, t.Pre, t.Post }.Where(n => !n.Is(1)).Select(Factor)));
                text.Append(Invariant($"  {delivery.Input} += sum over synapses of {string.Join(" + ", terms)}\n"));
            }

            foreach (var sum in p.BatchSums)
            {
                text.Append(Invariant($"  {sum.Symbol.Name} = {(sum.IsMean ? "mean" : "sum")} over samples of {Factor(sum.Pre)} * {Factor(sum.Post)}\n"));
            }

            foreach (var sum in p.SynapseSums)
            {
                text.Append(Invariant($"  {sum.Symbol.Name} = sum over the synapses of a unit of {sum.Value}\n"));
            }

            Stores(text, "on learn:", p.Learning, p.Name + ".");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Both schedules as calls over buffers, with what they cost.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="batch">Samples in a batch.</param>
    public static string Plan(Learner learner, int batch = 250)
    {
        ArgumentNullException.ThrowIfNull(learner);
        using var simulation = new Simulation(learner.Circuit, batch);
        var text = new StringBuilder();
        foreach (var (name, schedule) in new[] { ("train", learner.Train), ("answer", learner.Test) })
        {
            var plan = simulation.Compile(schedule);
            var cost = plan.CostOf(batch);
            text.Append(Invariant($"To {name}, for a batch of {batch}: {cost.MultiplyAccumulates:E3} multiply-accumulates, "));
            text.Append(Invariant($"{cost.Operations:E3} other operations, {cost.Bytes:E3} bytes were nothing kept in cache.\n\n{plan}\n"));
        }

        return text.Append(Invariant($"Element kernels compiled: {simulation.CompiledKernels}.")).ToString();
    }

    private static string Units(Population p) => Invariant($"{p.Size} unit{(p.Size == 1 ? "" : "s")}");

    private static string Factor(Node node) => node.ToString() is var text && text.Contains(' ', StringComparison.Ordinal) ? $"({text})" : text;

    private static void Stores(StringBuilder text, string title, IReadOnlyList<Store> stores, string prefix)
    {
        if (stores.Count > 0)
        {
            text.Append(Invariant($"  {title}\n"));
        }

        foreach (var store in stores)
        {
            Line(text, "  " + store.Target.Name[prefix.Length..], store.Value, prefix);
        }
    }

    private static void Line(StringBuilder text, string name, Node value, string prefix)
    {
        var expression = NodePrinter.Print(value, node => node.Symbol is { } symbol && symbol.Name.StartsWith(prefix, StringComparison.Ordinal)
            ? symbol.Name[prefix.Length..]
            : null);
        var operations = Operations(value, []);
        text.Append(Invariant($"  {name} = {expression}   # {operations} operation{(operations == 1 ? "" : "s")}\n"));
    }

    // Shared values are computed once and count once.
    private static int Operations(Node node, HashSet<Node> seen) => !seen.Add(node) ? 0
        : (node.Arguments.Count > 0 ? 1 : 0) + node.Arguments.Sum(argument => Operations(argument, seen));

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
