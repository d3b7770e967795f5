using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Homeostat.Kernels;

/// <summary>How many bits a vector register holds; <see cref="Scalar"/> is one element at a time.</summary>
public enum VectorWidth
{
    /// <summary>One element.</summary>
    Scalar = 0,

    /// <summary>128 bits (SSE, NEON).</summary>
    Bits128 = 128,

    /// <summary>256 bits (AVX2).</summary>
    Bits256 = 256,

    /// <summary>512 bits (AVX-512).</summary>
    Bits512 = 512,
}

/// <summary>
/// The vocabulary of emission: for one element type and vector width, the instructions a kernel is made of. The same
/// emitting code thus writes the 512-, 256- and 128-bit kernel and the scalar tail.
/// </summary>
internal sealed class Lanes
{
    private static readonly Type[] VectorTypes = [typeof(Vector128<>), typeof(Vector256<>), typeof(Vector512<>)];

    private readonly Type? _static;

    public Lanes(ElementType type, VectorWidth width)
    {
        (ElementType, Width) = (type, width);
        Element = type == ElementType.Float32 ? typeof(float) : typeof(double);
        ElementSize = type == ElementType.Float32 ? sizeof(float) : sizeof(double);
        (Type, _static) = width switch
        {
            VectorWidth.Scalar => (Element, null),
            VectorWidth.Bits128 => (VectorTypes[0].MakeGenericType(Element), typeof(Vector128)),
            VectorWidth.Bits256 => (VectorTypes[1].MakeGenericType(Element), typeof(Vector256)),
            VectorWidth.Bits512 => (VectorTypes[2].MakeGenericType(Element), typeof(Vector512)),
            _ => throw new ArgumentOutOfRangeException(nameof(width)),
        };
        Count = width == VectorWidth.Scalar ? 1 : (int)width / 8 / ElementSize;
    }

    /// <summary>The widest vectors this machine accelerates.</summary>
    public static VectorWidth Widest =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128
        : VectorWidth.Scalar;

    public ElementType ElementType { get; }

    public VectorWidth Width { get; }

    /// <summary>The CLR type of one element.</summary>
    public Type Element { get; }

    public int ElementSize { get; }

    /// <summary>The CLR type of one register: a vector, or the element itself.</summary>
    public Type Type { get; }

    /// <summary>Elements in a register.</summary>
    public int Count { get; }

    public bool IsVector => _static is not null;

    /// <summary>address → value</summary>
    public void Load(ILGenerator il)
    {
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Ldobj, Type);
    }

    /// <summary>address, value → (nothing)</summary>
    public void Store(ILGenerator il)
    {
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Stobj, Type);
    }

    /// <summary>element → value with that element in every lane</summary>
    public void Broadcast(ILGenerator il)
    {
        if (IsVector)
        {
            il.Emit(OpCodes.Call, Static("Create", Element));
        }
    }

    /// <summary>x, y, z → x·y + z, rounded once</summary>
    public void MultiplyAdd(ILGenerator il)
    {
        if (IsVector)
        {
            il.Emit(OpCodes.Call, Static("FusedMultiplyAdd", Type, Type, Type));
        }
        else
        {
            il.Emit(OpCodes.Call, Scalar("FusedMultiplyAdd", Element, Element, Element));
        }
    }

    /// <summary>A static method of Vector128/256/512 with these parameters, closed over the element type where it is generic.</summary>
    public MethodInfo Static(string name, params Type[] parameters)
    {
        foreach (var method in _static!.GetMember(name, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static).Cast<MethodInfo>())
        {
            var candidate = method;
            if (method.IsGenericMethodDefinition)
            {
                if (method.GetGenericArguments().Length != 1)
                {
                    continue;
                }

                candidate = method.MakeGenericMethod(Element);
            }

            if (candidate.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters))
            {
                return candidate;
            }
        }

        throw new MissingMethodException(_static.Name, name);
    }

    /// <summary>A static method of <see cref="MathF"/> or <see cref="Math"/>.</summary>
    public MethodInfo Scalar(string name, params Type[] parameters) =>
        (ElementType == ElementType.Float32 ? typeof(MathF) : typeof(Math)).GetMethod(name, parameters)
        ?? throw new MissingMethodException(nameof(Math), name);
}
