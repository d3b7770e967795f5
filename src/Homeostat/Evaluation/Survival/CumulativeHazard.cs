namespace Homeostat;

/// <summary>
/// The hazard added up over age: the sum of deaths over those at risk, after W. Nelson (Technometrics 14, 1972) and O. Aalen (Annals of
/// Statistics 6, 1978). Its slope is the hazard: a straight line says that chance kills, whatever the age; a bend upwards that age does.
/// </summary>
public sealed class CumulativeHazard
{
    private readonly HazardStep[] _steps;

    private CumulativeHazard(Lifetimes lives, HazardStep[] steps) => (Lives, _steps) = (lives, steps);

    /// <summary>What it was estimated from.</summary>
    public Lifetimes Lives { get; }

    /// <summary>Age 0, and each age at which somebody died. It is level in between.</summary>
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

    /// <summary>The hazard added up to an age.</summary>
    /// <param name="age">From 0 to the greatest that was seen.</param>
    /// <exception cref="HomeostatException">Nobody was watched so long, or the age is below 0.</exception>
    public HazardStep At(double age) => age >= 0 && age <= Lives.Oldest
        ? Array.FindLast(_steps, step => step.Age <= age)!
        : throw new HomeostatException(
            $"The hazard up to age {age} was asked for; an age from 0 to {Lives.Oldest}, the greatest that was seen, was expected.");
}

/// <summary>A point of a cumulative hazard.</summary>
/// <param name="Age">The age from which on it holds.</param>
/// <param name="Hazard">Deaths over those at risk, added up: in deaths per life.</param>
/// <param name="StandardError">Its standard error: the root of the sum of d/n².</param>
public sealed record HazardStep(double Age, double Hazard, double StandardError);
