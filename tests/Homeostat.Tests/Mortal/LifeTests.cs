using CsCheck;

namespace Homeostat.Tests.Mortals;

/// <summary>A life: what it costs, how it is going, and its end.</summary>
public class LifeTests
{
    [Fact]
    public void A_step_costs_what_the_body_says()
    {
        using var mortal = new Mortal(Fish.Body with { Capacity = double.PositiveInfinity }, new Pond(depth: 2));
        mortal.Live(3);
        var (energy, costs) = (mortal.Energy, Fish.Body.Costs);
        Assert.Equal(3 * (costs.Basal + (3 * costs.Unit) + (2 * costs.Synapse)), energy[EnergyUse.Upkeep], 1e-12);
        Assert.Equal(costs.Effort * mortal.Biography["mind.mu"].Sum(mu => 0.5 * Math.Abs(mu)), energy[EnergyUse.Action], 1e-12);
        Assert.Equal(0, energy[EnergyUse.Learning] + energy[EnergyUse.Growth]);
        Assert.True(energy[EnergyUse.Inference] > 0 && energy[EnergyUse.Repair] > 0);
        Assert.Equal(3, energy.Income);
    }

    [Fact]
    public void Settling_longer_costs_more_in_proportion()
    {
        double Inference(int steps)
        {
            using var mortal = new Mortal(Fish.Body with { Clocks = new Timescales { Inference = steps } }, new Pond());
            mortal.Live(1);
            return mortal.Energy[EnergyUse.Inference];
        }

        Assert.Equal(Inference(3) - Inference(2), Inference(12) - Inference(11), 1e-12);
        Assert.True(Inference(12) > Inference(2));
    }

    [Fact]
    public void The_account_of_a_life_closes()
    {
        var room = new Room();
        using var mortal = new Mortal(Thermostat.Create(room), room, new MortalOptions { Seed = 4, KeepSteps = false });
        mortal.Live(3000);
        var energy = mortal.Energy;
        Assert.All(Enum.GetValues<EnergyUse>().Except([EnergyUse.Growth]), use => Assert.True(energy[use] > 0, $"nothing was spent on {use}"));
        var spent = Enum.GetValues<EnergyUse>().Sum(use => energy[use]);
        Assert.Equal(spent, energy.Spent, 1e-9 * spent);
        Assert.Equal(energy.Level, energy.Initial + energy.Income - spent, 1e-9 * (energy.Initial + energy.Income + spent));
    }

    [Fact]
    public void Without_income_the_energy_is_used_up()
    {
        using var mortal = new Mortal(Fish.Body, new Pond(income: 0));
        mortal.Live(10_000);
        Assert.Equal("the energy is used up", mortal.CauseOfDeath);
        Assert.True(mortal.Energy.Level <= 0 && mortal.Biography["energy"][^2] > 0);
    }

    [Theory]
    [InlineData(1, "depth is 5.4, above 5")]
    [InlineData(-1, "depth is -5.4, below -5")]
    public void An_essential_variable_that_leaves_its_range_kills_at_once(double current, string cause)
    {
        using var mortal = new Mortal(Fish.Body, new Pond { Current = step => step == 7 ? 5.4 * current : 0 });
        Assert.Equal(8, mortal.Live(100));
        Assert.Equal(cause, mortal.CauseOfDeath);
        Assert.Equal(new LifeEvent(8, "death", cause), mortal.Biography.Events[^1]);
    }

    [Fact]
    public void Death_is_final()
    {
        using var mortal = Dead();
        var (age, level, steps) = (mortal.Age, mortal.Energy.Level, mortal.Biography.Count);
        Fish.Refused("cannot act: death is final. Create a new Mortal", () => mortal.Step());
        Fish.Refused("cannot be copied: death is final", () => mortal.Copy(new Pond(), 2, 1));
        Fish.Refused("cannot be wounded: death is final", () => mortal.Wound("muscle", 1));
        Fish.Refused("cannot be operated on: death is final", () => mortal.KnockOut("muscle"));
        Assert.Equal(0, mortal.Live(10));

        // Nor does it help to bring back what it died of.
        mortal.Niche.Values[0] = 0;
        mortal.Energy.Take(30);
        Fish.Refused("This mortal died at age 1 (depth is 9, above 5)", () => mortal.Step());
        Assert.Equal((Viability.Terminal, age, steps), (mortal.Viability, mortal.Age, mortal.Biography.Count));
        Assert.StartsWith("dead at 1: depth is 9", mortal.Account, StringComparison.Ordinal);
        Assert.True(level > 0);
    }

    [Fact]
    public void Dead_it_stays_after_saving()
    {
        using var mortal = Dead();
        using var file = new TemporaryLife(mortal);
        using var resumed = MortalFile.Resume(file.Path, Fish.Body, new Pond());
        Assert.Equal((Viability.Terminal, mortal.CauseOfDeath), (resumed.Viability, resumed.CauseOfDeath));
        Fish.Refused("death is final", () => resumed.Step());
        Assert.Equal(0, resumed.Live(1));
    }

    [Fact]
    public void Near_a_limit_life_is_precarious_and_may_recover()
    {
        using var mortal = new Mortal(Fish.Body, new Pond { Current = step => step == 3 ? 4.2 : 0 }, new MortalOptions { KeepSteps = false });
        Assert.Equal(Viability.Viable, mortal.Viability);
        mortal.Live(4);
        Assert.Equal(Viability.Precarious, mortal.Viability);
        mortal.Live(10);
        Assert.Equal(Viability.Viable, mortal.Viability);
        Assert.Equal(["in danger: depth is 4.2", "out of danger"], mortal.Biography.Events.Where(e => e.Kind == "viability").Select(e => e.Text));
    }

