
namespace Homeostat.Tests.Synapses;

/// <summary>One synapse between two units that fire when they are told to.</summary>
internal static class Pairing
{
    /// <summary>A simulation of it in double precision, which has not yet run.</summary>
    /// <param name="synapse">A projection from <c>pre</c> to <c>post</c>.</param>
    /// <param name="pre">When the presynaptic unit fires, in ms.</param>
    /// <param name="post">When the postsynaptic unit fires, in ms.</param>
    /// <param name="prepare">What the postsynaptic population is given besides.</param>
    /// <param name="step">The time step, in ms.</param>
    /// <param name="others">Further parts.</param>
    public static Simulation Simulate(
        Projection synapse, double[] pre, double[] post, Func<Population, Population>? prepare = null, double step = 0.1, params object[] others)
    {
        var target = new Population("post", 1, "ge, gi : volt") { Spikes = Spikes(post) };
        var circuit = new Circuit("pairing", step * Units.Millisecond)
        {
            SpikeSource.Create("pre", 1, Spikes(pre)),
            prepare?.Invoke(target) ?? target,
            synapse,
        };
        foreach (var other in others)
        {
            if (other is Population population)
            {
                circuit.Add(population);
            }
            else
            {
                circuit.Add((Projection)other);
            }
        }

        return new Simulation(circuit, options: new SimulationOptions { Type = ElementType.Float64 });
    }

    /// <summary>How much the weight has changed in the end.</summary>
    public static double Change(Projection synapse, double[] pre, double[] post, Func<Population, Population>? prepare = null, double tail = 1, double step = 0.1)
    {
        using var simulation = Simulate(synapse, pre, post, prepare, step);
        var before = simulation.Synapses(synapse.Name).Get("w")[0];
        simulation.Run((pre.Concat(post).DefaultIfEmpty(0).Max() + tail) * Units.Millisecond);
        return simulation.Synapses(synapse.Name).Get("w")[0] - before;
    }

    public static SpikeTimes Spikes(double[] milliseconds) =>
        new([.. milliseconds.Select(_ => 0)], [.. milliseconds.Select(t => t * 1e-3)]);
}
