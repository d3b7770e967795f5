namespace Homeostat;

/// <summary>The form of the covariance matrices of a <see cref="GaussianMixture"/>.</summary>
public enum CovarianceForm
{
    /// <summary>Each component has a covariance matrix of its own.</summary>
    Full,

    /// <summary>Each component has a diagonal matrix of its own: variables are independent within a component.</summary>
    Diagonal,

    /// <summary>All components share one covariance matrix.</summary>
    Tied,
}

/// <summary>The settings with which a <see cref="GaussianMixture"/> is fitted.</summary>
public sealed record MixtureOptions
{
    /// <summary>The number of components.</summary>
    public int Components { get; init; } = 1;

    /// <summary>The form of the covariance matrices.</summary>
    public CovarianceForm Covariance { get; init; } = CovarianceForm.Full;

    /// <summary>The number that is added to each variance, so that a component of few samples keeps a density; 0 for maximum likelihood.</summary>
    public double Ridge { get; init; } = 1e-6;

    /// <summary>The fit ends when a step raises the mean log-likelihood of a sample by less than this, in nats.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>The most steps of expectation and maximization.</summary>
    public int MostIterations { get; init; } = 100;

    /// <summary>The most steps of k-means, which finds the components that the fit begins with.</summary>
    public int MostMeansIterations { get; init; } = 30;

    /// <summary>The seed of the start.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Require()
    {
        const string Of = "A Gaussian mixture";
        RequireOption.That(Components >= 1, Of, "a number of components of", Components, "one or more");
        RequireOption.NotNegative(Of, ("the ridge", Ridge), ("the tolerance", Tolerance));
        RequireOption.That(MostIterations >= 0, Of, "a number of iterations of", MostIterations, "0 or more");
        RequireOption.That(MostMeansIterations >= 0, Of, "a number of iterations of k-means of", MostMeansIterations, "0 or more");
        RequireOption.That(Enum.IsDefined(Covariance), Of, "the covariance form", (int)Covariance, "Full, Diagonal or Tied");
    }
}
