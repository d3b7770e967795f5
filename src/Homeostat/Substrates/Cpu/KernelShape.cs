using System.Globalization;
using System.Text;

namespace Homeostat.Substrates;

/// <summary>The properties that determine the machine code of an element program, in which operands are numbered rather than named.</summary>
/// <param name="Text">The program as text; programs of equal texts have equal code.</param>
/// <param name="Type">The type of all operands.</param>
/// <param name="Interpret">Whether the program is interpreted rather than compiled.</param>
/// <param name="WithBits">Whether the code also writes the bits of the conditions it stores.</param>
internal sealed record KernelShape(string Text, ElementType Type, bool Interpret, bool WithBits)
{
    /// <summary>The shape of a program.</summary>
    public static KernelShape Of(ElementProgram program, ElementType type, bool interpret, bool withBits = false)
    {
        var text = new StringBuilder();
        var operands = new Dictionary<Symbol, int>();
        foreach (var operand in program.Operands)
        {
            operands.Add(operand, operands.Count);
        }

        var numbers = new Dictionary<Node, int>();
        foreach (var store in program.Stores)
        {
            var value = Write(store.Value);
            text.Append(CultureInfo.InvariantCulture, $"{operands[store.Target]}/{(int)store.Target.Axes}={value};");
        }

        return new KernelShape(text.ToString(), type, interpret, withBits);

        int Write(Node node)
        {
            if (numbers.TryGetValue(node, out var known))
            {
                return known;
            }

            var arguments = node.Arguments;
            Span<int> written = stackalloc int[arguments.Count];
            for (var i = 0; i < written.Length; i++)
            {
                written[i] = Write(arguments[i]);
            }

            var number = numbers.Count;
            numbers.Add(node, number);
            text.Append(CultureInfo.InvariantCulture, $"{number}:{(int)node.Operation}(");
            foreach (var argument in written)
            {
                text.Append(CultureInfo.InvariantCulture, $"{argument},");
            }

            text.Append(')');
            if (node.Operation == Operation.Constant)
            {
                text.Append(CultureInfo.InvariantCulture, $"{BitConverter.DoubleToInt64Bits(node.Value):x}");
            }
            else if (node.Symbol is { } symbol)
            {
                text.Append(CultureInfo.InvariantCulture, $"{operands[symbol]}/{(int)symbol.Axes}");
            }

            return number;
        }
    }
}
