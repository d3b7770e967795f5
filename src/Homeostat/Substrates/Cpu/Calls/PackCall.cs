namespace Homeostat.Substrates;

/// <summary>Packs weights for products, unless they have not changed since they were last packed.</summary>
internal sealed class PackCall(Matrix source, Func<long> version, PackedMatrix target, bool transpose, string text) : WholeCall
{
    private const int PanelsPerTask = 4;

    private long _packed = -1;

    public override int Tasks(int batch) =>
        version() == _packed ? 0 : (target.Panels + PanelsPerTask - 1) / PanelsPerTask;

    public override Cost CostOf(int batch) => new(0, 0, 2.0 * target.ByteLength);

    public override void Run(int task, int batch)
    {
        var first = task * PanelsPerTask;
        target.Pack(source, transpose, first, Math.Min(PanelsPerTask, target.Panels - first));
    }

    public override void Finish(int batch) => _packed = version();

    public override string ToString() => text;
}
