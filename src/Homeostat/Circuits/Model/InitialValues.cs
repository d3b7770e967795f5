using Homeostat.Equations;
using Homeostat.Kernels;

namespace Homeostat.Circuits;

/// <summary>Sets variables to the values their part of the circuit declares for them.</summary>
internal static class InitialValues
{
    public static void Set(CircuitModel model, Memory memory, KernelCache kernels, ulong seed)
    {
        // A stream for each part, by its place in the circuit; far from the streams that plans draw from.
        var stream = 0x8000_0000u;
        foreach (var population in model.Populations)
        {
            Set(population.Declaration.Initial, population.Owner, population.Find, population.Declaration.Constants,
                new Dictionary<string, double> { ["N"] = population.Declaration.Size }, memory, kernels, seed, stream++);
        }

        foreach (var projection in model.Projections)
        {
            var sizes = new Dictionary<string, double>
            {
                ["N_pre"] = projection.Pre.Declaration.Size,
                ["N_post"] = projection.Post.Declaration.Size,
            };
            Set(projection.Declaration.Initial, projection.Owner, projection.Find, projection.Declaration.Constants,
                sizes, memory, kernels, seed, stream++);
        }
    }

    private static void Set(
        IReadOnlyDictionary<string, string> initial,
        string owner,
        Func<string, Variable?> find,
        IReadOnlyDictionary<string, Quantity> constants,
        Dictionary<string, double> sizes,
        Memory memory,
        KernelCache kernels,
        ulong seed,
        uint stream)
    {
        var draw = 0ul;
        foreach (var (name, text) in initial)
        {
            var variable = find(name) ?? throw new HomeostatException(
                $"An initial value in {owner} names '{name}', which it does not store. Name one of its variables.");
            var expression = ExpressionParser.Parse(text, owner);
            var scope = new InitialScope(constants, sizes);
            new DimensionChecker(text, owner, scope).CheckFits(expression, variable.Dimension, $"the initial value of '{name}'");
            var target = memory[variable.Symbol];
            Evaluate(expression, target, constants, sizes, kernels, seed, stream, ref draw);
            memory.Touch(variable.Symbol);
        }
    }

    private static void Evaluate(
        Expression expression,
        Matrix target,
        IReadOnlyDictionary<string, Quantity> constants,
        Dictionary<string, double> sizes,
        KernelCache kernels,
        ulong seed,
        uint stream,
        ref ulong draw)
    {
        var factory = new NodeFactory();
        var matrices = new Dictionary<Symbol, Matrix>();
        var draws = draw;
        var translator = new Translator(factory, Value)
        {
            Units = target.Columns,
            Special = (call, inner) => call switch
            {
                { Function: "rand" or "randn" } => Draw(call.Function == "randn"),
                { Function: "poisson", Arguments: [var mean] } => PoissonCount.Of(
                    factory, inner.Translate(mean), () => Draw(normal: false), () => Draw(normal: true)),
                _ => null,
            },
        };
        var result = new Symbol("result", Axes.Both);
        matrices[result] = target;
        var value = translator.Translate(expression);
        if (value.Operation == Operation.Constant)
        {
            new ResetCall(target, value.Value, expression.ToString()!).Run(new BlockContext { Rows = target.Rows });
        }
        else
        {
            // With its numbers in memory, one kernel serves all layers that differ in size only.
            var general = new Substitution(factory, Number).Apply(value);
            kernels.Bind(new ElementProgram([new Store(result, general)]), s => matrices[s], target.Columns).Run(0, target.Rows);
        }

        draw = draws;
        foreach (var (symbol, matrix) in matrices)
        {
            if (symbol != result)
            {
                matrix.Dispose();
            }
        }

        Node? Number(Node node)
        {
            if (node.Operation != Operation.Constant)
            {
                // Powers of a known exponent have code of their own.
                return node.Operation == Operation.Power ? node : null;
            }

            var symbol = new Symbol($"number{matrices.Count}", Axes.None);
            var matrix = new Matrix(1, 1, target.Type);
            matrix[0, 0] = node.Value;
            matrices[symbol] = matrix;
            return factory.Load(symbol);
        }

        Node? Value(string name) => name switch
        {
            "i" => Index(new Symbol("i", Axes.Columns)),
            "j" => Index(new Symbol("j", Axes.Rows)),
            _ when constants.TryGetValue(name, out var constant) => factory.Constant(constant.Value),
            _ when sizes.TryGetValue(name, out var size) => factory.Constant(size),
            _ => null,
        };

        Node Index(Symbol symbol)
        {
            var ofRow = symbol.Axes == Axes.Rows;
            if (!matrices.ContainsKey(symbol))
            {
                var matrix = ofRow ? new Matrix(target.Rows, 1, target.Type) : new Matrix(1, target.Columns, target.Type);
                for (var k = 0; k < (ofRow ? target.Rows : target.Columns); k++)
                {
                    matrix[ofRow ? k : 0, ofRow ? 0 : k] = k;
                }

                matrices[symbol] = matrix;
            }

            return factory.Load(symbol);
        }

        Node Draw(bool normal)
        {
            var symbol = new Symbol($"draw{draws}", Axes.Both);
            var matrix = new Matrix(target.Rows, target.Columns, target.Type);
            new DrawCall(matrix, normal, seed, stream, symbol.Name).Run(new BlockContext
            {
                Rows = target.Rows,
                Step = (long)draws++,
            });
            matrices[symbol] = matrix;
            return factory.Load(symbol);
        }
    }

    private sealed class InitialScope(
        IReadOnlyDictionary<string, Quantity> constants, Dictionary<string, double> sizes) : IScope
    {
        public IEnumerable<string> Names => constants.Keys.Concat(sizes.Keys).Concat(["i", "j"]);

        public bool TryGetDimension(string name, out Dimension dimension)
        {
            dimension = constants.TryGetValue(name, out var constant) ? constant.Dimension : Dimension.None;
            return constants.ContainsKey(name) || sizes.ContainsKey(name) || name is "i" or "j";
        }
    }
}
