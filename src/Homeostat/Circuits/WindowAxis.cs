namespace Homeostat.Circuits;

/// <summary>Windows along one axis of an image: element t of window n stands at position n·stride + t·dilation − padding.</summary>
/// <param name="Size">Positions of the axis.</param>
/// <param name="Length">Elements of a window.</param>
/// <param name="Stride">Positions from one window to the next.</param>
/// <param name="Padding">Positions before and after the axis that windows may cover.</param>
/// <param name="Dilation">Positions from one element of a window to the next.</param>
internal readonly record struct WindowAxis(int Size, int Length, int Stride, int Padding = 0, int Dilation = 1)
{
    /// <summary>Windows that fit.</summary>
    public int Count => (int)((((Size + (2L * Padding)) - Span) / Stride) + 1);

    /// <summary>Positions from the first element of a window to its last, both included.</summary>
    public long Span => ((Length - 1L) * Dilation) + 1;

    /// <summary>Where an element of a window stands; outside the axis where it is on the padding.</summary>
    public int Position(int window, int element) => (window * Stride) + (element * Dilation) - Padding;

    /// <summary>Whether a position is on the axis.</summary>
    public bool Has(int position) => position >= 0 && position < Size;

    /// <summary>The windows that reach over a position, from the first to before the end; dilated ones may have no element there.</summary>
    public (int First, int End) Over(int position)
    {
        var padded = position + Padding;
        return (padded < Span ? 0 : (int)((padded - Span) / Stride) + 1, Math.Min(Count, (padded / Stride) + 1));
    }

    /// <summary>The positions of the axis that a window without gaps covers, from the first to before the end.</summary>
    public (int First, int End) Positions(int window) =>
        (Math.Max(0, (window * Stride) - Padding), Math.Min(Size, (window * Stride) - Padding + Length));

    /// <summary>Which element of a window stands at a position; negative if none does.</summary>
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

    /// <summary>As many units as the numbers multiply to.</summary>
    /// <exception cref="HomeostatException">They are more than a population can have.</exception>
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
