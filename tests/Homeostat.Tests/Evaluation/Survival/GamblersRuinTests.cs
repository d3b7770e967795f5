namespace Homeostat.Tests.Evaluation.Survival;

/// <summary>
/// The simplest mortal: a store that gains or loses a unit a step, is dead at 0 and safe at N. How many such die, and when, is known, and
/// what survival curves say of simulated ones must agree.
/// </summary>
public class GamblersRuinTests
{
    private const int Lives = 2000;

    [Theory]
    [InlineData(.5, 3, 10, .7)]
    [InlineData(.45, 5, 10, .7317)]
    [InlineData(.55, 5, 12, .3040)]
    [InlineData(.6, 1, 20, .6666)]
    public void Ruin_comes_as_often_as_the_closed_form_says(double gain, int start, int safe, double published)
    {
        var ruin = Ruin(gain, start, safe);
        Assert.Equal(published, ruin, 1e-4);

        // Who is safe lives on, and is alive when watching ends.
        const int End = 2000;
        var lives = Watch(gain, start, safe, _ => End);
        var at = KaplanMeier.Of(lives).At(lives.Oldest);
        Assert.InRange((1 - at.Survival - ruin) / Math.Sqrt(ruin * (1 - ruin) / Lives), -4, 4);
        Assert.Equal(Math.Sqrt(ruin * (1 - ruin) / Lives), at.StandardError, .0007);
    }

    [Fact]
    public void The_curve_is_the_chance_to_be_alive_though_watching_ends_by_chance()
    {
        // Each is watched for a time of its own, whatever befalls it. Naive shares of the dead would be far too low.
        const double Gain = .45;
        const int Start = 8, Safe = 40;
        var lives = Watch(Gain, Start, Safe, now => 1 + (int)(150 * now.Uniform(1)));
        var curve = KaplanMeier.Of(lives);
        Assert.InRange(lives.Alive.Count, 600, 1400);
        var chance = Chance(Gain, Start, Safe, 140);
        foreach (var age in new[] { 20, 50, 100, 140 })
        {
            var at = curve.At(age);
            Assert.InRange((at.Survival - chance[age]) / at.StandardError, -4, 4);
        }

        Assert.True(1 - (lives.Died.Count / (double)Lives) > chance[140] + .1, "the share of the dead should have misled");
    }

    // ((q/p)^i - (q/p)^N)/(1 - (q/p)^N), and its limit where gains are as likely as losses.
    private static double Ruin(double gain, int start, int safe)
    {
        var odds = (1 - gain) / gain;
        return odds == 1 ? 1 - (start / (double)safe) : (Math.Pow(odds, start) - Math.Pow(odds, safe)) / (1 - Math.Pow(odds, safe));
    }

    // [step] the chance to be alive, from the chances to be at each place.
    private static double[] Chance(double gain, int start, int safe, int steps)
    {
        var at = new double[safe + 1];
        at[start] = 1;
        var alive = new double[steps + 1];
        alive[0] = 1;
        for (var step = 1; step <= steps; step++)
        {
            var next = new double[safe + 1];
            (next[0], next[safe]) = (at[0], at[safe]);
            for (var i = 1; i < safe; i++)
            {
                next[i + 1] += gain * at[i];
                next[i - 1] += (1 - gain) * at[i];
            }

            at = next;
            alive[step] = 1 - at[0];
        }

        return alive;
    }

    private static Lifetimes Watch(double gain, int start, int safe, Func<Moment, int> end)
    {
        var (died, alive) = (new List<double>(), new List<double>());
        for (var seed = 0; seed < Lives; seed++)
        {
            var (store, step, last) = (start, 0, end(new Moment((ulong)seed, 0, 0)));
            while (store > 0 && store < safe && step < last)
            {
                store += new Moment((ulong)seed, step++, 0).Uniform() < gain ? 1 : -1;
            }

            (store == 0 ? died : alive).Add(store == 0 ? step : last);
        }

        return new Lifetimes(died, alive);
    }
}
