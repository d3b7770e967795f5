namespace Homeostat.Tests.Ledgers;

/// <summary>Counts made by hand, to compare with those of a plan: what is not named is zero.</summary>
internal sealed class HandCounts : Dictionary<CostItem, double>
{
    /// <summary>Checks every item of a cost.</summary>
    public void AssertEqual(Cost cost)
    {
        foreach (var item in Enum.GetValues<CostItem>())
        {
            Assert.True(this.GetValueOrDefault(item) == cost[item], $"{item}: {cost[item]} counted, {this.GetValueOrDefault(item)} by hand");
        }
    }

    /// <summary>Adds numbers of bytes that arithmetic moves within registers: 4 for each operand and result.</summary>
    public HandCounts WithRegisters(double unary = 0, int size = 4)
    {
        // Of logic, choices have four numbers, "and" three, signs two; the rest is given.
        double Of(CostItem item) => this.GetValueOrDefault(item);
        this[CostItem.RegisterByte] = size * ((4 * Of(CostItem.MultiplyAccumulate))
            + (3 * (Of(CostItem.Accumulate) + Of(CostItem.Multiplication) + Of(CostItem.Division) + Of(CostItem.Comparison))) + unary);
        return this;
    }
}
