namespace Homeostat.Chips;

/// <summary>Reads the refractory time of a population in steps of the chip.</summary>
/// <param name="population">The population.</param>
/// <param name="parameters">The values of its parameters.</param>
/// <param name="simulation">The simulation, in whose steps time is counted.</param>
internal sealed class RefractorySteps(PopulationModel population, ParameterValues parameters, Simulation simulation)
{
    private const int Most = 63;

    /// <summary>The number of steps from a spike until a unit may fire again, for each unit; 1 without a refractory time.</summary>
    public int[] Read()
    {
        var text = population.Declaration.Refractory;
        if (text.Length == 0)
        {
            return [.. Enumerable.Repeat(1, population.Declaration.Size)];
        }

        var (value, dimension) = population.Expression(text, "refractory time");
        if (dimension != Dimension.Second || value.Symbols.Any(parameters.Varies))
        {
            throw ChipFaults.OfPopulation(population.Name, $"its refractory period is '{text}'", "Give a time that parameters decide.");
        }

        int[] hold = [.. parameters.Of(value).Select(s => (int)Math.Max(1, Math.Floor((s / simulation.Circuit.TimeStep) + 1e-3)))];
        return hold.Max() is var longest and > Most
            ? throw ChipFaults.OfPopulation(population.Name, $"its refractory period is {longest} time steps, and a core counts to {Most}", "Shorten it, or take a longer time step (--dt).")
            : hold;
    }
}
