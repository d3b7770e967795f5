
namespace Homeostat.Substrates;

/// <summary>One side of a projection: a population or a slice of one.</summary>
/// <param name="Population">The name of the population.</param>
/// <param name="Size">The number of units of the whole population.</param>
/// <param name="First">The first unit of the slice.</param>
/// <param name="Count">The number of units of the slice.</param>
internal sealed record SynapseEnd(string Population, int Size, int First, int Count)
{
    /// <summary>Creates an end that is a whole population.</summary>
    public SynapseEnd(string population, int size)
        : this(population, size, 0, size)
    {
    }

    /// <summary>The population or slice as the projection writes it.</summary>
    public override string ToString() => (First, Count) == (0, Size) ? $"'{Population}'" : $"'{Population}[{First}:{First + Count}]'";
}

/// <summary>The information from which the synapses of a projection are built.</summary>
internal sealed record SynapseContext
{
    /// <summary>The owner of the synapses for messages, such as <c>projection 'a_to_b'</c>.</summary>
    public required string Owner { get; init; }

    public required Connectivity Connectivity { get; init; }

    public required SynapseEnd Pre { get; init; }

    public required SynapseEnd Post { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The random stream of this projection; no other part draws from it.</summary>
    public required uint Stream { get; init; }

    public required Workers Workers { get; init; }

    /// <summary>The time step, in seconds.</summary>
    public required double TimeStep { get; init; }

    /// <summary>The delay, an expression in seconds; empty where there is none.</summary>
    public string Delay { get; init; } = "";

    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>The stored variables of the two populations, by the name <c>x_pre</c> or <c>x_post</c>. The first row of a matrix has a value
    /// for each unit of the whole population, or one value for all.</summary>
    public Func<string, (Dimension Dimension, Matrix Values)?> Resolve { get; init; } = _ => null;

    /// <summary>The names that <see cref="Resolve"/> knows, for suggestions where a name is unknown.</summary>
    public IEnumerable<string> Variables { get; init; } = [];

    /// <summary>The kernels in double precision; projections that share this cache share code.</summary>
    public KernelCache Kernels { get; init; } = new(ElementType.Float64, interpret: false);

    /// <summary>Every name that an expression of this projection may use.</summary>
    public IEnumerable<string> Names => Constants.Keys.Concat(["i", "j", "N_pre", "N_post", "dt"]).Concat(Connectivity.PairNames).Concat(Variables);

    /// <summary>The meaning of a name in an expression about pairs of units; null for an unknown name.</summary>
    public Meaning? MeaningOf(string name) =>
        Connectivity.PairNames.Contains(name) ? Meaning.Varying(Dimension.None, Axes.Both)
        : Constants.TryGetValue(name, out var constant) ? Meaning.Number(constant)
        : name switch
        {
            "i" or "j" => Meaning.Varying(Dimension.None, Axes.Both),
            "N_pre" => Meaning.Number(Pre.Count),
            "N_post" => Meaning.Number(Post.Count),
            "dt" => Meaning.Number(new Quantity(TimeStep, Dimension.Second)),
            _ => Resolve(name) is var (dimension, _) ? Meaning.Varying(dimension, Axes.Both) : null,
        };

    /// <summary>The values of <c>x_pre</c> or <c>x_post</c> for the units of the slice.</summary>
    public double[] ValuesOf(string name)
    {
        var end = name.EndsWith("_pre", StringComparison.Ordinal) ? Pre : Post;
        var matrix = Resolve(name)!.Value.Values;
        var values = new double[end.Count];
        for (var unit = 0; unit < values.Length; unit++)
        {
            values[unit] = matrix[0, matrix.Columns == 1 ? 0 : end.First + unit];
        }

        return values;
    }

    /// <summary>The unit of <paramref name="other"/> that is the same as a unit of <paramref name="own"/>, or −1; the two may overlap.</summary>
    public static int SameUnit(SynapseEnd own, int unit, SynapseEnd other)
    {
        var same = own.First + unit - other.First;
        return own.Population == other.Population && same >= 0 && same < other.Count ? same : -1;
    }
}
