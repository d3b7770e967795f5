using MathNet.Numerics.Distributions;

namespace Homeostat;

/// <summary>
/// The survival curve: the share of lives that are longer than an age, estimated by the method of E. Kaplan and P. Meier (Journal of the
/// American Statistical Association 53, 1958), which also uses lives that had not ended when the observation ended. The curve falls at each death.
/// </summary>
public sealed class KaplanMeier
{
    // The tolerance for rounding errors of a product of shares: 0.5 may become 0.5000000000000001.
    private const double Rounding = 1e-12;

    private readonly SurvivalEstimate[] _steps;

    private KaplanMeier(Lifetimes lives, double confidence, SurvivalEstimate[] steps) =>
        (Lives, Confidence, _steps) = (lives, confidence, steps);

    /// <summary>The lives from which the curve was estimated.</summary>
    public Lifetimes Lives { get; }

    /// <summary>The probability with which the confidence band contains the true share at an age, such as 0.95.</summary>
    public double Confidence { get; }

    /// <summary>The points of the curve: age 0 and each age at which a life ended. The curve is constant between them.</summary>
    public IReadOnlyList<SurvivalEstimate> Steps => _steps;

    /// <summary>The median: the age that half of the lives exceed.</summary>
    public AgeEstimate Median => AgeAt(.5);

    /// <summary>Estimates the curve.</summary>
    /// <remarks>
    /// Standard errors are computed by the formula of M. Greenwood (1926). Confidence bands are those of J. Kalbfleisch and R. Prentice (The
    /// Statistical Analysis of Failure Time Data, 1980): they are symmetric for ln(−ln S), so that they stay between 0 and 1. The confidence is
    /// that at each single age, not that at all ages together.
    /// </remarks>
    /// <param name="lives">The lives.</param>
    /// <param name="confidence">The probability with which the band contains the true share at an age, between 0 and 1.</param>
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
                // The formula gives no band where the share is 0, so the upper limit of the previous point is kept.
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
    /// <param name="age">The age, from 0 to <see cref="Lifetimes.Oldest"/>; a greater age is valid only if all lives have ended by death.</param>
    /// <exception cref="HomeostatException">No life was observed up to this age, or the age is below 0.</exception>
    public SurvivalEstimate At(double age)
    {
        Check(age, "The share of lives longer than");
        return Array.FindLast(_steps, step => step.Age <= age)!;
    }

    /// <summary>The age that a share of the lives exceeds, and its confidence interval: the ages at which the limits of the band fall to the share.</summary>
    /// <remarks>The interval is that of R. Brookmeyer and J. Crowley, Biometrics 38, 1982.</remarks>
    /// <param name="share">The share, between 0 and 1; 0.5 gives the median.</param>
    /// <exception cref="HomeostatException">The share is not between 0 and 1.</exception>
    public AgeEstimate AgeAt(double share)
    {
        return share is > 0 and < 1
            ? new AgeEstimate(First(step => step.Survival), First(step => step.Low), First(step => step.High))
            : throw new HomeostatException($"The age that a share {share} of lives reach was asked for; a share between 0 and 1 was expected.");

        double? First(Func<SurvivalEstimate, double> of) => Array.Find(_steps, step => of(step) <= share + Rounding)?.Age;
    }

    /// <summary>
    /// The restricted mean life: the mean of the time lived up to an age, which is the area under the curve up to that age, with its standard
    /// error. It can be estimated even if many lives had not ended, when the mean of the whole life cannot.
    /// </summary>
    /// <param name="age">The age; the greatest observed age if null. Use the same age for all groups that are compared.</param>
    /// <exception cref="HomeostatException">No life was observed up to this age, or the age is below 0.</exception>
    public (double Mean, double StandardError) RestrictedMean(double? age = null)
    {
        var end = age ?? Lives.Oldest;
        Check(end, "The mean life up to");

        // The sum runs from the last point to the first, because the variance needs the area from each point to the end.
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
/// <param name="Age">The age at which the point begins.</param>
/// <param name="AtRisk">The number of lives at risk: those observed and alive just before this age.</param>
/// <param name="Deaths">The number of deaths at this age.</param>
/// <param name="Survival">The share S of lives that are longer than this age.</param>
/// <param name="StandardError">The standard error of S; 0 if S is 1 or 0.</param>
/// <param name="Low">The lower limit of the confidence band.</param>
/// <param name="High">The upper limit of the confidence band.</param>
/// <param name="GreenwoodSum">The variance of ln S: the sum of d/(n·(n − d)) over all deaths up to this age, with d deaths among n lives at risk.</param>
public sealed record SurvivalEstimate(
    double Age, int AtRisk, int Deaths, double Survival, double StandardError, double Low, double High, double GreenwoodSum);

/// <summary>An age that is read from a survival curve, with its confidence interval.</summary>
/// <param name="Age">The age; null if the curve does not fall to the given share.</param>
/// <param name="Low">The lower limit of the confidence interval; null if it cannot be estimated.</param>
/// <param name="High">The upper limit of the confidence interval; null if it cannot be estimated.</param>
public sealed record AgeEstimate(double? Age, double? Low, double? High);
