namespace Homeostat;

/// <summary>What carrying out a call costs, for the energy ledger: counted, never timed.</summary>
/// <param name="MultiplyAccumulates">Multiply-accumulates of dense products.</param>
/// <param name="Operations">Other arithmetic operations.</param>
/// <param name="Bytes">Bytes read and written, were nothing kept in cache.</param>
public readonly record struct Cost(double MultiplyAccumulates, double Operations, double Bytes)
{
    /// <summary>Both costs together.</summary>
    public static Cost operator +(Cost a, Cost b) => new(
        a.MultiplyAccumulates + b.MultiplyAccumulates, a.Operations + b.Operations, a.Bytes + b.Bytes);

    /// <summary>The cost of repeating.</summary>
    public static Cost operator *(double n, Cost a) => new(n * a.MultiplyAccumulates, n * a.Operations, n * a.Bytes);
}
