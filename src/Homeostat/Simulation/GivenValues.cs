namespace Homeostat;

/// <summary>Weights and parameters that a circuit, which is text, comes with as numbers.</summary>
internal static class GivenValues
{
    /// <summary>Sets stored variables of a simulation.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="values">The values by name, such as <c>fc1.w</c>, in the order of <see cref="Matrix"/> or <see cref="SynapseView"/>; one value a unit is that of all samples.</param>
    public static void Set(Simulation simulation, IReadOnlyDictionary<string, double[]> values)
    {
        var sparse = simulation.Circuit.Projections.Where(p => p.IsSparse).Select(p => p.Name).ToHashSet();
        foreach (var (variable, given) in values)
        {
            var (owner, own) = (variable.Split('.')[0], variable.Split('.')[1]);
            if (sparse.Contains(owner))
            {
                simulation.Synapses(owner).Set(own, given);
                continue;
            }

            var matrix = simulation[variable];
            if (given.Length == (long)matrix.Rows * matrix.Columns)
            {
                matrix.CopyFrom(given);
            }
            else
            {
                // A variable of units has a row for each sample.
                matrix.CopyFrom([.. Enumerable.Repeat(given, matrix.Rows).SelectMany(row => row)]);
            }

            simulation.Changed(variable);
        }
    }
}
