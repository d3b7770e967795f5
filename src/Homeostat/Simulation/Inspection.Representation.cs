using System.Text;

namespace Homeostat;

/// <content>The text of the equations after they were simplified, differentiated and solved.</content>
public static partial class Inspection
{
    /// <summary>The text of a circuit's equations after simplification and differentiation, each with its number of operations.</summary>
    public static string Representation(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var model = new CircuitModel(circuit);
        var text = new StringBuilder($"circuit '{circuit.Name}'\n");
        foreach (var population in model.Populations)
        {
            Describe(text, population, model.Factory);
        }

        foreach (var projection in model.Projections)
        {
            Describe(text, projection);
        }

        foreach (var projection in model.Synapses)
        {
            text.Append(Invariant($"\nprojection {projection.Name}, {projection.Declaration.Pre} -> {projection.Declaration.Post}\n"));
            Describe(text, projection, $"on pre{(projection.Declaration.Delay.Length > 0 ? $", after {projection.Declaration.Delay}" : "")}:", projection.OnPre);
            Describe(text, projection, "on post:", projection.OnPost);
            Describe(text, projection, "every step:", projection.OnClock);
            foreach (var (_, pathway) in projection.Summed)
            {
                Describe(text, projection, "summed:", pathway);
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Describe(StringBuilder text, PopulationModel p, NodeFactory factory)
    {
        text.Append(Invariant($"\npopulation {p.Name}, {Units(p.Declaration)}\n"));
        var (system, name) = (p.System, p.Name + ".");
        for (var i = 0; i < system.States.Count; i++)
        {
            Line(text, $"d{system.States[i].Name[name.Length..]}/dt", system.Derivatives[i], name);
        }

        foreach (var equation in p.Equations.Equations.Where(e => e.Kind == EquationKind.Subexpression))
        {
            Line(text, equation.Name, p.Held.FirstOrDefault(h => h.Key.Name == name + equation.Name).Value ?? p.Value(equation.Name)!, name);
        }

        if (p.Events.Count > 0)
        {
            Stores(text, "a step:", new PopulationUpdate(p, factory).Stores(new HashSet<Symbol>()), name);
        }

        Stores(text, "on sweep:", p.Sweep, name);
        Stores(text, "on step:", p.OnStep, name);
        foreach (var unitEvent in p.Events)
        {
            Stores(text, $"after {unitEvent.Name}:", unitEvent.Statements, name);
        }

        foreach (var (term, energy) in p.Energies)
        {
            Line(text, $"free energy of {term}", energy, name);
        }
    }

    private static void Describe(StringBuilder text, ProjectionModel p)
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

        foreach (var sum in p.SynapseTotals)
        {
            text.Append(Invariant($"  {sum.Symbol.Name} = {sum.What} {sum.Value}\n"));
        }

        Stores(text, "on learn:", p.Learning, p.Name + ".");
    }

    private static void Describe(StringBuilder text, SpikingProjectionModel p, string title, Pathway? pathway)
    {
        if (pathway is null)
        {
            return;
        }

        text.Append(Invariant($"  {title}\n"));
        foreach (var store in pathway.Stores)
        {
            var isAdded = p.Meaning(store.Target).Kind == OperandKind.Added;
            Line(text, $"  {Name(p, store.Target)} {(isAdded ? "+=" : "=")}", store.Value, symbol => Name(p, symbol));
        }
    }

    // The name of a variable in the equations of the projection.
    private static string Name(SpikingProjectionModel p, Symbol symbol)
    {
        var (kind, variable, _) = p.Meaning(symbol);
        return kind switch
        {
            OperandKind.Uniform => "rand()",
            OperandKind.Normal => "randn()",
            OperandKind.Pre => $"{Last(variable!)}_pre",
            OperandKind.Post or OperandKind.Added => $"{Last(variable!)}_post",
            OperandKind.Synapse or OperandKind.Shared => Last(variable!),
            _ => symbol.Name[(p.Name.Length + 1)..],
        };

        static string Last(Symbol symbol) => symbol.Name[(symbol.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
    }

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

    private static void Line(StringBuilder text, string name, Node value, string prefix) =>
        Line(text, name + " =", value, symbol => symbol.Name.StartsWith(prefix, StringComparison.Ordinal) ? symbol.Name[prefix.Length..] : symbol.Name);

    private static void Line(StringBuilder text, string target, Node value, Func<Symbol, string> name)
    {
        var expression = NodePrinter.Print(value, node => node.Symbol is { } symbol ? name(symbol) : null);
        var operations = Operations(value, []);
        text.Append(Invariant($"  {target} {expression}   # {operations} operation{(operations == 1 ? "" : "s")}\n"));
    }

    // A value that is used several times is computed once and counted once.
    private static int Operations(Node node, HashSet<Node> seen) => !seen.Add(node) ? 0
        : (node.Arguments.Count > 0 ? 1 : 0) + node.Arguments.Sum(argument => Operations(argument, seen));
}
