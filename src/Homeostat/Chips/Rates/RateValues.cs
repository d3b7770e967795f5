namespace Homeostat.Chips;

/// <summary>
/// The values of a population that an answer depends on, as text: sub-expressions, what a sweep sets, parameters, and the inputs that projections sum up.
/// </summary>
internal sealed class RateValues
{
    private readonly PopulationModel _population;
    private readonly Dictionary<string, Expression> _swept = [];
    private readonly Dictionary<string, string> _lines = [];

    public RateValues(PopulationModel population)
    {
        _population = population;
        foreach (var statement in StatementList.Parse(population.Declaration.OnSweep, population.Owner).Statements)
        {
            _swept[statement.Target] = statement.Operator is null ? statement.Value
                : throw Refuse($"its sweep changes '{statement.Target}' by '{BinaryText(statement)}'", "Write the sweep as assignments.");
        }
    }

    public PopulationModel Population => _population;

    /// <summary>The inputs that are needed.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>The stored parameters that are needed; data may be clamped to them.</summary>
    public List<string> Parameters { get; } = [];

    /// <summary>The values that projections take from it.</summary>
    public List<string> Sources { get; } = [];

    /// <summary>The lines of equations that define the values, other than inputs.</summary>
    public IEnumerable<string> Lines => _lines.Values;

    /// <summary>Whether a value depends on all units of the population.</summary>
    public bool ReducesOver { get; private set; }

    /// <summary>Notes a value and all that it depends on.</summary>
    public void Need(string name)
    {
        if (_lines.ContainsKey(name) || Inputs.Contains(name))
        {
            return;
        }

        if (_swept.TryGetValue(name, out var swept))
        {
            _lines[name] = $"{name} = {swept} : 1";
            Follow(swept);
            return;
        }

        if (!_population.Equations.TryGet(name, out var equation))
        {
            return;
        }

        if (!equation!.Dimension.IsNone)
        {
            throw Refuse($"'{name}' has the unit {equation.Dimension}", "Rates that are sent are pure numbers.");
        }

        switch (equation.Kind)
        {
            case EquationKind.Subexpression:
                _lines[name] = $"{name} = {equation.Expression} : 1{Flags(equation)}";
                Follow(equation.Expression!);
                return;
            case EquationKind.Differential:
                throw Refuse($"the answer depends on '{name}', which comes from settling", "Only what a sweep computes is translated: let OnSweep set it.");
            case var _ when equation.Has("linked"):
                throw Refuse($"the answer depends on '{name}', which is linked", "Use a projection.");
            case var _ when _population.Find(name)!.Kind == VariableKind.Input:
                Inputs.Add(name);
                return;
            default:
                _lines[name] = $"{name} : 1{Flags(equation)}";
                Parameters.Add(name);
                return;
        }
    }

    /// <summary>The input of which a value is the rectified one, relu(input); null for any other function.</summary>
    public string? RectifiedInput(string name)
    {
        Expression? value = Value(name);
        while (value is NameReference alias)
        {
            value = Value(alias.Name);
        }

        if (value is not CallExpression { Function: "relu", Arguments: [NameReference argument] })
        {
            return null;
        }

        var inner = argument.Name;
        while (Value(inner) is NameReference alias)
        {
            inner = alias.Name;
        }

        return Inputs.Contains(inner) ? inner : null;
    }

    private Expression? Value(string name) => _swept.TryGetValue(name, out var swept) ? swept
        : _population.Equations.TryGet(name, out var equation) && equation!.Kind == EquationKind.Subexpression ? equation.Expression : null;

    private void Follow(Expression expression)
    {
        switch (expression)
        {
            case NameReference { Name: "t" or "xi" }:
                throw Refuse($"the answer depends on '{expression}'", "Leave time and noise out of what answers.");
            case NameReference name:
                Need(name.Name);
                break;
            case UnaryExpression unary:
                Follow(unary.Operand);
                break;
            case BinaryExpression binary:
                Follow(binary.Left);
                Follow(binary.Right);
                break;
            case CallExpression { Function: "rand" or "randn" or "poisson" }:
                throw Refuse($"the answer depends on '{expression}'", "Let the model answer without drawing numbers.");
            case CallExpression call:
                ReducesOver |= call.Function is "sum" or "mean" or "softmax" or "logsumexp" or "kwta" or "kth_largest" || (call.Function == "max" && call.Arguments.Count == 1);
                foreach (var argument in call.Arguments)
                {
                    Follow(argument);
                }

                break;
        }
    }

    private HomeostatException Refuse(string why, string remedy) => ChipFaults.OfPopulation(_population.Name, why, remedy);

    private static string BinaryText(Statement statement) => $"{statement.Target} {ExpressionPrinter.Sign(statement.Operator!.Value)}= {statement.Value}";

    private static string Flags(Equation equation)
    {
        string[] kept = [.. equation.Flags.Where(f => f is "shared" or "constant" or "constant over batch")];
        return kept.Length == 0 ? "" : $" ({string.Join(", ", kept)})";
    }
}
