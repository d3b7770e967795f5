namespace Homeostat;

/// <summary>The settings that all autoencoders have in common; those of <see cref="VariationalAutoencoder"/>.</summary>
public record AutoencoderOptions : LayeredOptions
{
    /// <summary>Whether each layer has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether each layer has a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; } = true;

    /// <summary>The number of passes in which hidden pixels are completed; each begins with what the one before it put into their place.</summary>
    [Setting("Passes in which hidden pixels are completed; each begins with what the one before put in their place", Least = 1)]
    public int Passes { get; init; } = 10;
}

/// <summary>The settings of <see cref="RegularizedAutoencoder"/>.</summary>
public sealed record RegularizedAutoencoderOptions : AutoencoderOptions
{
    /// <summary>The weight of the squared causes in the free energy, which holds them near 0.</summary>
    [Setting("Weight of the squared causes in the free energy, which holds them near 0", Least = 0)]
    public double Penalty { get; init; } = 0.01;

    /// <summary>The decay of the weights: they shrink by this fraction times the learning rate at each update.</summary>
    [Setting("Decay of the weights: they shrink by this fraction times the learning rate at each update", Least = 0)]
    public double Decay { get; init; } = 1e-3;
}

/// <summary>The settings of a variational autoencoder whose causes have one constant variance.</summary>
public sealed record ConstantVarianceOptions : AutoencoderOptions
{
    /// <summary>The variance of a cause given an image.</summary>
    [Setting("Variance of a cause given an image", Least = 0, Above = true)]
    public double Variance { get; init; } = 0.1;
}

/// <summary>The settings of <see cref="AdversarialAutoencoder"/>.</summary>
public sealed record AdversarialAutoencoderOptions : AutoencoderOptions
{
    /// <summary>The number of units in each of the two hidden layers of the critic.</summary>
    [Setting("Units in each of the two hidden layers of the critic", Least = 1)]
    public int Critic { get; init; } = 128;

    /// <summary>The weight of the critic's judgment, in nats, against the error of the pixels, in nats of an image.</summary>
    [Setting("Weight of the critic's judgment against the error of the pixels", Least = 0, Above = true)]
    public double Pressure { get; init; } = 1;
}
