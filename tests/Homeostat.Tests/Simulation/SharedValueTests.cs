namespace Homeostat.Tests.Simulations;

public class SharedValueTests
{
    private const string Driven = "\ndx/dt = (I - x)/(10*ms) : 1";

    [Theory]
    [InlineData("dI/dt = -I/(5*ms) + (2/(5*ms))**.5*xi : 1 (shared)", "")]
    [InlineData("I : 1 (shared)", "I = randn()")]
    [InlineData("I : 1 (shared)", "I = rand() + poisson(0.5)")]
    [InlineData("I = randn() : 1 (shared)", "")]
    [InlineData("I = 2*rand() : 1 (shared, constant over dt)", "")]
    [InlineData("kick = randn() : 1 (shared)\nI = 2*kick + 1 : 1", "")]
    public void A_random_number_on_a_line_that_is_shared_is_one_for_all_units_and_another_for_each_sample(string line, string onStep)
    {
        using var one = new Workers(1);
        using var three = new Workers(3);
        var x = Run(4, 3, one);
        for (var sample = 0; sample < 3; sample++)
        {
            Assert.NotEqual(0, x[sample * 4]);
            Assert.All(Enumerable.Range(0, 4), unit => Assert.Equal(x[sample * 4], x[(sample * 4) + unit]));
        }

        Assert.Equal(3, x.Distinct().Count());
        Assert.Equal(x, Run(4, 3, three));

        // Enough units to be cut into slices.
        Assert.Equal(Run(5000, 1, one), Run(5000, 1, three));

        double[] Run(int units, int batch, Workers workers)
        {
            var circuit = new Circuit("s", 0.1 * Units.Millisecond) { new Population("G", units, line + Driven) { OnStep = onStep, Method = "euler" } };
            using var simulation = new Simulation(circuit, batch, new SimulationOptions { Workers = workers });
            simulation.Run(5 * Units.Millisecond);
            return simulation["G.x"].ToArray();
        }
    }

    [Fact]
    public void A_shared_variable_takes_a_mean_over_the_units_of_each_sample()
    {
        var circuit = new Circuit("s") { new Population("G", 5, "m : 1 (shared)\nx : 1\nfactor : 1") { OnStep = "m = mean(x)", Initial = new Dictionary<string, string> { ["x"] = "i + 10*j" } } };
        using var simulation = new Simulation(circuit, 2);
        simulation.Run(1 * Units.Millisecond);
        Assert.Equal([2, 12], simulation["G.m"].ToArray());
    }

    [Theory]
    [InlineData("x : 1\nI = x : 1 (shared)", "", "", "'I' is (shared), but its value is not one for all")]
    [InlineData("x : 1\ndI/dt = (x - I)/ms : 1 (shared)", "", "", "'I' is (shared), but its value is not one for all")]
    [InlineData("I : 1 (shared)", "I = i", "", "'I' is (shared), but its value is not one for all")]
    [InlineData("I : 1 (shared, constant over batch)", "I = randn()", "", "'I' is (shared), but its value is not one for all")]
    [InlineData("x : 1\nI : 1 (constant over batch)", "I = x", "", "'I' is (constant over batch), but its value differs between samples")]
    [InlineData("dI/dt = xi/second**.5 : 1 (shared)\ndx/dt = xi/second**.5 : 1", "", "", "The noise 'xi' of population 'G' is one for all units")]
    [InlineData("count : 1 (shared)\nv : 1", "", "v = 0; count += 1", "OnStep = \"count += sum(spikes)\"")]
    public void What_cannot_be_one_for_all_is_refused(string equations, string onStep, string reset, string message)
    {
        var circuit = new Circuit("s") { new Population("G", 3, equations) { OnStep = onStep, Threshold = reset == "" ? "" : "v > 1", Reset = reset, Method = "euler" } };
        Assert.Contains(message, Assert.ThrowsAny<HomeostatException>(() => new Simulation(circuit)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I = stimulus(t) : 1", 2)]
    [InlineData("I = stimulus(t) : 1 (shared)", 2)]
    [InlineData("I = stimulus(t)*2 - t/second : 1", 3.985)]
    [InlineData("k : 1 (shared)\nI = 2*k : 1", 14)]
    [InlineData("k : 1 (shared)\nI = stimulus(t) + k : 1 (constant over dt)", 9)]
    [InlineData("I = 3*1 : 1", 3)]
    public void What_is_alike_for_all_units_is_recorded_for_each_unit(string line, double expected)
    {
        foreach (var equations in new[] { line, $"{line}\ndx/dt = -x/ms : 1" })
        {
            var circuit = new Circuit("r", 0.1 * Units.Millisecond)
            {
                new Population("G", 3, equations)
                {
                    Initial = line.Contains('k', StringComparison.Ordinal) ? new Dictionary<string, string> { ["k"] = "7" } : [],
                    Signals = new Dictionary<string, TimedArray> { ["stimulus"] = new TimedArray([1, 2, 3], 10 * Units.Millisecond) },
                },
            };
            using var simulation = new Simulation(circuit);
            var probe = simulation.Record("G.I");
            simulation.Run(30 * Units.Millisecond);
            Assert.All(Enumerable.Range(0, 3), unit => Assert.Equal(expected, probe.Of(unit)[150], 1e-6));
        }
    }
}
