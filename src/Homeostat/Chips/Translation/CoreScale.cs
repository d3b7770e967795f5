namespace Homeostat.Chips;

/// <summary>The synapses of a route as changes of the potential of its units, in the units of the circuit.</summary>
/// <param name="Route">The route.</param>
/// <param name="Current">The index of the current that it brings.</param>
/// <param name="Weights">The change of the potential by each synapse.</param>
/// <param name="Learning">How the synapses learn; null where they do not.</param>
internal sealed record RealBlock(Route Route, int Current, double[] Weights, LearningBlock? Learning = null)
{
    /// <summary>The largest size that a weight has, or can learn to have.</summary>
    public double Largest { get; } = (Learning?.Limits ?? Weights).Select(Math.Abs).DefaultIfEmpty(0).Max();

    /// <summary>The signs that weights have, or can learn to have.</summary>
    public WeightSign Sign { get; } = SignOf(Learning?.Limits ?? Weights);

    private static WeightSign SignOf(double[] weights) =>
        weights.All(w => w >= 0) ? WeightSign.Excitatory : weights.All(w => w <= 0) ? WeightSign.Inhibitory : WeightSign.Mixed;
}

/// <summary>The learning of a block of synapses.</summary>
/// <param name="Real">The plasticity, in the units of the circuit.</param>
/// <param name="Effect">The change of the potential by a weight of 1.</param>
/// <param name="Limits">The changes of the potential by the smallest and the largest weight.</param>
internal sealed record LearningBlock(RealLearning Real, double Effect, double[] Limits);

/// <summary>
/// Chooses how many units of a register stand for one unit of the circuit's potential, one number for each population. The largest weight of a block then
/// takes all bits, as in nengo-loihi; of the blocks and exponents, the choice is that which rounds weights, threshold and bias least.
/// </summary>
/// <param name="threshold">The largest threshold.</param>
/// <param name="bias">The largest size of a bias.</param>
/// <param name="blocks">The blocks of synapses.</param>
/// <param name="headroom">The number of thresholds that the registers have room for.</param>
internal sealed class CoreScale(double threshold, double bias, IReadOnlyList<RealBlock> blocks, double headroom)
{
    public const int LeastExponent = -8;
    public const int MostExponent = 7;

    // Of more weights than this, evenly spread ones are looked at.
    private const int Sample = 1000;

    /// <summary>The largest whole number that a weight can be.</summary>
    public static double Most(WeightSign sign) => sign == WeightSign.Mixed ? 254 : 255;

    /// <summary>The scale.</summary>
    public double Choose()
    {
        var most = Math.Min(64.0 * 131071 / headroom / threshold, bias > 0 ? 4095.0 * 128 / bias : double.PositiveInfinity);

        // Where synapses learn, the chip's limit of the weight is that of the circuit.
        var learns = blocks.FirstOrDefault(b => b.Learning is not null && b.Largest > 0);
        var candidates = learns is null ? new List<double> { most } : [];
        foreach (var block in learns is not null ? [learns] : blocks.Where(b => b.Largest > 0))
        {
            for (var e = LeastExponent; e <= MostExponent; e++)
            {
                candidates.Add(Math.ScaleB(64, e) * Most(block.Sign) / block.Largest);
            }
        }

        // The limit of a weight that learns can ask for a scale far below the largest: then the largest that has room is taken, whatever it rounds.
        return candidates.Where(s => s <= most && s >= most / 64).OrderBy(Loss).ThenByDescending(s => s)
            .Concat(candidates.Where(s => s <= most).OrderDescending()).Append(most).First();
    }

    /// <summary>The exponent of a block: the smallest for which its largest weight has room.</summary>
    public static int Exponent(RealBlock block, double scale) => block.Largest == 0 ? 0
        : Math.Max(LeastExponent, (int)Math.Ceiling(Math.Log2(block.Largest * scale / 64 / (Most(block.Sign) + 0.5))));

    /// <summary>The whole number nearest to a weight, among those that a synapse can hold.</summary>
    public static double Stored(double weight, WeightSign sign) => sign == WeightSign.Mixed
        ? Math.Clamp(2 * Math.Round(weight / 2), -256, 254)
        : Math.Clamp(Math.Round(weight), sign == WeightSign.Excitatory ? 0 : -255, sign == WeightSign.Excitatory ? 255 : 0);

    /// <summary>Mantissa and exponent of a bias: the smallest exponent for which the mantissa has room.</summary>
    public static (double Mantissa, int Exponent) Bias(double value)
    {
        var exponent = 0;
        while (exponent < 7 && Math.Round(value / (1 << exponent)) is > 4095 or < -4096)
        {
            exponent++;
        }

        return (Math.Clamp(Math.Round(value / (1 << exponent)), -4096, 4095), exponent);
    }

    // The mean squared relative error of weights, as they arrive one by one, and those of threshold and bias.
    private double Loss(double scale)
    {
        var loss = Square(Math.Round(threshold * scale / 64) / (threshold * scale / 64));
        if (bias > 0)
        {
            var (mantissa, exponent) = Bias(bias * scale);
            loss += Square(mantissa * (1 << exponent) / (bias * scale));
        }

        foreach (var block in blocks.Where(b => b.Largest > 0))
        {
            var exponent = Exponent(block, scale);
            if (exponent > MostExponent)
            {
                return double.PositiveInfinity;
            }

            var (one, step, error, sum) = (Math.ScaleB(64 / scale, exponent), Math.Max(1, block.Weights.Length / Sample), 0.0, 0.0);
            for (var k = 0; k < block.Weights.Length; k += step)
            {
                var stored = Stored(block.Weights[k] / one, block.Sign);
                var acts = exponent < 0 ? Math.Floor(Math.ScaleB(stored, exponent)) * 64 / scale : stored * one;
                error += (acts - block.Weights[k]) * (acts - block.Weights[k]);
                sum += block.Weights[k] * block.Weights[k];
            }

            loss += sum > 0 ? error / sum : 0;
        }

        return loss;

        static double Square(double ratio) => (ratio - 1) * (ratio - 1);
    }
}
