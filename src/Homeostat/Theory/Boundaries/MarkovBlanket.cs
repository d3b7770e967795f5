namespace Homeostat;

/// <summary>
/// A partition of the states of a system into external η, sensory s, active a and internal μ, to be checked: it is a Markov blanket if η and
/// μ are independent given (s, a) (Pearl 1988; Friston 2013, J. R. Soc. Interface 10:20130475). Of a Gaussian steady state that is the
/// case if the precision Π of every pair of an external and an internal state is 0. That no flow runs between them does not suffice, nor
/// is it necessary.
/// </summary>
public sealed partial class MarkovBlanket
{
    /// <summary>The largest partial correlation that is put down to rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>A partition of states by number; each state, from 0 on, is in exactly one part.</summary>
    /// <param name="external">Outside; one at least.</param>
    /// <param name="sensory">The part of the blanket that the outside acts on.</param>
    /// <param name="active">The part of the blanket that acts on the outside.</param>
    /// <param name="internal">Inside; one at least.</param>
    /// <param name="names">One a state, in the order of the numbers; <c>x0</c>, <c>x1</c>, … unless given.</param>
    /// <exception cref="HomeostatException">A state is in two parts or none, or there is nothing outside or inside, or names do not fit.</exception>
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
                $"A partition has {External.Count} external and {Internal.Count} internal states; at least one of each was expected, else there is nothing to tell apart.");
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

    /// <summary>A partition of states by name, numbered in the order given: external, sensory, active, internal. See <see cref="Names"/>.</summary>
    /// <exception cref="HomeostatException">A name is given twice, or there is nothing outside or inside.</exception>
    public MarkovBlanket(IReadOnlyList<string> external, IReadOnlyList<string> sensory, IReadOnlyList<string> active, IReadOnlyList<string> @internal)
        : this(
            Run(0, external),
            Run(external.Count, sensory),
            Run(external.Count + sensory.Count, active),
            Run(external.Count + sensory.Count + active.Count, @internal),
            [.. external, .. sensory, .. active, .. @internal])
    {
    }

    /// <summary>States outside, η.</summary>
    public IReadOnlyList<int> External { get; }

    /// <summary>Sensory states, s.</summary>
    public IReadOnlyList<int> Sensory { get; }

    /// <summary>Active states, a.</summary>
    public IReadOnlyList<int> Active { get; }

    /// <summary>States inside, μ.</summary>
    public IReadOnlyList<int> Internal { get; }

    /// <summary>The blanket: sensory states, then active ones.</summary>
    public IReadOnlyList<int> Blanket => [.. Sensory, .. Active];

    /// <summary>Names of the states, by number; of a partition by name, the columns that <see cref="Biography.Table"/> has to be asked for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of states.</summary>
    public int Count => Names.Count;

    /// <summary>Checks it against the steady state of a process, exactly.</summary>
    /// <param name="process">As many states.</param>
    /// <param name="tolerance">Partial correlations up to this are rounding.</param>
    /// <exception cref="HomeostatException">The process has another number of states.</exception>
    public BlanketTest Check(OrnsteinUhlenbeck process, double tolerance = Rounding)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Check(process.SteadyState, tolerance);
    }

    /// <summary>Checks it against a Gaussian density, exactly: the precision of each pair of an external and an internal state is 0.</summary>
    /// <param name="density">As many states.</param>
    /// <param name="tolerance">Partial correlations up to this are rounding.</param>
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

    /// <summary>Goes on only if it is a blanket of the process.</summary>
    /// <exception cref="HomeostatException">It is none; the message names the pair that is not separated, and by how much.</exception>
    public BlanketTest Require(OrnsteinUhlenbeck process, double tolerance = Rounding) => Check(process, tolerance).Require(BlanketNames);

    /// <summary>Goes on only if it is a blanket of the density.</summary>
    /// <exception cref="HomeostatException">It is none; the message names the pair that is not separated, and by how much.</exception>
    public BlanketTest Require(Gaussian density, double tolerance = Rounding) => Check(density, tolerance).Require(BlanketNames);

    /// <summary>What blanket states tell of both sides, and how the inside stands for the outside.</summary>
    /// <param name="density">A density of which this is a blanket.</param>
    /// <exception cref="HomeostatException">It is none, or there are no blanket states.</exception>
    public SynchronizationMap Synchronize(Gaussian density)
    {
        Require(density);
        return new SynchronizationMap(this, density);
    }

    private IEnumerable<IReadOnlyList<int>> Parts => [External, Sensory, Active, Internal];

    private string[] BlanketNames => NamesOf(Blanket);

    private string[] NamesOf(IReadOnlyList<int> states) => [.. states.Select(s => Names[s])];

    /// <summary>The same partition of some of the states, numbered anew in their order.</summary>
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
                $"The partition is one of {Count} states ({string.Join(", ", Names)}) and the {of} has {count}; put each state in a part, or take the marginal of those there are.");
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
