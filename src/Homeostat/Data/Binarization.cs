namespace Homeostat;

/// <summary>How gray pixels become black and white.</summary>
public enum Binarization
{
    /// <summary>Pixels stay gray.</summary>
    None,

    /// <summary>Pixels of 0.5 or more are white, all others black.</summary>
    Threshold,

    /// <summary>Each pixel is white with the probability of its gray value. It is drawn once for each image, and stays so.</summary>
    Sampled,
}
