namespace Homeostat;

/// <summary>A belief in which the factors of hidden states are independent of each other.</summary>
/// <param name="Factors">The distribution of each factor.</param>
/// <param name="FreeEnergies">Free energy in nats at first and after each factor's update: it never rises.</param>
public sealed record MeanField(IReadOnlyList<IReadOnlyList<double>> Factors, IReadOnlyList<double> FreeEnergies)
{
    /// <summary>Free energy of the belief, in nats; zeros of the likelihood count as the floor.</summary>
    public double FreeEnergy => FreeEnergies[^1];
}
