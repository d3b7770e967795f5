namespace Homeostat;

/// <summary>
/// The three clocks on which one free energy is descended (MILS: mortal inference, learning and selection; Ororbia and Friston 2023):
/// states settle in every step of a life, synapses change every so many steps, structure as the rules of selection say.
/// </summary>
public sealed record Timescales
{
    /// <summary>Settling steps of the circuit in a step of life.</summary>
    public int Inference { get; init; } = 1;

    /// <summary>Steps of life from one change of synapses to the next.</summary>
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
