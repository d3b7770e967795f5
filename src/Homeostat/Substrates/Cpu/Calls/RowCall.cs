namespace Homeostat.Substrates;

/// <summary>
/// A call that processes each row (sample) separately: it may be carried out for any block of rows on any thread.
/// </summary>
internal abstract class RowCall
{
    /// <summary>The matrices with one row for each sample that the call reads or writes.</summary>
    public abstract IEnumerable<Matrix> RowMatrices { get; }

    /// <summary>
    /// Whether each thread may process its slice of the units without waiting for others, because the call reads and writes only there.
    /// </summary>
    public virtual bool IsSliced => false;

    public abstract void Run(BlockContext block);
}
