namespace Homeostat.Chips;

/// <summary>Measures how large the states of a circuit become while it runs.</summary>
internal static class StateSizes
{
    /// <summary>The largest size of each state of the populations over units and steps, by symbol.</summary>
    /// <param name="simulation">The simulation, which is left as it is.</param>
    /// <param name="time">The time of the run.</param>
    public static IReadOnlyDictionary<Symbol, double> Of(Simulation simulation, Quantity time)
    {
        if (time.Dimension != Dimension.Second || !(time.Value >= 0) || !double.IsFinite(time.Value))
        {
            throw new HomeostatException($"The sizes of states were to be measured for {time}; give a time from 0 on, such as 1 s.");
        }

        var snapshot = simulation.Snapshot();
        using var copy = new Simulation(simulation.Circuit, 1, new SimulationOptions { Seed = simulation.Seed, Type = snapshot.Type, StopsExplosions = false });
        copy.Restore(snapshot);
        var sizes = simulation.Model.Populations.SelectMany(p => p.System.States).ToDictionary(s => s, _ => 0.0);
        var steps = (long)Math.Round(time.Value / simulation.Circuit.TimeStep);
        Look();
        for (var step = 0L; step < steps; step++)
        {
            copy.Run(simulation.Circuit.TimeStep * Units.Second);
            Look();
        }

        return sizes;

        void Look()
        {
            foreach (var state in sizes.Keys)
            {
                sizes[state] = Math.Max(sizes[state], copy[state.Name].ToArray().Max(Math.Abs));
            }
        }
    }
}
