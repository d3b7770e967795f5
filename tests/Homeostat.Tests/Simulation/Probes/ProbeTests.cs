
namespace Homeostat.Tests.Simulations;

public class ProbeTests
{
    private const string Cell = """
        dv/dt = (drive - v)/(10*ms) : 1
        rate = tanh(v) : 1
        same = tanh(v) : 1
        double = 2*v : 1
        level = mean(v) : 1
        drive : 1 (input)
        """;

    [Theory]
    [InlineData("rate")]
    [InlineData("same")]
    [InlineData("double")]
    [InlineData("level")]
    [InlineData("drive")]
    [InlineData("v")]
    public void What_is_probed_belongs_to_the_state_after_the_run(string name)
    {
        using var simulation = new Simulation(Two(), 3, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(new Settle(2), new Probe($"b.{name}"));
        for (var run = 0; run < 3; run++)
        {
            simulation.Run(plan);
            var (from, v) = (simulation["a.v"], simulation["b.v"]);
            for (var row = 0; row < 3; row++)
            {
                var expected = name switch
                {
                    "rate" or "same" => Math.Tanh(v[row, 1]),
                    "double" => 2 * v[row, 1],
                    "level" => (v[row, 0] + v[row, 1]) / 2,
                    "drive" => 0.5 * (Math.Tanh(from[row, 0]) + Math.Tanh(from[row, 1])),
                    _ => v[row, 1],
                };
                var probed = simulation[$"b.{name}"];
                Assert.Equal(expected, probed[row, probed.Columns - 1], 1e-12);
                Assert.NotEqual(0, expected);
            }
        }
    }

    [Fact]
    public void What_nothing_has_computed_is_not_read_but_refused_with_the_remedy()
    {
        using var simulation = new Simulation(Two());
        simulation.Run(simulation.Compile(new Settle(1)));
        var error = Assert.Throws<HomeostatException>(() => simulation["b.double"]);
        Assert.Contains("new Probe(\"b.double\")", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b.rat")]
    [InlineData("c.rate")]
    [InlineData("rate")]
    public void A_probe_of_nothing_is_refused(string path)
    {
        using var simulation = new Simulation(Two());
        var error = Assert.Throws<HomeostatException>(() => simulation.Compile(new Probe(path)));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_is_up_to_date_though_nothing_in_the_test_schedule_needs_it()
    {
        var ready = Learners.Tiny.PredictiveCoding();
        var circuit = new Circuit("without a sweep of the output");
        foreach (var population in ready.Circuit.Populations)
        {
            circuit.Add(population.Name == "output" ? population with { OnSweep = "" } : population);
        }

        circuit.Add(ready.Circuit.Projections);
        using var swept = Learners.Tiny.Train(ready);
        using var probed = Learners.Tiny.Train(ready with { Circuit = circuit });
        var expected = swept.Responses("output.prediction", swept.Data.Test);
        Assert.Equal(expected, probed.Responses("output.prediction", probed.Data.Test));
        Assert.Equal(swept.Test().Predictions, probed.Test().Predictions);
        Assert.True(expected.Distinct().Count() > 100);
    }

    [Fact]
    public void A_recording_is_read_without_a_copy_until_it_goes_on()
    {
        var circuit = new Circuit("c", 1 * Units.Millisecond)
        {
            new Population("p", 2, "dv/dt = (1 - v)/(10*ms) : 1") { Threshold = "v > 0.05", Reset = "v = 0" },
            new Projection("p", "p") { OnPre = "v += 0", Delay = "2*ms" },
        };
        using var simulation = new Simulation(circuit, 1);
        var (probe, rate, spikes) = (simulation.Record("p.v"), simulation.RecordRate("p", 1 * Units.Millisecond), simulation.RecordSpikes("p"));
        simulation.Run(5 * Units.Millisecond);
        Assert.Same(rate.Rates, rate.Rates);
        Assert.Same(rate.Times, rate.Times);
        Assert.Same(spikes.Times, spikes.Times);
        var synapses = simulation.Synapses("p_to_p");
        Assert.Same(synapses.Delay, synapses.Delay);
        Assert.Equal(5, rate.Rates.Length);
        var (values, times) = (probe.Values, probe.Times);
        Assert.Same(values, probe.Values);
        Assert.Same(times, probe.Times);
        simulation.Run(5 * Units.Millisecond);
        Assert.Equal((10, 10), (rate.Rates.Length, rate.Times.Length));
        Assert.Equal((10, 10), (probe.Values.GetLength(0), probe.Times.Length));
        Assert.Equal(values[4, 1], probe.Values[4, 1]);
    }

    private static Circuit Two() => new("two")
    {
        new Population("a", 2, Cell) { Initial = new Dictionary<string, string> { ["v"] = "1 + rand()" } },
        new Population("b", 2, Cell) { Initial = new Dictionary<string, string> { ["v"] = "1 + rand()" } },
        new Projection("a", "b", "w : 1\ndrive_post = w*rate_pre : 1 (summed)")
        {
            Initial = new Dictionary<string, string> { ["w"] = "0.5" },
        },
    };
}
