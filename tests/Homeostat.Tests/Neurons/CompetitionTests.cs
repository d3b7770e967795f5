namespace Homeostat.Tests.Neurons;

/// <summary>Units that compete.</summary>
public class CompetitionTests
{
    [Fact]
    public void Only_the_unit_driven_most_wins()
    {
        var trains = Firing.Of(WinnerTakeAll.Create("cells", 5).Starting(("I", "(15 + 2*where(i == 3, 5, i))*mV")), 500);
        Assert.True(trains[3].Length > 20);
        Assert.All(trains.Where((_, i) => i != 3), Assert.Empty);

        // Set back at each spike, the others never come to the threshold; the winner is as fast as it would be alone.
        var interval = 20 * Math.Log(25 / 15.0);
        Assert.All(Firing.Intervals(trains[3]), measured => Assert.InRange(measured, interval - 0.1, interval + 0.3));
    }

    [Fact]
    public void Shares_of_the_rate_are_the_softmax_of_the_bias()
    {
        var cells = StochasticWinnerTakeAll.Create("cells", 3).Starting(("bias", "log(1 + i)"));
        var trains = Firing.Of(cells, 20_000);
        for (var i = 0; i < 3; i++)
        {
            var expected = 4000 * (i + 1) / 6.0;
            Assert.InRange(trains[i].Length, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        }
    }

    [Fact]
    public void A_spike_inhibits_all_others_and_raises_its_own_threshold()
    {
        // Unit 2 is above its threshold from the beginning.
        var cells = LateralInhibition.Create("cells", 3).Starting(("v", "where(i == 2, -50*mV, -65*mV)"));
        using var simulation = Firing.Simulate(cells);
        var spikes = simulation.RecordSpikes("cells");
        simulation.Run(0.3 * Units.Millisecond);
        Assert.Equal([2], spikes.Units);
        Assert.Equal(0.05e-3, simulation["cells.theta"][0, 2], 1e-8);
        Assert.Equal([0, 0], new[] { simulation["cells.theta"][0, 0], simulation["cells.theta"][0, 1] });
        Assert.Equal(0, simulation["cells.gi"][0, 2]);
        Assert.InRange(simulation["cells.gi"][0, 0], 17 * Math.Exp(-0.2), 17);
        Assert.Equal(simulation["cells.gi"][0, 0], simulation["cells.gi"][0, 1]);
    }

    [Fact]
    public void Rising_thresholds_let_every_unit_fire()
    {
        // All are driven alike but for a little, and every spike makes its unit harder to fire.
        var cells = LateralInhibition.Create("cells", 5, ("rise", 1 * Units.Millivolt)) with
        {
            OnStep = "gi += strength*(sum(spikes) - spikes); ge = 0.5 + 0.01*i",
        };
        var trains = Firing.Of(cells, 5000);
        Assert.All(trains, train => Assert.True(train.Length > 3));
    }
}
