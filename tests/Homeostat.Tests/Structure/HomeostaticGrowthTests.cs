using CsCheck;

namespace Homeostat.Tests.Structural;

/// <summary>Units that seek the activity they are meant to have by growing and withdrawing synapses.</summary>
public class HomeostaticGrowthTests
{
    [Fact]
    public void The_growth_curve_is_zero_at_both_bounds_and_highest_between() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[0.1, 2], Gen.Double[0.1, 8]).Sample((least, range, rate) =>
        {
            var rule = new HomeostaticGrowth(least + range, least) { Rate = rate };
            Assert.Equal(0, rule.GrowthAt(least), 1e-9);
            Assert.Equal(0, rule.GrowthAt(least + range), 1e-9);
            Assert.Equal(rate, rule.GrowthAt(least + (range / 2)), 1e-9);
            Assert.True(rule.GrowthAt(least + (0.6 * range)) < rate && rule.GrowthAt(least + (0.4 * range)) < rate);
            Assert.Equal(-rate, rule.GrowthAt(least + (20 * range)), 1e-9);
            Assert.True(rule.GrowthAt(least - (0.01 * range)) < 0);
        });

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(25)]
    public void Units_come_to_their_target_from_below_and_above(int synapses)
    {
        // Activity is a tenth of the number of synapses, and is to be 0.8.
        var selection = new Selection(1, [new HomeostaticGrowth(Target: 0.8) { Rate = 1, Memory = 4 }]);
        using var simulation = Cells(selection);
        var arriving = Sparse.Of(simulation)["input_to_cells"];
        arriving.Prune([.. Enumerable.Range(0, 90).Where(k => k % 30 >= synapses)]);
        arriving.Budget = arriving.Count;
        for (var step = 1; step <= 200; step++)
        {
            Sparse.Set(simulation, "cells.rate", [.. Enumerable.Range(0, 3).Select(unit => 0.1 * Of(unit))]);
            selection.Apply(simulation, step);
        }

        Assert.All(Enumerable.Range(0, 3), unit => Assert.InRange(Of(unit), 7, 9));
        Assert.Equal(arriving.Count, arriving.Budget);

        int Of(int unit) => arriving.Existing().Count(k => k / 30 == unit);
    }

    [Fact]
    public void Activity_is_remembered_and_elements_are_kept_until_they_are_whole()
    {
        var rule = new HomeostaticGrowth(Target: 1) { Rate = 0.4, Memory = 5 };
        var selection = new Selection(1, [rule]);
        using var simulation = Cells(selection);
        Sparse.Of(simulation)["input_to_cells"].Prune([.. Enumerable.Range(0, 90)]);
        Sparse.Set(simulation, "cells.rate", 0.5, 0.5, 0.5);
        var (calcium, elements, count) = (0.0, 0.0, 0);
        for (var step = 1; step <= 10; step++)
        {
            calcium += (0.5 - calcium) / 5;
            elements += rule.GrowthAt(calcium);
            count += 3 * (int)elements;
            elements -= (int)elements;
            selection.Apply(simulation, step);
            Assert.All(simulation["cells.calcium"].ToArray(), found => Assert.Equal(calcium, found, 1e-12));
            Assert.All(simulation["cells.elements"].ToArray(), found => Assert.Equal(elements, found, 1e-12));
            Assert.Equal(count, Sparse.Of(simulation)["input_to_cells"].Count);
        }

        Assert.True(count > 0);
    }

    private static Simulation Cells(Selection selection) => Sparse.Simulate(new Circuit("cells")
    {
        new Population("input", 30, "x : 1"),
        new Population("cells", 3, $"rate : 1\ndrive : 1 (input)\n{selection.UnitEquations}"),
        new Population("target", 1, "drive : 1 (input)"),
        Synapse.Learning("input", "cells", "drive_post = w*x_pre : 1 (summed)", "0*mean(x_pre)", Optimizer.Sgd(), selection: selection),
        Synapse.Learning("cells", "target", "drive_post = w*rate_pre : 1 (summed)", "0*mean(rate_pre)", Optimizer.Sgd(), selection: selection),
    });
}
