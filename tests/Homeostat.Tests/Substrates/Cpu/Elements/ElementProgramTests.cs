using CsCheck;

namespace Homeostat.Tests.Substrates;

/// <summary>Whole programs: any axes, any length, stores to what is read.</summary>
public class ElementProgramTests
{
    private static readonly Symbol[] Symbols =
    [
        new("a", Axes.Both), new("b", Axes.Both), new("rows", Axes.Rows), new("moreRows", Axes.Rows),
        new("columns", Axes.Columns), new("moreColumns", Axes.Columns), new("one", Axes.None), new("another", Axes.None),
    ];

    private static readonly Operation[] Operations =
        [.. Enum.GetValues<Operation>().Except(
        [
            Operation.Constant, Operation.Load, Operation.Reduce, Operation.Scale,
        ])];

    /// <summary>A value made of the symbols that may be stored to a target with these axes.</summary>
    private static Node Expression(NodeFactory make, Random random, Axes axes, int size)
    {
        var nodes = Symbols.Where(s => (s.Axes & ~axes) == 0).Select(make.Load).ToList();
        nodes.AddRange([make.Constant(0.5), make.Constant(-3), make.Constant(0)]);
        for (var i = 0; i < size; i++)
        {
            Node Any() => nodes[random.Next(nodes.Count)];
            nodes.Add(ElementOperationTests.Apply(make, Operations[random.Next(Operations.Length)], Any(), Any(), Any()));
        }

        return nodes[^1];
    }

    [Fact]
    public void Random_programs_equal_the_interpreter_bit_for_bit() =>
        Gen.Select(Gen.Int, Gen.Int[1, 20], Gen.Int[1, 40], Gen.Int[1, 4], Gen.Bool).Sample(
            (seed, size, columns, rows, isSingle) =>
            {
                var random = new Random(seed);
                var make = new NodeFactory();
                var stores = Symbols.Where(_ => random.Next(2) == 0)
                    .Select(s => new Store(s, Expression(make, random, s.Axes, size))).ToArray();
                var type = isSingle ? ElementType.Float32 : ElementType.Float64;
                ElementOperationTests.Compare(
                    new ElementProgram(stores), type, (s, r, c) => Value(seed, s, r, c), rows, columns, portable: [seed % 2 == 0]);
            },
            iter: 60);

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Every_length_of_tail_is_right(ElementType type)
    {
        var make = new NodeFactory();
        var a = make.Load(Symbols[0]);
        var program = new ElementProgram(
        [
            new Store(Symbols[0], make.Add(make.Multiply(a, make.Load(Symbols[2])), make.Load(Symbols[4]))),
            new Store(Symbols[2], make.Add(make.Load(Symbols[2]), make.Load(Symbols[6]))),
            new Store(Symbols[4], make.Multiply(make.Load(Symbols[4]), make.Constant(3))),
            new Store(Symbols[6], make.Add(make.Load(Symbols[6]), make.Constant(1))),
            new Store(Symbols[1], make.Compare(Operation.Less, a, make.Constant(0))),
        ]);
        for (var columns = 1; columns <= 40; columns++)
        {
            ElementOperationTests.Compare(program, type, (s, r, c) => Value(columns, s, r, c), 3, columns, [false]);
        }
    }

    [Fact]
    public unsafe void All_stores_see_the_state_before_any_of_them()
    {
        // Two symbols of each kind change places; each element, row or column exactly once.
        var make = new NodeFactory();
        var stores = Symbols.Chunk(2).SelectMany(pair => new[]
        {
            new Store(pair[0], make.Load(pair[1])),
            new Store(pair[1], make.Load(pair[0])),
        }).ToArray();
        var program = new ElementProgram(stores);
        foreach (var interpret in new[] { false, true })
        {
            using var operands = new Operands(program, ElementType.Float32, 5, 37, Value);
            operands.Run(ElementKernel.Compile(program, ElementType.Float32, interpret: interpret).Run);
            foreach (var (target, value) in stores)
            {
                var matrix = operands[target];
                for (var r = 0; r < matrix.Rows; r++)
                {
                    for (var c = 0; c < matrix.Columns; c++)
                    {
                        Assert.Equal(Value(value.Symbol!, r, c), matrix[r, c]);
                    }
                }
            }
        }

        static double Value(Symbol symbol, int row, int column) =>
            (Array.IndexOf(Symbols, symbol) * 10_000) + (row * 100) + column;
    }

