namespace Homeostat.Tests.Boundaries;

/// <summary>The boundary of a living mortal, from what was written down of its life.</summary>
public class LivingBlanketTests
{
    private const int Steps = 4000;

    private static readonly MarkovBlanket Skin = new(
        external: ["temperature"], sensory: ["sensed thermometer"], active: ["done heating"], @internal: ["belief.mu", "belief.d", "belief.slow", "will.power"]);

    [Fact]
    public void A_mortal_is_reached_through_its_senses_and_reaches_out_by_its_acts_only()
    {
        var samples = Live(leak: 0);
        var flow = Skin.CheckFlow(samples);
        Assert.True(flow.Holds, $"{flow}");
        Assert.True(flow.Inward.EffectiveSamples > 1000, $"{flow}");

        // What it remembers of what it sensed before, the blanket of the moment does not tell.
        Assert.False(Skin.Check(samples).Holds);
    }

    [Fact]
    public void A_belief_that_knows_the_room_otherwise_than_by_the_senses_is_found_out()
    {
        var flow = Skin.CheckFlow(Live(leak: .03));
        Assert.False(flow.Inward.Holds, $"{flow}");
        Assert.Equal("temperature", flow.Inward.External);
        Assert.True(flow.Outward.Holds, $"{flow}");
    }

    // In a room that only fluctuates, so that its temperature is all there is outside, and with a heater that seldom does all it can, so that
    // responses are straight. Each step the belief is drawn to the truth by the leak.
    private static double[,] Live(double leak)
    {
        var room = new Room(new RoomOptions { Start = 22.4, Swing = 0, Drift = 0, Turbulence = .3, ShockInterval = 1e12, IdleInterval = 1e12, MeaningInterval = 1e12 });
        var body = Thermostat.Create(room, new ThermostatOptions { Horizon = 10 }) with { Watch = ["belief.mu", "belief.d", "belief.slow", "will.power"] };
        using var mortal = new Mortal(body, room, new MortalOptions { Seed = 1 });
        var belief = mortal.Simulation["belief.mu"];
        while (mortal.Age < Steps && mortal.Step())
        {
            if (leak > 0)
            {
                belief[0, 0] += leak * (room.Values[0] - belief[0, 0]);
                mortal.Simulation.Changed("belief.mu");
            }
        }

        Assert.True(mortal.IsAlive, mortal.CauseOfDeath);
        return mortal.Biography.Table(Skin.Names);
    }
}
