using System.Reflection.Emit;
using System.Runtime.Intrinsics.X86;

namespace Homeostat.Substrates;

/// <summary>The operations on the exponent and significand fields of a number.</summary>
internal sealed partial class Lanes
{
    private bool IsSingle => ElementType == ElementType.Float32;

    private int SignificandBits => IsSingle ? 23 : 52;

    private int Bias => IsSingle ? 127 : 1023;

    /// <summary>A number whose last bit counts ones: setting its low bits to a whole number adds that number.</summary>
    private double Unit => Math.ScaleB(1, SignificandBits);

    private Type Integer => Type.GetGenericTypeDefinition().MakeGenericType(IsSingle ? typeof(int) : typeof(long));

    /// <summary>condition → an integer with a bit for each lane, set where it holds</summary>
    public void Bits(ILGenerator il) => il.Emit(OpCodes.Call, Static("ExtractMostSignificantBits", Type));

    /// <summary>
    /// x, n → x·2ⁿ. AVX-512 has an instruction; elsewhere two multiplications by powers of two, half of n each, so that
    /// the result is rounded once also where it is subnormal. Exact that way while x is within [¼, 4], as here it is.
    /// </summary>
    private void Scale(ILGenerator il)
    {
        if ((Width == VectorWidth.Bits512 ? Avx512F.IsSupported : Avx512F.VL.IsSupported) && !IsPortable)
        {
            var owner = Width == VectorWidth.Bits512 ? typeof(Avx512F) : typeof(Avx512F.VL);
            il.Emit(OpCodes.Call, Find(owner, Element, "Scale", [Type, Type]));
            return;
        }

        var n = il.DeclareLocal(Type);
        var half = il.DeclareLocal(Type);
        il.Emit(OpCodes.Stloc, n);
        il.Emit(OpCodes.Ldloc, n);
        Constant(il, 0.5);
        Call(il, "Multiply", 2);
        Call(il, "Floor", 1);
        il.Emit(OpCodes.Stloc, half);
        il.Emit(OpCodes.Ldloc, half);
        PowerOfTwo(il);
        Call(il, "Multiply", 2);
        il.Emit(OpCodes.Ldloc, n);
        il.Emit(OpCodes.Ldloc, half);
        Call(il, "Subtract", 2);
        PowerOfTwo(il);
        Call(il, "Multiply", 2);
    }

    /// <summary>n → 2ⁿ: n plus the bias, moved from the low bits into the exponent field.</summary>
    private void PowerOfTwo(ILGenerator il)
    {
        Constant(il, (1.5 * Unit) + Bias);
        Call(il, "Add", 2);
        ToInteger(il);
        il.Emit(OpCodes.Ldc_I4, SignificandBits);
        il.Emit(OpCodes.Call, Static("ShiftLeft", Integer, typeof(int)));
        FromInteger(il);
    }

    /// <summary>x → its exponent field as a number, without the bias</summary>
    private void Exponent(ILGenerator il)
    {
        Call(il, "Abs", 1);
        ToInteger(il);
        il.Emit(OpCodes.Ldc_I4, SignificandBits);
        il.Emit(OpCodes.Call, Static("ShiftRightLogical", Integer, typeof(int)));
        FromInteger(il);
        Constant(il, Unit);
        Call(il, "BitwiseOr", 2);
        Constant(il, Unit + Bias);
        Call(il, "Subtract", 2);
    }

    /// <summary>x → x with the exponent field of 1</summary>
    private void Mantissa(ILGenerator il)
    {
        Constant(il, IsSingle
            ? BitConverter.UInt32BitsToSingle(0x807F_FFFF)
            : BitConverter.UInt64BitsToDouble(0x800F_FFFF_FFFF_FFFF));
        Call(il, "BitwiseAnd", 2);
        Constant(il, 1);
        Call(il, "BitwiseOr", 2);
    }

    private void ToInteger(ILGenerator il) =>
        il.Emit(OpCodes.Call, Static(IsSingle ? "AsInt32" : "AsInt64", Type));

    private void FromInteger(ILGenerator il) => il.Emit(
        OpCodes.Call,
        Find(_static, IsSingle ? typeof(int) : typeof(long), IsSingle ? "AsSingle" : "AsDouble", [Integer]));
}
