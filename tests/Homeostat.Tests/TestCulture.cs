using System.Globalization;
using System.Runtime.CompilerServices;

namespace Homeostat.Tests;

/// <summary>
/// The culture that all tests run under: HOMEOSTAT_CULTURE=sv-SE or fa-IR, else the invariant one. As the tests' process knows no cultures but
/// the invariant one, the number formats of the two are written out here (CLDR 44).
/// </summary>
internal static class TestCulture
{
    /// <summary>Numbers as Swedish and Persian write them: other signs, separators and words than C# has.</summary>
    public static CultureInfo Of(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var numbers = culture.NumberFormat;
        (numbers.NegativeSign, numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator, numbers.NaNSymbol) = name switch
        {
            "sv-SE" => ("\u2212", ",", "\u00a0", "¤¤¤"),
            "fa-IR" => ("\u200e\u2212", "\u066b", "\u066c", "ناعدد"),
            _ => throw new InvalidOperationException($"HOMEOSTAT_CULTURE is '{name}'; give sv-SE or fa-IR."),
        };
        (numbers.PercentDecimalSeparator, numbers.PercentGroupSeparator) = (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator);
        numbers.PositiveInfinitySymbol = "∞";
        numbers.NegativeInfinitySymbol = numbers.NegativeSign + "∞";
        return culture;
    }

    [ModuleInitializer]
    internal static void Apply()
    {
        if (Environment.GetEnvironmentVariable("HOMEOSTAT_CULTURE") is { Length: > 0 } name)
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = Of(name);
        }
    }
}
