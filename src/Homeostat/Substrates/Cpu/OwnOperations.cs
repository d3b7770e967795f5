namespace Homeostat.Substrates;

/// <summary>An operation that processes each sample separately and brings its own call: with it, a machine that rewrites plans extends what the processor carries out.</summary>
internal abstract record RowOperation : PlanOperation
{
    /// <summary>The product whose weights have to be packed before the operation is carried out; null for none.</summary>
    public virtual Product? Packs => null;

    /// <summary>The call that carries the operation out.</summary>
    public abstract RowCall CallOf(CallFactory calls);
}

/// <summary>An operation that needs all samples, or none, and brings its own call.</summary>
internal abstract record WholeOperation : PlanOperation
{
    /// <summary>The call that carries the operation out.</summary>
    public abstract WholeCall CallOf(CallFactory calls);
}
