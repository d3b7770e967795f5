using Homeostat.Tests.Equations;

namespace Homeostat.Tests.Substrates;

/// <summary>The stated error of each function, in units in the last place, over its whole domain.</summary>
public unsafe class ElementAccuracyTests
{
    private static readonly Symbol X = new("x", Axes.Both);
    private static readonly Symbol To = new("to", Axes.Both);

    [Theory]
    [InlineData(nameof(Operation.Exp), 1.0, double.PositiveInfinity)]
    [InlineData(nameof(Operation.Expm1), 1.5, double.PositiveInfinity)]
    [InlineData(nameof(Operation.Log), 1.0, double.PositiveInfinity)]
    [InlineData(nameof(Operation.Sigmoid), 1.75, double.PositiveInfinity)]
    [InlineData(nameof(Operation.Tanh), 2.0, double.PositiveInfinity)]
    [InlineData(nameof(Operation.Sin), 2.0, 1e4)]
    [InlineData(nameof(Operation.Cos), 2.0, 1e4)]
    [InlineData(nameof(Operation.Arctan), 2.0, double.PositiveInfinity)]
    public void Float32_function_is_within(string name, double bound, double limit)
    {
        var operation = Enum.Parse<Operation>(name);
        var make = new NodeFactory();
        Within(
            bound,
            make.Apply(operation, make.Load(X)),
            x => Arithmetic.Evaluate(operation, x),
            AllFloats(997).Where(x => !(Math.Abs(x) > limit)));
    }

    /// <summary>Functions made of others, from their text. The runtime has no logarithm of 1 + x that is exact for small x.</summary>
    [Theory]
    [InlineData("arcsin(x)", 3, 4, 1)]
    [InlineData("arccos(x)", 2.5, 4, 1)]
    [InlineData("log1p(x)", 2, 4, 1e4)]
    [InlineData("exprel(x)", 2, 5, 80)]
    public void Composed_function_is_within(string text, double single, double @double, double limit)
    {
        var node = NodeValues.Parse(new NodeFactory(), text);
        Func<double, double> exact = text[..5] switch
        {
            "arcsi" => Math.Asin,
            "arcco" => Math.Acos,
            "log1p" => x => 1 + x == 1 ? x : Math.Log(1 + x) * x / (1 + x - 1),
            _ => x => x == 0 ? 1 : Arithmetic.Evaluate(Operation.Expm1, x) / x,
        };
        Within(single, node, exact, AllFloats(997).Where(x => Math.Abs(x) <= limit && (text != "log1p(x)" || x > -1)));
        Within64(@double, node, exact, text == "log1p(x)" ? -1 : -limit, limit);
        Within64(@double, node, exact, -1e-3, 1e-3);
    }

