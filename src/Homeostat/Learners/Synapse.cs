using System.Globalization;

namespace Homeostat;

/// <summary>
/// Puts synapses together from their three parts: what they deliver, the local gradient they compute, and how an
/// <see cref="Optimizer"/> turns it into a change.
/// </summary>
public static class Synapse
{
    /// <summary>A dense projection whose weight <c>w</c> learns.</summary>
    /// <param name="pre">Name of the presynaptic population.</param>
    /// <param name="post">Name of the postsynaptic population.</param>
    /// <param name="deliveries">The <c>(summed)</c> lines.</param>
    /// <param name="gradient">The local gradient of the free energy, such as <c>-mean(error_post*rate_pre)</c>.</param>
    /// <param name="optimizer">What the gradient does to the weight.</param>
    /// <param name="weights">Initial weights, as an expression; zero for <c>0</c>.</param>
    /// <param name="name">Its name; null for <c>pre_to_post</c>.</param>
    /// <param name="selection">How its synapses come and go; null for a projection in which all of them always exist.</param>
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

    /// <summary>Uniform weights of variance 2/(N_pre + N_post) (Glorot &amp; Bengio 2010, equation 16).</summary>
    public const string GlorotUniform = "sqrt(6/(N_pre + N_post))*(2*rand() - 1)";
}
