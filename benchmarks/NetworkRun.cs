using System.Diagnostics;

namespace Homeostat.Benchmarks;

/// <summary>One simulation of a network, from its declaration to its end: the time of each stage, and the firing of its groups.</summary>
/// <param name="Compile">The time from equations to machine code, in seconds.</param>
/// <param name="Build">The time to build synapses and initial values, in seconds.</param>
/// <param name="Loop">The time of the simulation loop with spikes recorded, in seconds.</param>
/// <param name="Processor">The processor time of the loop, of all threads of the process, in seconds.</param>
/// <param name="Firing">The rate in Hz and the mean coefficient of variation of each group, from the end of the transient on.</param>
/// <param name="Synapses">The number of synapses.</param>
/// <param name="SynapseBytes">The memory of the synapses, in bytes.</param>
/// <param name="Events">The number of synapses that spikes have reached.</param>
/// <param name="Weights">The weights of the synapses at the end, where the network learns.</param>
internal sealed record NetworkRun(
    double Compile, double Build, double Loop, double Processor, IReadOnlyDictionary<string, Firing> Firing, long Synapses, long SynapseBytes, long Events, double[]? Weights)
{
    public static NetworkRun Of(Network network, double seconds, double transient, ulong seed, Workers workers, ElementType type)
    {
        var circuit = network.Circuit;
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Seed = seed, Workers = workers, Type = type });
        var probes = network.Groups.Select(group => group.Population).Distinct().ToDictionary(name => name, name => simulation.RecordSpikes(name));

        // One step is run before the timed loop, so that all work that precedes the first step is done.
        simulation.Run(circuit.TimeStep * Units.Second);
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        simulation.Run((seconds - circuit.TimeStep) * Units.Second);
        var loop = Stopwatch.GetElapsedTime(start).TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        var sparse = circuit.Projections.Where(p => p.IsSparse).Select(p => p.Name).ToArray();
        return new NetworkRun(
            (simulation.Times.FrontEnd + simulation.Times.Plans).TotalSeconds,
            simulation.Times.InitialState.TotalSeconds,
            loop,
            processor.TotalSeconds,
            network.Groups.ToDictionary(group => group.Name, group => Benchmarks.Firing.Of(probes[group.Population], group, transient)),
            sparse.Sum(name => (long)simulation.Synapses(name).Count),
            sparse.Sum(simulation.SynapseBytes),
            simulation.SynapticEvents,
            network.Plastic is { } plastic ? simulation.Synapses(plastic.Projection).Get(plastic.Variable) : null);
    }
}

/// <summary>The firing of a group of units.</summary>
/// <param name="Rate">The mean rate, in Hz.</param>
/// <param name="Variation">
/// The mean, over units with at least three intervals, of the coefficient of variation of their intervals; 0 where there are none.
/// </param>
internal sealed record Firing(double Rate, double Variation)
{
    public static Firing Of(SpikeProbe probe, UnitGroup group, double transient)
    {
        var all = probe.Trains;
        var trains = all.Select(group.Units).Between(transient, all.End);
        return new Firing(trains.MeanRate(), trains.CoefficientsOfVariation(leastSpikes: 4).DefaultIfEmpty().Average());
    }
}
