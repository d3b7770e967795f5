namespace Homeostat.Tests.Mortals;

/// <summary>A life whose inference and learning are priced by an energy table.</summary>
public class LedgerTests
{
    private const double Scale = 1e9;

    private static EnergyTable Digital => EnergyTable.All.Find("45nm");

    [Fact]
    public void A_life_pays_what_the_table_says_of_what_its_plans_count()
    {
        var costs = EnergyCosts.From(Digital, Scale) with { Basal = 0.2, Effort = 0.5 };
        using var mortal = new Mortal(Fish.Body with { Costs = costs }, new Pond());
        var lived = mortal.Live(50);
        var step = Scale * Digital.Price(mortal.InferenceCost).Joules;
        Assert.True(step > 0 && mortal.InferenceCost[CostItem.L1Byte] > 0);
        Assert.Equal(lived * step, mortal.Energy[EnergyUse.Inference], 1e-12 * lived * step);
        Assert.Equal(0, mortal.Energy[EnergyUse.Learning]);
        var energy = mortal.Energy;
        Assert.Equal(energy.Initial + energy.Income - energy.Spent, energy.Level, 1e-12 * energy.Initial);
    }

    [Fact]
    public void Learning_is_what_a_step_with_it_counts_beyond_one_without()
    {
        using var born = HabitatCatalog.Find("thermostat").Birth();
        using var mortal = new Mortal(born.Body with { Costs = EnergyCosts.From(Digital) }, new Room());
        var steps = mortal.Live(20);
        Assert.Equal(16, mortal.LearningCost[CostItem.WeightUpdate]);
        var all = Digital.Price(mortal.InferenceCost + mortal.LearningCost).Joules - Digital.Price(mortal.InferenceCost).Joules;
        Assert.Equal(steps * all, mortal.Energy[EnergyUse.Learning], 1e-9 * steps * all);
    }

    [Fact]
    public void Costs_without_a_table_are_as_they_were()
    {
        using var mortal = new Mortal(Fish.Body, new Pond());
        mortal.Live(10);
        var cost = mortal.InferenceCost;
        var step = (1e-3 * cost.MultiplyAccumulates) + (1e-3 * cost.Operations);
        Assert.Equal(10 * step, mortal.Energy[EnergyUse.Inference], 1e-12);
    }

    [Fact]
    public void A_table_that_lacks_something_the_body_does_is_refused()
    {
        using var born = HabitatCatalog.Find("thermostat").Birth();
        var body = born.Body with { Name = "creature", Costs = EnergyCosts.From(EnergyTable.All.Find("loihi")) };
        Fish.Refused(
            "The energy table 'loihi' of body 'creature' has no energy for multiply-accumulate, of which a step has 160.", () => _ = new Mortal(body, new Room()));
        Fish.Refused(
            "have the energy table '45nm' and also a cost of their own for operations",
            () => _ = new Mortal(Fish.Body with { Costs = EnergyCosts.From(Digital) with { Operation = 1 } }, new Pond()));
        Fish.Refused(
            "The cost 'TableScale' of body 'fish' is -0.5 J",
            () => _ = new Mortal(Fish.Body with { Costs = EnergyCosts.From(Digital, -0.5) }, new Pond()));
    }
}
