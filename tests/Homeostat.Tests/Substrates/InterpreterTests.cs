namespace Homeostat.Tests.Substrates;

/// <summary>The interpreter of plans, which is simple, agrees with the processor's calls, which are not.</summary>
public class InterpreterTests
{
    public static TheoryData<string> Networks => [.. NetworkCatalog.All.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_network_fires_the_same(string name)
    {
        var circuit = Small(name);
        using var cpu = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        using var oracle = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64, Substrate = Substrate.Interpreter });
        var names = circuit.Populations.Where(p => p.Threshold.Length > 0).Select(p => p.Name).ToArray();
        var (ours, theirs) = (names.Select(n => cpu.RecordSpikes(n)).ToArray(), names.Select(n => oracle.RecordSpikes(n)).ToArray());
        var time = 200 * circuit.TimeStep * Units.Second;
        cpu.Run(time);
        oracle.Run(time);
        foreach (var (one, other) in ours.Zip(theirs))
        {
            Assert.Equal(one.Steps, other.Steps);
            Assert.Equal(one.Units, other.Units);
        }

        Same(cpu, oracle, 1e-9);
        Assert.Equal(cpu.SynapticEvents, oracle.SynapticEvents);
    }

    [Fact]
    public void Every_body_of_every_habitat_infers_and_learns_the_same()
    {
        foreach (var habitat in HabitatCatalog.All)
        {
            foreach (var make in habitat.Bodies.Values)
            {
                var body = make(habitat.Niches.Values.First()());
                Phase[] step =
                [
                    .. body.Senses.Select(port => new Clamp(port.Variable, port.Variable)),
                    .. body.Circuit.Populations.Any(p => p.Equations.Contains("/dt", StringComparison.Ordinal)) ? [new Settle(body.Clocks.Inference)] : Array.Empty<Phase>(),
                    new Measure(),
                    .. body.Circuit.Projections.Any(p => p.OnLearn.Length > 0) ? [new Learn()] : Array.Empty<Phase>(),
                ];
                Agree(body.Circuit, 1, [step, step, step], 1e-9);
            }
        }
    }

    /// <summary>Samples that settle early, and then an order of populations that is drawn for each step. Random circuits are compared by the fuzzer.</summary>
    [Fact]
    public void The_time_goes_on_for_samples_that_settle_early()
    {
        var circuit = new Circuit("c");
        foreach (var name in new[] { "p0", "p1", "p2" })
        {
            circuit.Add(new Population(name, 5, "dz/dt = (0.9*tanh(input) + 0.1*back - z)/(4*ms) : 1\nr = tanh(z) : 1\ninput, back : 1 (input)") { Method = "euler" });
        }

        foreach (var (pre, post) in new[] { ("p0", "p1"), ("p1", "p2") })
        {
            circuit.Add(new Projection(pre, post, "w : 1\ninput_post = w*r_pre : 1 (summed)\nback_pre = w*r_post : 1 (summed)") { Initial = new Dictionary<string, string> { ["w"] = "randn()" } });
        }

        Agree(circuit, 3, [[new Clamp("p0.z", "data"), new Settle(6) { Tolerance = 0.05 }, new Settle(5) { Order = UpdateOrder.Random }]], 1e-9);
    }

    /// <summary>Runs schedules one after the other on both substrates, with the same random data, and compares all variables.</summary>
    private static void Agree(Circuit circuit, int batch, IReadOnlyList<IReadOnlyList<Phase>> schedules, double tolerance)
    {
        using var cpu = new Simulation(circuit, batch, new SimulationOptions { Type = ElementType.Float64 });
        using var oracle = new Simulation(circuit, batch, new SimulationOptions { Type = ElementType.Float64, Substrate = Substrate.Interpreter });
        foreach (var schedule in schedules)
        {
            var (one, other) = (cpu.Compile(schedule), oracle.Compile(schedule));
            foreach (var (stream, k) in one.Streams.Keys.Select((s, k) => (s, k)))
            {
                var values = cpu.Stream(one, stream);
                var random = new Random(k);
                values.CopyFrom([.. Enumerable.Range(0, values.Rows * values.Columns).Select(_ => random.NextDouble())]);
                oracle.Stream(other, stream).CopyFrom(values.ToArray());
            }

            cpu.Run(one);
            oracle.Run(other);
            Same(cpu, oracle, tolerance);
        }
    }

    // As published, but for the number of cells: the interpreter is slow.
    private static Circuit Small(string network) => network switch
    {
        "cuba" => Cuba.Create(300, 0.1).Circuit,
        "coba" => Coba.Create(300, 0.1).Circuit,
        "cobahh" => CobaHodgkinHuxley.Create(100, 0.1).Circuit,
        "brunel" => Brunel.Create(500).Circuit,
        "izhikevich" => IzhikevichNetwork.Create().Circuit,
        "microcircuit" => Microcircuit.Create(scale: 0.005).Circuit,
        _ => NetworkCatalog.Find(network).Circuit,
    };

    private static void Same(Simulation one, Simulation other, double tolerance)
    {
        foreach (var ((name, a), (_, b)) in one.State.Zip(other.State))
        {
            foreach (var (x, y) in a.ToArray().Zip(b.ToArray()))
            {
                Assert.True(Math.Abs(x - y) <= tolerance * (1 + Math.Abs(x)), $"{name}: {x} and {y}");
            }
        }
    }
}
