namespace Homeostat;

/// <summary>A belief in which the factors of the hidden states are independent of each other.</summary>
/// <param name="Factors">The distribution of each factor.</param>
/// <param name="FreeEnergies">The free energy in nats, first of the initial belief and then after each update of a factor. It never rises.</param>
public sealed record MeanField(IReadOnlyList<IReadOnlyList<double>> Factors, IReadOnlyList<double> FreeEnergies)
{
    /// <summary>The free energy of the belief, in nats, where zeros of the likelihood are replaced by the floor.</summary>
    public double FreeEnergy => FreeEnergies[^1];
}
