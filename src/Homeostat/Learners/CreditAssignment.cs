namespace Homeostat;

/// <summary>The six families of biologically plausible credit assignment (Ororbia 2023, arXiv 2312.09257), by where the signal comes from that teaches a synapse.</summary>
public enum CreditAssignment
{
    /// <summary>The synapse is taught by the activity at its two ends alone: Hebbian learning, competition.</summary>
    Implicit,

    /// <summary>One error, target or reward, known at the output, is broadcast to all layers: feedback alignment, perturbation, neuromodulation.</summary>
    Global,

    /// <summary>Each layer is taught by a target or loss of its own, whatever the other layers do: local classifiers, synthetic gradients.</summary>
    Local,

    /// <summary>Layers work together: each reduces the discrepancy between its state and a target or prediction from another layer.</summary>
    Discrepancy,

    /// <summary>Layers work together: the difference between two states of a network that descends an energy teaches all of them.</summary>
    Energy,

    /// <summary>Layers are taught by a second forward pass, over other data, in place of feedback.</summary>
    ForwardOnly,

    /// <summary>Back-propagation, with which the others are compared: the exact gradient, carried back through the same synapses.</summary>
    Backpropagation,
}
