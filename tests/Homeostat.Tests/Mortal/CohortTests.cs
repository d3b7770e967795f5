namespace Homeostat.Tests.Mortals;

/// <summary>Many lives, each by itself.</summary>
public class CohortTests
{
    [Fact]
    public void Lives_are_the_same_whatever_the_threads()
    {
        var expected = Cohort.Live(8, 900, Birth, threads: 1);
        Assert.Equal(expected, Cohort.Live(8, 900, Birth, threads: 2));
        Assert.Equal(expected, Cohort.Live(8, 900, Birth, threads: 5));
        Assert.Equal(expected.Skip(3), Cohort.Live(5, 900, Birth, firstSeed: 4));
        using var alone = Birth(6);
        alone.Live(900);
        Assert.Equal(new LifeOutcome(6, alone.Age, alone.CauseOfDeath), expected[5]);
        Assert.True(expected.Distinct().Count() == 8 && expected.Any(o => o.Died) && expected.Any(o => !o.Died));
    }

    [Fact]
    public void Lives_that_cannot_be_lived_are_refused()
    {
        Fish.Refused("0 lives of 10 steps", () => Cohort.Live(0, 10, Birth));
        Fish.Refused("1 lives of 0 steps", () => Cohort.Live(1, 0, Birth));
        Fish.Refused("on 0 threads", () => Cohort.Live(1, 1, Birth, threads: 0));
        Fish.Refused("shows a sensor that is NaN", () => Cohort.Live(3, 10, seed => new Mortal(Fish.Body, new Pond { Lens = _ => double.NaN })));
        Fish.Refused("The life of seed 7 failed", () => Cohort.Live(1, 10, seed => new Mortal(Fish.Body, new Pond { Lens = _ => double.NaN }), firstSeed: 7));
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Cohort.Live(1, 10, Birth, cancellation: cancellation.Token));
    }

    // A rough time, in which some die soon.
    private static Mortal Birth(ulong seed)
    {
        var room = new Room(new RoomOptions { Shock = 1 });
        return new Mortal(Thermostat.Create(room), room, new MortalOptions { Seed = seed, KeepSteps = false });
    }
}
