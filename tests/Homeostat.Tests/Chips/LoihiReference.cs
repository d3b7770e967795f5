namespace Homeostat.Tests.Chips;

/// <summary>Loihi's neurons and synapses in 64-bit integers, written from the definition and without anything of the library.</summary>
internal sealed class LoihiReference(int units, LoihiNeuron neuron, IReadOnlyList<(int Pre, int Post, int Weight, int Delay)> synapses, int exponent = 0)
{
    private const long M = 1 << 23;

    private readonly long[,] _arriving = new long[64, units];
    private readonly int[] _counter = new int[units];

    public long[] U { get; } = new long[units];

    public long[] V { get; } = new long[units];

    public bool[] Spikes { get; } = new bool[units];

    /// <summary>Carries out step t with the given sums of weights, which arrive beside those of synapses.</summary>
    public void Step(int t, int[] given)
    {
        for (var i = 0; i < units; i++)
        {
            var a = (_arriving[t % 64, i] >= 0 || exponent >= 0 ? Shift(_arriving[t % 64, i]) : -((-_arriving[t % 64, i] + (1L << -exponent) - 1) >> -exponent)) + given[i];
            _arriving[t % 64, i] = 0;
            U[i] = Wrap(TowardZero(U[i] * (4096 - (neuron.DecayU + 1)), 12) + (a * 64));
            if (_counter[i] > 0)
            {
                V[i] = 0;
            }
            else
            {
                var v = TowardZero(V[i] * (4096 - neuron.DecayV), 12) + U[i] + ((long)neuron.BiasMantissa << neuron.BiasExponent);
                V[i] = Math.Max(-((1L << neuron.LowestExponent) - 1), Math.Min((1L << (9 + (2 * neuron.HighestExponent))) - 1, v));
            }

            Spikes[i] = V[i] > (long)neuron.Threshold << 6;
            if (Spikes[i])
            {
                (V[i], _counter[i]) = (0, neuron.Refractory);
            }

            _counter[i] = Math.Max(0, _counter[i] - 1);
        }

        foreach (var (pre, post, weight, delay) in synapses.Where(s => Spikes[s.Pre]))
        {
            _arriving[(t + 1 + delay) % 64, post] += weight;
        }
    }

    private long Shift(long sum) => exponent >= 0 ? sum << exponent : sum >> -exponent;

    private static long TowardZero(long x, int bits) => x < 0 ? -(-x >> bits) : x >> bits;

    private static long Wrap(long u) => u > M ? u - (2 * M) : u <= -M ? u + (2 * M) : u;
}
