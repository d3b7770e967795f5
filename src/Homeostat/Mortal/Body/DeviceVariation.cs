
namespace Homeostat;

/// <summary>
/// How much the substrates of individuals differ. Weights are learned on one of them: on another they mean something else, which is
/// what makes computation mortal (Hinton 2022, arXiv 2212.13345, "Mortal computation"). Stored variables of these names, of populations and synapses, are the
/// device's: <c>gain</c> (log-normal around 1), <c>offset</c> (normal around 0), <c>noise</c> (the same for all units).
/// </summary>
public sealed record DeviceVariation
{
    /// <summary>Standard deviation of the logarithm of gains.</summary>
    public double Mismatch { get; init; }

    /// <summary>Standard deviation of the logarithm of gains of synapses; <see cref="Mismatch"/> is that of gains of units.</summary>
    public double SynapticMismatch { get; init; }

    /// <summary>Standard deviation of offsets.</summary>
    public double Offset { get; init; }

    /// <summary>The value of <c>noise</c>.</summary>
    public double Noise { get; init; }

    /// <summary>Sets the device's variables of a simulation to those of one individual.</summary>
    /// <param name="simulation">Whose <c>gain</c>, <c>offset</c> and <c>noise</c> are set; the same for the same seed.</param>
    /// <param name="seed">Which individual's.</param>
    public void Imprint(Simulation simulation, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Check(simulation.Circuit.Name);
        var stream = 0xD000_0000u;
        var synapses = simulation.Circuit.Projections.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, matrix) in simulation.State.Where(s => NameOf(s.Key) is "gain" or "offset" or "noise"))
        {
            var values = new double[matrix.Rows * matrix.Columns];
            var (isGain, isOffset) = (NameOf(name) == "gain", NameOf(name) == "offset");
            var mismatch = synapses.Contains(name.Split('.')[0]) ? SynapticMismatch : Mismatch;
            if (isGain || isOffset)
            {
                Philox.FillNormal(values.AsSpan(), seed, stream++, step: 0);
            }

            for (var n = 0; n < values.Length; n++)
            {
                values[n] = isGain ? Math.Exp(mismatch * values[n]) : isOffset ? Offset * values[n] : Noise;
            }

            matrix.CopyFrom(values);
            simulation.Changed(name);
        }

        static string NameOf(string variable) => variable[(variable.IndexOf('.', StringComparison.Ordinal) + 1)..];
    }

    internal void Check(string body)
    {
        foreach (var (what, value) in new[] { ("mismatch", Mismatch), ("synaptic mismatch", SynapticMismatch), ("offset", Offset), ("noise", Noise) })
        {
            if (!(value >= 0) || !double.IsFinite(value))
            {
                throw new HomeostatException($"The device {what} of '{body}' is {value}; give a deviation of 0 or more.");
            }
        }
    }
}
