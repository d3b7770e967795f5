namespace Homeostat;

/// <summary>The types of numbers that tables have energies for.</summary>
internal static class EnergyNumbers
{
    /// <summary>The type in which circuits compute unless told otherwise.</summary>
    public const string Usual = "float32";

    private static readonly Dictionary<string, int> Bits = new(StringComparer.Ordinal) { [Usual] = 32, ["float16"] = 16, ["int32"] = 32, ["int8"] = 8 };

    /// <summary>The names of the types.</summary>
    public static IReadOnlyCollection<string> Names => Bits.Keys;

    /// <summary>The bits of a number of a type over those of <c>float32</c>, in which bytes are counted.</summary>
    /// <exception cref="HomeostatException">There is no such type.</exception>
    public static double Scale(string numbers) => Bits.TryGetValue(numbers, out var bits) ? bits / 32.0 : throw new HomeostatException(
        $"'{numbers}' is no type of numbers that energy tables know; give {string.Join(", ", Names)}.");
}
