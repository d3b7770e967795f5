namespace Homeostat;

/// <summary>
/// A partition of the states of a system into external states η, sensory states s, active states a and internal states μ, which can be checked. The
/// partition is a Markov blanket if η and μ are independent given (s, a) (Pearl 1988; Friston 2013, J. R. Soc. Interface 10:20130475). For a Gaussian
/// steady state, this holds if the element of the precision Π is 0 for every pair of an external and an internal state. The absence of a direct flow
/// between η and μ is neither sufficient nor necessary.
/// </summary>
public sealed partial class MarkovBlanket
{
    /// <summary>The largest absolute partial correlation that is taken for a rounding error.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Creates a partition of states by their numbers. Each state, from 0 on, is in exactly one part.</summary>
    /// <param name="external">The numbers of the external states, at least one.</param>
    /// <param name="sensory">The numbers of the sensory states, the part of the blanket that the external states act on.</param>
    /// <param name="active">The numbers of the active states, the part of the blanket that acts on the external states.</param>
    /// <param name="internal">The numbers of the internal states, at least one.</param>
    /// <param name="names">The names of the states, in the order of the numbers; <c>x0</c>, <c>x1</c>, … unless given.</param>
    /// <exception cref="HomeostatException">A state is in two parts or in none, or there are no external or no internal states, or the names do not fit.</exception>
    public MarkovBlanket(
        IReadOnlyList<int> external, IReadOnlyList<int> sensory, IReadOnlyList<int> active, IReadOnlyList<int> @internal, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(external);
        ArgumentNullException.ThrowIfNull(sensory);
        ArgumentNullException.ThrowIfNull(active);
        ArgumentNullException.ThrowIfNull(@internal);
        (External, Sensory, Active, Internal) = ([.. external], [.. sensory], [.. active], [.. @internal]);
        int[] all = [.. external, .. sensory, .. active, .. @internal];
        Names = Named(all.Length, names);
        if (External.Count == 0 || Internal.Count == 0)
        {
            throw new HomeostatException(
                $"A partition has {External.Count} external and {Internal.Count} internal states; at least one of each was expected.");
        }

        for (var state = 0; state < all.Length; state++)
        {
            if (all.Count(s => s == state) is var count and not 1)
            {
                throw new HomeostatException(
                    $"State {state} ('{Names[state]}') is in {(count == 0 ? "no part" : "more than one part")} of the partition of {all.Length} states "
                    + $"({string.Join(" | ", Parts.Select(part => string.Join(", ", part)))}); each of 0 to {all.Length - 1} was expected in exactly one.");
            }
        }
    }

    /// <summary>Creates a partition of states by their names. The states are numbered in the order external, sensory, active, internal; see <see cref="Names"/>.</summary>
    /// <exception cref="HomeostatException">A name is given twice, or there are no external or no internal states.</exception>
    public MarkovBlanket(IReadOnlyList<string> external, IReadOnlyList<string> sensory, IReadOnlyList<string> active, IReadOnlyList<string> @internal)
        : this(
            Run(0, external),
            Run(external.Count, sensory),
            Run(external.Count + sensory.Count, active),
            Run(external.Count + sensory.Count + active.Count, @internal),
            [.. external, .. sensory, .. active, .. @internal])
    {
    }

    /// <summary>The numbers of the external states η.</summary>
    public IReadOnlyList<int> External { get; }

    /// <summary>The numbers of the sensory states s.</summary>
    public IReadOnlyList<int> Sensory { get; }

    /// <summary>The numbers of the active states a.</summary>
    public IReadOnlyList<int> Active { get; }

    /// <summary>The numbers of the internal states μ.</summary>
    public IReadOnlyList<int> Internal { get; }

    /// <summary>The numbers of the blanket states: first the sensory states, then the active states.</summary>
    public IReadOnlyList<int> Blanket => [.. Sensory, .. Active];

    /// <summary>The names of the states, in the order of their numbers. For a partition by name, they are the columns to take from <see cref="Biography.Table"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of states.</summary>
    public int Count => Names.Count;

