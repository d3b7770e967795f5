using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <content>What samples say of it.</content>
public sealed partial class MarkovBlanket
{
    /// <summary>
    /// Checks it against samples of any simulation: external and internal states are regressed on the blanket, and what is left is tested for
    /// correlation, all pairs at once, against what chance does to signals that remember as these do. Linear: dependence that has no
    /// correlation is not seen.
    /// </summary>
    /// <param name="samples">[time, state], evenly spaced, such as from <see cref="Biography.Table"/> or <see cref="StateProbe.Beside"/>.</param>
    /// <param name="level">The chance of rejecting a blanket.</param>
    /// <exception cref="HomeostatException">There are too few samples to tell, after what they remember; or a column does not fit, or never changes, or has no finite number.</exception>
    public BlanketTest Check(double[,] samples, double level = 0.01)
    {
        var table = Table(samples, level);
        var test = IndependenceTest.Of(
            table.Centered(External), table.Centered(Internal), Blanket.Count == 0 ? null : table.Centered(Blanket));
        return BlanketTest.Of(test, NamesOf(External), NamesOf(Internal), level);
    }

    /// <summary>Goes on only if nothing in the samples speaks against it.</summary>
    /// <exception cref="HomeostatException">It is no blanket, or as for <see cref="Check(double[,], double)"/>.</exception>
    public BlanketTest Require(double[,] samples, double level = 0.01) => Check(samples, level).Require(BlanketNames);

    /// <summary>
    /// Checks the flow from each sample to the next: whether external states now tell of internal states next what neither the blanket, now and
    /// next, nor internal states now tell; and the same the other way round. What remembers is not at a steady state in which the blanket
    /// of a moment tells all, but this it obeys if inside and outside touch in the blanket only. Internal and external states have to be there completely.
    /// </summary>
    /// <param name="samples">[time, state]. A row has what is sensed and done in a step, and internal and external states after it.</param>
    /// <param name="level">The chance of rejecting a blanket, for either direction.</param>
    /// <exception cref="HomeostatException">As for <see cref="Check(double[,], double)"/>.</exception>
    public BlanketFlowTest CheckFlow(double[,] samples, double level = 0.01)
    {
        var table = Table(samples, level);
        var outward = Reaches(Internal, External);
        return new BlanketFlowTest(Reaches(External, Internal), outward with { External = outward.Internal, Internal = outward.External });

        BlanketTest Reaches(IReadOnlyList<int> from, IReadOnlyList<int> to)
        {
            var given = Now(to);
            if (Blanket.Count > 0)
            {
                given = given.Append(Now(Blanket)).Append(Next(Blanket));
            }

            return BlanketTest.Of(IndependenceTest.Of(Now(from), Next(to), given), NamesOf(from), NamesOf(to), level);
        }

        Matrix<double> Now(IReadOnlyList<int> states) => table.Centered(states, 0, table.Count - 1);

        Matrix<double> Next(IReadOnlyList<int> states) => table.Centered(states, 1, table.Count - 1);
    }

    private SampleTable Table(double[,] samples, double level)
    {
        ArgumentNullException.ThrowIfNull(samples);
        RequireStates(samples.GetLength(1), "table of samples");
        return Table(samples, level, Names);
    }

    // Of which something can be told of each column.
    private static SampleTable Table(double[,] samples, double level, IReadOnlyList<string> names)
    {
        if (!(level > 0 && level < 1))
        {
            throw new HomeostatException($"A level of {level} was given; a chance above 0 and below 1 was expected, such as 0.01.");
        }

        var table = new SampleTable(samples);
        for (var state = 0; state < table.Columns; state++)
        {
            if (table.IsConstant(state))
            {
                throw new HomeostatException(
                    $"'{names[state]}' is the same in all {table.Count} samples; of what does not change nothing can be told. Leave it out, or watch for longer.");
            }
        }

        return table;
    }
}
