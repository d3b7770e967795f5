namespace Homeostat.Tests.Niches;

/// <summary>A world that runs away, and who keeps it at rest.</summary>
public class UnstableWorldTests
{
    [Fact]
    public void Left_alone_a_needle_runs_away()
    {
        var world = new UnstableWorld(new UnstableWorldOptions { Swirl = 0, Noise = 0, ReversalInterval = double.PositiveInfinity });
        world.Values[0] = 0.1;
        for (var step = 0; step < 200; step++)
        {
            world.Act(new Moment(1, step, 1), [0, 0]);
        }

        Assert.Equal(0.1 * Math.Pow(1 + (0.1 * 0.05), 200), world.Values[0], 1e-12);
        Assert.Equal(0, world.Values[1]);
    }

    [Fact]
    public void The_same_act_moves_it_the_other_way_after_a_reversal()
    {
        var world = new UnstableWorld(new UnstableWorldOptions { Growth = 0, Swirl = 0, Noise = 0, ReversalInterval = 200 });
        var reversals = 0;
        for (var step = 0; step < 20_000; step++)
        {
            world.Values[0] = world.Values[1] = 0;
            world.Act(new Moment(1, step, 1), [0.5, 20]);
            reversals += world.Event is null ? 0 : 1;
            Assert.Equal([0.05 * world.Values[2], 1 * world.Values[3]], world.Values[..2]);
        }

        Assert.InRange(reversals, 60, 140);
    }

    [Fact]
    public void Energy_is_to_be_had_within_the_limits_only()
    {
        var world = new UnstableWorld(new UnstableWorldOptions { Noise = 0, Income = 3 });
        Assert.Equal(3, world.Act(new Moment(1, 0, 1), [0, 0]));
        world.Values[1] = -1.2;
        Assert.Equal(0, world.Act(new Moment(1, 1, 1), [0, 0]));
    }

    [Fact]
    public void Who_tries_lives_longer_than_who_knew_and_who_neither_knows_nor_tries()
    {
        var ultrastable = Lifetimes("ultrastable", Ablation.None);
        foreach (var others in new[] { Lifetimes("fixed", Ablation.None), Lifetimes("ultrastable", Ablation.Selection) })
        {
            var test = LogRankTest.Of(ultrastable, others);
            Assert.True(test.P < 1e-4 && test.Observed[0] < test.Expected[0]);
        }

        static Lifetimes Lifetimes(string body, Ablation ablate) => Homeostat.Lifetimes.Of(Cohort.Live(60, 4000, seed =>
            HabitatCatalog.Find("homeostat").Birth(body, options: new MortalOptions { Seed = seed, Ablate = ablate, KeepSteps = false })));
    }

    [Fact]
    public void Where_nothing_is_reversed_who_knew_lives_on()
    {
        using var mortal = HabitatCatalog.Find("homeostat").Birth("fixed", "calm");
        mortal.Live(3000);
        Assert.True(mortal.IsAlive);
    }

    [Fact]
    public void After_a_reversal_its_other_wiring_is_stable_again()
    {
        var (reversals, rested) = (0, 0);
        for (var seed = 1ul; seed <= 24; seed++)
        {
            using var mortal = HabitatCatalog.Find("homeostat").Birth(options: new MortalOptions { Seed = seed, KeepSteps = false });
            var reversed = long.MaxValue;
            while (mortal.Age < 4000 && mortal.Step())
            {
                if (((UnstableWorld)mortal.Niche).Event is not null)
                {
                    reversed = mortal.Age;
                }
                else if (mortal.Age - reversed == 600)
                {
                    reversals++;
                    rested += IsStable(mortal) ? 1 : 0;
                }
            }
        }

        Assert.True(reversals >= 8);
        Assert.True(rested >= 0.8 * reversals, $"{rested} of {reversals}");
    }

    [Fact]
    public void A_needle_beyond_the_outer_limit_kills()
    {
        using var mortal = HabitatCatalog.Find("homeostat").Birth("fixed");
        mortal.Niche.Values[2] = -1;
        mortal.Live(2000);
        Assert.Matches("needle[12] is -?1\\d", mortal.CauseOfDeath);
    }

    [Theory]
    [InlineData("ultrastable", Ablation.None, "tries other wirings, as needle1 is ")]
    [InlineData("ultrastable", Ablation.Selection, "has no other wiring to try, as needle1 is ")]
    [InlineData("fixed", Ablation.None, "has no other wiring to try, as needle1 is ")]
    public void It_says_what_it_does_and_why(string body, Ablation ablate, string account)
    {
        using var mortal = HabitatCatalog.Find("homeostat").Birth(body, options: new MortalOptions { Ablate = ablate });
        for (var step = 0; step < 8; step++)
        {
            (mortal.Niche.Values[0], mortal.Niche.Values[1]) = (4.5, 0);
            mortal.Step();
        }

        Assert.StartsWith(account, mortal.Account, StringComparison.Ordinal);
        (mortal.Niche.Values[0], mortal.Niche.Values[1]) = (2, 0);
        mortal.Step();
        Assert.StartsWith("waits, as needle1 is ", mortal.Account, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1, "needles 0")]
    [InlineData(2, 0, 1, "reversal interval 0")]
    [InlineData(2, 1, -1, "limit -1")]
    public void Constants_out_of_range_are_refused(int needles, double interval, double limit, string message) => Assert.Contains(
        message,
        Assert.Throws<HomeostatException>(() => new UnstableWorld(new UnstableWorldOptions { Needles = needles, ReversalInterval = interval, Limit = limit })).Message,
        StringComparison.Ordinal);

    // The world and the body as one machine of four units.
    private static bool IsStable(Mortal mortal)
    {
        var (w, p) = (mortal.Simulation["wiring.w"], mortal.Niche.Values[2..]);
        return RandomStability.IsStable(new[,]
        {
            { 0.05, -0.2, p[0], 0 },
            { 0.2, 0.05, 0, p[1] },
            { w[0, 0] / 0.2, w[0, 1] / 0.2, -1 / 0.2, 0 },
            { w[1, 0] / 0.2, w[1, 1] / 0.2, 0, -1 / 0.2 },
        });
    }
}
