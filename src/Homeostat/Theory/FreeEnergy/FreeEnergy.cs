namespace Homeostat;

/// <summary>
/// The variational free energy F = E_q[ln q(x) − ln p(o, x)] = complexity − accuracy ≥ −ln p(o), in nats. The complexity is the divergence of the belief
/// q from the prior, and the accuracy is how well the belief explains the observation. The free energy is smallest, and equal to the bound, if the
/// belief is the posterior.
/// </summary>
/// <param name="Complexity">The complexity KL[q(x) ‖ p(x)], 0 or more; infinite if the belief gives a probability to states that are impossible in the prior.</param>
/// <param name="Accuracy">The accuracy E_q[ln p(o | x)]; minus infinity if the belief gives a probability to states that cannot cause the observation.</param>
public readonly record struct FreeEnergy(double Complexity, double Accuracy)
{
    /// <summary>The free energy, complexity − accuracy, in nats.</summary>
    public double Total => Complexity - Accuracy;
}
