
namespace Homeostat.Substrates;

/// <summary>Sets variables to the initial values that the circuit declares.</summary>
internal static class InitialValues
{
    public static void Set(CircuitModel model, Memory memory, KernelCache kernels, ulong seed)
    {
        // Each part has its own stream, numbered by its place in the circuit; plans draw from lower stream numbers.
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
                ["N_pre"] = projection.Storage.FanIn,
                ["N_post"] = projection.Storage.FanOut,
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
        var draws = 0L;
        var done = new Dictionary<string, Variable>(StringComparer.Ordinal);
        foreach (var (name, text) in initial)
        {
            var variable = find(name) ?? throw new HomeostatException(
                $"An initial value in {owner} names '{name}', which it does not store. Name one of its variables.");
            var expression = new ValueExpression(
                text, owner, $"the initial value of '{name}'", variable.Dimension, constants.Keys.Concat(sizes.Keys).Concat(["i", "j"]).Concat(done.Keys), Meaning);
            RequireFits(variable, expression, owner);
            Evaluate(expression, memory[variable.Symbol], kernels, seed, stream, draws, other => done.TryGetValue(other, out var found) ? memory[found.Symbol] : null);
            draws += expression.Draws.Count;
            memory.Touch(variable.Symbol);
            done[name] = variable;
        }

        // An initial value may use variables that were set before it, such as a resting potential or a random parameter.
        Meaning? Meaning(string name) => name switch
        {
            _ when done.TryGetValue(name, out var other) => Semantics.Meaning.Varying(other.Dimension, other.Symbol.Axes),
            "i" => Semantics.Meaning.Varying(Dimension.None, Axes.Columns),
            "j" => Semantics.Meaning.Varying(Dimension.None, Axes.Rows),
            _ when constants.TryGetValue(name, out var constant) => Semantics.Meaning.Number(constant),
            _ when sizes.TryGetValue(name, out var size) => Semantics.Meaning.Number(size),
            _ => null,
        };
    }

    private static void RequireFits(Variable variable, ValueExpression expression, string owner)
    {
        foreach (var symbol in expression.Program.Operands)
        {
            if (symbol != expression.Result && (symbol.Axes & ~variable.Symbol.Axes) != Axes.None && !expression.Draws.Any(draw => draw.Symbol == symbol))
            {
                throw new HomeostatException(
                    $"The initial value of '{variable.Name}' in {owner}, '{expression.Text}', differs with '{symbol.Name}', but the variable is one for all "
                    + $"({(variable.Symbol.Axes.HasFlag(Axes.Columns) ? "constant over batch" : "shared")}). Leave '{symbol.Name}' out, or the flag.");
            }
        }
    }

    private static void Evaluate(
        ValueExpression expression, Matrix target, KernelCache kernels, ulong seed, uint stream, long firstDraw, Func<string, Matrix?> variable)
    {
        if (expression.Constant is { } constant)
        {
            new FillCall(target, constant, static () => { }, expression.Text).Run(0, 0);
            return;
        }

        var matrices = new Dictionary<Symbol, Matrix>();
        var temporary = new List<Matrix>();
        for (var k = 0; k < expression.Draws.Count; k++)
        {
            var (symbol, isNormal) = expression.Draws[k];
            var matrix = Temporary(target.Rows, target.Columns);
            new DrawCall(matrix, isNormal, seed, stream, null, symbol.Name).Run(new BlockContext { Rows = target.Rows, Step = firstDraw + k });
            matrices[symbol] = matrix;
        }

        foreach (var symbol in expression.Program.Operands.Where(s => s != expression.Result && !matrices.ContainsKey(s)))
        {
            matrices[symbol] = expression.Numbers.TryGetValue(symbol, out var number) ? Number(number) : variable(symbol.Name) ?? Index(symbol);
        }

        kernels.Bind(expression.Program, s => s == expression.Result ? target : matrices[s], target.Columns).Run(0, target.Rows);
        temporary.ForEach(matrix => matrix.Dispose());

        Matrix Temporary(int rows, int columns)
        {
            var matrix = new Matrix(rows, columns, target.Type);
            temporary.Add(matrix);
            return matrix;
        }

        Matrix Number(double value)
        {
            var matrix = Temporary(1, 1);
            matrix[0, 0] = value;
            return matrix;
        }

        // i varies along columns, j along rows.
        Matrix Index(Symbol symbol)
        {
            var ofRow = symbol.Axes == Axes.Rows;
            var matrix = Temporary(ofRow ? target.Rows : 1, ofRow ? 1 : target.Columns);
            for (var k = 0; k < (ofRow ? target.Rows : target.Columns); k++)
            {
                matrix[ofRow ? k : 0, ofRow ? 0 : k] = k;
            }

            return matrix;
        }
    }
}
