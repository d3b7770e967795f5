using Homeostat.Nir;

namespace Homeostat;

/// <summary>Makes NIR graphs of circuits. What has no meaning in NIR is refused, with the population or projection, the reason and the remedy.</summary>
public static class NirExport
{
    /// <summary>Makes a graph of a circuit as it is now: with the weights and parameters that the simulation has.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="outputs">The populations that are outputs; unless given, those that no other population receives from.</param>
    /// <returns>The graph. Its metadata have the time step, the reset and the method (<see cref="NirOptions"/>).</returns>
    /// <exception cref="HomeostatException">A part of the circuit cannot be said in NIR.</exception>
    public static NirGraph Of(Simulation simulation, params IReadOnlyList<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(outputs);
        return new GraphBuilder(simulation).Build(outputs);
    }

    /// <summary>Makes a graph of a circuit with its initial weights, drawn by the seed 1.</summary>
    /// <inheritdoc cref="Of(Simulation, IReadOnlyList{string})"/>
    public static NirGraph Of(Circuit circuit, params IReadOnlyList<string> outputs)
    {
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        return Of(simulation, outputs);
    }
}
