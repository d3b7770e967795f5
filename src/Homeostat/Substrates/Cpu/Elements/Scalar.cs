using System.Numerics;
using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>The result of each operation, rounded to <typeparamref name="T"/>; conditions are 0 and 1.</summary>
internal static class Scalar<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(Operation operation, T x) => operation switch
    {
        Operation.Negate => -x,
        Operation.Abs => T.Abs(x),
        Operation.Sqrt => T.Sqrt(x),
        Operation.Floor => T.Floor(x),
        Operation.Round => T.Round(x, MidpointRounding.ToEven),
        Operation.Truncate => T.Truncate(x),
        Operation.Not => Condition(x == T.Zero),
        Operation.Exponent => T.CreateTruncating(Exponent(x)),
        Operation.Mantissa => Mantissa(x),
        _ => T.CreateTruncating(Arithmetic.Evaluate(operation, double.CreateTruncating(x))),
    };

    public static T Evaluate(Operation operation, T x, T y) => operation switch
    {
        Operation.Add => x + y,
        Operation.Subtract => x - y,
        Operation.Multiply => x * y,
        Operation.Divide => x / y,
        Operation.Min => T.Min(x, y),
        Operation.Max => T.Max(x, y),
        Operation.Less => Condition(x < y),
        Operation.LessOrEqual => Condition(x <= y),
        Operation.Equal => Condition(x == y),
        Operation.And => Condition(x != T.Zero && y != T.Zero),
        Operation.Or => Condition(x != T.Zero || y != T.Zero),
        Operation.CopySign => T.CopySign(x, y),
        Operation.Scale => T.ScaleB(x, int.CreateSaturating(y)),
        _ => T.CreateTruncating(
            Arithmetic.Evaluate(operation, double.CreateTruncating(x), double.CreateTruncating(y))),
    };

    public static T Evaluate(Operation operation, T x, T y, T z) => operation switch
    {
        Operation.MultiplyAdd => T.FusedMultiplyAdd(x, y, z),
        Operation.Select or Operation.SelectFallback => x != T.Zero ? y : z,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation with three arguments."),
    };

    private static T Condition(bool holds) => holds ? T.One : T.Zero;

    /// <summary>The exponent of a normal number; for any other, one beyond the range of exponents.</summary>
    private static int Exponent(T x) => typeof(T) == typeof(float)
        ? ((Unsafe.BitCast<T, int>(x) >> 23) & 0xFF) - 127
        : (int)((Unsafe.BitCast<T, long>(x) >> 52) & 0x7FF) - 1023;

    private static T Mantissa(T x) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<int, T>(
            (Unsafe.BitCast<T, int>(x) & unchecked((int)0x807F_FFFF)) | 0x3F80_0000)
        : Unsafe.BitCast<long, T>(
            (Unsafe.BitCast<T, long>(x) & unchecked((long)0x800F_FFFF_FFFF_FFFF)) | 0x3FF0_0000_0000_0000);
}
