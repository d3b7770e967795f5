namespace Homeostat.Substrates;

/// <summary>Weights rearranged for products, shared by all plans of a circuit.</summary>
internal sealed class PackedWeights(PackedMatrix panels) : IDisposable
{
    /// <summary>The weights.</summary>
    public PackedMatrix Panels { get; } = panels;

    /// <summary>The version of the weights that is packed; −1 for none.</summary>
    public long Version { get; set; } = -1;

    public void Dispose() => Panels.Dispose();
}

/// <summary>Packs weights for products, unless they have not changed since they were last packed.</summary>
internal sealed class PackCall(Matrix source, Func<long> version, PackedWeights target, bool transpose, string text) : WholeCall
{
    private const int PanelsPerTask = 4;

    public override int Tasks(int batch) =>
        version() == target.Version ? 0 : (target.Panels.Panels + PanelsPerTask - 1) / PanelsPerTask;

    public override void Run(int task, int batch)
    {
        var first = task * PanelsPerTask;
        target.Panels.Pack(source, transpose, first, Math.Min(PanelsPerTask, target.Panels.Panels - first));
    }

    public override void Finish(int batch) => target.Version = version();

    public override string ToString() => text;
}
