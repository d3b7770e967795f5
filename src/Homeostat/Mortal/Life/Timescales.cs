namespace Homeostat;

/// <summary>
/// The time scales on which a mortal lowers its free energy (MILS: mortal inference, learning and selection; Ororbia and Friston 2023). The
/// states settle in every step of life, the synapses change every <see cref="Learning"/> steps, and the structure changes as often as
/// <see cref="Body.Selection"/> says.
/// </summary>
public sealed record Timescales
{
    /// <summary>The number of settling steps of the circuit in a step of life.</summary>
    public int Inference { get; init; } = 1;

    /// <summary>The number of steps of life from one change of the synapses to the next.</summary>
    public int Learning { get; init; } = 1;

    internal void Check(string body)
    {
        if (Inference < 1 || Learning < 1)
        {
            throw new HomeostatException(
                $"The clocks of body '{body}' are {Inference} and {Learning}; each needs at least one step. To switch a loop off, ablate it.");
        }
    }
}
