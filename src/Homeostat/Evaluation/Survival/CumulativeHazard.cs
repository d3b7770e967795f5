namespace Homeostat;

/// <summary>
/// The cumulative hazard: the sum over ages of the number of deaths divided by the number of lives at risk, by W. Nelson (Technometrics 14,
/// 1972) and O. Aalen (Annals of Statistics 6, 1978). Its slope is the hazard. A straight line means that the hazard does not depend on age; a
/// curve that bends upwards means that it grows with age.
/// </summary>
public sealed class CumulativeHazard
{
    private readonly HazardStep[] _steps;

    private CumulativeHazard(Lifetimes lives, HazardStep[] steps) => (Lives, _steps) = (lives, steps);

    /// <summary>The lives from which the hazard was estimated.</summary>
    public Lifetimes Lives { get; }

    /// <summary>The points of the curve: age 0 and each age at which a life ended. The curve is constant between them.</summary>
    public IReadOnlyList<HazardStep> Steps => _steps;

    /// <summary>Estimates the cumulative hazard.</summary>
    /// <param name="lives">The lives.</param>
    public static CumulativeHazard Of(Lifetimes lives)
    {
        ArgumentNullException.ThrowIfNull(lives);
        List<HazardStep> steps = [new(0, 0, 0)];
        var (hazard, variance) = (0.0, 0.0);
        foreach (var (age, atRisk, deaths, _) in lives.Ages.Where(a => a.Deaths > 0))
        {
            hazard += deaths / (double)atRisk;
            variance += deaths / ((double)atRisk * atRisk);
            steps.Add(new(age, hazard, Math.Sqrt(variance)));
        }

        return new CumulativeHazard(lives, [.. steps]);
    }

    /// <summary>The point of the curve at an age.</summary>
    /// <param name="age">The age, from 0 to the greatest observed age.</param>
    /// <exception cref="HomeostatException">No life was observed up to this age, or the age is below 0.</exception>
    public HazardStep At(double age) => age >= 0 && age <= Lives.Oldest
        ? Array.FindLast(_steps, step => step.Age <= age)!
        : throw new HomeostatException(
            $"The hazard up to age {age} was asked for; an age from 0 to {Lives.Oldest}, the greatest that was seen, was expected.");
}

/// <summary>A point of a cumulative hazard.</summary>
/// <param name="Age">The age at which the point begins.</param>
/// <param name="Hazard">The cumulative hazard: the sum of deaths divided by lives at risk, in deaths per life.</param>
/// <param name="StandardError">The standard error of the hazard: √Σd/n², with d deaths among n lives at risk.</param>
public sealed record HazardStep(double Age, double Hazard, double StandardError);
