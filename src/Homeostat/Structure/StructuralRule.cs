namespace Homeostat;

/// <summary>
/// A rule that adds and removes synapses and units. A rule stores its memory in variables of the circuit, which it declares in
/// <see cref="SynapseEquations"/> and <see cref="UnitEquations"/>, and it takes its random numbers from the moment. A saved circuit that is resumed
/// therefore gives the same result as one that was never stopped.
/// </summary>
[NamedKinds]
public abstract record StructuralRule
{
    /// <summary>
    /// The equations that the rule adds to synapses, besides their weight, gradient and existence. When a synapse is pruned, its variables become zero,
    /// except shared variables and variables that belong to the place of the synapse by one of the flags <c>(sign)</c>, <c>(curvature)</c>,
    /// <c>(gain)</c>, <c>(offset)</c> or <c>(noise)</c>.
    /// </summary>
    public virtual string SynapseEquations => "";

    /// <summary>The initial values of the variables in <see cref="SynapseEquations"/>. The initial weights can depend on them.</summary>
    public virtual IReadOnlyDictionary<string, string> SynapseInitial => new Dictionary<string, string>();

    /// <summary>The statements that change the variables in <see cref="SynapseEquations"/> at each learning step, for dormant synapses too; <c>g</c> is the gradient.</summary>
    public virtual string SynapseLearning => "";

    /// <summary>The equations that the rule adds to units.</summary>
    public virtual string UnitEquations => "";

    /// <summary>Changes the structure once.</summary>
    /// <param name="structure">The structure of a circuit that is running.</param>
    /// <param name="now">The number of batches or steps so far, and the random numbers of this moment.</param>
    /// <exception cref="HomeostatException">The circuit does not have a variable or projection that the rule needs.</exception>
    public abstract StructuralChange Apply(Structure structure, Moment now);

    /// <summary>Refuses a setting that is out of range, infinite or not a number.</summary>
    internal static void Require(bool holds, string setting, double found, string expected)
    {
        if (!holds || !double.IsFinite(found))
        {
            throw new HomeostatException(FormattableString.Invariant($"{setting} of {found} is not allowed in a structural rule; give {expected}."));
        }
    }
}

/// <summary>A rule that is applied to each projection with changing structure independently.</summary>
public abstract record SynapticRule : StructuralRule
{
    /// <inheritdoc/>
    public sealed override StructuralChange Apply(Structure structure, Moment now)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var change = default(StructuralChange);
        for (var i = 0; i < structure.Projections.Count; i++)
        {
            change += Apply(structure.Projections[i], now with { Stream = now.Stream + (uint)i });
        }

        return change;
    }

    /// <summary>Changes the synapses of a projection once.</summary>
    /// <param name="synapses">The synapses of the projection.</param>
    /// <param name="now">The number of batches or steps so far, and the random numbers of the projection.</param>
    public abstract StructuralChange Apply(SynapticStructure synapses, Moment now);
}
