namespace Homeostat;

/// <summary>
/// The common part of all synapses on which spikes act: a presynaptic spike adds an amount to a variable of the postsynaptic unit. The
/// amount is proportional to <c>J</c>, the strength of a synapse of weight 1, which has the unit of that variable.
/// </summary>
internal static class SpikingSynapse
{
    /// <summary>Creates a copy of a projection with parameters, and with a delivery as the first statement at a presynaptic spike.</summary>
    /// <param name="synapse">The projection. The name of its postsynaptic population may be followed by a dot and the variable to which spikes add.</param>
    /// <param name="defaults">The default values of the parameters.</param>
    /// <param name="given">The values that replace default values.</param>
    /// <param name="delivers">The expression for the amount that a spike adds.</param>
    /// <param name="target">The variable to which spikes add if the projection names none.</param>
    public static Projection Delivering(
        this Projection synapse,
        string defaults,
        ReadOnlySpan<(string Name, Quantity Value)> given,
        string delivers = "J*w",
        string target = "ge")
    {
        var post = synapse.Post;
        ArgumentNullException.ThrowIfNull(post);
        if (post.LastIndexOf('.') is >= 0 and var dot)
        {
            (post, target) = (post[..dot], post[(dot + 1)..]);
        }

        var filled = synapse with { Post = post, OnPre = $"{target}_post += {delivers}\n{synapse.OnPre}".TrimEnd() };
        return filled.With(defaults, given, free: "J");
    }
}
