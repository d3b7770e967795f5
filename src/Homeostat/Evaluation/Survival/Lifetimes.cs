namespace Homeostat;

/// <summary>
/// How long lives were: the ages at death of those who died, and the ages reached by those who were alive when watching ended. These
/// are <em>censored</em>: they lived at least so long. Ages are in steps, seconds or what else they were counted in.
/// </summary>
public sealed class Lifetimes
{
    private readonly double[] _died;
    private readonly double[] _alive;

    /// <summary>Lives that were watched.</summary>
    /// <param name="died">Ages at death, in any order.</param>
    /// <param name="alive">Ages at the last look, of those who were alive then.</param>
    /// <exception cref="HomeostatException">There is no life, or an age is below 0 or not finite.</exception>
    public Lifetimes(IEnumerable<double> died, IEnumerable<double>? alive = null)
    {
        ArgumentNullException.ThrowIfNull(died);
        (_died, _alive) = (Sorted(died, "death"), Sorted(alive ?? [], "the last look"));
        if (Count == 0)
        {
            throw new HomeostatException("No lives were given; how long lives are is told from at least one, dead or alive.");
        }

        Ages = Table();
    }

    /// <summary>Lives of a cohort.</summary>
    /// <param name="outcomes">What became of each.</param>
    /// <exception cref="HomeostatException">There is none.</exception>
    public static Lifetimes Of(IReadOnlyList<LifeOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return new Lifetimes(outcomes.Where(o => o.Died).Select(o => (double)o.Age), outcomes.Where(o => !o.Died).Select(o => (double)o.Age));
    }

    /// <summary>How many lives were watched.</summary>
    public int Count => _died.Length + _alive.Length;

    /// <summary>Ages at death, ascending.</summary>
    public IReadOnlyList<double> Died => _died;

    /// <summary>Ages reached by those who were alive when watching ended, ascending.</summary>
    public IReadOnlyList<double> Alive => _alive;

    /// <summary>The greatest age that was seen.</summary>
    public double Oldest => Ages[^1].Age;

    /// <summary>Every age at which somebody died or was last seen, ascending.</summary>
    internal IReadOnlyList<AgeGroup> Ages { get; }

    /// <summary>How many were watched and alive just before an age.</summary>
    /// <param name="age">The age.</param>
    public int AtRisk(double age) => Reached(_died, age) + Reached(_alive, age);

    // How many of the ages are the given one or more.
    private static int Reached(double[] ages, double age)
    {
        var at = Array.BinarySearch(ages, age);
        at = at < 0 ? ~at : at;
        while (at > 0 && ages[at - 1] >= age)
        {
            at--;
        }

        return ages.Length - at;
    }

    private static double[] Sorted(IEnumerable<double> ages, string at)
    {
        double[] sorted = [.. ages];
        if (Array.FindIndex(sorted, age => !(age >= 0) || !double.IsFinite(age)) is var wrong and >= 0)
        {
            throw new HomeostatException($"The age {sorted[wrong]} at {at} was found at index {wrong}; ages are finite and not below 0.");
        }

        Array.Sort(sorted);
        return sorted;
    }

    private List<AgeGroup> Table()
    {
        var (ages, atRisk, i, j) = (new List<AgeGroup>(), Count, 0, 0);
        while (i < _died.Length || j < _alive.Length)
        {
            var age = Math.Min(i < _died.Length ? _died[i] : double.PositiveInfinity, j < _alive.Length ? _alive[j] : double.PositiveInfinity);
            var (deaths, last) = (0, 0);
            for (; i < _died.Length && _died[i] == age; i++)
            {
                deaths++;
            }

            for (; j < _alive.Length && _alive[j] == age; j++)
            {
                last++;
            }

            ages.Add(new AgeGroup(age, atRisk, deaths, last));
            atRisk -= deaths + last;
        }

        return ages;
    }
}

/// <summary>What happened at an age. Who was last seen alive at it was alive while others died at it.</summary>
/// <param name="Age">The age.</param>
/// <param name="AtRisk">How many were watched and alive just before.</param>
/// <param name="Deaths">How many died.</param>
/// <param name="LastSeen">How many were alive and not watched further.</param>
internal readonly record struct AgeGroup(double Age, int AtRisk, int Deaths, int LastSeen);
