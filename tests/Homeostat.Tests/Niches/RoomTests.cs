namespace Homeostat.Tests.Niches;

/// <summary>The thermostat's room does what its options say.</summary>
public class RoomTests
{
    [Fact]
    public void Without_heating_it_takes_on_the_temperature_outside()
    {
        var room = new Room(new RoomOptions { ShockInterval = double.PositiveInfinity, Swing = 0, Turbulence = 0, Drift = 0 });
        for (var step = 0; step < 1000; step++)
        {
            room.Act(new Moment(1, step, 1), [0]);
        }

        Assert.Equal(11, room.Values[0], 1e-3);
    }

    [Fact]
    public void Heating_at_the_rate_of_loss_keeps_it_warm()
    {
        var room = new Room(new RoomOptions { ShockInterval = double.PositiveInfinity, Swing = 0, Turbulence = 0, Drift = 0 });
        for (var step = 0; step < 100; step++)
        {
            room.Act(new Moment(1, step, 1), [0.02 * (21 - 11) / 0.6]);
        }

        Assert.Equal(21, room.Values[0], 1e-9);
    }

    [Fact]
    public void Energy_is_had_by_day_and_on_average_as_much_as_said()
    {
        var room = new Room(new RoomOptions { Income = 2 });
        var taken = Enumerable.Range(0, 144).Select(step => room.Act(new Moment(1, step, 1), [0])).ToArray();
        Assert.Equal(2, taken.Average(), 0.01);
        Assert.Equal(0, taken[108]);
        Assert.True(taken[36] > 4);
    }

    [Fact]
    public void Announced_shocks_follow_their_cue_by_the_warning()
    {
        var options = new RoomOptions { Unannounced = 0, MeaningInterval = double.PositiveInfinity, IdleInterval = double.PositiveInfinity, Warning = 15 };
        var room = new Room(options);
        var (sensors, since, shocks) = (new double[17], new int[16], 0);
        for (var step = 0; step < 5000; step++)
        {
            var now = new Moment(3, step, 1);
            room.Sense(now, sensors);
            for (var cue = 0; cue < 16; cue++)
            {
                since[cue] = sensors[1 + cue] > 0 ? since[cue] + 1 : 0;
                Assert.True(cue < 2 || since[cue] == 0, "idle cues are never on here");
            }

            room.Act(now, [0]);
            if (room.Event is "a cold shock" or "a hot shock")
            {
                shocks++;
                Assert.Equal(15, since[room.Event == "a cold shock" ? 0 : 1]);
            }
        }

        Assert.InRange(shocks, 15, 60);
    }

    [Fact]
    public void Its_constants_drift_and_come_back()
    {
        var room = new Room();
        var losses = new List<double>();
        for (var step = 0; step < 20_000; step++)
        {
            room.Act(new Moment(5, step, 1), [0]);
            losses.Add(Math.Log(room.Values[1] / 0.02));
        }

        // An Ornstein-Uhlenbeck process in the logarithm: stationary deviation 0.1·√(1000/1000/2).
        var deviation = Math.Sqrt(losses.Skip(2000).Average(x => x * x));
        Assert.InRange(deviation, 0.03, 0.15);
    }

    [Fact]
    public void A_room_needs_two_cues() =>
        Assert.Contains("two cues", Assert.Throws<HomeostatException>(() => new Room(new RoomOptions { Cues = 1 })).Message, StringComparison.Ordinal);
}
