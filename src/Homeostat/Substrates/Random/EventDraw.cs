namespace Homeostat.Substrates;

/// <summary>Random numbers for an event at a synapse. They depend on the step and both units, not on where the synapse is stored
/// or which thread carries out the event.</summary>
internal static class EventDraw
{
    /// <summary>A uniform number in [0, 1) or a standard normal one.</summary>
    /// <param name="seed">The seed of all random numbers.</param>
    /// <param name="isNormal">Whether the number is normal.</param>
    /// <param name="number">The stream.</param>
    /// <param name="sample">The sample of the batch.</param>
    /// <param name="step">The time step.</param>
    /// <param name="pre">The presynaptic unit.</param>
    /// <param name="post">The postsynaptic unit.</param>
    /// <param name="type">The number type for which it is drawn.</param>
    public static double Of(ulong seed, bool isNormal, int number, int sample, long step, int pre, int post, ElementType type)
    {
        var stream = 0x4000_0000u | ((uint)number << 12) | (uint)sample;
        var (x0, x1, x2, x3) = Philox.Block(seed, stream, (ulong)step | ((ulong)(uint)pre << 40), (uint)post);
        var first = (((ulong)x0 << 21) ^ (x1 >> 11)) * (1.0 / (1L << 53));
        if (!isNormal)
        {
            return type == ElementType.Float32 ? Philox.UniformSingle(x0) : first;
        }

        var second = (((ulong)x2 << 21) ^ (x3 >> 11)) * (1.0 / (1L << 53));
        return Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second);
    }
}
