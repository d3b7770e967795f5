namespace Homeostat;

/// <summary>
/// A way in which synapses and units come and go. What a rule keeps from one time to the next stands in variables of the circuit, which it
/// asks for by <see cref="SynapseEquations"/> and <see cref="UnitEquations"/>; its chances come from the moment. So a saved circuit goes on
/// as if it had never stopped.
/// </summary>
[NamedKinds]
public abstract record StructuralRule
{
    /// <summary>
    /// Equations that synapses of changing structure need besides their weight, gradient and existence. A variable is zero once a synapse is pruned,
    /// unless it is shared or a flag says that it belongs to the place and not to the synapse: <c>(sign)</c>, <c>(curvature)</c>, <c>(gain)</c>,
    /// <c>(offset)</c> or <c>(noise)</c>.
    /// </summary>
    public virtual string SynapseEquations => "";

    /// <summary>Initial values of <see cref="SynapseEquations"/>; the weights follow them.</summary>
    public virtual IReadOnlyDictionary<string, string> SynapseInitial => new Dictionary<string, string>();

    /// <summary>What synapses do to <see cref="SynapseEquations"/> whenever they learn, dormant ones too; <c>g</c> is the gradient.</summary>
    public virtual string SynapseLearning => "";

    /// <summary>Equations that units of changing structure need.</summary>
    public virtual string UnitEquations => "";

    /// <summary>Changes the structure once.</summary>
    /// <param name="structure">The structure of a circuit that is running.</param>
    /// <param name="now">Batches or steps lived so far, and their chances.</param>
    /// <exception cref="HomeostatException">The circuit lacks what the rule needs.</exception>
    public abstract StructuralChange Apply(Structure structure, Moment now);

    /// <summary>Refuses a number that is out of range, infinite or none.</summary>
    internal static void Require(bool holds, string setting, double found, string expected)
    {
        if (!holds || !double.IsFinite(found))
        {
            throw new HomeostatException(FormattableString.Invariant($"{setting} of {found} makes no structural rule; give {expected}."));
        }
    }
}

/// <summary>A rule that treats every projection of changing structure by itself.</summary>
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
    /// <param name="synapses">The synapses.</param>
    /// <param name="now">Batches or steps lived so far, and the projection's chances.</param>
    public abstract StructuralChange Apply(SynapticStructure synapses, Moment now);
}
