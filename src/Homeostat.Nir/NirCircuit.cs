using Homeostat.Nir;

namespace Homeostat;

/// <summary>
/// A circuit made of a NIR graph. Neurons, inputs and nodes that hold a value are populations; weights, convolutions, pools and scales are
/// projections. The circuit is text; the weights and the parameters that differ between units are <see cref="Values"/>.
/// </summary>
public sealed class NirCircuit
{
    internal NirCircuit(
        Circuit circuit, IReadOnlyDictionary<string, double[]> values, IReadOnlyDictionary<string, string> inputs, IReadOnlyDictionary<string, string> outputs,
        IReadOnlyDictionary<string, string> parts, NirOptions options) =>
        (Circuit, Values, Inputs, Outputs, Parts, Options) = (circuit, values, inputs, outputs, parts, options);

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>The values of stored variables by name, such as <c>fc1.w</c>, in the order of <see cref="Matrix"/> or <see cref="SynapseView"/>.</summary>
    public IReadOnlyDictionary<string, double[]> Values { get; }

    /// <summary>The population of each Input node, by the name of the node.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; }

    /// <summary>The variable that each Output node shows, such as <c>lif.spikes</c>, by the name of the node.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>The name of the population or projection that each node has become, by the path of the node; nodes that only hand on are not in it.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; }

    /// <summary>The options with which the circuit was made, none of them null.</summary>
    public NirOptions Options { get; }

    /// <summary>Makes a circuit of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="options">What the graph leaves open; the defaults if null.</param>
    /// <param name="name">The name of the circuit.</param>
    /// <exception cref="HomeostatException">The graph is not correct, or has a node that no circuit can be made of.</exception>
    public static NirCircuit Of(NirGraph graph, NirOptions? options = null, string name = "nir")
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new CircuitBuilder(graph, (options ?? new NirOptions()).With(graph.Metadata), name).Build();
    }

    /// <summary>Creates a simulation of the circuit and gives it the weights and parameters of the graph.</summary>
    /// <param name="options">The settings of the simulation.</param>
    /// <param name="batch">The number of samples that are processed at the same time.</param>
    public Simulation Simulate(SimulationOptions? options = null, int batch = 1)
    {
        var simulation = new Simulation(Circuit, batch, options);
        GivenValues.Set(simulation, Values);
        return simulation;
    }
}