    [Theory]
    [InlineData(0.3, 2)]
    [InlineData(-1.7, 2)]
    [InlineData(17, 2)]
    [InlineData(-33, 2)]
    [InlineData(100.5, 2)]
    [InlineData(1e5, 2)]
    public void Float32_power_is_within(float exponent, double bound)
    {
        var make = new NodeFactory();
        Within(bound, make.Power(make.Load(X), make.Constant(exponent)), x => Math.Pow(x, exponent), AllFloats(9973));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0.001)]
    [InlineData(1.0001)]
    public void Float32_power_of_a_constant_is_within(double basis)
    {
        var make = new NodeFactory();
        Within(1, make.Power(make.Constant(basis), make.Load(X)), x => Math.Pow(basis, x), AllFloats(9973));
    }

    /// <summary>The bounds allow for the runtime's own errors: half a unit, in its tanh and logistic function two.</summary>
    [Theory]
    [InlineData(nameof(Operation.Exp), 1.0, -760, 720)]
    [InlineData(nameof(Operation.Exp), 1.0, -1, 1)]
    [InlineData(nameof(Operation.Expm1), 4.0, -760, 720)]
    [InlineData(nameof(Operation.Expm1), 4.0, -1, 1)]
    [InlineData(nameof(Operation.Expm1), 2.0, -1e-8, 1e-8)]
    [InlineData(nameof(Operation.Log), 1.0, 0, 3)]
    [InlineData(nameof(Operation.Log), 1.0, -10, 1e300)]
    [InlineData(nameof(Operation.Sigmoid), 4.0, -760, 760)]
    [InlineData(nameof(Operation.Sigmoid), 4.0, -3, 3)]
    [InlineData(nameof(Operation.Tanh), 4.0, -25, 25)]
    [InlineData(nameof(Operation.Tanh), 4.0, -1, 1)]
    [InlineData(nameof(Operation.Tanh), 4.0, -1e-8, 1e-8)]
    [InlineData(nameof(Operation.Sin), 2.0, -1e4, 1e4)]
    [InlineData(nameof(Operation.Cos), 2.0, -1e4, 1e4)]
    [InlineData(nameof(Operation.Arctan), 1.5, -10, 10)]
    [InlineData(nameof(Operation.Arctan), 1.5, -1e-3, 1e-3)]
    [InlineData(nameof(Operation.Arctan), 1.5, -1e9, 1e9)]
    public void Float64_function_is_within(string name, double bound, double low, double high)
    {
        var operation = Enum.Parse<Operation>(name);
        var make = new NodeFactory();
        Within64(bound, make.Apply(operation, make.Load(X)), x => Arithmetic.Evaluate(operation, x), low, high);
    }

    [Theory]
    [InlineData(0.3, 1e-300, 1e300)]
    [InlineData(-1.7, 0.01, 100)]
    [InlineData(17, -50, 50)]
    [InlineData(100.5, 0.01, 1000)]
    public void Float64_power_is_within_4(double exponent, double low, double high)
    {
        var make = new NodeFactory();
        Within64(4, make.Power(make.Load(X), make.Constant(exponent)), x => Math.Pow(x, exponent), low, high);
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Special_values_are_the_runtimes(ElementType type)
    {
        double[] specials = [0, -0.0, 1, -1, 0.5, 2, -2, 3, -3, 2.5, 1e30, -1e30, 1e-40,
            double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        var make = new NodeFactory();
        var y = new Symbol("y", Axes.Both);
        double Value(Symbol symbol, int row, int column) => specials[symbol == X ? row : column];

        Operation[] operations = [Operation.Exp, Operation.Expm1, Operation.Log, Operation.Arctan, Operation.Sigmoid, Operation.Tanh, Operation.Power];
        foreach (var operation in operations)
        {
            var node = ElementOperationTests.Apply(make, operation, make.Load(X), make.Load(y), make.Load(y));
            var program = new ElementProgram([new Store(To, node)]);
            using var operands = new Operands(program, type, specials.Length, specials.Length, Value);
            operands.Run(ElementKernel.Compile(program, type).Run);
            using var exact = new Operands(program, type, specials.Length, specials.Length, Value);
            exact.Run(ElementKernel.Reference(program, type));
            for (var r = 0; r < specials.Length; r++)
            {
                for (var c = 0; c < specials.Length; c++)
                {
                    var (actual, expected) = (operands[To][r, c], exact[To][r, c]);
                    var what = $"{operation}({specials[r]}, {specials[c]}) in {type}";
                    if (!double.IsFinite(expected) || expected == 0 || expected == 1)
                    {
                        Assert.True(
                            actual.Equals(expected) && (actual != 0 || double.IsNegative(actual) == double.IsNegative(expected)),
                            $"{what} is {actual}, expected {expected}.");
                    }
                    else
                    {
                        Assert.Equal(expected, actual, Math.Abs(expected) * 1e-6 + 1e-44);
                    }
                }
            }
        }
    }

    private static IEnumerable<double> AllFloats(uint step)
    {
        for (ulong bits = 0; bits <= uint.MaxValue; bits += step)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        }
    }

    private static void Within(double bound, Node node, Func<double, double> exact, IEnumerable<double> arguments)
    {
        var kernel = ElementKernel.Compile(new ElementProgram([new Store(To, node)]), ElementType.Float32);
        var (x, y) = (new float[4096], new float[4096]);
        foreach (var chunk in arguments.Chunk(x.Length))
        {
            for (var i = 0; i < chunk.Length; i++)
            {
                x[i] = (float)chunk[i];
            }

            fixed (float* from = x, to = y)
            {
                Run(kernel, (byte*)from, (byte*)to, chunk.Length);
            }

            for (var i = 0; i < chunk.Length; i++)
            {
                var expected = exact(x[i]);
                var rounded = (float)expected;
                if (y[i].Equals(rounded))
                {
                    continue;
                }

                var unit = Math.ScaleB(1, Math.Max(Math.ILogB(expected), -126) - 23);
                var error = Math.Abs(y[i] - expected) / unit;
                Assert.True(error <= bound, $"{node} at {x[i]:R} is {y[i]:R}, expected {expected:R}: {error:F2} ulp.");
            }
        }
    }

    private static void Within64(double bound, Node node, Func<double, double> exact, double low, double high)
    {
        var kernel = ElementKernel.Compile(new ElementProgram([new Store(To, node)]), ElementType.Float64);
        var random = new Random(1);
        var x = Enumerable.Range(0, 100_000).Select(_ => low + (random.NextDouble() * (high - low))).ToArray();
        var y = new double[x.Length];
        fixed (double* from = x, to = y)
        {
            Run(kernel, (byte*)from, (byte*)to, x.Length);
        }

        for (var i = 0; i < x.Length; i++)
        {
            var expected = exact(x[i]);
            if (!y[i].Equals(expected))
            {
                var unit = Math.ScaleB(1, Math.Max(Math.ILogB(expected), -1022) - 52);
                var error = Math.Abs(y[i] - expected) / unit;
                Assert.True(error <= bound, $"{node} at {x[i]:R} is {y[i]:R}, expected {expected:R}: {error:F2} ulp.");
            }
        }
    }

    private static void Run(ElementKernel kernel, byte* from, byte* to, int count)
    {
        var operands = stackalloc byte*[] { from, to };
        var strides = stackalloc nint[] { 0, 0 };
        kernel.Run(operands, strides, 1, count);
    }
}
