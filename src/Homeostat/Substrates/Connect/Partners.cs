using System.Diagnostics;

namespace Homeostat.Substrates;

/// <summary>A connectivity applied to two populations: it lists the partners of each unit.</summary>
internal abstract class Partners : IDisposable
{
    /// <summary>The partners that a declared connectivity gives to the units of two populations.</summary>
    /// <exception cref="HomeostatException">The connectivity does not fit the sizes of the populations.</exception>
    public static Partners Of(SynapseContext context) => context.Connectivity switch
    {
        AllToAll => new AllPartners(context.Post.Count),
        SameIndex => new SameIndexPartners(context),
        Conditional conditional => ConditionalPartners.Of(conditional, context),
        EvenChance chance => new EvenChancePartners(chance, context),
        FixedDegree degree => FixedDegreePartners.Of(degree, context),
        GivenPairs pairs => GivenPairPartners.Of(pairs, context),
        Nearby nearby => NearbyPartners.Of(nearby, context),
        Convolution convolution => Sized(context, convolution.Inputs, convolution.Outputs, new ConvolutionPartners(convolution)),
        Pooling pooling => Sized(context, pooling.Inputs, pooling.Outputs, new PoolingPartners(pooling)),
        Patches patches => Sized(context, patches.Inputs, patches.Outputs, new PatchPartners(patches)),
        var other => throw new UnreachableException($"A connectivity of type {other.GetType().Name} has no partners."),
    };

    /// <summary>The value of a name that only this connectivity has, for a pair (i, j) of units.</summary>
    public static Func<int, int, double> PairValue(SynapseContext context, string name) => (context.Connectivity, name) is (Nearby nearby, "distance")
        ? new Grid(nearby, context.Pre.Count).Distance
        : throw new UnreachableException($"'{name}' has no value for the pairs of {context.Owner}.");

    /// <summary>Whether it lists the sources of a postsynaptic unit rather than the targets of a presynaptic one.</summary>
    public virtual bool ArePerTarget => false;

    /// <summary>Appends the partners of a unit in ascending order, counted within the slices; every call gives the same.</summary>
    public abstract void Write(int unit, int worker, UnitList partners);

    public void Dispose()
    {
        foreach (var part in Parts)
        {
            part?.Dispose();
        }
    }

    /// <summary>The objects to dispose together with this one.</summary>
    protected virtual IEnumerable<IDisposable?> Parts => [];

    /// <summary>An array with one object for each worker.</summary>
    public static T[] PerWorker<T>(SynapseContext context, Func<T> create) =>
        [.. Enumerable.Range(0, context.Workers.Count).Select(_ => create())];

    private static Partners Sized(SynapseContext context, int inputs, int outputs, Partners partners)
    {
        var (end, needed) = context.Pre.Count != inputs ? (context.Pre, inputs) : (context.Post, outputs);
        return end.Count == needed ? partners : throw new HomeostatException(
            $"{end} has {end.Count} units, but {context.Owner} needs {needed} of them: {context.Connectivity}. Make sizes and shapes agree.");
    }
}
