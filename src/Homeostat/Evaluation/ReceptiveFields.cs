namespace Homeostat;

/// <summary>What units have come to stand for: the weights of the synapses on each, laid out as its inputs are.</summary>
public static class ReceptiveFields
{
    /// <summary>The fields of all units, for <c>Plot.Images</c>. Where there is no synapse the weight is 0; several are added up.</summary>
    /// <param name="pre">[synapse] which input it comes from.</param>
    /// <param name="post">[synapse] which unit it goes to.</param>
    /// <param name="weights">[synapse] its weight.</param>
    /// <param name="inputs">How many inputs there are, such as the pixels of an image.</param>
    /// <param name="units">How many units there are.</param>
    /// <returns>[unit][input].</returns>
    /// <exception cref="HomeostatException">A synapse is of an input or unit that is not there, or the three differ in length.</exception>
    public static float[][] Of(ReadOnlySpan<int> pre, ReadOnlySpan<int> post, ReadOnlySpan<double> weights, int inputs, int units)
    {
        if (pre.Length != weights.Length || post.Length != weights.Length)
        {
            throw new HomeostatException(
                $"Synapses with {pre.Length} sources, {post.Length} targets and {weights.Length} weights were given; as many of each were expected.");
        }

        var fields = Enumerable.Range(0, units).Select(_ => new float[inputs]).ToArray();
        for (var i = 0; i < weights.Length; i++)
        {
            if ((uint)pre[i] >= (uint)inputs || (uint)post[i] >= (uint)units)
            {
                throw new HomeostatException(
                    $"Synapse {i} goes from {pre[i]} to {post[i]}; from one of {inputs} inputs to one of {units} units was expected.");
            }

            fields[post[i]][pre[i]] += (float)weights[i];
        }

        return fields;
    }
}
