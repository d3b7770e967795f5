namespace Homeostat.Substrates;

/// <summary>A barrier for the threads that compute slices of the same sample.</summary>
internal sealed class BarrierCall : RowCall
{
    public static BarrierCall Instance { get; } = new();

    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    public override void Run(BlockContext block) => block.Barrier?.Wait();

    public override string ToString() => "barrier";
}
