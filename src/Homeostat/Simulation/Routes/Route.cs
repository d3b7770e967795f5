namespace Homeostat;

/// <summary>What one projection delivers to one variable: the values it reads, the weights, and the delay of each synapse.</summary>
/// <param name="Projection">The projection.</param>
/// <param name="Source">The presynaptic value, in the symbols of its population.</param>
/// <param name="Target">The postsynaptic variable.</param>
/// <param name="Weight">The weight of each synapse, by its number.</param>
/// <param name="Synapses">The presynaptic and the postsynaptic unit of each synapse; null for shared kernels and windows.</param>
/// <param name="Delays">The delay of each synapse in seconds; null where there is none.</param>
internal sealed record Route(
    Projection Projection, Node Source, Symbol Target, Func<int, double> Weight, IReadOnlyList<(int Pre, int Post)>? Synapses, double[]? Delays = null)
{
    /// <summary>The place of each synapse's weight among those that are stored, where synapses that share weights are written one by one; null for others.</summary>
    public IReadOnlyList<int>? Places { get; init; }

    public string Pre => PopulationSlice.NameOf(Projection.Pre);

    public string Post => PopulationSlice.NameOf(Projection.Post);

    /// <summary>The shapes that a convolution or pooling gives to its two ends; null for others.</summary>
    public (int[] Pre, int[] Post)? Shapes => Projection.Connectivity switch
    {
        Convolution c when Synapses is null => ([c.Channels, c.Height, c.Width], [c.Filters, c.OutputHeight, c.OutputWidth]),
        Pooling p when Synapses is null => ([p.Channels, p.Height, p.Width], [p.Channels, p.OutputHeight, p.OutputWidth]),
        _ => null,
    };
}
