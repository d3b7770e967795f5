using System.Globalization;
using System.Text;
using Homeostat.Equations;
using Homeostat.Kernels;

namespace Homeostat.Circuits;

/// <summary>Compiles element programs, each shape once: two layers with the same equations share their machine code.</summary>
internal sealed class KernelCache(ElementType type, bool interpret)
{
    private readonly Dictionary<string, ElementKernel> _kernels = new(StringComparer.Ordinal);

    public int Count => _kernels.Count;

    public BoundKernel Bind(ElementProgram program, Func<Symbol, Matrix> memory, int columns)
    {
        var shape = Shape(program);
        if (!_kernels.TryGetValue(shape, out var kernel))
        {
            kernel = ElementKernel.Compile(program, type, interpret: interpret);
            _kernels.Add(shape, kernel);
        }

        return new BoundKernel(kernel, program.Operands, memory, columns);
    }

    // The program with its operands numbered: equal texts mean equal code.
    private static string Shape(ElementProgram program)
    {
        var text = new StringBuilder();
        var operands = program.Operands.Select((symbol, i) => (symbol, i)).ToDictionary(o => o.symbol, o => o.i);
        var numbers = new Dictionary<Node, int>();
        foreach (var store in program.Stores)
        {
            var value = Write(store.Value);
            text.Append(CultureInfo.InvariantCulture, $"{operands[store.Target]}{store.Target.Axes}={value};");
        }

        return text.ToString();

        int Write(Node node)
        {
            if (numbers.TryGetValue(node, out var known))
            {
                return known;
            }

            var arguments = node.Arguments.Select(Write).ToArray();
            var number = numbers.Count;
            numbers.Add(node, number);
            text.Append(CultureInfo.InvariantCulture, $"{number}:{node.Operation}({string.Join(',', arguments)})");
            if (node.Operation == Operation.Constant)
            {
                text.Append(BitConverter.DoubleToInt64Bits(node.Value).ToString("x", CultureInfo.InvariantCulture));
            }
            else if (node.Symbol is { } symbol)
            {
                text.Append(CultureInfo.InvariantCulture, $"{operands[symbol]}{symbol.Axes}");
            }

            return number;
        }
    }
}
