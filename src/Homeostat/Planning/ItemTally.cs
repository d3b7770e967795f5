using System.Runtime.CompilerServices;

namespace Homeostat.Planning;

/// <summary>A number for each <see cref="CostItem"/>.</summary>
internal readonly struct ItemTally : IEquatable<ItemTally>
{
    /// <summary>The number of items.</summary>
    public const int Items = (int)CostItem.ErasedBit + 1;

    private readonly Numbers _numbers;

    private ItemTally(Numbers numbers) => _numbers = numbers;

    public double this[CostItem item] => _numbers[(int)item];

    /// <summary>The same tally with an amount added to one item.</summary>
    public ItemTally Plus(CostItem item, double amount)
    {
        var numbers = _numbers;
        numbers[(int)item] += amount;
        return new ItemTally(numbers);
    }

    public static ItemTally operator +(ItemTally a, ItemTally b)
    {
        var numbers = a._numbers;
        for (var item = 0; item < Items; item++)
        {
            numbers[item] += b._numbers[item];
        }

        return new ItemTally(numbers);
    }

    public static ItemTally operator *(double n, ItemTally a)
    {
        var numbers = a._numbers;
        for (var item = 0; item < Items; item++)
        {
            numbers[item] *= n;
        }

        return new ItemTally(numbers);
    }

    public bool Equals(ItemTally other)
    {
        var (own, others) = (_numbers, other._numbers);
        return ((ReadOnlySpan<double>)own).SequenceEqual(others);
    }

    public override bool Equals(object? obj) => obj is ItemTally other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var number in _numbers)
        {
            hash.Add(number);
        }

        return hash.ToHashCode();
    }

    [InlineArray(Items)]
    private struct Numbers
    {
        private double _first;
    }
}
