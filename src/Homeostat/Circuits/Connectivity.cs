using Homeostat.Circuits;

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

    /// <summary>What is checked and prepared of it for the ends of a projection.</summary>
    /// <exception cref="HomeostatException">It does not fit them.</exception>
    internal abstract Partners Prepare(SynapseContext context);

    /// <summary>How many synapses to expect between so many units; 0 where only building tells.</summary>
    internal abstract double Estimate(int pre, int post);

    private static HomeostatException Empty(string what) =>
        new($"The {what} of a connectivity is empty. Write an expression of i and j, or take Connectivity.Dense.");
}
