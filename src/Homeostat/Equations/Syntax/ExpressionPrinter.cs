using System.Globalization;
using System.Text;

namespace Homeostat.Equations;

/// <summary>Writes a syntax tree as text, with no more parentheses than needed; parsing the text gives the same tree.</summary>
internal static class ExpressionPrinter
{
    private const int NotLevel = 3;
    private const int SignLevel = 7;
    private const int PowerLevel = 8;
    private const int AtomLevel = 9;

    public static string Print(Expression expression)
    {
        var text = new StringBuilder();
        Write(text, expression, 0);
        return text.ToString();
    }

    /// <summary>The sign of an operator, without spaces.</summary>
    public static string Sign(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.FloorDivide => "//",
        BinaryOperator.Modulo => "%",
        BinaryOperator.Power => "**",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.And => "and",
        BinaryOperator.Or => "or",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "Not an operator."),
    };

    private static void Write(StringBuilder text, Expression expression, int loosest)
    {
        var level = Level(expression);
        text.Append(level < loosest ? "(" : "");
        switch (expression)
        {
            case NumberLiteral number:
                text.Append(number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case NameReference name:
                text.Append(name.Name);
                break;
            case UnaryExpression unary:
                text.Append(unary.Operator == UnaryOperator.Not ? "not " : "-");
                Write(text, unary.Operand, level);
                break;
            case BinaryExpression binary:
                WriteBinary(text, binary, level);
                break;
            case CallExpression call:
                WriteCall(text, call);
                break;
            default:
                throw new ArgumentException($"Cannot print {expression.GetType().Name}.", nameof(expression));
        }

        text.Append(level < loosest ? ")" : "");
    }

    private static void WriteBinary(StringBuilder text, BinaryExpression binary, int level)
    {
        var sign = Sign(binary.Operator);
        var isPower = level == PowerLevel;

        // Comparisons do not chain, so both operands bind more tightly; a power groups from the right.
        Write(text, binary.Left, isPower ? AtomLevel : level == NotLevel + 1 ? level + 1 : level);
        text.Append(level >= SignLevel - 1 ? sign : $" {sign} ");
        Write(text, binary.Right, isPower ? SignLevel : level + 1);
    }

    private static void WriteCall(StringBuilder text, CallExpression call)
    {
        text.Append(call.Function).Append('(');
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, call.Arguments[i], 0);
        }

        text.Append(')');
    }

    private static int Level(Expression expression) => expression switch
    {
        UnaryExpression { Operator: UnaryOperator.Not } => NotLevel,
        UnaryExpression or NumberLiteral { Value: < 0 } => SignLevel,
        BinaryExpression binary => binary.Operator switch
        {
            BinaryOperator.Or => 1,
            BinaryOperator.And => 2,
            BinaryOperator.Add or BinaryOperator.Subtract => 5,
            BinaryOperator.Multiply or BinaryOperator.Divide => 6,
            BinaryOperator.FloorDivide or BinaryOperator.Modulo => 6,
            BinaryOperator.Power => PowerLevel,
            _ => NotLevel + 1,
        },
        _ => AtomLevel,
    };
}
