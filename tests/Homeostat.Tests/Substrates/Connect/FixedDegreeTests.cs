using CsCheck;

namespace Homeostat.Tests.Connecting;

public class FixedDegreeTests
{
    [Fact]
    public void Degrees_are_exact() =>
        (from pre in Gen.Int[2, 150]
         from post in Gen.Int[2, 150]
         from k in Gen.Int[0, 150]
         from isIn in Gen.Bool
         from self in Gen.Bool
         from multapses in Gen.Bool
         where multapses || k < (isIn ? pre : post)
         select (pre, post, k, isIn, self, multapses)).Sample(g =>
    {
        var kind = g.isIn ? Connectivity.FixedInDegree(g.k, g.self, g.multapses) : Connectivity.FixedOutDegree(g.k, g.self, g.multapses);
        using var built = Built.Of(kind, g.pre, g.post);
        var degrees = built.Pairs.CountBy(p => g.isIn ? p.Post : p.Pre).ToDictionary();
        Assert.All(Enumerable.Range(0, g.isIn ? g.post : g.pre), unit => Assert.Equal(g.k, degrees.GetValueOrDefault(unit)));
        Assert.True(g.multapses || built.Pairs.Distinct().Count() == built.Rows.Count);

        // Ends of one population have one name and size here.
        Assert.True(g.self || g.pre != g.post || built.Pairs.All(p => p.Pre != p.Post));
    }, iter: 150);

    [Theory]
    [InlineData(true, false, 3)]
    [InlineData(false, false, 3)]
    [InlineData(true, true, 3)]
    [InlineData(true, false, 90)]
    public void Partners_are_drawn_evenly(bool isIn, bool multapses, int k)
    {
        const int Partners = 100, Units = 5_000;
        using var built = isIn
            ? Built.Of(Connectivity.FixedInDegree(k, allowMultapses: multapses), Partners, Units)
            : Built.Of(Connectivity.FixedOutDegree(k), Units, Partners);
        var times = built.Pairs.CountBy(p => isIn ? p.Pre : p.Post).ToDictionary();
        var p = (double)k / Partners;
        var deviation = Math.Sqrt(Units * p * (1 - p));
        Assert.All(Enumerable.Range(0, Partners), unit => Assert.InRange(times[unit], (Units * p) - (5 * deviation), (Units * p) + (5 * deviation)));
    }

    [Fact]
    public void A_unit_may_be_left_out_in_slices_that_overlap()
    {
        var context = Built.Describe(Connectivity.FixedInDegree(5, allowSelf: false), 10, 10) with
        {
            Pre = new SynapseEnd("a", 10, 2, 6),
            Post = new SynapseEnd("a", 10, 4, 6),
        };
        using var built = new Built(context);
        Assert.Equal(30, built.Rows.Count);

        // Units 4 to 7 are of both slices: all others there are, once each.
        Assert.All(built.Stored(), s => Assert.True(s.Source is >= 2 and < 8 && s.Target is >= 4 and < 10 && s.Source != s.Target));
    }
}
