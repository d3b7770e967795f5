using CsCheck;

namespace Homeostat.Tests.Regulation;

/// <summary>Requisite variety and the good regulator, by trying all regulators.</summary>
public class RegulationTableTests
{
    // A response shifts the disturbance; none makes two of them end alike.
    private static readonly Gen<int[,]> Shifts =
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 4], Gen.Int[0, 100].Array[4]).Select((disturbances, responses, by) =>
            Table(disturbances, responses, (d, r) => (d + by[r]) % disturbances));

    private static readonly Gen<int[,]> Any =
        Gen.Select(Gen.Int[2, 5], Gen.Int[2, 3], Gen.Int[0, 3].Array[15]).Select((disturbances, responses, outcomes) =>
            Table(disturbances, responses, (d, r) => outcomes[(d * 3) + r]));

    [Fact]
    public void Nine_disturbances_met_by_three_responses_leave_three_outcomes()
    {
        var table = new RegulationTable(Table(9, 3, (d, r) => (d + (3 * r)) % 9));
        var best = table.LeastVariety();
        Assert.Equal(3, table.Bound);
        Assert.Equal(3, best.Left);
        Assert.Equal(3, best.Responses.Select((r, d) => (d + (3 * r)) % 9).Distinct().Count());
    }

    [Fact]
    public void Only_variety_destroys_variety() => Shifts.Sample(outcomes =>
    {
        var table = new RegulationTable(outcomes);
        Assert.Equal((int)Math.Ceiling(table.Disturbances / (double)table.Responses), table.Bound);
        Assert.True(table.LeastVariety().Left >= table.Bound);
    });

    [Fact]
    public void The_bound_holds_where_responses_level_disturbances_too() => Any.Sample(outcomes =>
    {
        var table = new RegulationTable(outcomes);
        Assert.True(table.LeastVariety().Left >= table.Bound);
    });

    [Fact]
    public void No_regulator_that_throws_dice_beats_the_best_map() =>
        Gen.Select(Any, Gen.Double[0.01, 1].Array[5], Gen.Double[0, 1].Array[15]).Sample((outcomes, p, q) =>
        {
            var table = new RegulationTable(outcomes);
            var chances = Normalized(p[..table.Disturbances]);
            var best = table.LeastEntropy(chances);
            var policy = new double[table.Disturbances, table.Responses];
            var map = new double[table.Disturbances, table.Responses];
            for (var d = 0; d < table.Disturbances; d++)
            {
                var row = Normalized([.. q[(3 * d)..((3 * d) + table.Responses)].Select(x => x + 1e-3)]);
                for (var r = 0; r < table.Responses; r++)
                {
                    policy[d, r] = row[r];
                }

                map[d, best.Responses[d]] = 1;
            }

            Assert.Equal(best.Left, table.Entropy(chances, map), 1e-12);
            Assert.True(table.Entropy(chances, policy) >= best.Left - 1e-12);
        });

    [Fact]
    public void Dice_between_responses_that_end_differently_cost_entropy()
    {
        // Each of three disturbances can be made to end as 0, and in no other way alike; a regulator that sometimes does something else is worse.
        var table = new RegulationTable(new[,] { { 0, 1, 2 }, { 3, 0, 4 }, { 5, 6, 0 } });
        var best = table.LeastEntropy(0.5, 0.3, 0.2);
        Assert.Equal([0, 1, 2], best.Responses);
        Assert.Equal(0, best.Left);
        var p = 0.5 * 0.1;
        Assert.Equal(-(p * Math.Log(p)) - ((1 - p) * Math.Log(1 - p)), table.Entropy([0.5, 0.3, 0.2], new[,] { { 0.9, 0.1, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }), 1e-12);
    }

    [Fact]
    public void A_table_may_be_long()
    {
        // As many outcomes as would not fit a stack.
        const int Many = 300_000;
        var chances = Enumerable.Repeat(1.0 / Many, Many).ToArray();
        Assert.Equal(Math.Log(Many), new RegulationTable(Table(Many, 1, (d, _) => d)).LeastEntropy(chances).Left, 1e-9);
    }

    [Fact]
    public void A_regulator_that_sees_nothing_leaves_all_entropy()
    {
        var table = new RegulationTable(Table(4, 1, (d, _) => d));
        Assert.Equal(Math.Log(4), table.LeastEntropy(0.25, 0.25, 0.25, 0.25).Left, 1e-12);
    }

    [Theory]
    [InlineData(0, 2, 0, "0 disturbances")]
    [InlineData(2, 2, -1, "outcome -1")]
    [InlineData(30, 3, 0, "can be tried")]
    public void What_is_no_table_is_refused(int disturbances, int responses, int outcome, string message) => Assert.Contains(
        message, Assert.Throws<HomeostatException>(() => new RegulationTable(Table(disturbances, responses, (_, _) => outcome))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_distribution_is_refused()
    {
        var table = new RegulationTable(Table(2, 2, (d, r) => d + r));
        Assert.Contains("2 disturbances", Assert.Throws<HomeostatException>(() => table.LeastEntropy(0.5, 0.6)).Message, StringComparison.Ordinal);
        Assert.Contains("disturbance 1", Assert.Throws<HomeostatException>(() => table.Entropy([0.5, 0.5], new[,] { { 1, 0 }, { 0.5, double.NaN } })).Message, StringComparison.Ordinal);
        Assert.Contains("1 × 2", Assert.Throws<HomeostatException>(() => table.Entropy([0.5, 0.5], new double[,] { { 1, 0 } })).Message, StringComparison.Ordinal);
    }

    private static int[,] Table(int disturbances, int responses, Func<int, int, int> outcome)
    {
        var table = new int[disturbances, responses];
        for (var d = 0; d < disturbances; d++)
        {
            for (var r = 0; r < responses; r++)
            {
                table[d, r] = outcome(d, r);
            }
        }

        return table;
    }

    private static double[] Normalized(double[] values) => [.. values.Select(x => x / values.Sum())];
}
