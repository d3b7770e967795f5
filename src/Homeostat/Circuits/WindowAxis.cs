namespace Homeostat.Circuits;

/// <summary>Windows along one axis of an image: element t of window n stands at position n·stride + t·dilation − padding.</summary>
/// <param name="Size">The number of positions of the axis.</param>
/// <param name="Length">The number of elements of a window.</param>
/// <param name="Stride">The distance between neighboring windows, in positions.</param>
/// <param name="Padding">The number of positions before and after the axis that windows may cover.</param>
/// <param name="Dilation">The distance between neighboring elements of a window, in positions.</param>
internal readonly record struct WindowAxis(int Size, int Length, int Stride, int Padding = 0, int Dilation = 1)
{
    /// <summary>The number of windows that fit.</summary>
    public int Count => (int)((((Size + (2L * Padding)) - Span) / Stride) + 1);

    /// <summary>The number of positions from the first element of a window to its last, both included.</summary>
    public long Span => ((Length - 1L) * Dilation) + 1;

    /// <summary>The position of an element of a window; it is outside the axis where the element is on the padding.</summary>
    public int Position(int window, int element) => (window * Stride) + (element * Dilation) - Padding;

    /// <summary>Whether a position is on the axis.</summary>
    public bool Has(int position) => position >= 0 && position < Size;

    /// <summary>The range (half-open) of windows that reach over a position; dilated ones may have no element there.</summary>
    public (int First, int End) Over(int position)
    {
        var padded = position + Padding;
        return (padded < Span ? 0 : (int)((padded - Span) / Stride) + 1, Math.Min(Count, (padded / Stride) + 1));
    }

    /// <summary>The range (half-open) of positions of the axis that a window without gaps covers.</summary>
    public (int First, int End) Positions(int window) =>
        (Math.Max(0, (window * Stride) - Padding), Math.Min(Size, (window * Stride) - Padding + Length));

    /// <summary>The element of a window that is at a position; negative if no element is.</summary>
    public int Element(int window, int position)
    {
        var ahead = position + Padding - (window * Stride);
        return ahead >= 0 && ahead % Dilation == 0 && ahead / Dilation < Length ? ahead / Dilation : -1;
    }

    /// <exception cref="HomeostatException">A number is not positive.</exception>
    public static void RequirePositive(string what, params ReadOnlySpan<(int Value, string Name)> numbers)
    {
        foreach (var (value, name) in numbers)
        {
            if (value < 1)
            {
                throw new HomeostatException($"{what} has {name} {value}; it must be 1 or more.");
            }
        }
    }

    /// <summary>The product of the numbers, as a number of units.</summary>
    /// <exception cref="HomeostatException">The product is larger than a population can be.</exception>
    public static int Units(params ReadOnlySpan<int> numbers)
    {
        var units = 1.0;
        foreach (var number in numbers)
        {
            units *= number;
        }

        return units <= int.MaxValue ? (int)units : throw new HomeostatException(
            $"{string.Join(" x ", numbers.ToArray())} units are more than a population can have, {int.MaxValue}.");
    }
}