    /// <summary>Checks the blanket exactly against the steady state of a process.</summary>
    /// <param name="process">The process, with the same number of states.</param>
    /// <param name="tolerance">The largest absolute partial correlation that is taken for a rounding error.</param>
    /// <exception cref="HomeostatException">The process has another number of states.</exception>
    public BlanketTest Check(OrnsteinUhlenbeck process, double tolerance = Rounding)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Check(process.SteadyState, tolerance);
    }

    /// <summary>Checks the blanket exactly against a Gaussian density: the element of the precision must be 0 for each pair of an external and an internal state.</summary>
    /// <param name="density">The density, with the same number of states.</param>
    /// <param name="tolerance">The largest absolute partial correlation that is taken for a rounding error.</param>
    /// <exception cref="HomeostatException">The density has another number of states.</exception>
    public BlanketTest Check(Gaussian density, double tolerance = Rounding)
    {
        ArgumentNullException.ThrowIfNull(density);
        RequireStates(density.Dimension, "density");
        var (external, @internal, worst) = External
            .SelectMany(e => Internal.Select(i => (e, i, Correlation: density.PartialCorrelation(e, i))))
            .MaxBy(pair => Math.Abs(pair.Correlation));
        var holds = Math.Abs(worst) <= tolerance;
        return new BlanketTest(
            holds, Names[external], Names[@internal], worst, density.ConditionalInformation(External, Internal, Blanket), tolerance, holds ? 1 : 0, double.PositiveInfinity);
    }

    /// <summary>Checks the blanket against a process and throws an exception if it is not a blanket.</summary>
    /// <exception cref="HomeostatException">The partition is not a blanket. The message names the most dependent pair and its partial correlation.</exception>
    public BlanketTest Require(OrnsteinUhlenbeck process, double tolerance = Rounding) => Check(process, tolerance).Require(BlanketNames);

    /// <summary>Checks the blanket against a density and throws an exception if it is not a blanket.</summary>
    /// <exception cref="HomeostatException">The partition is not a blanket. The message names the most dependent pair and its partial correlation.</exception>
    public BlanketTest Require(Gaussian density, double tolerance = Rounding) => Check(density, tolerance).Require(BlanketNames);

    /// <summary>Computes the expected external and internal states given the blanket, and the map from internal to external states.</summary>
    /// <param name="density">A density of which this is a blanket.</param>
    /// <exception cref="HomeostatException">The partition is not a blanket of the density, or it has no blanket states.</exception>
    public SynchronizationMap Synchronize(Gaussian density)
    {
        Require(density);
        return new SynchronizationMap(this, density);
    }

    private IEnumerable<IReadOnlyList<int>> Parts => [External, Sensory, Active, Internal];

    private string[] BlanketNames => NamesOf(Blanket);

    private string[] NamesOf(IReadOnlyList<int> states) => [.. states.Select(s => Names[s])];

    /// <summary>The same partition restricted to some of the states, with new numbers in their order.</summary>
    internal MarkovBlanket Among(IReadOnlyList<int> states)
    {
        return new MarkovBlanket(Of(External), Of(Sensory), Of(Active), Of(Internal), NamesOf(states));

        int[] Of(IReadOnlyList<int> part) => [.. Enumerable.Range(0, states.Count).Where(n => part.Contains(states[n]))];
    }

    internal void RequireStates(int count, string of)
    {
        if (count != Count)
        {
            throw new HomeostatException(
                $"The partition is one of {Count} states ({string.Join(", ", Names)}) and the {of} has {count}; put each state in a part, or take the marginal of the states of the partition.");
        }
    }

    private static IReadOnlyList<string> Named(int count, IReadOnlyList<string>? names)
    {
        names ??= [.. Enumerable.Range(0, count).Select(n => $"x{n}")];
        return names.Count == count && names.Distinct().Count() == count ? names : throw new HomeostatException(
            $"A partition of {count} states has the names {string.Join(", ", names)}; one a state was expected, each once.");
    }

    private static int[] Run(int start, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return [.. Enumerable.Range(start, names.Count)];
    }
}
