namespace Homeostat;

/// <summary>
/// The Hopfield network that corrects itself while it stores (Personnaz, Guyon &amp; Dreyfus 1985; Diederich &amp; Opper 1987). Each synapse learns by the error of its two
/// units, until every pattern reproduces itself. Its weights become a projection onto the patterns, so that patterns may be alike, as images are.
/// </summary>
public static class ProjectionMemory
{
    /// <summary>The entry of the projection memory in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "projection-hopfield",
        CreditAssignment.Energy,
        "Hopfield network that corrects itself while it stores, so that patterns may be alike, as images are",
        "Personnaz, Guyon & Dreyfus 1985, J. Physique Lettres 46; Diederich & Opper 1987, Physical Review Letters 58",
        new ProjectionMemoryOptions(),
        Create,
        classifies: false,
        causes: 0);

    /// <summary>Creates a learner from a number of units.</summary>
    /// <param name="layers">One number: the number of units, which is that of pixels.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is more than one layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ProjectionMemoryOptions? options = null)
    {
        options ??= new ProjectionMemoryOptions();
        HopfieldNetwork.Check(layers, options);

        // Half of the change of either direction keeps the two weights between two units equal, and so the energy falling.
        var synapses = Synapse.Learning(
            "input", "input", HopfieldNetwork.Synapses, "-other*(mean(error_post*s_pre) + mean(s_post*error_pre))/(2*units)", options.Optimizer, weights: "0");
        return HopfieldNetwork.Of(
            Model, layers[0], options.Steps, synapses with { Initial = new Dictionary<string, string>(synapses.Initial.Concat(HopfieldNetwork.Initial)) });
    }
}

/// <summary>The settings of <see cref="ProjectionMemory"/>.</summary>
public sealed record ProjectionMemoryOptions
{
    /// <summary>The number of sweeps of a recall, in each of which every unit is updated once, in the order of the units.</summary>
    [Setting("Sweeps of a recall, in each of which every unit is updated once", Least = 1)]
    public int Steps { get; init; } = 5;

    /// <summary>The rule by which synapses change along their gradient. Plain descent is stable up to a rate of 2.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Sgd(1);
}
