namespace Homeostat;

/// <summary>
/// A tree of blankets, in which a blanket contains other blankets, as a body contains cells (Kirchhoff et al. 2018, J. R. Soc. Interface 15:20170792).
/// The internal states of a blanket are hidden from the states outside it. At each level, the internal states of the blankets below are therefore
/// integrated out, and the same test is applied to the remaining states.
/// </summary>
public sealed class NestedBlanket
{
    /// <summary>Creates a blanket with the blankets inside it.</summary>
    /// <param name="name">The name of the blanket, such as <c>cell 2</c>.</param>
    /// <param name="blanket">The partition of all states of the system.</param>
    /// <param name="inside">The blankets inside, which are partitions of the same states. Their sensory, active and internal states must not be external to this blanket.</param>
    /// <exception cref="HomeostatException">One of the blankets is not inside this one, or two of them share a state.</exception>
    public NestedBlanket(string name, MarkovBlanket blanket, params IReadOnlyList<NestedBlanket> inside)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(blanket);
        ArgumentNullException.ThrowIfNull(inside);
        (Name, Blanket, Inside) = (name, blanket, inside);
        for (var n = 0; n < inside.Count; n++)
        {
            var child = inside[n];
            if (child.Blanket.Count != blanket.Count || child.Own.Except(Own).Any())
            {
                throw new HomeostatException(
                    $"'{child.Name}' has the states {string.Join(", ", child.Own)} of {child.Blanket.Count} and is not inside '{name}', which has {string.Join(", ", Own)} of {blanket.Count}; "
                    + $"a partition of the same states was expected, with none of its own states outside '{name}'.");
            }

            foreach (var other in inside.Take(n))
            {
                if (child.Own.Intersect(other.Own).Any())
                {
                    throw new HomeostatException($"'{child.Name}' and '{other.Name}' share states of their own; those inside '{name}' must be apart.");
                }
            }
        }
    }

    /// <summary>The name of the blanket.</summary>
    public string Name { get; }

    /// <summary>The partition of all states of the system.</summary>
    public MarkovBlanket Blanket { get; }

    /// <summary>The blankets inside this one.</summary>
    public IReadOnlyList<NestedBlanket> Inside { get; }

    /// <summary>Checks every level exactly against a Gaussian density.</summary>
    /// <param name="density">The density of all states.</param>
    /// <returns>The results for all levels, from the innermost to this one.</returns>
    /// <exception cref="HomeostatException">The density has another number of states.</exception>
    public IReadOnlyList<BlanketLevel> Check(Gaussian density)
    {
        ArgumentNullException.ThrowIfNull(density);
        Blanket.RequireStates(density.Dimension, "density");
        return Levels((blanket, states) => blanket.Check(density.Marginal(states)));
    }

    /// <summary>Checks every level against samples.</summary>
    /// <param name="samples">The samples, [time, state].</param>
    /// <param name="level">The probability of rejecting a true blanket, at each level.</param>
    /// <returns>The results for all levels, from the innermost to this one.</returns>
    /// <exception cref="HomeostatException">The samples are refused as by <see cref="MarkovBlanket.Check(double[,], double)"/>.</exception>
    public IReadOnlyList<BlanketLevel> Check(double[,] samples, double level = 0.01)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Blanket.RequireStates(samples.GetLength(1), "table of samples");
        return Levels((blanket, states) => blanket.Check(SampleTable.Chosen(samples, states), level));
    }

    // The sensory, active and internal states of the blanket.
    private IEnumerable<int> Own => [.. Blanket.Blanket, .. Blanket.Internal];

    private IEnumerable<int> Hidden => Inside.SelectMany(child => child.Blanket.Internal.Concat(child.Hidden)).Distinct();

    private List<BlanketLevel> Levels(Func<MarkovBlanket, int[], BlanketTest> check)
    {
        int[] states = [.. Enumerable.Range(0, Blanket.Count).Except(Hidden)];
        return [.. Inside.SelectMany(child => child.Levels(check)), new BlanketLevel(Name, states, check(Blanket.Among(states), states))];
    }
}

/// <summary>The result of the test at one level of nested blankets.</summary>
/// <param name="Name">The name of the blanket.</param>
/// <param name="States">The states of this level: all states except the internal states of the blankets inside.</param>
/// <param name="Test">The result of the test.</param>
public sealed record BlanketLevel(string Name, IReadOnlyList<int> States, BlanketTest Test);
