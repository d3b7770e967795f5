using System.Text;

namespace Homeostat.Equations;

/// <summary>Writes nodes back in the equation language, with no more parentheses than needed.</summary>
internal static class NodePrinter
{
    public static string Print(Node node, Func<Node, string?>? name = null)
    {
        var text = new StringBuilder();
        Write(text, node, 0, name ?? (static _ => null), isRoot: true);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Node node, int context, Func<Node, string?> name, bool isRoot = false)
    {
        if (!isRoot && name(node) is { } given)
        {
            text.Append(given);
            return;
        }

        var a = node.Arguments;
        switch (node.Operation)
        {
            case Operation.Constant:
                Parenthesize(text, node.Value < 0 && context > 0, () => text.Append(Node.Number(node.Value)));
                break;
            case Operation.Load:
                text.Append(name(node) ?? node.Symbol!.Name);
                break;
            case Operation.Negate:
                Parenthesize(text, context > 2, () =>
                {
                    text.Append('-');
                    Write(text, a[0], 3, name);
                });
                break;
            case Operation.Add: Infix(" + ", 1, 1); break;
            case Operation.Subtract: Infix(" - ", 1, 2); break;
            case Operation.Multiply: Infix("*", 3, 3); break;
            case Operation.Divide: Infix("/", 3, 4); break;
            case Operation.Power: Infix("**", 6, 5); break;
            case Operation.MultiplyAdd:
                Parenthesize(text, context > 1, () =>
                {
                    Write(text, a[0], 3, name);
                    text.Append('*');
                    Write(text, a[1], 3, name);
                    text.Append(" + ");
                    Write(text, a[2], 1, name);
                });
                break;
            case Operation.Less: Infix(" < ", 0, 0); break;
            case Operation.LessOrEqual: Infix(" <= ", 0, 0); break;
            case Operation.Equal: Infix(" == ", 0, 0); break;
            case Operation.And: Infix(" and ", 0, 0); break;
            case Operation.Or: Infix(" or ", 0, 0); break;
            case Operation.Not:
                Parenthesize(text, true, () =>
                {
                    text.Append("not ");
                    Write(text, a[0], 5, name);
                });
                break;
            default:
                text.Append(FunctionName(node)).Append('(');
                for (var i = 0; i < a.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Write(text, a[i], 0, name);
                }

                text.Append(')');
                break;
        }

        void Infix(string symbol, int left, int right)
        {
            // Comparisons and combinations of conditions always get parentheses within an expression, since their precedence is often
            // misremembered.
            var condition = left == 0;
            var strength = condition ? 0 : symbol is " + " or " - " ? 1 : symbol is "*" or "/" ? 3 : 5;
            Parenthesize(text, condition ? context > 0 : strength < context, () =>
            {
                Write(text, a[0], condition ? 1 : left, name);
                text.Append(symbol);
                Write(text, a[1], condition ? 1 : right, name);
            });
        }
    }

    /// <summary>The name of a reduction in the equation language.</summary>
    public static string Name(Reduction reduction) => reduction switch
    {
        Reduction.Sum => "sum",
        Reduction.Max or Reduction.Reference => "max",
        _ => "kth",
    };

    private static string FunctionName(Node node) => node.Operation switch
    {
        Operation.Reduce => Name(node.Reduction),
        Operation.Select or Operation.SelectFallback => "where",
        Operation.Min => "minimum",
        Operation.Max => "maximum",
        Operation.Round => "rint",
        Operation.Truncate => "int",
        _ => node.Operation.ToString().ToLowerInvariant(),
    };

    private static void Parenthesize(StringBuilder text, bool needed, Action write)
    {
        text.Append(needed ? "(" : "");
        write();
        text.Append(needed ? ")" : "");
    }
}
