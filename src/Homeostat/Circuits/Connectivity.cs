
namespace Homeostat;

/// <summary>
/// The rule that says which presynaptic units have a synapse to which postsynaptic units. Units are numbered from 0; in a slice of a
/// population, from the first unit of the slice. Expressions may use <c>i</c> (the presynaptic unit), <c>j</c> (the postsynaptic unit),
/// <c>N_pre</c>, <c>N_post</c>, <c>dt</c>, the constants of the projection, stored variables of the two populations as <c>x_pre</c> and
/// <c>x_post</c>, <c>rand()</c> and <c>randn()</c>. Random connectivity depends on the seed alone.
/// </summary>
public abstract record Connectivity
{
    private protected Connectivity()
    {
    }

    /// <summary>Every presynaptic unit reaches every postsynaptic one.</summary>
    public static Connectivity Dense { get; } = new AllToAll();

    /// <summary>Presynaptic unit i reaches postsynaptic unit i; both populations have the same size.</summary>
    public static Connectivity OneToOne { get; } = new SameIndex();

    /// <summary>The pairs for which a condition holds, such as <c>"abs(i - j) &lt;= 2 and i != j"</c>.</summary>
    /// <param name="condition">The condition, an expression that is true for the pairs to connect.</param>
    /// <exception cref="HomeostatException">The condition is empty.</exception>
    public static Connectivity Where(string condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return condition.Trim() is { Length: > 0 } text ? new Conditional(text, "") : throw Empty("condition");
    }

    /// <summary>Each pair with the same probability, independently of the others.</summary>
    /// <param name="p">The probability.</param>
    /// <param name="where">A condition that a pair must also fulfill, such as <c>"i != j"</c>; empty for no condition.</param>
    /// <exception cref="HomeostatException">The probability is not between 0 and 1.</exception>
    public static Connectivity Probability(double p, string where = "")
    {
        ArgumentNullException.ThrowIfNull(where);
        return new EvenChance(p, where.Trim());
    }

