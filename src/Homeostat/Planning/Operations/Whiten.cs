namespace Homeostat.Planning;

/// <summary>
/// The whitening factor of a symmetric, positive definite matrix S, of which the lower triangle is read: the upper triangular U with U·Uᵀ = S⁻¹. A row of errors
/// with the covariance S, multiplied by U, has the covariance I.
/// </summary>
/// <param name="Projection">The name of the projection whose synapses form the matrix.</param>
/// <param name="Source">The matrix S.</param>
/// <param name="Target">The factor U.</param>
internal sealed record Whiten(string Projection, Symbol Source, Symbol Target) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => [Source];

    public override IEnumerable<Symbol> Writes => [Target];

    public override string ToString() => $"{Target.Name} = whitening factor of {Source.Name}";
}
