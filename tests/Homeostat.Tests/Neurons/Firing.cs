
namespace Homeostat.Tests.Neurons;

/// <summary>Runs single populations and says when their units fired.</summary>
internal static class Firing
{
    /// <summary>[unit] the times it fired at, in ms.</summary>
    public static double[][] Of(Population cells, double milliseconds, double step = 0.1, ulong seed = 1)
    {
        using var simulation = Simulate(cells, step, seed);
        var probe = simulation.RecordSpikes(cells.Name);
        simulation.Run(milliseconds * Units.Millisecond);
        return ByUnit(probe);
    }

    /// <summary>A simulation in double precision of a population alone.</summary>
    public static Simulation Simulate(Population cells, double step = 0.1, ulong seed = 1) => new(
        new Circuit("alone", step * Units.Millisecond) { cells },
        options: new SimulationOptions { Type = ElementType.Float64, Seed = seed });

    /// <summary>[unit] the times it fired at, in ms.</summary>
    public static double[][] ByUnit(SpikeProbe probe)
    {
        var trains = Enumerable.Range(0, probe.PopulationSize).Select(_ => new List<double>()).ToArray();
        for (var k = 0; k < probe.Steps.Count; k++)
        {
            trains[probe.Units[k]].Add(probe.Steps[k] * probe.TimeStep * 1e3);
        }

        return [.. trains.Select(train => train.ToArray())];
    }

    /// <summary>The intervals between spikes.</summary>
    public static double[] Intervals(double[] train) => [.. train.Zip(train.Skip(1), (a, b) => b - a)];

    /// <summary>With initial values in place of others.</summary>
    public static Population Starting(this Population cells, params (string Name, string Value)[] values)
    {
        var initial = new Dictionary<string, string>(cells.Initial);
        foreach (var (name, value) in values)
        {
            initial[name] = value;
        }

        return cells with { Initial = initial };
    }
}
