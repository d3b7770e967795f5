using System.Globalization;

namespace Homeostat.Fuzz;

/// <summary>Random choices that generators make.</summary>
internal static class Draw
{
    extension(Random random)
    {
        /// <summary>One of several values.</summary>
        public T Of<T>(params ReadOnlySpan<T> values) => values[random.Next(values.Length)];

        /// <summary>True in one of n cases.</summary>
        public bool OneIn(int n) => random.Next(n) == 0;

        /// <summary>A number between two others, as text.</summary>
        public string Between(double least, double most) =>
            (least + ((most - least) * random.NextDouble())).ToString("R", CultureInfo.InvariantCulture);

        /// <summary>A number of units: small, and where vectors, tiles and slices end.</summary>
        public int Units() => random.Next(10) switch
        {
            0 => 1,
            1 => random.Of(7, 8, 9, 15, 16, 17, 31, 32, 33),
            2 => random.Next(30, 75),
            _ => random.Next(1, 20),
        };

        /// <summary>A number of samples.</summary>
        public int Samples() => random.Next(6) switch { 0 => 1, 1 => random.Next(7, 41), _ => random.Next(1, 7) };
    }
}