    [Fact]
    public void With_little_energy_life_is_precarious()
    {
        using var mortal = new Mortal(Fish.Body, new Pond(), new MortalOptions { Endowment = 9 });
        Assert.Equal(Viability.Precarious, mortal.Viability);
        mortal.Live(20);
        Assert.Equal(Viability.Viable, mortal.Viability);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void A_niche_gives_no_energy_that_is_none(double income)
    {
        using var mortal = new Mortal(Fish.Body, new Pond { Income = step => step == 2 ? income : 1 });
        mortal.Live(2);
        Fish.Refused("it can give a finite amount of 0 or more", () => mortal.Step());
        Assert.True(double.IsFinite(mortal.Energy.Level));
    }

    [Fact]
    public void A_niche_shows_and_has_numbers_only()
    {
        using var blinded = new Mortal(Fish.Body, new Pond { Lens = _ => double.NaN });
        Fish.Refused("shows a sensor that is NaN, at age 0", () => blinded.Step());
        using var lost = new Mortal(Fish.Body, new Pond { Current = step => step == 1 ? double.NaN : 0 });
        lost.Step();
        Fish.Refused("has a state that is NaN, at age 1", () => lost.Step());
    }

    [Fact]
    public void A_will_that_is_no_number_is_refused()
    {
        using var mortal = new Mortal(Fish.Body with { Circuit = Fish.Circuit("-0.5/mu") }, new Pond());
        Fish.Refused("Body 'fish' wants to do", () => mortal.Step());
    }

    [Fact]
    public void A_life_is_written_down()
    {
        using var mortal = new Mortal(Fish.Body, new Pond(depth: 1) { Waves = 0.1 });
        mortal.Live(25);
        var biography = mortal.Biography;
        Assert.Equal(
            ["energy", "free energy", "structure cost", "income", "spent", "synapses", "depth", "sensed depth", "done push", "enzyme", "membrane", "muscle", "mind.mu"], biography.Columns);
        Assert.All(biography.Columns, column => Assert.Equal(25, biography[column].Count));
        Assert.Equal((mortal.Energy.Level, mortal.FreeEnergy, mortal.Niche.Values[0], mortal.Done[0]), (biography["energy"][^1], biography["free energy"][^1], biography["depth"][^1], biography["done push"][^1]));

        // What is sensed at a step is what was there after the one before.
        Assert.Equal(biography["depth"].SkipLast(1), biography["sensed depth"].Skip(1));
        var table = biography.Table("depth", "mind.mu");
        Assert.Equal((25, 2), (table.GetLength(0), table.GetLength(1)));
        Assert.Equal(biography["mind.mu"][12], table[12, 1]);
        Fish.Refused("has no column 'salt'; it has energy, free energy", () => _ = biography["salt"]);
    }

    [Fact]
    public void Needs_and_parts_can_be_sensed_from_inside()
    {
        var body = Fish.Body with { Senses = [new Port("eye.seen", "energy")] };
        using var mortal = new Mortal(body, new Pond());
        var before = mortal.Energy.Level;
        mortal.Live(1);
        Assert.Equal(before, mortal.Sensed[0]);
        using var other = new Mortal(Fish.Body with { Senses = [new Port("eye.seen", "membrane")] }, new Pond());
        other.Wound("membrane", 0.75);
        other.Live(1);
        Assert.Equal(0.75, other.Sensed[0]);
        Assert.Equal(other.Niche.Values[0], other.Essential("depth"));
        Fish.Refused("has no essential variable 'salt'; it has depth", () => other.Essential("salt"));
    }

    [Fact]
    public void A_gut_takes_in_as_much_as_it_is_whole()
    {
        using var mortal = new Mortal(Fish.Body with { Intake = "muscle" }, new Pond());
        mortal.Wound("muscle", 0.5);
        mortal.Live(1);
        Assert.Equal(0.5, mortal.Energy.Income, 1e-12);
    }

    [Fact]
    public void Without_inference_beliefs_stay_as_they_are()
    {
        using var mortal = new Mortal(Fish.Body, new Pond(depth: 1), new MortalOptions { Ablate = Ablation.Inference });
        mortal.Live(20);
        Assert.All(mortal.Biography["mind.mu"], mu => Assert.Equal(0, mu));
        Assert.Equal(0, mortal.Energy[EnergyUse.Inference]);
        Assert.Equal(0.5, mortal.FreeEnergy, 1e-12);    // what is sensed still surprises: (1 − 0)²/2
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var room = new Room(new RoomOptions { Shock = 0.1, ShockSpread = 0.01 });
        var body = Thermostat.Create(room, new ThermostatOptions { Selection = 1_000_000 });
        using var mortal = new Mortal(body, room, new MortalOptions { KeepSteps = false });
        mortal.Live(300);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 100; step++)
        {
            mortal.Step();
        }

        // But for events, which are written down: fewer than one in ten steps.
        var events = mortal.Biography.Events.Count(e => e.Age >= 300);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000 * events);
    }

    private static Mortal Dead()
    {
        var mortal = new Mortal(Fish.Body, new Pond { Current = _ => 9 });
        mortal.Live(5);
        Assert.False(mortal.IsAlive);
        return mortal;
    }
}
