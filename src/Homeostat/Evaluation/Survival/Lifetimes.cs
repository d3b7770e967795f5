namespace Homeostat;

/// <summary>
/// The lengths of lives: the ages at death, and the ages of lives that had not ended when the observation ended. The latter are
/// <em>censored</em>: the life is at least so long. Ages are in steps, seconds or any other unit of time.
/// </summary>
public sealed class Lifetimes
{
    private readonly double[] _died;
    private readonly double[] _alive;

    /// <summary>Creates the lengths of observed lives.</summary>
    /// <param name="died">The ages at death, in any order.</param>
    /// <param name="alive">The ages at the end of the observation of lives that had not ended, in any order.</param>
    /// <exception cref="HomeostatException">There is no life, or an age is below 0 or not finite.</exception>
    public Lifetimes(IEnumerable<double> died, IEnumerable<double>? alive = null)
    {
        ArgumentNullException.ThrowIfNull(died);
        (_died, _alive) = (Sorted(died, "death"), Sorted(alive ?? [], "the last look"));
        if (Count == 0)
        {
            throw new HomeostatException("No lives were given. Give the age of at least one life, at its death or at the end of its observation.");
        }

        Ages = Table();
    }

    /// <summary>Creates the lengths of the lives of a cohort.</summary>
    /// <param name="outcomes">The outcome of each life.</param>
    /// <exception cref="HomeostatException">There is no life.</exception>
    public static Lifetimes Of(IReadOnlyList<LifeOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return new Lifetimes(outcomes.Where(o => o.Died).Select(o => (double)o.Age), outcomes.Where(o => !o.Died).Select(o => (double)o.Age));
    }

    /// <summary>The number of observed lives.</summary>
    public int Count => _died.Length + _alive.Length;

    /// <summary>The ages at death, in ascending order.</summary>
    public IReadOnlyList<double> Died => _died;

    /// <summary>The ages at the end of the observation of lives that had not ended, in ascending order.</summary>
    public IReadOnlyList<double> Alive => _alive;

    /// <summary>The greatest observed age.</summary>
    public double Oldest => Ages[^1].Age;

    /// <summary>All ages at which a life ended or its observation ended, in ascending order.</summary>
    internal IReadOnlyList<AgeGroup> Ages { get; }

    /// <summary>The number of lives at risk at an age: those observed and alive just before it.</summary>
    /// <param name="age">The age.</param>
    public int AtRisk(double age) => Reached(_died, age) + Reached(_alive, age);

    /// <summary>The ages at which figures tell the number of lives at risk: seven to fifteen round ages from 0 up to an age; only 0 if that is 0.</summary>
    /// <param name="end">The greatest age.</param>
    internal static IReadOnlyList<double> RoundAges(double end)
    {
        if (!(end > 0))
        {
            return [0];
        }

        var unit = Math.Pow(10, Math.Floor(Math.Log10(end / 6)));
        var step = end / unit >= 30 ? 5 * unit : end / unit >= 12 ? 2 * unit : unit;
        return [.. Enumerable.Range(0, (int)(end / step) + 1).Select(k => k * step).Where(age => age <= end)];
    }

    // The number of ages that are greater than or equal to the given one.
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

/// <summary>The events at one age. If deaths and ends of observation have the same age, the deaths count as first.</summary>
/// <param name="Age">The age.</param>
/// <param name="AtRisk">The number of lives at risk: those observed and alive just before this age.</param>
/// <param name="Deaths">The number of deaths.</param>
/// <param name="LastSeen">The number of lives that had not ended and whose observation ended at this age.</param>
internal readonly record struct AgeGroup(double Age, int AtRisk, int Deaths, int LastSeen);
