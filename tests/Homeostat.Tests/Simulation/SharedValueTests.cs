namespace Homeostat.Tests.Simulations;

public class SharedValueTests
{
    private const string Driven = "\ndx/dt = (I - x)/(10*ms) : 1";

    [Theory]
    [InlineData("total = sum(x)", 6)]
    [InlineData("total = max(x)", 3)]
    [InlineData("total = sum(x)/2", 3)]
    [InlineData("total : 1 (shared)", 0)]
    public void Synapses_send_a_sum_over_units_and_learn_from_it_as_from_any_value_of_a_unit(string line, double total)
    {
        var circuit = new Circuit("s")
        {
            new Population("a", 3, "x : 1\n" + (line.Contains(':') ? line : line + " : 1")),
            new Population("b", 2, "y : 1 (input)\nz = 2 + 0*y : 1"),
            new Projection("a", "b", "w : 1\ng, h : 1\ny_post = w*total_pre : 1 (summed)") { OnLearn = "g = mean(total_pre*z_post)\nh = mean(total_pre)", Initial = new Dictionary<string, string> { ["w"] = "1" } },
        };
        using var simulation = new Simulation(circuit, 2);
        simulation["a.x"].CopyFrom([1, 2, 3, 1, 2, 3]);
        simulation.Changed("a.x");
        simulation.Run(simulation.Compile([new Learn(), new Probe("b.y")]));
        Assert.All(simulation["b.y"].ToArray(), y => Assert.Equal(3 * total, y));
        Assert.All(simulation["a_to_b.g"].ToArray(), g => Assert.Equal(2 * total, g));
        Assert.All(simulation["a_to_b.h"].ToArray(), h => Assert.Equal(total, h));
    }

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
    [InlineData("v : 1\ndI/dt = -I/ms : 1 (shared, unless refractory)", "", "", "cannot stand still while one of them is refractory")]
    [InlineData("dI/dt = xi/second**.5 : 1 (shared)\ndx/dt = xi/second**.5 : 1", "", "", "The noise 'xi' of population 'G' is one for all units")]
    [InlineData("count : 1 (shared)\nv : 1", "", "v = 0; count += 1", "OnStep = \"count += sum(spikes)\"")]
    public void What_cannot_be_one_for_all_is_refused(string equations, string onStep, string reset, string message)
    {
        var circuit = new Circuit("s") { new Population("G", 3, equations) { OnStep = onStep, Threshold = reset == "" ? "" : "v > 1", Reset = reset, Method = "euler" } };
        Assert.Contains(message, Assert.ThrowsAny<HomeostatException>(() => new Simulation(circuit)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("u < 0.3")]
    [InlineData("u >= 0.3 and not (u > 0.9)")]
    [InlineData("int(u < 0.3)")]
    [InlineData("u - 0.3")]
    [InlineData("t > 1*ms and t < 1.5*ms")]
    [InlineData("timestep(t, dt) % 3 == 0")]
    public void A_threshold_that_is_one_for_all_fires_all_units_at_once(string threshold)
    {
        foreach (var (units, batch, type) in new[] { (1, 1, ElementType.Float32), (7, 1, ElementType.Float32), (40, 1, ElementType.Float64), (19, 3, ElementType.Float32), (5000, 1, ElementType.Float32) })
        {
            var circuit = new Circuit("s", 0.1 * Units.Millisecond) { new Population("G", units, "u = rand() : 1 (shared)\nn : 1\nsum_u : 1") { Threshold = threshold, Reset = "n += 1; sum_u += u" } };
            using var simulation = new Simulation(circuit, batch, new SimulationOptions { Type = type });
            simulation.Run(3 * Units.Millisecond);
            for (var sample = 0; sample < batch; sample++)
            {
                var (n, u) = (Row(simulation["G.n"]), Row(simulation["G.sum_u"]));
                Assert.InRange(n[0], 1, 30);
                Assert.All(n, x => Assert.Equal(n[0], x));
                Assert.All(u, x => Assert.Equal(u[0], x));
                Assert.True(!threshold.StartsWith("u <", StringComparison.Ordinal) || u[0] < 0.3 * n[0]);

                double[] Row(Matrix matrix) => matrix.ToArray()[(sample * units)..((sample + 1) * units)];
            }
        }
    }

    [Fact]
    public void An_initial_value_that_differs_between_units_is_refused_for_what_they_share()
    {
        var circuit = new Circuit("s") { new Population("G", 3, "I : 1 (shared)") { Initial = new Dictionary<string, string> { ["I"] = "2*i" } } };
        Assert.Contains("differs with 'i'", Assert.Throws<HomeostatException>(() => new Simulation(circuit)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I = stimulus(t) : 1", 2)]
    [InlineData("I = stimulus(t) : 1 (shared)", 2)]
    [InlineData("I = stimulus(t)*2 - t/second : 1", 3.985)]
    [InlineData("k : 1 (shared)\nI = 2*k : 1", 14)]
    [InlineData("k : 1 (shared)\nI = stimulus(t) + k : 1 (constant over dt)", 9)]
    [InlineData("I = stimulus(t) : 1 (shared, constant over dt)", 2)]
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
