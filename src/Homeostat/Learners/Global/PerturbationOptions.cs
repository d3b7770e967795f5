namespace Homeostat;

/// <summary>The settings of the learners that find the gradient by trying: they add noise and compare what comes of it.</summary>
public record PerturbationOptions : DiscriminativeOptions
{
    /// <summary>The standard deviation of the noise.</summary>
    [Setting("Standard deviation of the noise that is tried", Least = 0, Above = true)]
    public double Noise { get; init; } = 0.1;
}
