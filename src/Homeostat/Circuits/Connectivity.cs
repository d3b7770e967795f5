
namespace Homeostat;

/// <summary>
/// Which unit of one population reaches which of the other. Units count from 0, or from where a slice begins. Expressions may
/// use <c>i</c> (presynaptic unit), <c>j</c> (postsynaptic unit), <c>N_pre</c>, <c>N_post</c>, <c>dt</c>, the constants of the
/// projection, stored variables of the ends as <c>x_pre</c> and <c>x_post</c>, <c>rand()</c> and <c>randn()</c>.
/// What is random depends on the seed alone.
/// </summary>
public abstract record Connectivity
{
    private protected Connectivity()
    {
    }

    /// <summary>Every presynaptic unit reaches every postsynaptic one.</summary>
    public static Connectivity Dense { get; } = new AllToAll();

    /// <summary>Unit i reaches unit i; both ends have the same size.</summary>
    public static Connectivity OneToOne { get; } = new SameIndex();

    /// <summary>The pairs for which a condition holds, such as <c>"abs(i - j) &lt;= 2 and i != j"</c>.</summary>
    /// <param name="condition">An expression.</param>
    /// <exception cref="HomeostatException">The condition is empty.</exception>
    public static Connectivity Where(string condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return condition.Trim() is { Length: > 0 } text ? new Conditional(text, "") : throw Empty("condition");
    }

    /// <summary>Each pair with the same probability, independently of the others.</summary>
    /// <param name="p">The probability.</param>
    /// <param name="where">A condition that pairs must fulfill, such as <c>"i != j"</c>; none if empty.</param>
    /// <exception cref="HomeostatException">The probability is not between 0 and 1.</exception>
    public static Connectivity Probability(double p, string where = "")
    {
        ArgumentNullException.ThrowIfNull(where);
        return new EvenChance(p, where.Trim());
    }

