
namespace Homeostat.Semantics;

/// <summary>
/// Turns statements, carried out one after the other, into stores carried out at once: a name assigned earlier stands for
/// the value it was given.
/// </summary>
internal static class StatementLowering
{
    /// <param name="statements">The block.</param>
    /// <param name="owner">Whose it is, for messages.</param>
    /// <param name="scope">Dimensions of the names it may use.</param>
    /// <param name="translator">Gives functions their meaning.</param>
    /// <param name="before">The values of names before the block.</param>
    /// <param name="factory">Makes nodes.</param>
    /// <param name="assignable">The symbol of a name that may be assigned, or null.</param>
    /// <param name="earlier">What a block before this one has assigned; it is part of the result.</param>
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

            var translated = block.Translate(statement.Value);
            if (symbol is null)
            {
                // A name of the block's own: it stands for its value and is not stored.
                locals[statement.Target] = statement.Operator is { } change
                    ? block.Combine(change, locals[statement.Target], translated)
                    : translated;
                continue;
            }

            var value = statement.Operator is { } operation
                ? block.Combine(operation, Current(symbol), translated)
                : translated;
            if (!values.ContainsKey(symbol))
            {
                current.Add(symbol);
            }

            values[symbol] = value;
        }

        return [.. current.Select(symbol => new Store(symbol, values[symbol]))];

        Node Current(Symbol symbol) => values.GetValueOrDefault(symbol) ?? factory.Load(symbol);

        // A name the block defined keeps the value it was given; any other is what it was before the block, with the
        // variables the block has assigned since in their place, also within sub-expressions.
        Node? Resolve(string name) => locals.GetValueOrDefault(name) ?? (before(name) is { } value
            ? new Substitution(factory, node => node.Symbol is { } s ? values.GetValueOrDefault(s) : null).Apply(value)
            : null);
    }
}
