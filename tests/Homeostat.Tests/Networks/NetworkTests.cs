using System.Text.Json;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Networks;

public class NetworkTests
{
    /// <summary>How unlikely, if both simulate the same, a difference as large as ours from Brian 2 must be to fail the test.</summary>
    private const double LeastP = 0.001;

    [Fact]
    public void Every_network_can_be_asked_for_by_its_name_and_names_units_it_has()
    {
        foreach (var network in NetworkCatalog.All)
        {
            Assert.Same(network, NetworkCatalog.Find(network.Name));
            foreach (var group in network.Groups)
            {
                var (_, count) = group.Units.GetOffsetAndLength(network.Circuit[group.Population].Size);
                Assert.True(count > 0);
            }
        }
    }

    [Fact]
    public void A_network_that_there_is_not_is_answered_with_those_there_are()
    {
        var message = Assert.Throws<HomeostatException>(() => NetworkCatalog.Find("kuba")).Message;
        Assert.Contains("cuba", message, StringComparison.Ordinal);
        Assert.Contains("microcircuit", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuba", 6)]
    [InlineData("coba", 3)]
    public void Rates_and_CV_agree_with_Brian_2_by_the_t_test_of_Welch_over_seeds(string name, int seeds)
    {
        var network = NetworkCatalog.Find(name);
        using var document = JsonDocument.Parse(Repository.Text("tests/Homeostat.Tests/Fixtures/brian-networks.json"));
        var reference = document.RootElement.GetProperty("networks").GetProperty(name);
        var brians = document.RootElement.GetProperty("seeds").GetArrayLength();
        var (seconds, transient) = (reference.GetProperty("seconds").GetDouble(), reference.GetProperty("transient").GetDouble());
        var runs = Enumerable.Range(1, seeds).Select(seed => Spikes(network, seconds, (ulong)seed)).ToArray();
        foreach (var group in network.Groups)
        {
            var trains = runs.Select(run => run.Select(group.Units).Between(transient, run.End)).ToArray();
            Compare("rates", group, trains, one => one.MeanRate());
            Compare("cv", group, trains, one => one.CoefficientsOfVariation(leastSpikes: 4).Average());
        }

        void Compare(string what, UnitGroup group, SpikeTrains[] trains, Func<SpikeTrains, double> value)
        {
            var summary = reference.GetProperty(what).GetProperty(group.Name);
            var brian = new SampleSummary(summary.GetProperty("mean").GetDouble(), summary.GetProperty("deviation").GetDouble(), brians);
            var ours = SampleSummary.Of([.. trains.Select(value)]);
            Assert.True(ours.Against(brian).P >= LeastP, $"{name}, {group.Name}: {what}: ours {ours}, Brian 2 {brian}");
        }
    }

    private static SpikeTrains Spikes(Network network, double seconds, ulong seed)
    {
        using var workers = new Workers(1);
        using var simulation = new Simulation(network.Circuit, 1, new SimulationOptions { Seed = seed, Workers = workers });
        var probe = simulation.RecordSpikes("cells");
        simulation.Run(seconds * Units.Second);
        return probe.Trains;
    }
}
