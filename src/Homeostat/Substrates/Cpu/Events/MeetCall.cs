namespace Homeostat.Substrates;

/// <summary>Where threads that treat slices of the same sample wait for each other.</summary>
internal sealed class MeetCall : RowCall
{
    public static MeetCall Instance { get; } = new();

    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    public override void Run(BlockContext block) => block.Meeting?.Wait();

    public override string ToString() => "threads meet";
}
