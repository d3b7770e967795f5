using CsCheck;
using Homeostat.Nir;

namespace Homeostat.Tests.Nir;

/// <summary>The circuit of a graph does what the primitives say.</summary>
public class NirCircuitTests
{
    private const int Steps = 25;
    private static readonly NirOptions Options = new() { TimeStep = 1 * Units.Millisecond, Method = NirMethod.Euler };

    [Fact]
    public void Every_graph_does_what_its_primitives_say() => Gen.Select(NirGraphs.Any, Gen.Enum<NirReset>(), Gen.Enum<NirCurrent>()).Sample(
        (graph, reset, current) => Compare(graph, Options with { Reset = reset, Current = current }), iter: 100, seed: "0001hPqX0v31");

    [Fact]
    public void What_is_exported_does_the_same() => Gen.Select(NirGraphs.Any, Gen.Enum<NirReset>(), Gen.Enum<NirCurrent>()).Sample(
        (graph, reset, current) =>
        {
            var circuit = NirCircuit.Of(graph, Options with { Reset = reset, Current = current });
            using var simulation = circuit.Simulate(new SimulationOptions { Type = ElementType.Float64, Workers = Workers.Shared });
            NirGraph again;
            try
            {
                again = NirExport.Of(simulation, circuit.Outputs.Values.Single().Split('.')[0]);
            }
            catch (HomeostatException e) when (e.Message.Contains("cannot be said in NIR", StringComparison.Ordinal))
            {
                return;
            }

            var (expected, actual) = (Output(graph, Options with { Reset = reset, Current = current }), Output(again, new NirOptions()));
            AssertClose(expected, actual);
        },
        iter: 100, seed: "0002hPqX0v31");

    [Fact]
    public void Equations_are_those_that_a_person_writes()
    {
        var circuit = NirCircuit.Of(NirGraphs.Norse, name: "norse").Circuit;
        var text = Inspection.Equations(circuit);
        Assert.Contains("dv/dt = (v_leak - v + r*drive)/tau : 1   # membrane potential", text, StringComparison.Ordinal);
        Assert.Contains("threshold: v > v_threshold", text, StringComparison.Ordinal);
        Assert.Contains("reset: v = v_reset", text, StringComparison.Ordinal);
        Assert.Contains("projection n0, input -> n1, dense", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_come_from_the_metadata_where_they_are_not_given()
    {
        var graph = new NirOptions { TimeStep = 2 * Units.Millisecond, Reset = NirReset.Subtract, Method = NirMethod.Exact }.Describe(NirGraphs.Norse);
        var options = NirCircuit.Of(graph).Options;
        Assert.Equal((.002, NirReset.Subtract, NirMethod.Exact, NirCurrent.Previous), (options.TimeStep!.Value.Value, options.Reset, options.Method, options.Current));
        Assert.Equal(NirReset.Value, NirCircuit.Of(graph, new NirOptions { Reset = NirReset.Value }).Options.Reset);
        Assert.Equal(1e-4, NirCircuit.Of(NirGraphs.Norse).Options.TimeStep!.Value.Value);
    }

    [Fact]
    public void An_input_without_a_signal_is_set_from_outside()
    {
        var circuit = NirCircuit.Of(NirGraphs.Norse, new NirOptions { TimeStep = 1 * Units.Millisecond });
        using var simulation = circuit.Simulate();
        simulation["input.y"][0, 0] = 1;
        simulation.Changed("input.y");
        var spikes = simulation.RecordSpikes("n1");
        simulation.Run(10 * Units.Millisecond);
        Assert.Equal(10, spikes.Units.Count);
    }

    [Fact]
    public void Samples_of_a_batch_have_the_same_parameters()
    {
        var graph = NirGraphs.Chain(
            ("input", NirGraphs.Input(2)), ("fc", NirGraphs.Linear(2, 2)), ("li", new NirNode(
                "LI", ("tau", NirValue.Of([.01, .02])), ("r", NirValue.Of([1.0, 2])), ("v_leak", NirValue.Of([1.0, 3])))), ("output", NirGraphs.Output(2)));
        using var simulation = NirCircuit.Of(graph).Simulate(batch: 3);
        simulation.Run(simulation.Compile(new Settle(100)));
        var v = simulation["li.v"];
        Assert.NotEqual(v[0, 0], v[0, 1]);
        Assert.All(Enumerable.Range(1, 2), sample => Assert.Equal((v[0, 0], v[0, 1]), (v[sample, 0], v[sample, 1])));
    }

    [Fact]
    public void A_cycle_without_a_state_is_refused()
    {
        var graph = new NirGraph(
            [("input", NirGraphs.Input(2)), ("a", NirGraphs.Linear(2, 2)), ("b", NirGraphs.Linear(2, 2)), ("output", NirGraphs.Output(2))],
            new("input", "a"), new("a", "b"), new("b", "a"), new("b", "output"));
        var e = Assert.Throws<HomeostatException>(() => NirCircuit.Of(graph));
        Assert.Contains("it is in a cycle without a neuron or delay", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delay_that_no_line_can_hold_is_refused()
    {
        var graph = NirGraphs.Chain(("input", NirGraphs.Input(1)), ("wait", NirGraphs.Node("Delay", [1], ("delay", 1e9))), ("output", NirGraphs.Output(1)));
        var e = Assert.Throws<HomeostatException>(() => NirCircuit.Of(graph));
        Assert.Contains("node 'wait': it has a delay of 1000000000 s", e.Message, StringComparison.Ordinal);
    }

    private static void Compare(NirGraph graph, NirOptions options)
    {
        var faults = new Faults("test", isLenient: false);
        var flat = FlatGraph.Of(graph, faults);
        var reference = new NirReference(flat, new GraphShapes(flat, faults), options, (_, step, unit) => Signal(step, unit));
        reference.Run(Steps);
        var output = Enumerable.Range(0, flat.Nodes.Count).Single(k => flat.Nodes[k] is { IsOutermost: true, Node.Type: "Output" });
        var actual = Output(graph, options);
        var expected = reference.Outputs.SelectMany(step => step[output]).ToArray();
        AssertClose(expected, actual);
    }

    // Recurrent maps without inhibition grow, and rounding errors with them.
    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], actual[k], 1e-7 * Math.Max(1, Math.Abs(expected[k])));
        }
    }

    private static double Signal(int step, int unit) => ((step * 7) + (unit * 3)) % 5 == 0 ? 1 : 0;

    // What the output shows at the beginning of each step, when it is handed on.
    private static double[] Output(NirGraph graph, NirOptions options)
    {
        var input = graph.Nodes.Single(n => n.Value.Type == "Input");
        var units = GraphShapes.Units(GraphShapes.Lengths(input.Value["shape"]));
        var signal = new double[Steps, units];
        for (var k = 0; k < signal.Length; k++)
        {
            signal[k / units, k % units] = Signal(k / units, k % units);
        }

        var circuit = NirCircuit.Of(graph, options with { Inputs = new Dictionary<string, TimedArray> { [input.Key] = new(signal, 1 * Units.Millisecond) } });
        using var simulation = circuit.Simulate(new SimulationOptions { Type = ElementType.Float64, StopsExplosions = false });
        var probe = simulation.Record(circuit.Outputs.Values.Single());
        simulation.Run(Steps * Units.Millisecond);
        return [.. probe.Traces.Values];
    }
}
