namespace Homeostat;

/// <summary>
/// Variational free energy, F = E_q[ln q(x) − ln p(o, x)] = complexity − accuracy ≥ −ln p(o), in nats: what a belief q costs in distance from the
/// prior, less how well it explains what is observed. It is least, and the bound is tight, where the belief is the posterior.
/// </summary>
/// <param name="Complexity">KL[q(x) ‖ p(x)], 0 or more; infinite where the belief holds possible what the prior does not.</param>
/// <param name="Accuracy">E_q[ln p(o | x)]; minus infinity where the belief holds possible what cannot bring about the observation.</param>
public readonly record struct FreeEnergy(double Complexity, double Accuracy)
{
    /// <summary>The free energy itself.</summary>
    public double Total => Complexity - Accuracy;
}
