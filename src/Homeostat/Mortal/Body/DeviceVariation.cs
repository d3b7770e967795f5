
namespace Homeostat;

/// <summary>
/// The amount by which the devices (the hardware) of individuals differ. Weights that were learned on one device do not have the same
/// effect on another, which makes the computation mortal (Hinton 2022, arXiv 2212.13345, "Mortal computation"). Stored variables of
/// populations and synapses belong to the device if they have one of the flags <c>(gain)</c> (log-normal around 1), <c>(offset)</c>
/// (normal around 0) or <c>(noise)</c> (one value for all units).
/// </summary>
public sealed record DeviceVariation
{
    /// <summary>The standard deviation of the logarithm of the gains of units.</summary>
    public double Mismatch { get; init; }

    /// <summary>The standard deviation of the logarithm of the gains of synapses.</summary>
    public double SynapticMismatch { get; init; }

    /// <summary>The standard deviation of the offsets.</summary>
    public double Offset { get; init; }

    /// <summary>The value of variables flagged <c>(noise)</c>.</summary>
    public double Noise { get; init; }

    /// <summary>Draws the device of one individual and writes its gains, offsets and noise into a simulation. The same seed gives the same device.</summary>
    /// <param name="simulation">The simulation whose gains, offsets and noise are set.</param>
    /// <param name="seed">The seed of the individual.</param>
    /// <exception cref="HomeostatException">The device varies, but no variable of the circuit has a flag of the device.</exception>
    public void Imprint(Simulation simulation, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Check(simulation.Circuit.Name);
        var stream = 0xD000_0000u;
        var ofDevice = simulation.Model.Variables.Where(v => v.Role is Role.Gain or Role.Offset or Role.Noise).ToArray();
        if (ofDevice.Length == 0 && this != new DeviceVariation())
        {
            throw new HomeostatException(
                $"The device of circuit '{simulation.Circuit.Name}' is to vary, but no variable of the circuit is flagged (gain), (offset) or (noise). "
                + $"Put the flag on the line that declares it, as in 'gain : 1 (gain)', or leave the variation out.");
        }

        var ofSynapses = simulation.Model.VariablesOfSynapses.ToHashSet();
        foreach (var variable in ofDevice)
        {
            var matrix = simulation[variable.Symbol.Name];
            var values = new double[matrix.Rows * matrix.Columns];
            var (isGain, isOffset) = (variable.Role == Role.Gain, variable.Role == Role.Offset);
            var mismatch = ofSynapses.Contains(variable) ? SynapticMismatch : Mismatch;
            if (isGain || isOffset)
            {
                Philox.FillNormal(values.AsSpan(), seed, stream++, step: 0);
            }

            for (var n = 0; n < values.Length; n++)
            {
                values[n] = isGain ? Math.Exp(mismatch * values[n]) : isOffset ? Offset * values[n] : Noise;
            }

            matrix.CopyFrom(values);
            simulation.Changed(variable.Symbol.Name);
        }
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
