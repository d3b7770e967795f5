
namespace Homeostat.Semantics;

/// <summary>
/// Turns statements that are carried out in order into stores that are carried out at the same time: a name that an earlier statement
/// assigned is replaced by the assigned value.
/// </summary>
internal static class StatementLowering
{
    /// <param name="statements">The block of statements.</param>
    /// <param name="owner">The owner of the block, for messages.</param>
    /// <param name="scope">The names that the block may use, with their dimensions.</param>
    /// <param name="translator">The translator, which knows the functions.</param>
    /// <param name="before">The values of names before the block.</param>
    /// <param name="factory">The factory that makes the nodes.</param>
    /// <param name="assignable">The symbol of a name that may be assigned, or null.</param>
    /// <param name="earlier">The stores of an earlier block; they are part of the result.</param>
    public static IReadOnlyList<Store> Lower(
        StatementList statements,
        string owner,
        IScope scope,
        Translator translator,
        Func<string, Node?> before,
        NodeFactory factory,
        Func<string, Symbol?> assignable,
        IReadOnlyList<Store>? earlier = null)
    {
        EquationChecks.Check(statements, scope);
        var values = (earlier ?? []).ToDictionary(store => store.Target, store => store.Value);
        var current = (earlier ?? []).Select(store => store.Target).ToList();
        var locals = new Dictionary<string, Node>(StringComparer.Ordinal);
        var block = translator.With(Resolve);
        foreach (var statement in statements.Statements)
        {
            var symbol = assignable(statement.Target);
            if (symbol is null && scope.TryGetDimension(statement.Target, out _))
            {
                throw EquationException.At(
                    statements.Text, owner, statement.TargetSpan,
                    $"'{statement.Target}' cannot be assigned here.",
                    "It is computed from other values or comes from outside. Assign a variable that is stored.");
            }

            var translated = block.Sharing(symbol is not null && !symbol.Axes.HasFlag(Axes.Columns)).Translate(statement.Value);
            if (symbol is null)
            {
                // A local name of the block: it is replaced by its value and not stored.
                locals[statement.Target] = statement.Operator is { } change
                    ? block.Combine(change, locals[statement.Target], translated)
                    : translated;
                continue;
            }

            var value = statement.Operator is { } operation
                ? block.Combine(operation, Current(symbol), translated)
                : translated;
            SharedValue.RequireFits(symbol, value, (problem, remedy) => EquationException.At(statements.Text, owner, statement.TargetSpan, problem, remedy));
            if (!values.ContainsKey(symbol))
            {
                current.Add(symbol);
            }

            values[symbol] = value;
        }

        return [.. current.Select(symbol => new Store(symbol, values[symbol]))];

        Node Current(Symbol symbol) => values.GetValueOrDefault(symbol) ?? factory.Load(symbol);

        // A name that the block defined keeps its assigned value. Any other name has its value from before the block, in which
        // variables that the block has assigned since are replaced, also within sub-expressions.
        Node? Resolve(string name) => locals.GetValueOrDefault(name) ?? (before(name) is { } value
            ? new Substitution(factory, values).Apply(value)
            : null);
    }
}
