namespace Homeostat;

/// <summary>The receptive fields of units: the weights of the synapses on each unit, in the order of the inputs, which shows what each unit has learned.</summary>
public static class ReceptiveFields
{
    /// <summary>
    /// Creates the receptive fields of all units, for <c>Plot.Images</c>. The weight is 0 where there is no synapse; the weights of several
    /// synapses between the same input and unit are added.
    /// </summary>
    /// <param name="pre">The input from which each synapse comes, [synapses].</param>
    /// <param name="post">The unit to which each synapse goes, [synapses].</param>
    /// <param name="weights">The weight of each synapse, [synapses].</param>
    /// <param name="inputs">The number of inputs, such as the pixels of an image.</param>
    /// <param name="units">The number of units.</param>
    /// <returns>The weights as [units][inputs].</returns>
    /// <exception cref="HomeostatException">The input or unit of a synapse does not exist, or the three lists differ in length.</exception>
    public static float[][] Of(ReadOnlySpan<int> pre, ReadOnlySpan<int> post, ReadOnlySpan<double> weights, int inputs, int units)
    {
        if (pre.Length != weights.Length || post.Length != weights.Length)
        {
            throw new HomeostatException(
                $"Synapses with {pre.Length} sources, {post.Length} targets and {weights.Length} weights were given; the same number of each was expected.");
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
