using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat.Tests.Boundaries;

/// <summary>Blankets that are found.</summary>
public class DiscoveryTests
{
    [Fact]
    public void The_blanket_of_a_process_and_who_acts_on_whom_are_found()
    {
        // The reversible one: the sensory state is tied more to the outside, the active one to the inside.
        var found = MarkovBlanket.Discover(Systems.Reversible, inside: [3], ["η", "s", "a", "μ"]);
        Same([0], [1], [2], [3], found);
        found.Require(Systems.Reversible);

        // And from samples.
        Same([0], [1], [2], [3], MarkovBlanket.Discover(Systems.Reversible.Sample(40_000, .1, new RandomStream(1)), [3]));
    }

    [Fact]
    public void What_is_found_is_a_blanket_and_none_smaller_is() => Gen.Select(Gen.Double[-1, 1].Array[21], Gen.Int[0, 6]).Sample((numbers, seed) =>
    {
        // Seven states, about half of the pairs tied.
        var precision = Matrix<double>.Build.Dense(7, 7);
        var n = 0;
        for (var i = 0; i < 7; i++)
        {
            for (var j = 0; j < i; j++, n++)
            {
                precision[i, j] = precision[j, i] = Math.Abs(numbers[n]) < .5 ? 0 : numbers[n];
            }
        }

        precision += Matrix<double>.Build.DenseIdentity(7) * (1 - precision.Evd(Symmetricity.Symmetric).EigenValues.Min(v => v.Real));
        int[] tied = [.. Enumerable.Range(0, 7).Where(s => s != seed && precision[seed, s] != 0)];
        var process = OrnsteinUhlenbeck.OfFlow(precision.ToArray(), Matrix<double>.Build.DenseIdentity(7).ToArray());
        if (tied.Length == 6)
        {
            Assert.Throws<HomeostatException>(() => MarkovBlanket.Discover(process, [seed]));
            return;
        }

        var found = MarkovBlanket.Discover(process, [seed]);
        Assert.Equal(tied, found.Blanket.Order());
        Assert.True(found.Check(process, 1e-6).Holds);
    });

    [Fact]
    public void A_loop_of_sensing_and_acting_is_found_from_its_flow()
    {
        // η → s → μ → a → η, noise small in s and a, so that they are close to a blanket: 0 η, 1 s, 2 a, 3 μ.
        var loop = new OrnsteinUhlenbeck(
            new[,] { { -1, 0, -.9, 0 }, { 4.0, -5, 0, 0 }, { 0, 0, -5, 4.0 }, { 0, .9, 0, -1 } },
            new[,] { { 1, 0, 0, 0 }, { 0, .5, 0, 0 }, { 0, 0, .5, 0 }, { 0, 0, 0, 1 } });
        Same([0], [1], [2], [3], MarkovBlanket.Discover(loop.Sample(500, 1, new RandomStream(4)), [3]));
    }

    [Fact]
    public void The_blanket_of_an_adjacency_is_that_of_its_densest_part()
    {
        // 0, 1, 2 act on each other; 3 on them, they on 4; 5 on 3; 4 on 6; 7 on 6 and on itself.
        var influence = new double[8, 8];
        foreach (var (on, of) in new[] { (0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0), (0, 3), (4, 2), (3, 5), (6, 4), (6, 7), (7, 7) })
        {
            influence[on, of] = 1;
        }

        var found = MarkovBlanket.OfInfluence(influence, inside: 3);
        Assert.Equal([0, 1, 2], found.Internal);
        Assert.Equal([3], found.Sensory);
        Assert.Equal([4], found.Active);
        Assert.Equal([5, 6, 7], found.External);

        // Who acts on the same as the inside is in its blanket, also if it never meets it.
        influence[4, 7] = 1;
        Assert.Equal([3, 4, 7], MarkovBlanket.OfInfluence(influence, 3).Blanket.Order());
    }

    [Fact]
    public void Where_there_is_nothing_to_find_it_says_so()
    {
        Assert.Contains("nothing is left outside a blanket", Message(() => MarkovBlanket.Discover(Systems.Circling, [1])), StringComparison.Ordinal);
        Assert.Contains("The states 4 were to be inside", Message(() => MarkovBlanket.Discover(Systems.Circling, [4])), StringComparison.Ordinal);
        Assert.Contains("of 4 states has the names η; one a state", Message(() => MarkovBlanket.Discover(Systems.Circling, [1], ["η"])), StringComparison.Ordinal);
        Assert.Contains("A level of NaN was given", Message(() => MarkovBlanket.Discover(Systems.Circling.Sample(500, 1, new RandomStream(1)), [3], level: double.NaN)), StringComparison.Ordinal);
        Assert.Contains("'x0' is the same in all 500 samples", Message(() => MarkovBlanket.Discover(new double[500, 4], [3])), StringComparison.Ordinal);
        Assert.Contains("4 states of 4 were to be internal", Message(() => MarkovBlanket.OfInfluence(Systems.Identity, 4)), StringComparison.Ordinal);
        Assert.Contains("by influences from -1 on", Message(() => MarkovBlanket.OfInfluence(new double[,] { { 0, -1 }, { 0, 0 } }, 1)), StringComparison.Ordinal);

        static string Message(Func<object> act) => Assert.Throws<HomeostatException>(act).Message;
    }

    private static void Same(int[] external, int[] sensory, int[] active, int[] inside, MarkovBlanket found)
    {
        Assert.Equal(external, found.External);
        Assert.Equal(sensory, found.Sensory);
        Assert.Equal(active, found.Active);
        Assert.Equal(inside, found.Internal);
    }
}
