using MathNet.Numerics.Distributions;

namespace Homeostat;

/// <summary>
/// The share of lives that reach an age, also where some were still alive when watching ended: the estimate of E. Kaplan and P. Meier
/// (Journal of the American Statistical Association 53, 1958), a curve that falls at each death.
/// </summary>
public sealed class KaplanMeier
{
    // Of a product of rounded shares: .5 may come out as .5000000000000001.
    private const double Rounding = 1e-12;

    private readonly SurvivalEstimate[] _steps;

    private KaplanMeier(Lifetimes lives, double confidence, SurvivalEstimate[] steps) =>
        (Lives, Confidence, _steps) = (lives, confidence, steps);

    /// <summary>What the curve was estimated from.</summary>
    public Lifetimes Lives { get; }

    /// <summary>The chance that a band holds the true share at an age, such as .95.</summary>
    public double Confidence { get; }

    /// <summary>The curve: age 0, and each age at which somebody died. It is level in between.</summary>
    public IReadOnlyList<SurvivalEstimate> Steps => _steps;

    /// <summary>Half of the lives are longer.</summary>
    public AgeEstimate Median => AgeAt(.5);

    /// <summary>Estimates the curve.</summary>
    /// <remarks>
    /// Standard errors are M. Greenwood's (1926). Bands are those of J. Kalbfleisch and R. Prentice (The Statistical Analysis of Failure
    /// Time Data, 1980), symmetric for ln(−ln S), so that they stay between 0 and 1; they hold at each age, not at all ages at once.
    /// </remarks>
    /// <param name="lives">The lives.</param>
    /// <param name="confidence">The chance that a band is to hold the true share, between 0 and 1.</param>
    /// <exception cref="HomeostatException">The confidence is not between 0 and 1.</exception>
    public static KaplanMeier Of(Lifetimes lives, double confidence = .95)
    {
        ArgumentNullException.ThrowIfNull(lives);
        if (confidence is not (> 0 and < 1))
        {
            throw new HomeostatException($"A confidence of {confidence} was asked for; one between 0 and 1 was expected, such as 0.95.");
        }

        var z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        List<SurvivalEstimate> steps = [new(0, lives.Count, 0, 1, 0, 1, 1, 0)];
        var (share, sum) = (1.0, 0.0);
        foreach (var (age, atRisk, deaths, _) in lives.Ages.Where(a => a.Deaths > 0))
        {
            share *= (atRisk - deaths) / (double)atRisk;
            if (age == 0)
            {
                steps.Clear();
            }

            if (deaths == atRisk)
            {
                // No formula tells of the end how sure it is: what could be hoped for before still can.
                steps.Add(new(age, atRisk, deaths, 0, 0, 0, steps.Count > 0 ? steps[^1].High : 0, sum));
                break;
            }

            sum += deaths / ((double)atRisk * (atRisk - deaths));
            var width = Math.Exp(z * Math.Sqrt(sum) / -Math.Log(share));
            steps.Add(new(age, atRisk, deaths, share, share * Math.Sqrt(sum), Math.Pow(share, width), Math.Pow(share, 1 / width), sum));
        }

        return new KaplanMeier(lives, confidence, [.. steps]);
    }

    /// <summary>The share of lives that are longer than an age, its standard error and its band.</summary>
    /// <param name="age">At least 0; at most <see cref="Lifetimes.Oldest"/>, unless all have died by then.</param>
    /// <exception cref="HomeostatException">Nobody was watched so long, or the age is below 0.</exception>
    public SurvivalEstimate At(double age)
    {
        Check(age, "The share of lives longer than");
        return Array.FindLast(_steps, step => step.Age <= age)!;
    }

    /// <summary>The age that a share of lives reach, and its interval: the ages at which the band falls to the share.</summary>
    /// <remarks>R. Brookmeyer and J. Crowley, Biometrics 38, 1982.</remarks>
    /// <param name="share">Between 0 and 1: .5 for the median.</param>
    /// <exception cref="HomeostatException">The share is not between 0 and 1.</exception>
    public AgeEstimate AgeAt(double share)
    {
        return share is > 0 and < 1
            ? new AgeEstimate(First(step => step.Survival), First(step => step.Low), First(step => step.High))
            : throw new HomeostatException($"The age that a share {share} of lives reach was asked for; a share between 0 and 1 was expected.");

        double? First(Func<SurvivalEstimate, double> of) => Array.Find(_steps, step => of(step) <= share + Rounding)?.Age;
    }

    /// <summary>
    /// The mean life of those who are no longer watched when they reach an age: the area under the curve up to it, and its standard error.
    /// It is told also where so many are alive that the mean life is not.
    /// </summary>
    /// <param name="age">The age; the greatest that was seen unless given. To compare groups, give all of them the same.</param>
    /// <exception cref="HomeostatException">Nobody was watched so long, or the age is below 0.</exception>
    public (double Mean, double StandardError) RestrictedMean(double? age = null)
    {
        var end = age ?? Lives.Oldest;
        Check(end, "The mean life up to");

        // From the last step to the first, so that the area from each step to the end is at hand for the variance.
        var (area, variance, until) = (0.0, 0.0, end);
        for (var i = _steps.Length - 1; i >= 0; i--)
        {
            var step = _steps[i];
            if (step.Age <= end)
            {
                area += step.Survival * (until - step.Age);
                variance += area * area * (step.GreenwoodSum - (i == 0 ? 0 : _steps[i - 1].GreenwoodSum));
                until = step.Age;
            }
        }

        return (area, Math.Sqrt(variance));
    }

    private void Check(double age, string what)
    {
        if (!(age >= 0) || (age > Lives.Oldest && _steps[^1].Survival > 0))
        {
            throw new HomeostatException(
                $"{what} age {age} was asked for; an age from 0 to {Lives.Oldest}, the greatest that was seen, was expected.");
        }
    }
}

/// <summary>A point of a survival curve.</summary>
/// <param name="Age">The age from which on it holds.</param>
/// <param name="AtRisk">How many were watched and alive just before.</param>
/// <param name="Deaths">How many died at it.</param>
/// <param name="Survival">S, the share of lives that are longer.</param>
/// <param name="StandardError">Its standard error; 0 where it is 1 or 0.</param>
/// <param name="Low">Where its band begins.</param>
/// <param name="High">Where its band ends.</param>
/// <param name="GreenwoodSum">The sum of d/(n·(n − d)) over the deaths up to here: the variance of ln S.</param>
public sealed record SurvivalEstimate(
    double Age, int AtRisk, int Deaths, double Survival, double StandardError, double Low, double High, double GreenwoodSum);

/// <summary>An age read off a survival curve.</summary>
/// <param name="Age">The age; null where the curve does not come down so far: more lives than that were longer.</param>
/// <param name="Low">Where its interval begins; null if it cannot be told.</param>
/// <param name="High">Where its interval ends; null if it cannot be told.</param>
public sealed record AgeEstimate(double? Age, double? Low, double? High);
