using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>The number of bits of a vector register; <see cref="Scalar"/> is one element at a time.</summary>
internal enum VectorWidth
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
/// The instructions of which kernels are made, for one element type and vector width, so that the same emitting code writes the 512-, 256-
/// and 128-bit kernels and the scalar tail. A scalar is held in the first lane of a 128-bit register: the same instructions compute it,
/// with the same bits, at the same cost.
/// </summary>
internal sealed partial class Lanes
{
    private static readonly Type[] VectorTypes = [typeof(Vector128<>), typeof(Vector256<>), typeof(Vector512<>)];

    private static readonly ConcurrentDictionary<string, MethodInfo> Methods = [];

    private readonly Type _static;

    public Lanes(ElementType type, VectorWidth width)
    {
        (ElementType, Width) = (type, width);
        Element = type == ElementType.Float32 ? typeof(float) : typeof(double);
        ElementSize = type == ElementType.Float32 ? sizeof(float) : sizeof(double);
        (Type, _static) = width switch
        {
            VectorWidth.Scalar => (VectorTypes[0].MakeGenericType(Element), typeof(Vector128)),
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

    /// <summary>The CLR type of one register.</summary>
    public Type Type { get; }

    /// <summary>The number of elements in a register.</summary>
    public int Count { get; }

    /// <summary>Whether to avoid instructions that only some machines have; tests compare the two ways.</summary>
    public bool IsPortable { get; init; }

    public bool IsVector => Width != VectorWidth.Scalar;

    /// <summary>address → value</summary>
    public void Load(ILGenerator il)
    {
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Ldobj, IsVector ? Type : Element);
        if (!IsVector)
        {
            Broadcast(il);
        }
    }

    /// <summary>address, value → (nothing)</summary>
    public void Store(ILGenerator il)
    {
        if (!IsVector)
        {
            First(il);
        }

        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Stobj, IsVector ? Type : Element);
    }

    /// <summary>element → value with that element in every lane in use</summary>
    public void Broadcast(ILGenerator il) =>
        il.Emit(OpCodes.Call, Static(IsVector ? "Create" : "CreateScalar", Element));

    /// <summary>value → its first element</summary>
    public void First(ILGenerator il) => il.Emit(OpCodes.Call, Static("ToScalar", Type));

    /// <summary>(nothing) → value with the number in every lane in use</summary>
    public void Constant(ILGenerator il, double value)
    {
        if (ElementType == ElementType.Float32)
        {
            il.Emit(OpCodes.Ldc_R4, (float)value);
        }
        else
        {
            il.Emit(OpCodes.Ldc_R8, value);
        }

        Broadcast(il);
    }

    /// <summary>x, y, z → x·y + z, rounded once</summary>
    public void MultiplyAdd(ILGenerator il) => Call(il, "FusedMultiplyAdd", 3);

    /// <summary>arguments → value of an elementary operation; a condition has all bits set where it holds</summary>
    public void Apply(ILGenerator il, Operation operation)
    {
        switch (operation)
        {
            case Operation.Negate: Call(il, "Negate", 1); break;
            case Operation.Abs: Call(il, "Abs", 1); break;
            case Operation.Sqrt: Call(il, "Sqrt", 1); break;
            case Operation.Floor: Call(il, "Floor", 1); break;
            case Operation.Round: Call(il, "Round", 1); break;
            case Operation.Truncate: Call(il, "Truncate", 1); break;
            case Operation.Add: Call(il, "Add", 2); break;
            case Operation.Subtract: Call(il, "Subtract", 2); break;
            case Operation.Multiply: Call(il, "Multiply", 2); break;
            case Operation.Divide: Call(il, "Divide", 2); break;
            case Operation.Min: Call(il, "Min", 2); break;
            case Operation.Max: Call(il, "Max", 2); break;
            case Operation.MultiplyAdd: MultiplyAdd(il); break;
            case Operation.Less: Call(il, "LessThan", 2); break;
            case Operation.LessOrEqual: Call(il, "LessThanOrEqual", 2); break;
            case Operation.Equal: Call(il, "Equals", 2); break;
            case Operation.And: Call(il, "BitwiseAnd", 2); break;
            case Operation.Or: Call(il, "BitwiseOr", 2); break;
            case Operation.Not: Call(il, "OnesComplement", 1); break;
            case Operation.Select: Call(il, "ConditionalSelect", 3); break;
            case Operation.CopySign: Call(il, "CopySign", 2); break;
            case Operation.Scale: Scale(il); break;
            case Operation.Exponent: Exponent(il); break;
            case Operation.Mantissa: Mantissa(il); break;
            default:
                throw new NotSupportedException($"{operation} is no elementary operation; it must be lowered first.");
        }
    }

    /// <summary>A static method of Vector128/256/512 with these parameters, closed over the element type if generic.</summary>
    public MethodInfo Static(string name, params Type[] parameters) => Find(_static, Element, name, parameters);

    /// <summary>
    /// Finds a method by reflection. Reflection is slow, so each method is found once; its name, element, first parameter and number of
    /// parameters identify it among the methods used here.
    /// </summary>
    private static MethodInfo Find(Type owner, Type element, string name, Type[] parameters)
    {
        var key = $"{owner.FullName}.{name}<{element.Name}>({parameters[0].Name}, {parameters.Length})";
        if (!Methods.TryGetValue(key, out var method))
        {
            Methods[key] = method = Search(owner, element, name, parameters);
        }

        return method;
    }

    private static MethodInfo Search(Type owner, Type element, string name, Type[] parameters)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Static;
        foreach (var method in owner.GetMember(name, MemberTypes.Method, Public).Cast<MethodInfo>())
        {
            var candidate = method;
            if (method.IsGenericMethodDefinition)
            {
                if (method.GetGenericArguments().Length != 1)
                {
                    continue;
                }

                candidate = method.MakeGenericMethod(element);
            }

            if (candidate.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters))
            {
                return candidate;
            }
        }

        throw new MissingMethodException(owner.Name, name);
    }

    private void Call(ILGenerator il, string name, int arity) =>
        il.Emit(OpCodes.Call, Static(name, [.. Enumerable.Repeat(Type, arity)]));
}
