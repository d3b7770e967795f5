namespace Homeostat.Equations;

/// <summary>The results of operations in double precision, used to fold constants and by the interpreter.</summary>
internal static class Arithmetic
{
    /// <summary>The value of an operation with one argument; conditions are 0 and 1.</summary>
    public static double Evaluate(Operation operation, double x) => operation switch
    {
        Operation.Negate => -x,
        Operation.Abs => Math.Abs(x),
        Operation.Sqrt => Math.Sqrt(x),
        Operation.Floor => Math.Floor(x),
        Operation.Round => Math.Round(x, MidpointRounding.ToEven),
        Operation.Truncate => Math.Truncate(x),
        Operation.Exp => Math.Exp(x),
        Operation.Expm1 => ExpMinusOne(x),
        Operation.Log => Math.Log(x),
        Operation.Sin => Math.Sin(x),
        Operation.Cos => Math.Cos(x),
        Operation.Arctan => Math.Atan(x),
        Operation.Tanh => Math.Tanh(x),
        Operation.Sigmoid => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        Operation.Not => x == 0 ? 1 : 0,
        Operation.Exponent => Math.ILogB(x),
        Operation.Mantissa => Math.ScaleB(x, -Math.ILogB(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation with one argument."),
    };

    /// <summary>The value of an operation with two arguments; conditions are 0 and 1.</summary>
    public static double Evaluate(Operation operation, double x, double y) => operation switch
    {
        Operation.Add => x + y,
        Operation.Subtract => x - y,
        Operation.Multiply => x * y,
        Operation.Divide => x / y,
        Operation.Min => Math.Min(x, y),
        Operation.Max => Math.Max(x, y),
        Operation.Power => Math.Pow(x, y),
        Operation.Less => x < y ? 1 : 0,
        Operation.LessOrEqual => x <= y ? 1 : 0,
        Operation.Equal => x == y ? 1 : 0,
        Operation.And => x != 0 && y != 0 ? 1 : 0,
        Operation.Or => x != 0 || y != 0 ? 1 : 0,
        Operation.Scale => Math.ScaleB(x, (int)y),
        Operation.CopySign => Math.CopySign(x, y),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation with two arguments."),
    };

    /// <summary>The value of an operation with three arguments; a condition holds where it is not 0.</summary>
    public static double Evaluate(Operation operation, double x, double y, double z) => operation switch
    {
        Operation.MultiplyAdd => Math.FusedMultiplyAdd(x, y, z),
        Operation.Select or Operation.SelectFallback => x != 0 ? y : z,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation with three arguments."),
    };

    /// <summary>
    /// eˣ − 1 by Kahan's method: with u = eˣ rounded, the quotient (u − 1)·x/ln u does not contain the rounding error of u.
    /// </summary>
    private static double ExpMinusOne(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x
            : Math.Abs(x) > 1 ? u - 1
            : (u - 1) * x / Math.Log(u);
    }
}
