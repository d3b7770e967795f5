namespace Homeostat.Equations;

/// <summary>The checks of a whole block: names are known, units fit, and no sub-expression depends on itself.</summary>
internal static class EquationChecks
{
    /// <summary>Checks a model block.</summary>
    /// <param name="set">The block.</param>
    /// <param name="outer">The names from outside the block: t, dt, xi, i, N, constants, and those that the circuit provides.</param>
    /// <exception cref="EquationException">The block has an error; the message shows the first one and its place.</exception>
    public static void Check(EquationSet set, IScope outer)
    {
        var checker = new DimensionChecker(set.Text, set.Owner, new EquationScope(set, outer));
        foreach (var equation in set.Equations)
        {
            switch (equation.Kind)
            {
                case EquationKind.Differential:
                    checker.CheckFits(
                        equation.Expression!,
                        equation.Dimension / Dimension.Second,
                        $"the right side of d{equation.Name}/dt");
                    break;
                case EquationKind.Subexpression:
                    checker.CheckFits(equation.Expression!, equation.Dimension, $"the right side of '{equation.Name}'");
                    break;
            }
        }

        FindCycle(set);
    }

    /// <summary>
    /// Checks a block of statements. A target that is not in the scope is a local name of the block: a later statement must use it, otherwise
    /// it is reported as a misspelling.
    /// </summary>
    /// <param name="list">The block of statements.</param>
    /// <param name="scope">The names that the block may use.</param>
    /// <exception cref="EquationException">The block has an error; the message shows the first one and its place.</exception>
    public static void Check(StatementList list, IScope scope)
    {
        var names = new BlockScope(scope);
        var checker = new DimensionChecker(list.Text, list.Owner, names);
        for (var i = 0; i < list.Statements.Count; i++)
        {
            var statement = list.Statements[i];
            if (names.TryGetDimension(statement.Target, out var target))
            {
                CheckAssignment(statement, target, checker);
            }
            else if (statement.Operator is null && IsUsed(statement.Target, list.Statements.Skip(i + 1)))
            {
                names.Add(statement.Target, checker.Check(statement.Value));
            }
            else
            {
                throw EquationException.At(
                    list.Text,
                    list.Owner,
                    statement.TargetSpan,
                    $"'{statement.Target}' cannot be assigned: no such variable is defined, and no later statement uses it.",
                    Spelling.Suggest(statement.Target, scope.Names));
            }
        }
    }

    /// <summary>Refuses known flags that have no meaning in this kind of block, rather than ignoring them.</summary>
    /// <param name="set">The block.</param>
    /// <param name="flags">The flags.</param>
    /// <param name="problem">The reason, with <c>{0}</c> for the flag.</param>
    /// <param name="remedy">The advice to the user.</param>
    /// <exception cref="EquationException">A line carries one of them.</exception>
    internal static void Refuse(EquationSet set, IReadOnlyList<string> flags, string problem, string remedy)
    {
        foreach (var equation in set.Equations)
        {
            if (equation.Flags.FirstOrDefault(flags.Contains) is { } flag)
            {
                throw EquationException.At(
                    set.Text, set.Owner, equation.NameSpan, problem.Replace("{0}", flag, StringComparison.Ordinal), remedy);
            }
        }
    }

    /// <summary>The names that an expression refers to, each once, without functions.</summary>
    public static IReadOnlyList<NameReference> References(Expression expression)
    {
        var found = new Dictionary<string, NameReference>(StringComparer.Ordinal);
        Visit(expression);
        return [.. found.Values];

        void Visit(Expression visited)
        {
            switch (visited)
            {
                case NameReference name:
                    found.TryAdd(name.Name, name);
                    break;
                case UnaryExpression unary:
                    Visit(unary.Operand);
                    break;
                case BinaryExpression binary:
                    Visit(binary.Left);
                    Visit(binary.Right);
                    break;
                case CallExpression call:
                    foreach (var argument in call.Arguments)
                    {
                        Visit(argument);
                    }

                    break;
            }
        }
    }

    private static bool IsUsed(string name, IEnumerable<Statement> statements) =>
        statements.Any(statement => References(statement.Value).Any(reference => reference.Name == name));

    private static void CheckAssignment(Statement statement, Dimension target, DimensionChecker checker)
    {
        switch (statement.Operator)
        {
            case null:
                checker.CheckFits(statement.Value, target, $"the value for '{statement.Target}'");
                break;
            case BinaryOperator.Add or BinaryOperator.Subtract:
                var change = statement.Operator == BinaryOperator.Add ? "added to" : "subtracted from";
                checker.CheckFits(statement.Value, target, $"what is {change} '{statement.Target}'");
                break;
            case BinaryOperator.Multiply or BinaryOperator.Divide:
                checker.CheckFits(statement.Value, Dimension.None, $"a factor of '{statement.Target}'");
                break;
            default:
                checker.RequireSame(
                    target, Dimension.None, statement.TargetSpan, $"'{statement.Target}', raised to a power in place,");
                checker.CheckFits(statement.Value, Dimension.None, "the exponent");
                break;
        }
    }

    // The search is depth first with its own stack, since a chain of sub-expressions may be long.
    private static void FindCycle(EquationSet set)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var root in set.Equations)
        {
            var path = new List<string>();
            var open = new Stack<IEnumerator<NameReference>>();
            Enter(root.Name);
            while (open.Count > 0)
            {
                if (!open.Peek().MoveNext())
                {
                    open.Pop();
                    done.Add(path[^1]);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                var next = open.Peek().Current;
                var start = path.IndexOf(next.Name);
                if (start >= 0)
                {
                    throw EquationException.At(
                        set.Text,
                        set.Owner,
                        next.Span,
                        $"Sub-expressions define each other in a circle: {string.Join(" -> ", path[start..].Append(next.Name))}.",
                        "Make one of them a differential equation or a parameter.");
                }

                Enter(next.Name);
            }

            void Enter(string name)
            {
                if (set.TryGet(name, out var equation) && equation.Kind == EquationKind.Subexpression && !done.Contains(name))
                {
                    path.Add(name);
                    open.Push(References(equation.Expression!).GetEnumerator());
                }
            }
        }
    }

    /// <summary>The names from outside a block of statements and its local names.</summary>
    private sealed class BlockScope(IScope outer) : IScope
    {
        private readonly Dictionary<string, Dimension> _own = new(StringComparer.Ordinal);

        public IEnumerable<string> Names => outer.Names.Concat(_own.Keys);

        public void Add(string name, Dimension dimension) => _own[name] = dimension;

        public bool TryGetDimension(string name, out Dimension dimension) =>
            outer.TryGetDimension(name, out dimension) || _own.TryGetValue(name, out dimension);

        public TimedArray? Signal(string name) => outer.Signal(name);
    }
}
