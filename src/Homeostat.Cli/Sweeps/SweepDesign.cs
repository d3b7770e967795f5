namespace Homeostat.Cli;

/// <summary>The way in which the candidates of a sweep are chosen.</summary>
internal enum SweepMethod
{
    /// <summary>Every combination of the values.</summary>
    Grid,

    /// <summary>Values drawn at random, each independent of the others.</summary>
    Random,

    /// <summary>The points of a Sobol sequence, which fill ranges evenly.</summary>
    Sobol,
}

/// <summary>The candidates of a sweep: which values are tried together.</summary>
/// <param name="Method">The way in which they are chosen.</param>
/// <param name="Count">The number of candidates; 0 for a grid, which has as many as there are combinations.</param>
internal sealed record SweepDesign(SweepMethod Method, int Count)
{
    /// <summary>The candidates, each with a value for every option, without repetitions.</summary>
    /// <param name="options">The options that take several values.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    /// <exception cref="HomeostatException">There are more options than a Sobol sequence has dimensions.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Candidates(IReadOnlyList<SweptOption> options, ulong seed)
    {
        if (Method == SweepMethod.Grid)
        {
            IEnumerable<IReadOnlyList<string>> none = [[]];
            return [.. options.Aggregate(none, (all, option) => all.SelectMany(candidate => option.Values.Select(value => (IReadOnlyList<string>)[.. candidate, value])))];
        }

        if (Method == SweepMethod.Sobol && options.Count > Sobol.MostDimensions)
        {
            throw new HomeostatException($"--sobol varies at most {Sobol.MostDimensions} settings at once; {options.Count} have several values. Fix some of them, or give --random.");
        }

        // Whole numbers and lists have few values, so that points may meet.
        return
        [
            .. Enumerable.Range(0, Count)
                .Select(n => (IReadOnlyList<string>)[.. options.Select((option, dimension) => option.At(Place(n, dimension, seed)))])
                .DistinctBy(candidate => string.Join('\n', candidate)),
        ];
    }

    private double Place(int candidate, int dimension, ulong seed) => Method == SweepMethod.Random
        ? new Moment(seed, candidate, 0).Uniform((uint)dimension)
        : Sobol.Point(candidate, dimension, seed);
}
