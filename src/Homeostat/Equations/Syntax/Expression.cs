namespace Homeostat.Equations;

/// <summary>A range of source text, to which an error can point.</summary>
/// <param name="Start">The index of the first character.</param>
/// <param name="Length">The number of characters.</param>
internal readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The index after the last character.</summary>
    public int End => Start + Length;

    /// <summary>The smallest span that covers both.</summary>
    public static TextSpan Cover(TextSpan a, TextSpan b)
    {
        var start = Math.Min(a.Start, b.Start);
        return new TextSpan(start, Math.Max(a.End, b.End) - start);
    }
}

/// <summary>A node of the syntax tree of an expression as written; units and names are not yet resolved.</summary>
/// <param name="Span">The place of the expression in the text.</param>
internal abstract record Expression(TextSpan Span)
{
    /// <summary>The expression as text, with no more parentheses than needed.</summary>
    public sealed override string ToString() => ExpressionPrinter.Print(this);
}

/// <summary>A number as written; a unit is a <see cref="NameReference"/> that multiplies it.</summary>
internal sealed record NumberLiteral(double Value, TextSpan Span) : Expression(Span);

/// <summary>The name of a variable, constant or unit.</summary>
internal sealed record NameReference(string Name, TextSpan Span) : Expression(Span);

/// <summary><c>-x</c> or <c>not x</c>.</summary>
internal sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, TextSpan Span) : Expression(Span);

/// <summary>Two operands and the operator between them.</summary>
internal sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right, TextSpan Span) : Expression(Span);

/// <summary>A function applied to its arguments.</summary>
internal sealed record CallExpression(string Function, IReadOnlyList<Expression> Arguments, TextSpan Span) : Expression(Span);

/// <summary>Operators with one operand.</summary>
internal enum UnaryOperator
{
    /// <summary><c>-x</c></summary>
    Negate,

    /// <summary><c>not x</c></summary>
    Not,
}

/// <summary>Operators with two operands, in Python's notation as Brian 2 uses it.</summary>
internal enum BinaryOperator
{
    /// <summary><c>x + y</c></summary>
    Add,

    /// <summary><c>x - y</c></summary>
    Subtract,

    /// <summary><c>x * y</c></summary>
    Multiply,

    /// <summary><c>x / y</c></summary>
    Divide,

    /// <summary><c>x // y</c>, rounded towards minus infinity</summary>
    FloorDivide,

    /// <summary><c>x % y</c>, with the sign of <c>y</c></summary>
    Modulo,

    /// <summary><c>x ** y</c></summary>
    Power,

    /// <summary><c>x &lt; y</c></summary>
    Less,

    /// <summary><c>x &lt;= y</c></summary>
    LessOrEqual,

    /// <summary><c>x &gt; y</c></summary>
    Greater,

    /// <summary><c>x &gt;= y</c></summary>
    GreaterOrEqual,

    /// <summary><c>x == y</c></summary>
    Equal,

    /// <summary><c>x != y</c></summary>
    NotEqual,

    /// <summary><c>x and y</c></summary>
    And,

    /// <summary><c>x or y</c></summary>
    Or,
}
