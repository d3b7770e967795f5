
namespace Homeostat.Substrates;

/// <summary>A connectivity made ready for two ends: lists, unit by unit, whom it reaches.</summary>
internal abstract class Partners : IDisposable
{
    /// <summary>Whether it lists the sources of a postsynaptic unit rather than the targets of a presynaptic one.</summary>
    public virtual bool ArePerTarget => false;

    /// <summary>Appends the partners of a unit, ascending; the same each time it is asked. All count within the slices.</summary>
    public abstract void Write(int unit, int worker, UnitList partners);

    public void Dispose()
    {
        foreach (var part in Parts)
        {
            part?.Dispose();
        }
    }

    /// <summary>What it holds that must be disposed with it.</summary>
    protected virtual IEnumerable<IDisposable?> Parts => [];

    /// <summary>One of something for each worker.</summary>
    public static T[] PerWorker<T>(SynapseContext context, Func<T> create) =>
        [.. Enumerable.Range(0, context.Workers.Count).Select(_ => create())];
}
