namespace Homeostat.Semantics;

/// <summary>
/// How the variables of a projection's synapses are stored. It follows from the connectivity and from what the synapses do; the
/// equations mean the same on each.
/// </summary>
internal abstract record WeightStorage
{
    /// <summary>The rows of a variable's matrix.</summary>
    public abstract int Rows { get; }

    /// <summary>The columns of a variable's matrix.</summary>
    public abstract int Columns { get; }

    /// <summary>The number of presynaptic units that a postsynaptic unit receives from: <c>N_pre</c> in the synapses' equations.</summary>
    public abstract double FanIn { get; }

    /// <summary>The number of postsynaptic units that a presynaptic unit sends to: <c>N_post</c> in the synapses' equations.</summary>
    public abstract double FanOut { get; }

    /// <summary>The multiply-accumulates of a product with the weights, for each sample.</summary>
    public abstract double ProductsPerSample { get; }

    /// <summary>Every synapse and where its values are stored; several have the same place where they share their values.</summary>
    public abstract IEnumerable<StoredSynapse> Synapses { get; }

    /// <summary>The number of synapses.</summary>
    public abstract long SynapseCount { get; }

    /// <summary>A product with the weights as it is printed.</summary>
    /// <param name="weights">The name of the weights.</param>
    /// <param name="toPost">Whether it is sent from presynaptic to postsynaptic units.</param>
    public abstract string Product(string weights, bool toPost);

    /// <summary>The storage that a projection declares.</summary>
    /// <exception cref="HomeostatException">The connectivity does not fit the sizes of the ends.</exception>
    public static WeightStorage Of(Projection projection, Population pre, Population post)
    {
        var owner = $"projection '{projection.Name}'";
        switch (projection.Connectivity)
        {
            case Convolution convolution:
                Require(convolution.Inputs, convolution.Outputs);
                return new SharedKernels(convolution);
            case Pooling pooling:
                Require(pooling.Inputs, pooling.Outputs);
                return new SharedWindow(pooling);
            case var connectivity:
                return connectivity == Connectivity.OneToOne ? new Diagonal(pre.Size, post.Size) : new FullMatrix(post.Size, pre.Size);
        }

        void Require(int inputs, int outputs)
        {
            var (end, needed) = pre.Size != inputs ? (pre, inputs) : (post, outputs);
            if (end.Size != needed)
            {
                throw new HomeostatException(
                    $"'{end.Name}' has {end.Size} units, but {owner} needs {needed} of them: {projection.Connectivity}. Make sizes and shapes agree.");
            }
        }
    }
}

/// <summary>A synapse and the place of its values in a variable's matrix.</summary>
/// <param name="Pre">The presynaptic unit.</param>
/// <param name="Post">The postsynaptic unit.</param>
/// <param name="Row">The row.</param>
/// <param name="Column">The column.</param>
internal readonly record struct StoredSynapse(int Pre, int Post, int Row, int Column);

/// <summary>A matrix of postsynaptic × presynaptic units: every unit reaches every other.</summary>
/// <param name="Post">The number of postsynaptic units.</param>
/// <param name="Pre">The number of presynaptic units.</param>
internal sealed record FullMatrix(int Post, int Pre) : WeightStorage
{
    public override int Rows => Post;

    public override int Columns => Pre;

    public override double FanIn => Pre;

    public override double FanOut => Post;

    public override double ProductsPerSample => (double)Post * Pre;

    public override long SynapseCount => (long)Post * Pre;

    public override IEnumerable<StoredSynapse> Synapses
    {
        get
        {
            for (var post = 0; post < Post; post++)
            {
                for (var pre = 0; pre < Pre; pre++)
                {
                    yield return new StoredSynapse(pre, post, post, pre);
                }
            }
        }
    }

    public override string Product(string weights, bool toPost) => $"· {weights}{(toPost ? "ᵀ" : "")}";
}

/// <summary>A row with a value for each unit: unit i reaches unit i.</summary>
/// <param name="Pre">The number of presynaptic units.</param>
/// <param name="Post">The number of postsynaptic units.</param>
internal sealed record Diagonal(int Pre, int Post) : WeightStorage
{
    public override int Rows => 1;

    public override int Columns => Pre;

    public override double FanIn => Pre;

    public override double FanOut => Post;

    public override double ProductsPerSample => Pre;

    public override long SynapseCount => Pre;

    public override IEnumerable<StoredSynapse> Synapses => Enumerable.Range(0, Pre).Select(unit => new StoredSynapse(unit, unit, 0, unit));

    public override string Product(string weights, bool toPost) => $"* {weights}";
}