    [Fact]
    public unsafe void A_value_of_fewer_axes_fills_its_target()
    {
        var make = new NodeFactory();
        var sum = make.Add(make.Load(Symbols[2]), make.Constant(1));
        var program = new ElementProgram([new Store(Symbols[0], sum), new Store(Symbols[5], make.Load(Symbols[6]))]);
        using var operands = new Operands(program, ElementType.Float64, 2, 11, (s, r, _) => s.Name == "rows" ? r : 7);
        operands.Run(ElementKernel.Compile(program, ElementType.Float64).Run);
        Assert.All(Enumerable.Range(0, 11), c =>
        {
            Assert.Equal(1, operands[Symbols[0]][0, c]);
            Assert.Equal(2, operands[Symbols[0]][1, c]);
            Assert.Equal(7, operands[Symbols[5]][0, c]);
        });
    }

    [Fact]
    public unsafe void A_condition_is_one_or_zero_and_a_number_holds_unless_zero()
    {
        var make = new NodeFactory();
        var a = make.Load(Symbols[0]);
        var isSmall = make.Compare(Operation.Less, a, make.Constant(2));
        var program = new ElementProgram(
        [
            new Store(Symbols[1], make.Add(isSmall, make.Select(a, make.Constant(10), make.Constant(20)))),
        ]);
        using var operands = new Operands(program, ElementType.Float32, 1, 3, (_, _, c) => c * 2);
        operands.Run(ElementKernel.Compile(program, ElementType.Float32).Run);
        Assert.Equal([21f, 10f, 10f], operands[Symbols[1]].Row<float>(0).ToArray());
    }

    [Fact]
    public unsafe void Running_allocates_nothing()
    {
        var make = new NodeFactory();
        var a = make.Load(Symbols[0]);
        var program = new ElementProgram(
            [new Store(Symbols[0], make.Add(a, make.Multiply(make.Load(Symbols[6]), make.Apply(Operation.Tanh, a))))]);
        foreach (var interpret in new[] { false, true })
        {
            using var operands = new Operands(program, ElementType.Float32, 4, 35);
            var kernel = ElementKernel.Compile(program, ElementType.Float32, interpret: interpret);
            ElementCode code = kernel.Run;
            operands.Run(code, 2);
            var before = GC.GetAllocatedBytesForCurrentThread();
            operands.Run(code, 100);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Products_are_fused_into_the_sums_that_use_them()
    {
        var make = new NodeFactory();
        var (a, b) = (make.Load(Symbols[0]), make.Load(Symbols[1]));
        var product = make.Multiply(a, b);
        var single = ElementKernel.Compile(
            new ElementProgram([new Store(Symbols[0], make.Subtract(a, product))]), ElementType.Float32);
        var shared = ElementKernel.Compile(
            new ElementProgram([new Store(Symbols[0], make.Subtract(a, product)), new Store(Symbols[1], product)]),
            ElementType.Float32);
        Assert.Equal(1, single.Operations);
        Assert.Equal(2, shared.Operations);
    }

    [Fact]
    public void What_cannot_be_stored_is_refused_by_name()
    {
        var make = new NodeFactory();
        var wide = Assert.Throws<ArgumentException>(() => ElementKernel.Compile(
            new ElementProgram([new Store(Symbols[2], make.Load(Symbols[0]))]), ElementType.Float32));
        Assert.Contains(
            "'rows' varies along rows, but the value stored to it, a, varies along rows and columns",
            wide.Message,
            StringComparison.Ordinal);

        var twice = Assert.Throws<ArgumentException>(() => ElementKernel.Compile(
            new ElementProgram([new Store(Symbols[0], make.Constant(1)), new Store(Symbols[0], make.Constant(2))]),
            ElementType.Float32));
        Assert.Contains("'a' is stored twice", twice.Message, StringComparison.Ordinal);

        var reduced = Assert.Throws<NotSupportedException>(() => ElementKernel.Compile(
            new ElementProgram([new Store(Symbols[0], make.Reduce(Reduction.Sum, make.Load(Symbols[0])))]),
            ElementType.Float32));
        Assert.Contains("sum(a)", reduced.Message, StringComparison.Ordinal);
    }

    private static double Value(int seed, Symbol symbol, int row, int column)
    {
        var uniform = Operands.Uniform(seed + Array.IndexOf(Symbols, symbol), row, column);
        return uniform < 0.12 ? Math.Floor(uniform * 25) - 1 : (uniform - 0.5) * 10;
    }
}
