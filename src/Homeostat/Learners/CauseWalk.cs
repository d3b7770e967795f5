namespace Homeostat;

/// <summary>Walks from one cause to another, through causes in between that an <see cref="Imagination"/> can paint.</summary>
public static class CauseWalk
{
    private const int PointsOfSegment = 8;

    // Every two places have a distance.
    private const int MostPlaces = 500;

    /// <summary>Walks in a straight line: the causes are mixed in proportion, [steps × units].</summary>
    /// <param name="from">The first cause.</param>
    /// <param name="to">The last cause.</param>
    /// <param name="steps">The number of causes, two or more.</param>
    public static double[,] Linear(ReadOnlySpan<double> from, ReadOnlySpan<double> to, int steps)
    {
        Require(from, to, steps);
        return Along([from.ToArray(), to.ToArray()], steps);
    }

    /// <summary>
    /// Walks along an arc: the direction turns at a constant speed, and the length changes in proportion, [steps × units]. Where one of the causes is zero or they lie on one line,
    /// there is no such arc, and the walk is straight.
    /// </summary>
    /// <param name="from">The first cause.</param>
    /// <param name="to">The last cause.</param>
    /// <param name="steps">The number of causes, two or more.</param>
    public static double[,] Spherical(ReadOnlySpan<double> from, ReadOnlySpan<double> to, int steps)
    {
        Require(from, to, steps);
        var (a, b) = (Math.Sqrt(RowVectors.Dot(from, from)), Math.Sqrt(RowVectors.Dot(to, to)));
        var angle = Math.Acos(Math.Clamp(RowVectors.Dot(from, to) / (a * b), -1, 1));
        if (!(Math.Sin(angle) > 1e-7))
        {
            return Linear(from, to, steps);
        }

        var walk = new double[steps, from.Length];
        for (var step = 0; step < steps; step++)
        {
            var t = step / (steps - 1.0);
            var length = double.Lerp(a, b, t);
            RowVectors.AddScaled(from, length * Math.Sin((1 - t) * angle) / (Math.Sin(angle) * a), walk.Row(step));
            RowVectors.AddScaled(to, length * Math.Sin(t * angle) / (Math.Sin(angle) * b), walk.Row(step));
        }

        return walk;
    }

    /// <summary>
    /// Walks where the memory knows its way, [steps × units]: on the shortest path from one cause over means of components to the other, where a length counts in the local spread of
    /// the memory, ∫ p(x)^(−1/units) |dx|. A straight line through causes that were never seen is longer, by that measure, than a way around. Steps are equally long.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="from">The first cause.</param>
    /// <param name="to">The last cause.</param>
    /// <param name="steps">The number of causes, two or more.</param>
    /// <exception cref="HomeostatException">The memory is of causes of another number of units, or has more than 500 components.</exception>
    public static double[,] Through(GaussianMixture memory, ReadOnlySpan<double> from, ReadOnlySpan<double> to, int steps)
    {
        ArgumentNullException.ThrowIfNull(memory);
        Require(from, to, steps);
        if (memory.Width != from.Length)
        {
            throw new HomeostatException($"A walk between causes of {from.Length} units was asked for, but the memory is of causes of {memory.Width}. Fit it to causes of the same learner.");
        }

        if (memory.Components > MostPlaces)
        {
            throw new HomeostatException($"A walk through the memory passes over means of its components; {memory.Components} are too many, of which {MostPlaces} or fewer can be searched. Fit a memory of fewer components, or walk in a straight line.");
        }

        var weights = memory.Weights.ToArray();
        double[][] places = [from.ToArray(), .. Enumerable.Range(0, memory.Components).Where(k => weights[k] > 0).Select(k => memory.Mean(k).ToArray()), to.ToArray()];
        return Along([.. Shortest(Distances(memory, places)).Select(place => places[place])], steps);
    }

    // The distance between each two places: the mean of p^(-1/units) over points between them, times the length. A common factor of all distances is left out.
    private static double[,] Distances(GaussianMixture memory, double[][] places)
    {
        var (count, width) = (places.Length, memory.Width);
        (int A, int B)[] pairs = [.. from a in Enumerable.Range(0, count) from b in Enumerable.Range(a + 1, count - a - 1) select (a, b)];
        var points = new double[pairs.Length * PointsOfSegment, width];
        for (var n = 0; n < points.GetLength(0); n++)
        {
            var (a, b) = pairs[n / PointsOfSegment];
            var t = ((n % PointsOfSegment) + 0.5) / PointsOfSegment;
            RowVectors.AddScaled(places[a], 1 - t, points.Row(n));
            RowVectors.AddScaled(places[b], t, points.Row(n));
        }

        var densities = memory.LogDensity(points);
        var largest = densities.Max();
        var distances = new double[count, count];
        for (var pair = 0; pair < pairs.Length; pair++)
        {
            var (a, b) = pairs[pair];
            var stretch = densities.AsSpan(pair * PointsOfSegment, PointsOfSegment).ToArray().Average(log => Math.Exp((largest - log) / width));
            distances[a, b] = distances[b, a] = stretch * Math.Sqrt(RowVectors.SquaredDistance(places[a], places[b]));
        }

        return distances;
    }

    // The places on the shortest path from the first to the last one (Dijkstra 1959).
    private static List<int> Shortest(double[,] distances)
    {
        var count = distances.GetLength(0);
        var (length, before) = (Enumerable.Repeat(double.PositiveInfinity, count).ToArray(), new int[count]);
        var open = Enumerable.Range(0, count).ToHashSet();
        length[0] = 0;
        while (open.Count > 0)
        {
            var at = open.MinBy(place => length[place]);
            open.Remove(at);
            foreach (var next in open.Where(next => length[at] + distances[at, next] < length[next]))
            {
                (length[next], before[next]) = (length[at] + distances[at, next], at);
            }
        }

        List<int> path = [count - 1];
        while (path[0] != 0)
        {
            path.Insert(0, before[path[0]]);
        }

        return path;
    }

    // Equally long steps on straight lines from place to place.
    private static double[,] Along(double[][] places, int steps)
    {
        double[] lengths = [.. places.Zip(places.Skip(1), (a, b) => Math.Sqrt(RowVectors.SquaredDistance(a, b)))];
        var (walk, whole) = (new double[steps, places[0].Length], lengths.Sum());
        for (var step = 0; step < steps; step++)
        {
            var (gone, segment) = (whole * step / (steps - 1), 0);
            while (segment < lengths.Length - 1 && gone > lengths[segment])
            {
                gone -= lengths[segment++];
            }

            var t = step == steps - 1 || lengths[segment] == 0 ? Math.Min(step, 1) : gone / lengths[segment];
            for (var unit = 0; unit < places[0].Length; unit++)
            {
                walk[step, unit] = double.Lerp(places[segment][unit], places[segment + 1][unit], t);
            }
        }

        return walk;
    }

    private static void Require(ReadOnlySpan<double> from, ReadOnlySpan<double> to, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        if (from.Length != to.Length || from.Length == 0)
        {
            throw new HomeostatException($"A walk leads from one cause to another of as many units; causes of {from.Length} and {to.Length} units were given.");
        }
    }
}
