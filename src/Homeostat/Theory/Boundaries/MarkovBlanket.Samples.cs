using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <content>Tests of a blanket against samples.</content>
public sealed partial class MarkovBlanket
{
    /// <summary>
    /// Checks the blanket against samples of any simulation. External and internal states are regressed on the blanket, and the residuals are tested for
    /// correlation, all pairs at once, with the autocorrelation of the signals taken into account. The test is linear: it does not detect a dependence
    /// without correlation.
    /// </summary>
    /// <param name="samples">The samples, [time, state], at a constant interval, such as from <see cref="Biography.Table"/> or <see cref="StateProbe.Beside"/>.</param>
    /// <param name="level">The probability of rejecting a true blanket.</param>
    /// <exception cref="HomeostatException">There are too few samples for the autocorrelation of the signals, or a column does not fit, never changes or has a number that is not finite.</exception>
    public BlanketTest Check(double[,] samples, double level = 0.01)
    {
        var table = Table(samples, level);
        var test = IndependenceTest.Of(
            table.Centered(External), table.Centered(Internal), Blanket.Count == 0 ? null : table.Centered(Blanket));
        return BlanketTest.Of(test, NamesOf(External), NamesOf(Internal), level);
    }

    /// <summary>Checks the blanket against samples and throws an exception if the test rejects it.</summary>
    /// <exception cref="HomeostatException">The test rejects the blanket, or the samples are refused as by <see cref="Check(double[,], double)"/>.</exception>
    public BlanketTest Require(double[,] samples, double level = 0.01) => Check(samples, level).Require(BlanketNames);

    /// <summary>
    /// Checks the flow from each sample to the next: whether external states now have information about internal states at the next sample, given the
    /// blanket at both samples and the internal states now; and the same from the inside to the outside. A system with memory can fail
    /// <see cref="Check(double[,], double)"/>, because the blanket at one moment does not hold all information. It passes this test if inside and outside
    /// are coupled only through the blanket. The samples must contain all internal and all external states.
    /// </summary>
    /// <param name="samples">The samples, [time, state]. A row has the sensed and applied values of a step, and the internal and external states after it.</param>
    /// <param name="level">The probability of rejecting a true blanket, for each direction.</param>
    /// <exception cref="HomeostatException">The samples are refused as by <see cref="Check(double[,], double)"/>.</exception>
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

    // A table in which every column varies.
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
                    $"'{names[state]}' is the same in all {table.Count} samples; a constant state cannot be tested. Leave it out, or take samples over a longer time.");
            }
        }

        return table;
    }
}