    /// <summary>Each pair with its own probability, such as <c>"0.5*exp(-((x_pre - x_post)/(100*um))**2)"</c>.</summary>
    /// <param name="p">The probability, an expression whose values are between 0 and 1.</param>
    /// <param name="where">A condition that a pair must also fulfill; empty for none. Pairs that do not fulfill it are never connected.</param>
    /// <exception cref="HomeostatException">The expression is empty.</exception>
    public static Connectivity Probability(string p, string where = "")
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(where);
        return p.Trim() is { Length: > 0 } text ? new Conditional(where.Trim(), text) : throw Empty("probability");
    }

    /// <summary>Every postsynaptic unit is reached by exactly <paramref name="k"/> presynaptic units, drawn with equal probability.</summary>
    /// <param name="k">The number of synapses of each unit.</param>
    /// <param name="allowSelf">Whether a unit may reach itself, where pre and post are the same population.</param>
    /// <param name="allowMultapses">Whether the same unit may be drawn more than once.</param>
    /// <exception cref="HomeostatException">The degree is negative.</exception>
    public static Connectivity FixedInDegree(int k, bool allowSelf = true, bool allowMultapses = false) =>
        new FixedDegree(k, IsIn: true, allowSelf, allowMultapses);

    /// <summary>Every presynaptic unit reaches exactly <paramref name="k"/> postsynaptic units, drawn with equal probability.</summary>
    /// <inheritdoc cref="FixedInDegree"/>
    public static Connectivity FixedOutDegree(int k, bool allowSelf = true, bool allowMultapses = false) =>
        new FixedDegree(k, IsIn: false, allowSelf, allowMultapses);

    /// <summary>The pairs in two arrays: unit <c>pre[n]</c> reaches unit <c>post[n]</c>. A pair that is listed twice gets two synapses.</summary>
    /// <param name="pre">The presynaptic units. The array is kept, not copied.</param>
    /// <param name="post">The postsynaptic units; as many as <paramref name="pre"/> has.</param>
    /// <exception cref="HomeostatException">The lengths differ.</exception>
    public static Connectivity Pairs(int[] pre, int[] post)
    {
        ArgumentNullException.ThrowIfNull(pre);
        ArgumentNullException.ThrowIfNull(post);
        return new GivenPairs(pre, post);
    }

    /// <summary>
    /// Both populations are grids of the same size, in which unit <c>y*width + x</c> is at column x of row y. A unit reaches the units at a
    /// distance of at most <paramref name="radius"/>. The delay and the initial values of the projection may also use <c>distance</c>.
    /// </summary>
    /// <param name="width">The number of units in a row of the grid.</param>
    /// <param name="radius">The largest distance, in units of the grid; neighbors in a row or column are at distance 1.</param>
    /// <param name="probability">
    /// The probability of a synapse for pairs within the radius, an expression that may use <c>distance</c>, such as
    /// <c>"exp(-(distance/3)**2)"</c>; all these pairs are connected if it is empty.
    /// </param>
    /// <param name="wrap">Whether the grid is a torus: opposite edges are joined, so that no unit is at an edge.</param>
    /// <param name="allowSelf">Whether a unit may reach itself, where pre and post are the same population.</param>
    /// <exception cref="HomeostatException">The width or the radius is out of range.</exception>
    public static Connectivity Nearby(int width, double radius, string probability = "", bool wrap = false, bool allowSelf = true)
    {
        ArgumentNullException.ThrowIfNull(probability);
        return new Nearby(width, radius, probability.Trim(), wrap, allowSelf);
    }

    /// <summary>
    /// A convolution of an image (the presynaptic units) by kernels placed at every <paramref name="stride"/>th pixel.
    /// The postsynaptic population must have the size <see cref="Homeostat.Convolution.Outputs"/> of the returned connectivity.
    /// </summary>
    /// <param name="height">The number of rows of the image.</param>
    /// <param name="width">The number of columns of the image.</param>
    /// <param name="kernel">The number of rows of the kernel, and of columns unless <paramref name="kernelWidth"/> is given.</param>
    /// <param name="filters">The number of kernels, which is the number of channels of the output.</param>
    /// <param name="channels">The number of channels of the image.</param>
    /// <param name="stride">The distance between neighboring positions of the kernel, in pixels.</param>
    /// <param name="padding">The number of rows and columns of zeros around the image, on each side.</param>
    /// <param name="kernelWidth">The number of columns of the kernel, if it differs from the number of rows.</param>
    /// <param name="dilation">The distance between neighboring weights of the kernel, in pixels; 1 for a kernel without gaps.</param>
    /// <exception cref="HomeostatException">The shapes do not fit together.</exception>
    public static Convolution Convolution(
        int height, int width, int kernel, int filters = 1, int channels = 1, int stride = 1, int padding = 0, int? kernelWidth = null, int dilation = 1) =>
        new(height, width, channels, filters, kernel, kernelWidth ?? kernel, stride, padding, dilation);

    /// <summary>
    /// A pooling: each postsynaptic unit sees one window of one channel of an image.
    /// The postsynaptic population must have the size <see cref="Homeostat.Pooling.Outputs"/> of the returned connectivity.
    /// </summary>
    /// <param name="height">The number of rows of the image.</param>
    /// <param name="width">The number of columns of the image.</param>
    /// <param name="window">The number of rows of a window, and of columns unless <paramref name="windowWidth"/> is given.</param>
    /// <param name="channels">The number of channels of the image, which is also that of the output.</param>
    /// <param name="stride">The distance between neighboring windows, in pixels; the number of rows of a window unless given.</param>
    /// <param name="padding">The number of rows and columns, on each side, by which a window may extend beyond the image.</param>
    /// <param name="windowWidth">The number of columns of a window, if it differs from the number of rows.</param>
    /// <exception cref="HomeostatException">The shapes do not fit together.</exception>
    public static Pooling Pooling(
        int height, int width, int window, int channels = 1, int? stride = null, int padding = 0, int? windowWidth = null) =>
        new(height, width, channels, window, windowWidth ?? window, stride ?? window, padding);

    /// <summary>
    /// An image is cut into square patches, and each patch is seen by <paramref name="units"/> postsynaptic units.
    /// The postsynaptic population must have the size <see cref="Homeostat.Patches.Outputs"/> of the returned connectivity.
    /// </summary>
    /// <param name="height">The number of rows of the image.</param>
    /// <param name="width">The number of columns of the image.</param>
    /// <param name="patch">The number of rows and of columns of a patch.</param>
    /// <param name="stride">The distance between neighboring patches, in pixels; the size of a patch unless given.</param>
    /// <param name="units">The number of units that see the same patch.</param>
    /// <param name="channels">The number of channels of the image; a patch includes all of them.</param>
    /// <exception cref="HomeostatException">The patches do not cover the image.</exception>
    public static Patches Patches(int height, int width, int patch, int? stride = null, int units = 1, int channels = 1) =>
        new(height, width, channels, patch, stride ?? patch, units);

    /// <summary>Further names that expressions of this connectivity and of its projection can use, such as <c>distance</c>.</summary>
    internal virtual IEnumerable<string> PairNames => [];

    /// <summary>The expected number of synapses between populations of the given sizes; 0 where it is known only after building.</summary>
    internal abstract double Estimate(int pre, int post);

    private static HomeostatException Empty(string what) =>
        new($"The {what} of a connectivity is empty. Write an expression of i and j, or take Connectivity.Dense.");
}
