using CsCheck;

namespace Homeostat.Tests.Mortals;

/// <summary>Parts wear out, make each other, and are missed when they are gone.</summary>
public class PartTests
{
    [Fact]
    public void A_part_that_nothing_makes_decays_by_its_wear()
    {
        using var mortal = Born(new Part("shell") { Wear = 0.01 });
        mortal.Live(100);
        Assert.Equal(Math.Pow(0.99, 100), mortal.Condition("shell"), 1e-12);
        Assert.Equal(0, mortal.Energy[EnergyUse.Repair]);
        Assert.Contains("nothing in it makes its shell", mortal.Biography.Events[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_with_a_whole_catalyst_comes_back_exponentially_and_its_repair_is_paid()
    {
        const double Wear = 0.01, Repair = 0.04, Cost = 3;
        using var mortal = Born(
            new Part("enzyme") { Wear = 0, Repair = 0.04, Catalysts = ["enzyme"] }, new Part("shell") { Wear = Wear, Repair = Repair, Catalysts = ["enzyme"], Cost = Cost });
        mortal.Wound("shell", 0.1);
        mortal.Live(60);

        // c ← c + r(1 − c) − w·c has the fixed point r/(r + w), which it nears by 1 − r − w in a step; what is built is r(1 − c).
        var rest = Repair / (Repair + Wear);
        double At(int step) => rest + ((0.1 - rest) * Math.Pow(1 - Repair - Wear, step));
        Assert.Equal(At(60), mortal.Condition("shell"), 1e-12);
        Assert.Equal(Cost * Enumerable.Range(0, 60).Sum(step => Repair * (1 - At(step))), mortal.Energy[EnergyUse.Repair], 1e-11);
    }

    [Fact]
    public void A_part_that_makes_itself_settles_where_repair_makes_up_for_wear()
    {
        using var mortal = Born(new Part("enzyme") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"] });
        mortal.Wound("enzyme", 0.3);
        mortal.Live(1500);
        Assert.Equal(1 - (0.002 / 0.05), mortal.Condition("enzyme"), 1e-12);
    }

    [Fact]
    public void Conditions_stay_between_nothing_and_whole()
    {
        var fraction = Gen.Double[0, 1];
        Gen.Select(fraction, fraction, fraction, fraction, fraction).Sample(
            (wear, repair, otherWear, otherRepair, wound) =>
            {
                using var mortal = Born(
                    new Part("enzyme") { Wear = otherWear, Repair = otherRepair, Catalysts = ["shell"], Cost = 1e-3 },
                    new Part("shell") { Wear = wear, Repair = repair, Catalysts = ["enzyme"], Cost = 1e-3 });
                mortal.Wound("shell", wound);
                mortal.Live(20);
                Assert.All(mortal.Biography["shell"].Concat(mortal.Biography["enzyme"]), condition => Assert.InRange(condition, 0, 1));
            },
            iter: 15,
            threads: 1);
    }

    [Fact]
    public void Knocking_out_an_essential_part_kills_and_another_does_not()
    {
        var essential = new Autopoiesis(Fish.Parts).Essential;
        Assert.Equal(["enzyme", "membrane"], essential);
        foreach (var part in Fish.Parts.Select(p => p.Name))
        {
            using var mortal = new Mortal(Fish.Body, new Pond());
            mortal.Live(10);
            mortal.KnockOut(part);
            mortal.Live(2000);
            Assert.Equal(essential.Contains(part), !mortal.IsAlive);
            Assert.True(mortal.IsAlive || mortal.CauseOfDeath!.StartsWith("the part '", StringComparison.Ordinal), mortal.CauseOfDeath);
            Assert.Equal($"{part} is knocked out", mortal.Biography.Events.Single(e => e.Kind == "experiment").Text);
        }
    }

    [Fact]
    public void Parts_that_need_each_other_die_with_any_of_them()
    {
        Part[] ring = [new("a") { Catalysts = ["c"] }, new("b") { Catalysts = ["a"] }, new("c") { Catalysts = ["b"], Vital = 0.1 }, new("tail") { Catalysts = ["a"] }];
        var network = new Autopoiesis(ring);
        Assert.True(network.IsClosed);
        Assert.Equal(["a", "b", "c"], network.Essential);
        using var mortal = Born(ring);
        mortal.KnockOut("a");
        mortal.Live(20_000);
        Assert.StartsWith("the part 'c' has fallen", mortal.CauseOfDeath, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_wear_out_need_not_be_made()
    {
        Part[] parts = [new("enzyme") { Catalysts = ["enzyme"] }, new("shell") { Wear = 0, Catalysts = ["enzyme"], Vital = 0.5 }];
        Assert.Equal(["shell"], new Autopoiesis(parts).Essential);
        using var mortal = Born(parts);
        mortal.KnockOut("enzyme");
        mortal.Live(2000);
        Assert.True(mortal.IsAlive);
        mortal.KnockOut("shell");
        mortal.Live(1);
        Assert.StartsWith("the part 'shell' has fallen", mortal.CauseOfDeath, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_is_not_closed_says_where()
    {
        var network = new Autopoiesis([new Part("a") { Catalysts = ["sun"] }, new Part("b"), new Part("c") { Catalysts = ["a"], Repair = 0 }]);
        Assert.False(network.IsClosed);
        Assert.Equal(["sun"], network.Foreign);
        Assert.Equal(["b", "c"], network.Unmade);
        Assert.True(new Autopoiesis(Fish.Parts).IsClosed);
    }

    [Fact]
    public void A_hurt_part_is_rebuilt_and_a_muscle_is_as_strong_as_it_is_whole()
    {
        using var mortal = new Mortal(Fish.Body, new Pond { Current = step => step == 0 ? 2 : 0 });
        mortal.Live(1);
        mortal.Wound("muscle", 0.25);
        mortal.Live(1);
        Assert.Equal(0.25 * -0.5 * mortal.Biography["mind.mu"][^1], mortal.Done[0], 1e-12);
        Assert.True(mortal.Done[0] < -0.1);
        mortal.Live(400);
        Assert.InRange(mortal.Condition("muscle"), 0.95, 1);
    }

    [Fact]
    public void Wounds_and_knock_outs_of_what_is_not_there_are_refused()
    {
        using var mortal = new Mortal(Fish.Body, new Pond());
        Fish.Refused("has no part 'wing'; it has enzyme, membrane, muscle", () => mortal.Wound("wing", 0.5));
        Fish.Refused("has no part 'wing'", () => mortal.KnockOut("wing"));
        Fish.Refused("has no part 'wing'", () => mortal.Condition("wing"));
        Fish.Refused("give 0 to 1", () => mortal.Wound("muscle", double.NaN));
        Fish.Refused("give 0 to 1", () => mortal.Wound("muscle", 1.1));
        using var plain = new Mortal(Fish.Body with { Parts = [], Acts = [new Port("fin.push", "push")] }, new Pond());
        Fish.Refused("it has none", () => plain.Condition("muscle"));
    }

    private static Mortal Born(params Part[] parts) => new(
        Fish.Body with { Parts = parts, Acts = [new Port("fin.push", "push")], Costs = new EnergyCosts() }, new Pond());
}
