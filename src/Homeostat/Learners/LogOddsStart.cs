namespace Homeostat;

/// <summary>
/// Biases that begin at the log-odds of what they predict: ln(p/(1 − p)), where p is how often a unit is on in the training samples (Hinton 2012, A
/// practical guide to training restricted Boltzmann machines, section 8). A unit that is on once or never has p = (on + 1)/(samples + 2), Laplace's rule of
/// succession, so that no bias is infinite.
/// </summary>
/// <param name="Weight">The weights, written as <c>projection.w</c>, from one unit that is always on to units that are on or off.</param>
/// <param name="Stream">The name of the stream with a value from 0 to 1 for each of these units: whether it is on, or its probability.</param>
public sealed record LogOddsStart(string Weight, string Stream)
{
    /// <summary>Sets the biases.</summary>
    /// <exception cref="HomeostatException">The stream has another size, or values that are no probabilities.</exception>
    internal void Apply(Simulation simulation, DataSource data)
    {
        var values = data.Train[Stream];
        var (sums, sample) = (new double[values.Size], new double[values.Size]);
        for (var n = 0; n < values.Count; n++)
        {
            values.CopyTo(n, sample);
            for (var unit = 0; unit < sample.Length; unit++)
            {
                sums[unit] += sample[unit] is >= 0 and <= 1 ? sample[unit] : throw new HomeostatException(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"The biases '{Weight}' begin at the log-odds of the stream '{Stream}', but '{data.Name}' holds {sample[unit]} in sample {n}, {values.Place(unit)}: "
                    + $"a number from 0 to 1 was expected. Give data between 0 and 1, or biases that begin at 0."));
            }
        }

        // With p = (on + 1)/(samples + 2), p/(1 - p) = (on + 1)/(samples - on + 1).
        simulation[Weight].CopyFrom([.. sums.Select(on => Math.Log((on + 1) / (values.Count - on + 1)))]);
        simulation.Changed(Weight);
    }
}
