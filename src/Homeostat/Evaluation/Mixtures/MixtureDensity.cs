namespace Homeostat;

/// <summary>The weights, means and factors of a mixture, and the densities of samples under it.</summary>
internal sealed record MixtureDensity(double[] Weights, double[,] Means, CovarianceFactor[] Factors)
{
    private const int Block = CovarianceFactor.Block;

    public int Width => Means.GetLength(1);

    /// <summary>Computes log p(x) of each sample and, if they are asked for, the shares of the components in it.</summary>
    /// <remarks>Each block of samples is a task of its own, so the bits do not depend on the number of threads.</remarks>
    public double[] Log(SampleRows samples, double[,]? shares, ParallelOptions threads)
    {
        var densities = new double[samples.Count];
        Parallel.For(
            0,
            (samples.Count + Block - 1) / Block,
            threads,
            () => new Memory(Width, Weights.Length),
            (block, _, memory) =>
            {
                Log(samples, block * Block, densities, shares, memory);
                return memory;
            },
            _ => { });
        return densities;
    }

    private void Log(SampleRows samples, int start, double[] densities, double[,]? shares, Memory memory)
    {
        var count = Math.Min(Block, samples.Count - start);
        for (var n = 0; n < count; n++)
        {
            var row = samples[start + n];
            for (var j = 0; j < row.Length; j++)
            {
                memory.Block[(j * Block) + n] = row[j];
            }
        }

        for (var k = 0; k < Weights.Length; k++)
        {
            var mean = Means.Row(k);
            for (var i = 0; i < mean.Length * Block; i++)
            {
                memory.Centered[i] = memory.Block[i] - mean[i / Block];
            }

            var squares = memory.Logs.AsSpan(k * Block, Block);
            Factors[k].Squares(memory.Centered, squares);
            var constant = Math.Log(Weights[k]) - (((mean.Length * Math.Log(2 * Math.PI)) + Factors[k].LogDeterminant) / 2);
            for (var n = 0; n < count; n++)
            {
                squares[n] = constant - (squares[n] / 2);
            }
        }

        for (var n = 0; n < count; n++)
        {
            var largest = double.NegativeInfinity;
            for (var k = 0; k < Weights.Length; k++)
            {
                largest = Math.Max(largest, memory.Logs[(k * Block) + n]);
            }

            var sum = 0.0;
            for (var k = 0; k < Weights.Length; k++)
            {
                sum += Math.Exp(memory.Logs[(k * Block) + n] - largest);
            }

            densities[start + n] = largest + Math.Log(sum);
            for (var k = 0; k < Weights.Length && shares is not null; k++)
            {
                shares[start + n, k] = Math.Exp(memory.Logs[(k * Block) + n] - largest) / sum;
            }
        }
    }

    // What one thread needs: a block of samples with a column for each, the same with a mean subtracted, and the logarithms of the weighted densities.
    private sealed class Memory(int width, int components)
    {
        public double[] Block { get; } = new double[CovarianceFactor.Padded(width) * CovarianceFactor.Block];

        public double[] Centered { get; } = new double[CovarianceFactor.Padded(width) * CovarianceFactor.Block];

        public double[] Logs { get; } = new double[components * CovarianceFactor.Block];
    }
}
