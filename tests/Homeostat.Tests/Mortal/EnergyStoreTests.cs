using CsCheck;

namespace Homeostat.Tests.Mortals;

/// <summary>Not a joule is lost or won.</summary>
public class EnergyStoreTests
{
    private static readonly EnergyUse[] Uses = Enum.GetValues<EnergyUse>();

    [Fact]
    public void The_account_closes_whatever_comes_in_and_goes_out()
    {
        var movement = Gen.Select(Gen.Bool, Gen.Int[0, Uses.Length - 1], Gen.Double[-9, 6]);
        Gen.Select(movement.Array[1, 400], Gen.Double[1, 1e3]).Sample((movements, capacity) =>
        {
            var store = new EnergyStore(1, capacity);
            var uses = new decimal[Uses.Length];
            var income = 0m;
            foreach (var (isIncome, use, exponent) in movements)
            {
                var energy = Math.Pow(10, exponent);
                if (isIncome)
                {
                    var taken = store.Take(energy);
                    Assert.InRange(taken, 0, energy);
                    Assert.True(store.Level <= capacity + (1e-12 * (store.Income + store.Spent)), $"{store.Level} J in a store of {capacity} J");
                    income += (decimal)taken;
                }
                else
                {
                    store.Spend(Uses[use], energy);
                    uses[use] += (decimal)energy;
                }
            }

            Close(1 + income - uses.Sum(), store.Level);
            Close(income, store.Income);
            Close(uses.Sum(), store.Spent);
            Assert.All(Uses, use => Close(uses[(int)use], store[use]));
            var error = Math.Abs(store.Initial + store.Income - store.Spent - store.Level);
            Assert.True(error <= 1e-12 * (store.Initial + store.Income + store.Spent), $"the account is off by {error} J");

            // decimal holds 28 digits, and (decimal) of a double rounds to 15: what is told apart here is 1e-9 of all that moved.
            void Close(decimal expected, double found) => Assert.True(
                Math.Abs((double)expected - found) <= 1e-9 * (double)(1 + income + uses.Sum()), $"{found} J, not {expected} J");
        });
    }

    [Fact]
    public void A_million_small_costs_are_not_rounded_away()
    {
        var store = new EnergyStore(1e9);
        for (var step = 0; step < 1_000_000; step++)
        {
            store.Spend(EnergyUse.Inference, 1e-8);
            store.Spend(EnergyUse.Action, 0.1);
            store.Take(0.1);
        }

        // Added up plainly, a cost of 1e-8 J from 1e9 J is lost each time.
        Assert.Equal(0.01, store[EnergyUse.Inference], 1e-13);
        Assert.Equal(1e9 - 0.01, store.Level, 1e-6);
        Assert.Equal(0, store.Initial + store.Income - store.Spent - store.Level, 1e-6);
    }

    [Fact]
    public void What_is_beyond_capacity_is_not_taken()
    {
        var store = new EnergyStore(8, 10);
        Assert.Equal(2, store.Take(5));
        Assert.Equal((10, 2), (store.Level, store.Income));
        Assert.Equal(0, store.Take(5));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Energies_that_are_none_are_refused(double energy)
    {
        var store = new EnergyStore(1);
        Fish.Refused("cannot be taken in; give a finite amount of 0 or more", () => store.Take(energy));
        Fish.Refused("cannot be spent on repair; give a finite amount of 0 or more", () => store.Spend(EnergyUse.Repair, energy));
        Assert.Equal((1, 0, 0), (store.Level, store.Income, store.Spent));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    public void A_store_begins_with_something_it_can_hold(double initial, double capacity) =>
        Fish.Refused("give a positive amount that it can hold", () => _ = new EnergyStore(initial, capacity));
}
