namespace Homeostat.Equations;

/// <summary>The kinds of lines in a model block.</summary>
internal enum EquationKind
{
    /// <summary><c>dx/dt = expression : unit</c>; x is a state variable.</summary>
    Differential,

    /// <summary><c>x = expression : unit</c>; x is a name for the expression.</summary>
    Subexpression,

    /// <summary><c>x : unit</c>; x is stored, and set from outside, by statements or by projections.</summary>
    Parameter,
}

/// <summary>One line of a model block.</summary>
/// <param name="Kind">The kind of line.</param>
/// <param name="Name">The variable that it defines.</param>
/// <param name="Expression">The right-hand side; null for a parameter.</param>
/// <param name="Dimension">The declared dimension of the variable (not of its derivative).</param>
/// <param name="Flags">The words in parentheses, such as <c>input</c>, <c>shared</c>, <c>unless refractory</c>; lower case.</param>
/// <param name="NameSpan">The place of the name in the text, for errors.</param>
internal sealed record Equation(
    EquationKind Kind,
    string Name,
    Expression? Expression,
    Dimension Dimension,
    IReadOnlyList<string> Flags,
    TextSpan NameSpan)
{
    /// <summary>The role that one of the flags states.</summary>
    public Role Role => EquationFlags.RoleOf(Flags);

    /// <summary>Whether the line carries the flag.</summary>
    public bool Has(string flag) => Flags.Contains(flag, StringComparer.Ordinal);
}

/// <summary>One statement of a reset, sweep or learning block: <c>target = value</c>, <c>target += value</c> and similar ones.</summary>
/// <param name="Target">The variable to which it assigns.</param>
/// <param name="Operator">Null for <c>=</c>; the operator of <c>+=</c>, <c>-=</c>, <c>*=</c>, <c>/=</c>, <c>**=</c> otherwise.</param>
/// <param name="Value">The right-hand side.</param>
/// <param name="TargetSpan">The place of the target in the text.</param>
internal sealed record Statement(string Target, BinaryOperator? Operator, Expression Value, TextSpan TargetSpan);
