namespace Homeostat.Planning;

/// <summary>The sum over the synapses of each unit: target (+)= source · weights, for every sample.</summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="Source">The value that is sent: samples × sending units.</param>
/// <param name="Weights">The synaptic value: postsynaptic × presynaptic units, or kernels.</param>
/// <param name="Storage">How the weights are stored.</param>
/// <param name="ToPost">Whether it is sent from presynaptic to postsynaptic units, so that the weights are transposed.</param>
/// <param name="Target">The sum: samples × receiving units.</param>
/// <param name="Accumulate">Whether the sum is added to what the target holds.</param>
internal sealed record Product(
    string Projection, Symbol Source, Symbol Weights, WeightStorage Storage, bool ToPost, Symbol Target, bool Accumulate) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => Accumulate ? [Source, Weights, Target] : [Source, Weights];

    public override IEnumerable<Symbol> Writes => [Target];

    public override string ToString() =>
        $"{Target.Name} {(Accumulate ? "+=" : "=")} {Source.Name} {Storage.Product(Weights.Name, ToPost)}";
}

/// <summary>A sum over the batch for every synapse: target[post, pre] = Σ over samples of post·pre.</summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="Post">The postsynaptic factor: samples × postsynaptic units.</param>
/// <param name="Pre">The presynaptic factor: samples × presynaptic units.</param>
/// <param name="Storage">How the synapses are stored.</param>
/// <param name="Target">The sum, one value a synapse.</param>
/// <param name="IsMean">Whether it is divided by the number of samples.</param>
internal sealed record OuterProduct(string Projection, Symbol Post, Symbol Pre, WeightStorage Storage, Symbol Target, bool IsMean) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => [Post, Pre];

    public override IEnumerable<Symbol> Writes => [Target];

    public override string ToString() => $"{Target.Name} = {(IsMean ? "mean" : "sum")} over samples of {Post.Name} ⊗ {Pre.Name}";
}

/// <summary>
/// A sum over one synapse of each postsynaptic unit, that of the presynaptic unit with the largest value (the first of them where several
/// are equal): target (+)= source, for every sample.
/// </summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="Source">The value that is sent: samples × sending units.</param>
/// <param name="Chooser">The value of which the largest is taken: samples × presynaptic units.</param>
/// <param name="Storage">How the synapses are stored, which tells who reaches whom.</param>
/// <param name="ToPost">Whether it is sent from presynaptic to postsynaptic units.</param>
/// <param name="Target">The sum: samples × receiving units.</param>
/// <param name="Accumulate">Whether the sum is added to what the target holds.</param>
internal sealed record Choice(
    string Projection, Symbol Source, Symbol Chooser, WeightStorage Storage, bool ToPost, Symbol Target, bool Accumulate) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => Accumulate ? [Source, Chooser, Target] : [Source, Chooser];

    public override IEnumerable<Symbol> Writes => [Target];

    public override string ToString() =>
        $"{Target.Name} {(Accumulate ? "+=" : "=")} {Source.Name} {(ToPost ? "from" : "to")} the largest {Chooser.Name} of each unit of {Projection}";
}
