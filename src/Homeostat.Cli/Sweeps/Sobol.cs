using System.Numerics;

namespace Homeostat.Cli;

/// <summary>
/// The Sobol sequence (Sobol' 1967) with the direction numbers of Joe and Kuo (2008): points that fill the unit cube evenly. Its digits are shifted at random, which keeps that property and
/// moves the first point away from the corner.
/// </summary>
internal static class Sobol
{
    private const int Bits = 31;

    // The degree and the inner coefficients of a primitive polynomial, and the first direction numbers; the first dimension has none.
    private static readonly (int Degree, int Polynomial, int[] First)[] s_dimensions =
    [
        (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]), (4, 4, [1, 3, 5, 13]), (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]), (5, 7, [1, 1, 7, 11, 19]),
    ];

    private static readonly uint[][] s_directions = [.. Enumerable.Range(0, s_dimensions.Length + 1).Select(Directions)];

    /// <summary>The largest number of dimensions.</summary>
    public static int MostDimensions => s_directions.Length;

    /// <summary>A coordinate of a point, from 0 to below 1.</summary>
    /// <param name="number">The number of the point, from 0.</param>
    /// <param name="dimension">The dimension, from 0.</param>
    /// <param name="seed">The seed of the shift.</param>
    public static double Point(int number, int dimension, ulong seed)
    {
        var digits = (uint)(new Moment(seed, 0, 1).Uniform((uint)dimension) * (1u << Bits));
        for (var left = (uint)number; left != 0; left &= left - 1)
        {
            digits ^= s_directions[dimension][BitOperations.TrailingZeroCount(left)];
        }

        return digits / (double)(1u << Bits);
    }

    private static uint[] Directions(int dimension)
    {
        var directions = new uint[Bits];
        if (dimension == 0)
        {
            return [.. directions.Select((_, bit) => 1u << (Bits - 1 - bit))];
        }

        var (degree, polynomial, first) = s_dimensions[dimension - 1];
        for (var bit = 0; bit < Bits; bit++)
        {
            if (bit < degree)
            {
                directions[bit] = (uint)first[bit] << (Bits - 1 - bit);
                continue;
            }

            directions[bit] = directions[bit - degree] ^ (directions[bit - degree] >> degree);
            for (var k = 1; k < degree; k++)
            {
                directions[bit] ^= ((polynomial >> (degree - 1 - k)) & 1) == 1 ? directions[bit - k] : 0;
            }
        }

        return directions;
    }
}
