using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The result that a reproduction is to reach.</summary>
/// <param name="Value">The bound; a fraction where the result is an accuracy.</param>
/// <param name="IsLargest">Whether the bound is the largest good value; if false, it is the smallest.</param>
/// <param name="Of">The reproduction to whose result the bound is added; null for none.</param>
internal sealed record Goal(double Value, bool IsLargest = false, string? Of = null)
{
    /// <summary>Whether a result reaches the goal; null as long as there is no result to compare with.</summary>
    /// <param name="result">The result.</param>
    /// <param name="resultOf">A function that gives the results of other reproductions; null for those that are not done.</param>
    public bool? IsReached(double result, Func<string, double?> resultOf)
    {
        var bound = Of is null ? Value : Value + resultOf(Of);
        return bound is not { } b ? null : IsLargest ? result <= b : result >= b;
    }

    /// <summary>The goal in words.</summary>
    /// <param name="isPercent">Whether the result is an accuracy.</param>
    public string ToString(bool isPercent)
    {
        var value = isPercent ? Text($"{100 * Math.Abs(Value):0.00} %") : Text($"{Math.Abs(Value):0.##}");
        return $"{(IsLargest ? "at most" : "at least")} {(Of is null ? value : $"{Of} {(Value < 0 ? "-" : "+")} {value}")}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
