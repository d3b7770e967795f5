namespace Homeostat;

/// <summary>
/// A blanket with blankets inside it, as of cells in a body (Kirchhoff et al. 2018, J. R. Soc. Interface 15:20170792): a tree. To what is
/// outside a blanket, what is inside does not exist: at each level the internal states of the blankets below are integrated out, and the
/// same test is applied to what is left.
/// </summary>
public sealed class NestedBlanket
{
    /// <summary>A blanket, and those inside it.</summary>
    /// <param name="name">What it is called, such as <c>cell 2</c>.</param>
    /// <param name="blanket">The partition, of all states of the system.</param>
    /// <param name="inside">Those inside; partitions of the same states. What is sensory, active and internal to them is so to this one.</param>
    /// <exception cref="HomeostatException">One is not inside, or two share a state.</exception>
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
                    + $"a partition of the same states was expected, with none of its own outside.");
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

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The partition.</summary>
    public MarkovBlanket Blanket { get; }

    /// <summary>Those inside.</summary>
    public IReadOnlyList<NestedBlanket> Inside { get; }

    /// <summary>Checks every level against a Gaussian density, exactly.</summary>
    /// <param name="density">Of all states.</param>
    /// <returns>The levels, from the innermost to this one.</returns>
    /// <exception cref="HomeostatException">The density has another number of states.</exception>
    public IReadOnlyList<BlanketLevel> Check(Gaussian density)
    {
        ArgumentNullException.ThrowIfNull(density);
        Blanket.RequireStates(density.Dimension, "density");
        return Levels((blanket, states) => blanket.Check(density.Marginal(states)));
    }

    /// <summary>Checks every level against samples.</summary>
    /// <param name="samples">[time, state].</param>
    /// <param name="level">The chance of rejecting a blanket, at each level.</param>
    /// <returns>The levels, from the innermost to this one.</returns>
    /// <exception cref="HomeostatException">As for <see cref="MarkovBlanket.Check(double[,], double)"/>.</exception>
    public IReadOnlyList<BlanketLevel> Check(double[,] samples, double level = 0.01)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Blanket.RequireStates(samples.GetLength(1), "table of samples");
        return Levels((blanket, states) => blanket.Check(SampleTable.Chosen(samples, states), level));
    }

    // The states that are its own.
    private IEnumerable<int> Own => [.. Blanket.Blanket, .. Blanket.Internal];

    private IEnumerable<int> Hidden => Inside.SelectMany(child => child.Blanket.Internal.Concat(child.Hidden)).Distinct();

    private List<BlanketLevel> Levels(Func<MarkovBlanket, int[], BlanketTest> check)
    {
        int[] states = [.. Enumerable.Range(0, Blanket.Count).Except(Hidden)];
        return [.. Inside.SelectMany(child => child.Levels(check)), new BlanketLevel(Name, states, check(Blanket.Among(states), states))];
    }
}

/// <summary>A level of nested blankets.</summary>
/// <param name="Name">Whose blanket.</param>
/// <param name="States">The states there are at this level: all but those hidden behind the blankets inside.</param>
/// <param name="Test">Whether it is one.</param>
public sealed record BlanketLevel(string Name, IReadOnlyList<int> States, BlanketTest Test);