    /// <summary>Each pair with a probability of its own, such as <c>"0.5*exp(-((x_pre - x_post)/(100*um))**2)"</c>.</summary>
    /// <param name="p">An expression between 0 and 1.</param>
    /// <param name="where">A condition that pairs must fulfill; none if empty. The probability counts only where it holds.</param>
    /// <exception cref="HomeostatException">The expression is empty.</exception>
    public static Connectivity Probability(string p, string where = "")
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(where);
        return p.Trim() is { Length: > 0 } text ? new Conditional(where.Trim(), text) : throw Empty("probability");
    }

    /// <summary>Every postsynaptic unit is reached by <paramref name="k"/> presynaptic ones, drawn evenly.</summary>
    /// <param name="k">How many.</param>
    /// <param name="allowSelf">Whether a unit may reach itself, where both ends are of one population.</param>
    /// <param name="allowMultapses">Whether the same unit may be drawn more than once.</param>
    /// <exception cref="HomeostatException">The degree is negative.</exception>
    public static Connectivity FixedInDegree(int k, bool allowSelf = true, bool allowMultapses = false) =>
        new FixedDegree(k, IsIn: true, allowSelf, allowMultapses);

    /// <summary>Every presynaptic unit reaches <paramref name="k"/> postsynaptic ones, drawn evenly.</summary>
    /// <inheritdoc cref="FixedInDegree"/>
    public static Connectivity FixedOutDegree(int k, bool allowSelf = true, bool allowMultapses = false) =>
        new FixedDegree(k, IsIn: false, allowSelf, allowMultapses);

    /// <summary>The pairs given: <c>pre[n]</c> reaches <c>post[n]</c>, once for each time the pair is given.</summary>
    /// <param name="pre">Presynaptic units. The array is kept, not copied.</param>
    /// <param name="post">Postsynaptic units, as many.</param>
    /// <exception cref="HomeostatException">The lengths differ.</exception>
    public static Connectivity Pairs(int[] pre, int[] post)
    {
        ArgumentNullException.ThrowIfNull(pre);
        ArgumentNullException.ThrowIfNull(post);
        return new GivenPairs(pre, post);
    }

    /// <summary>
    /// Both ends are grids of the same size, unit <c>y*width + x</c> in column x of row y, and units reach those at a distance
    /// of at most <paramref name="radius"/>. <c>distance</c> may also stand in the projection's delay and initial values.
    /// </summary>
    /// <param name="width">Units in a row of the grid.</param>
    /// <param name="radius">The largest distance; 1 is that of units side by side.</param>
    /// <param name="probability">
    /// A probability for pairs within the radius that may mention <c>distance</c>, such as <c>"exp(-(distance/3)**2)"</c>; all
    /// are connected if empty.
    /// </param>
    /// <param name="wrap">Whether the grid goes on beyond each edge at the opposite one, so that no unit is at an edge.</param>
    /// <param name="allowSelf">Whether a unit may reach itself, where both ends are of one population.</param>
    /// <exception cref="HomeostatException">The width or radius is not possible.</exception>
    public static Connectivity Nearby(int width, double radius, string probability = "", bool wrap = false, bool allowSelf = true)
    {
        ArgumentNullException.ThrowIfNull(probability);
        return new Nearby(width, radius, probability.Trim(), wrap, allowSelf);
    }

    /// <summary>
    /// Units see an image through kernels that stand at every <paramref name="stride"/>th pixel.
    /// <see cref="Homeostat.Convolution.Outputs"/> of what is returned is the size of the postsynaptic population.
    /// </summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    /// <param name="filters">Kernels: channels of the output.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="stride">Pixels from one place of the kernel to the next.</param>
    /// <param name="padding">Rows and columns, on each side, by which the kernel may stand out.</param>
    /// <param name="kernelWidth">Columns of the kernel, if not as many as rows.</param>
    /// <param name="dilation">Pixels from one weight of the kernel to the next; 1 where the kernel has no gaps.</param>
    /// <exception cref="HomeostatException">The shapes do not fit each other.</exception>
    public static Convolution Convolution(
        int height, int width, int kernel, int filters = 1, int channels = 1, int stride = 1, int padding = 0, int? kernelWidth = null, int dilation = 1) =>
        new(height, width, channels, filters, kernel, kernelWidth ?? kernel, stride, padding, dilation);

    /// <summary>
    /// Units see windows of an image, each in its own channel. <see cref="Homeostat.Pooling.Outputs"/> of what is returned is the size of the
    /// postsynaptic population.
    /// </summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="window">Rows and columns of a window.</param>
    /// <param name="channels">Channels of the image and of the output.</param>
    /// <param name="stride">Pixels from one window to the next; the rows of a window unless given.</param>
    /// <param name="padding">Rows and columns, on each side, by which a window may stand out.</param>
    /// <param name="windowWidth">Columns of a window, if not as many as rows.</param>
    /// <exception cref="HomeostatException">The shapes do not fit each other.</exception>
    public static Pooling Pooling(
        int height, int width, int window, int channels = 1, int? stride = null, int padding = 0, int? windowWidth = null) =>
        new(height, width, channels, window, windowWidth ?? window, stride ?? window, padding);

    /// <summary>
    /// An image is cut into square patches, each seen by <paramref name="units"/> units.
    /// <see cref="Homeostat.Patches.Outputs"/> of what is returned is the size of the postsynaptic population.
    /// </summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="patch">Rows and columns of a patch.</param>
    /// <param name="stride">Pixels from one patch to the next; the size of a patch unless given.</param>
    /// <param name="units">Units that see the same patch.</param>
    /// <param name="channels">Channels of the image; a patch has all of them.</param>
    /// <exception cref="HomeostatException">The patches do not cover the image.</exception>
    public static Patches Patches(int height, int width, int patch, int? stride = null, int units = 1, int channels = 1) =>
        new(height, width, channels, patch, stride ?? patch, units);

    /// <summary>Names that mean something for pairs of this connectivity, in its own and the projection's expressions.</summary>
    internal virtual IEnumerable<string> PairNames => [];

    /// <summary>How many synapses to expect between so many units; 0 where only building tells.</summary>
    internal abstract double Estimate(int pre, int post);

    private static HomeostatException Empty(string what) =>
        new($"The {what} of a connectivity is empty. Write an expression of i and j, or take Connectivity.Dense.");
}
