namespace Homeostat;

/// <summary>
/// What synapses that act on spikes have in common: a presynaptic spike adds something to a variable of the postsynaptic
/// unit, in proportion to <c>J</c>, the strength of a synapse of weight 1, whose unit is that variable's.
/// </summary>
internal static class SpikingSynapse
{
    /// <summary>The synapse with parameters, and with what it delivers before anything else happens at a presynaptic spike.</summary>
    /// <param name="synapse">Its postsynaptic population may name the variable that spikes add to, behind a dot.</param>
    /// <param name="defaults">The parameters.</param>
    /// <param name="given">Those that were given instead.</param>
    /// <param name="delivers">What a spike adds.</param>
    /// <param name="target">The variable that spikes add to where none is named.</param>
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
