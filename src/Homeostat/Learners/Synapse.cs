using System.Globalization;

namespace Homeostat;

/// <summary>
/// Learning synapses, put together from three parts: the values that they deliver, the local gradient that they compute, and an
/// <see cref="Optimizer"/> that turns the gradient into a change of the weight.
/// </summary>
public static class Synapse
{
    /// <summary>Creates a dense projection whose weight <c>w</c> learns.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the postsynaptic population.</param>
    /// <param name="deliveries">The equations flagged <c>(summed)</c>, one in each line: the values that the synapses deliver.</param>
    /// <param name="gradient">The local gradient of the free energy, such as <c>-mean(error_post*rate_pre)</c>.</param>
    /// <param name="optimizer">The rule that turns the gradient into a change of the weight.</param>
    /// <param name="weights">The expression for the initial weights.</param>
    /// <param name="name">The name of the projection; <c>pre_to_post</c> if null.</param>
    /// <param name="selection">The rule by which its synapses are removed and added; null for a projection in which all synapses always exist.</param>
    public static Projection Learning(
        string pre,
        string post,
        string deliveries,
        string gradient,
        Optimizer optimizer,
        string weights = GlorotUniform,
        string? name = null,
        Selection? selection = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var rate = optimizer.RateName;
        var projection = new Projection(pre, post, $"""
            w : 1 (weight)
            g : 1 (gradient)   # of the last update
            {deliveries}
            {optimizer.Equations}
            """)
        {
            OnLearn = $"g = {gradient}",
            OnUpdate = $"""
                {optimizer.OnLearn}
                {optimizer.Constraints}
                """,
            Initial = new Dictionary<string, string>
            {
                ["w"] = weights,
                [rate] = optimizer.Rate.ToString("R", CultureInfo.InvariantCulture),
            },
        };
        projection = selection?.Of(projection, optimizer.Equations) ?? projection;
        return name is null ? projection : projection with { Name = name };
    }

    /// <summary>The expression for uniformly distributed initial weights of variance 2/(N_pre + N_post) (Glorot &amp; Bengio 2010, equation 16).</summary>
    public const string GlorotUniform = "sqrt(6/(N_pre + N_post))*(2*rand() - 1)";
}
