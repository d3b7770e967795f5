namespace Homeostat.Circuits;

/// <summary>Windows along one axis of an image: window n covers the positions n·stride − padding and on.</summary>
/// <param name="Size">Positions of the axis.</param>
/// <param name="Length">Positions a window covers.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Padding">Positions before and after the axis that windows may cover.</param>
internal readonly record struct WindowAxis(int Size, int Length, int Stride, int Padding = 0)
{
    /// <summary>Windows that fit.</summary>
    public int Count => (int)((((Size + (2L * Padding)) - Length) / Stride) + 1);

    /// <summary>The windows that cover a position: from the first to before the end.</summary>
    public (int First, int End) Over(int position)
    {
        var padded = position + Padding;
        return (padded < Length ? 0 : ((padded - Length) / Stride) + 1, Math.Min(Count, (padded / Stride) + 1));
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
