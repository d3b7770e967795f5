
namespace Homeostat.Tests.Substrates;

/// <summary>Every operation, on every vector width and as a tail, equals the interpreter bit for bit.</summary>
public class ElementOperationTests
{
    private static readonly Operation[] Elementary =
        [.. Enum.GetValues<Operation>().Except([Operation.Constant, Operation.Load, Operation.Reduce])];

    private static readonly double[] Specials =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 2, 1.5, 2.5, -2.5, 1e-3, 100, -100, 88.7, -87.4, -104, 1e10, -1e10, 1e30, -1e30,
        1e-30, 1e-40, -1e-40, 1.4e-45, 3.4e38, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        5e-324, 1e308, 709.7, -745.2, 0.1, -0.1, 3, -3, 4, 1e-310,
    ];

    public static TheoryData<string, ElementType> Operations()
    {
        var data = new TheoryData<string, ElementType>();
        foreach (var operation in Elementary)
        {
            data.Add(operation.ToString(), ElementType.Float32);
            data.Add(operation.ToString(), ElementType.Float64);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Equals_the_interpreter(string name, ElementType type)
    {
        var operation = Enum.Parse<Operation>(name);
        var make = new NodeFactory();
        var (x, y, z, to) = (new Symbol("x", Axes.Both), new Symbol("y", Axes.Both), new Symbol("z", Axes.Both),
            new Symbol("to", Axes.Both));
        var value = Apply(make, operation, make.Load(x), make.Load(y), make.Load(z));
        var program = new ElementProgram([new Store(to, value)]);
        Compare(program, type, (s, r, c) => Value(operation, s.Name, r, c));
    }

    internal static Node Apply(NodeFactory make, Operation operation, Node x, Node y, Node z) => operation switch
    {
        Operation.Add => make.Add(x, y),
        Operation.Subtract => make.Subtract(x, y),
        Operation.Multiply => make.Multiply(x, y),
        Operation.Divide => make.Divide(x, y),
        Operation.Min => make.Min(x, y),
        Operation.Max => make.Max(x, y),
        Operation.Power => make.Power(x, y),
        Operation.MultiplyAdd => make.MultiplyAdd(x, y, z),
        Operation.Less or Operation.LessOrEqual or Operation.Equal or Operation.And or Operation.Or =>
            make.Compare(operation, x, y),
        Operation.Select => make.Select(make.Compare(Operation.Less, x, y), y, z),
        Operation.SelectFallback => make.SelectFallback(make.Compare(Operation.Less, x, y), y, make.Multiply(z, make.Add(z, x))),
        Operation.Scale => make.Scale(x, y),
        Operation.CopySign => make.CopySign(x, y),
        _ => make.Apply(operation, x),
    };

    /// <summary>Runs on all widths, each with and without the instructions that only some machines have.</summary>
    internal static void Compare(
        ElementProgram program, ElementType type, Func<Symbol, int, int, double> value, int rows = 3, int columns = 1003,
        bool[]? portable = null)
    {
        using var expected = new Operands(program, type, rows, columns, value);
        unsafe
        {
            expected.Run(ElementKernel.Compile(program, type, interpret: true).Run);
            foreach (var width in Enum.GetValues<VectorWidth>())
            {
                foreach (var isPortable in portable ?? [false, true])
                {
                    using var actual = new Operands(program, type, rows, columns, value);
                    var lanes = new Lanes(type, width) { IsPortable = isPortable };
                    var kernel = ElementKernel.Compile(program, lanes, interpret: false);
                    Assert.True(kernel.IsCompiled);
                    actual.Run(kernel.Run);
                    var first = program.Stores.Select(s => s.Value).FirstOrDefault();
                    actual.AssertSameBits(expected, $"{first} on {type}, {width}, portable: {isPortable}");
                }
            }
        }
    }

    private static double Value(Operation operation, string symbol, int row, int column)
    {
        var salt = symbol[0] - 'x';
        var uniform = Operands.Uniform(row, column, salt);

        // Scaling is only promised for significands and whole exponents: that is all the lowering asks of it.
        if (operation == Operation.Scale)
        {
            return symbol == "x" ? 0.5 + uniform : Math.Floor(uniform * 500) - 250;
        }

        // Row 0 pairs every special value with every other.
        if (row == 0)
        {
            return Specials[salt == 0 ? column % Specials.Length : column / Specials.Length % Specials.Length];
        }

        var sign = Operands.Uniform(column, row, salt) < 0.5 ? -1 : 1;
        return row == 1 ? (uniform - 0.5) * 10 : sign * Math.Pow(10, (uniform - 0.5) * 70);
    }
}
