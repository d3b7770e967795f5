namespace Homeostat.Tests.Boundaries;

/// <summary>Two cells in a body: 0 outside; 1, 2 the skin; 3, 4, 5 a cell (sensory, active, internal); 6, 7, 8 another.</summary>
public class NestedBlanketTests
{
    private static readonly NestedBlanket First = new("cell 1", new([0, 1, 2, 6, 7, 8], [3], [4], [5]));
    private static readonly NestedBlanket Second = new("cell 2", new([0, 1, 2, 3, 4, 5], [6], [7], [8]));
    private static readonly NestedBlanket Body = new("body", new([0], [1], [2], [3, 4, 5, 6, 7, 8]), First, Second);

    [Fact]
    public void Every_level_passes_the_same_test()
    {
        var density = Gaussian.OfPrecision(Tissue());
        var levels = Body.Check(density);
        Assert.Equal(["cell 1", "cell 2", "body"], levels.Select(level => level.Name));
        Assert.All(levels, level => Assert.True(level.Test.Holds, level.ToString()));

        // To the body its cells are their surfaces.
        Assert.Equal([0, 1, 2, 3, 4, 6, 7], levels[2].States);
        Assert.Equal(9, levels[0].States.Count);
        var (parent, child) = (density.Marginal(levels[2].States), density.Marginal(3, 4));
        Assert.Equal(child.Surprisal(.3, -.4), parent.Marginal(3, 4).Surprisal(.3, -.4), 1e-10);
    }

    [Fact]
    public void A_leak_is_found_at_its_level()
    {
        // The inside of a cell and the other's surface: the cell has no blanket, the body has.
        var leaking = Tissue();
        leaking[5, 6] = leaking[6, 5] = .3;
        var levels = Body.Check(Gaussian.OfPrecision(leaking));
        Assert.Equal([false, true, true], levels.Select(level => level.Test.Holds));
        Assert.Equal(("x6", "x5"), (levels[0].Test.External, levels[0].Test.Internal));

        // The inside of a cell and the outside: neither the cell nor the body, as seen from outside, has one.
        var open = Tissue();
        open[5, 0] = open[0, 5] = .3;
        Assert.Equal([false, true, false], Body.Check(Gaussian.OfPrecision(open)).Select(level => level.Test.Holds));
    }

    [Fact]
    public void Samples_tell_the_same()
    {
        var open = Tissue();
        open[5, 0] = open[0, 5] = .6;
        Assert.Equal([true, true, true], Body.Check(Draw(Tissue())).Select(level => level.Test.Holds));
        Assert.Equal([false, true, false], Body.Check(Draw(open)).Select(level => level.Test.Holds));

        double[,] Draw(double[,] precision)
        {
            var identity = new double[9, 9];
            for (var n = 0; n < 9; n++)
            {
                identity[n, n] = 1;
            }

            return OrnsteinUhlenbeck.OfFlow(precision, identity).Sample(10_000, .3, new RandomStream(2));
        }
    }

    [Fact]
    public void What_is_not_inside_is_refused()
    {
        var message = Assert.Throws<HomeostatException>(() => new NestedBlanket("body", new([0, 5], [1], [2], [3, 4, 6, 7, 8]), First)).Message;
        Assert.Contains("'cell 1' has the states 3, 4, 5 of 9 and is not inside 'body'", message, StringComparison.Ordinal);
        message = Assert.Throws<HomeostatException>(() => new NestedBlanket("body", Body.Blanket, First, Second, new("cell 3", new([0, 1, 2, 6, 7, 8], [4], [3], [5])))).Message;
        Assert.Contains("'cell 3' and 'cell 1' share states", message, StringComparison.Ordinal);
        message = Assert.Throws<HomeostatException>(() => Body.Check(Systems.Circling.SteadyState)).Message;
        Assert.Contains("one of 9 states", message, StringComparison.Ordinal);
    }

    private static double[,] Tissue()
    {
        var precision = new double[9, 9];
        foreach (var (i, j, value) in new[]
        {
            (0, 1, .6), (0, 2, .5), (1, 2, .2), (1, 3, .5), (2, 4, .4), (1, 6, -.3), (2, 7, .5), (3, 4, .2), (3, 5, .6), (4, 5, -.5), (4, 6, .4), (3, 7, .1),
            (6, 7, .3), (6, 8, .5), (7, 8, .6),
        })
        {
            precision[i, j] = precision[j, i] = value;
        }

        for (var n = 0; n < 9; n++)
        {
            precision[n, n] = 2;
        }

        return precision;
    }
}
