namespace Homeostat.Substrates;

/// <summary>
/// One line of a plan that treats each row (sample) on its own: it may be carried out for any block of rows on any thread.
/// </summary>
internal abstract class RowCall
{
    /// <summary>Matrices with a row a sample that the call reads or writes.</summary>
    public abstract IEnumerable<Matrix> RowMatrices { get; }

    /// <summary>
    /// Whether threads may each treat their slice of the units without waiting for another: it reads and writes there only.
    /// </summary>
    public virtual bool IsSliced => false;

    public abstract void Run(BlockContext block);
}
