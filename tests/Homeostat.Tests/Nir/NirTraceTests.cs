namespace Homeostat.Tests.Nir;

/// <summary>Potentials and spikes of graphs of the NIR paper (Pedersen et al. 2024, Nat Commun 15:8122), computed apart from this project.</summary>
public class NirTraceTests
{
    private const string Bits = "0000001000000000000000100001000110010100110111111111110000000000000111111111111000001100000000000000";

    [Theory]
    [InlineData(NirMethod.Euler, NirReset.Value, 23.54740104951625, 0.00016072655689599707)]
    [InlineData(NirMethod.Exact, NirReset.Value, 23.432899231112525, 0.00017924426374799586)]
    [InlineData(NirMethod.Exact, NirReset.Subtract, 23.794269040902925, double.NaN)]
    public void The_neuron_of_the_paper_fires_when_it_should(NirMethod method, NirReset reset, double sum, double last)
    {
        var (spikes, v) = Run(NirGraphs.Norse, new NirOptions { Method = method, Reset = reset }, "n1");
        Assert.Equal([460, 510, 710, 760], spikes);

        // The file has float32, the fixture double precision.
        Assert.Equal(sum, v.Sum(), 2e-5);
        Assert.True(double.IsNaN(last) || Math.Abs(last - v[999]) < 1e-10);
        Assert.Equal(method == NirMethod.Euler ? .04 : 0.03921056084767682, v[60], 1e-8);
    }

    [Theory]
    [InlineData(NirCurrent.Previous, NirReset.Value, 74, 92, 927, 0.01611786864023619, 9.557336892643546)]
    [InlineData(NirCurrent.Previous, NirReset.Subtract, 79, 92, 934, 0.013988706544120653, 9.866908550447725)]
    [InlineData(NirCurrent.Present, NirReset.Value, 74, 91, 926, 0.01610633185417069, 9.573443224497717)]
    [InlineData(NirCurrent.Present, NirReset.Subtract, 79, 91, 933, 0.013998461379016306, 9.880907011826741)]
    public void Synaptic_currents_act_in_the_order_that_is_chosen(NirCurrent current, NirReset reset, int count, int first, int end, double last, double sum)
    {
        var cuba = NirGraphs.Chain(
            ("input", NirGraphs.Input(1)),
            ("cuba", NirGraphs.Node("CubaLIF", [1], ("tau_syn", .005), ("tau_mem", .01), ("r", 1), ("v_leak", 0), ("v_threshold", .02), ("w_in", 5))), ("output", NirGraphs.Output(1)));
        var (spikes, v) = Run(cuba, new NirOptions { Current = current, Reset = reset }, "cuba");
        Assert.Equal((count, first, end), (spikes.Length, spikes[0], spikes[^1]));
        Assert.Equal(last, v[999], 1e-12);
        Assert.Equal(sum, v.Sum(), 1e-10);
    }

    [Theory]
    [InlineData(1e-3, 18, .1)]
    [InlineData(1e-4, 179, .01)]
    [InlineData(1e-5, 1791, .001)]
    public void A_leak_above_the_threshold_fires_by_itself_and_a_spike_is_one_for_a_step(double dt, int steps, double jump)
    {
        NirNode Lif(double leak, double threshold) => NirGraphs.Node("LIF", [1], ("tau", .01), ("r", 1), ("v_leak", leak), ("v_threshold", threshold));
        var graph = NirGraphs.Chain(("in", NirGraphs.Input(1)), ("lif1", Lif(1.2, 1)), ("lif2", Lif(0, 20)), ("out", NirGraphs.Output(1)));
        using var simulation = NirCircuit.Of(graph, new NirOptions { TimeStep = dt * Units.Second }).Simulate(new SimulationOptions { Type = ElementType.Float64 });
        var (spikes, second) = (simulation.RecordSpikes("lif1"), simulation.Record("lif2.v"));
        simulation.Run(25 * Units.Millisecond);

        // The number of steps until the spike counts the one in which it is fired.
        Assert.Equal(steps - 1, Math.Round(spikes.Times[0] / dt));
        Assert.Equal(jump, second.Of(0).First(v => v != 0), 1e-12);
    }

    // Spikes by their steps, and the potential at the end of each step.
    private static (int[] Spikes, double[] V) Run(NirGraph graph, NirOptions options, string neuron)
    {
        var signal = new double[1000, 1];
        for (var k = 0; k < Bits.Length; k++)
        {
            signal[10 * k, 0] = Bits[k] - '0';
        }

        var step = .1 * Units.Millisecond;
        var circuit = NirCircuit.Of(graph, options with { TimeStep = step, Inputs = new Dictionary<string, TimedArray> { ["input"] = new(signal, step) } });
        using var simulation = circuit.Simulate(new SimulationOptions { Type = ElementType.Float64 });
        var (spikes, potential) = (simulation.RecordSpikes(neuron), simulation.Record($"{neuron}.v"));
        simulation.Run(1001 * step);
        return ([.. spikes.Times.ToArray().Select(t => (int)Math.Round(t / 1e-4))], [.. potential.Of(0)[1..]]);
    }
}
