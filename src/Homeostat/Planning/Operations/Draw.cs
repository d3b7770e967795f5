namespace Homeostat.Planning;

/// <summary>
/// Random numbers, one for each sample and unit, or for each synapse of a matrix: a function of seed, stream, moment and index alone.
/// </summary>
/// <param name="Target">Where the numbers go.</param>
/// <param name="IsNormal">Whether they are standard normal rather than uniform in [0, 1).</param>
/// <param name="Stream">The stream they are of; no other operation draws from it.</param>
/// <param name="Occurrence">
/// Null where the moment is the time step. Otherwise the moment is the run, the round of its loops and this number, which tells apart
/// the draws of a schedule: a plan without time steps draws anew whenever it is run.
/// </param>
internal sealed record Draw(Symbol Target, bool IsNormal, uint Stream, int? Occurrence) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => [];

    public override IEnumerable<Symbol> Writes => [Target];

    public override string ToString() => $"{Target.Name} drawn";
}
