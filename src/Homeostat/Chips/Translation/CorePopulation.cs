namespace Homeostat.Chips;

/// <summary>Turns a population of integrate-and-fire neurons, and the blocks of synapses that arrive at it, into the whole numbers of Loihi's neuron.</summary>
internal sealed class CorePopulation : IChipNeurons
{
    private readonly CoreUnits _units;
    private readonly Undone _undone;
    private readonly List<ChipRounding> _roundings;
    private readonly double[] _keptV;
    private readonly double[][] _keptU;
    private readonly double[] _gain;

    public CorePopulation(CoreUnits units, IReadOnlyList<(Route Route, int Current, RealLearning? Learning)> arriving, TranslateOptions options, Undone undone, List<ChipRounding> roundings)
    {
        (_units, _undone, _roundings) = (units, undone, roundings);
        var exact = undone.HasFlag(Undone.Decays);
        _keptV = [.. units.Keep.Select(a => CoreDecay.Kept(a, exact, 1, 4096))];
        _keptU = [.. units.Currents.Select(c => c.Keep.Select(d => CoreDecay.Kept(d, exact, 0, 4095)).ToArray())];
        _gain = exact ? [.. units.Keep.Select(_ => 1.0)] : Compensation(units.Keep, _keptV);
        Blocks = [.. arriving.Select(a => new RealBlock(a.Route, a.Current, Weights(a.Route, a.Current, exact), a.Learning is { } learning ? Learning(learning, a.Route, a.Current, exact) : null))];
        Scale = new CoreScale(units.Threshold.Max(), Bias.Max(Math.Abs), Blocks, options.Headroom).Choose();
        Exponents = [.. Blocks.Select(b => CoreScale.Exponent(b, Scale))];
        Overflow = options.Overflow;
        foreach (var (block, exponent) in Blocks.Zip(Exponents).Where(b => b.Second > CoreScale.MostExponent))
        {
            throw ChipFaults.OfProjection(
                block.Route.Projection.Name, $"its largest weight moves the potential by {block.Largest:G4}, more than {255 * Math.ScaleB(64, CoreScale.MostExponent) / Scale:G4}, the most that a synapse can beside the threshold of {units.Threshold.Max():G4}",
                "Lower the weight, or raise the headroom, which coarsens everything else.");
        }
    }

    /// <summary>Units of the register for one unit of the circuit's potential.</summary>
    public double Scale { get; }

    public ChipPotential Potential => new(_units.Potential, "v", Scale, _units.Reset, _units.Reset, _units.Threshold);

    public IReadOnlyList<RealBlock> Blocks { get; }

    /// <summary>The exponent of the weights of each block.</summary>
    public int[] Exponents { get; }

    private LoihiOverflow Overflow { get; }

    private double[] Bias => [.. _units.Bias.Select((b, i) => b * _gain[i])];

    public string Input(int block) => IsDirect(Blocks[block].Current) ? $"u{Suffix(Blocks[block].Current)}" : InputName(Blocks[block].Current, Exponents[block]);

    public double Factor(int block) => IsDirect(Blocks[block].Current) ? Math.ScaleB(64, Exponents[block]) : 1;

    public Population Build(Dictionary<string, double[]> values)
    {
        var (declared, parameters) = (_units.Population, new CoreParameters(_units.Population.Name, values));
        var suffixes = Enumerable.Range(0, _units.Currents.Count).Select(Suffix).ToArray();
        var currents = suffixes.Select((suffix, k) => new LoihiCurrent(
            suffix, $"decay_u{suffix}",
            IsDirect(k) ? [] : [.. Blocks.Zip(Exponents).Where(b => b.First.Current == k).Select(b => (InputName(k, b.Second), b.Second)).Distinct().DefaultIfEmpty((InputName(k, 0), 0))])).ToArray();
        Add(parameters, "decay_v", $"decay of {_units.Potential}", [.. _keptV.Select(k => 4096 - k)], Share(_units.Keep), Share([.. _keptV.Select(k => k / 4096)]));
        for (var k = 0; k < currents.Length; k++)
        {
            Add(
                parameters, currents[k].Decay, $"decay of {_units.Currents[k].Name}", [.. _keptU[k].Select(kept => 4095 - kept)], Share(_units.Currents[k].Keep),
                Share([.. _keptU[k].Select(kept => kept / 4096)]));
            var (current, direct) = (_units.Currents[k], IsDirect(k));
            parameters.Begin(currents[k].Register, Whole([.. current.Start.Select((x, unit) => x * Scale * (direct ? current.Keep[unit] : 1))]));
        }

        double[] threshold = [.. _units.Threshold.Select(t => t * Scale / 64)];
        var vth = _undone.HasFlag(Undone.Threshold) ? threshold : [.. threshold.Select(t => Math.Clamp(Math.Round(t), 0, 131071))];
        Add(parameters, "vth", "threshold", vth, _units.Threshold, [.. vth.Select(t => t * 64 / Scale)]);
        double[] bias = [.. Bias.Select(b => b * Scale)];
        var stored = _undone.HasFlag(Undone.Bias) ? bias : [.. bias.Select(b => CoreScale.Bias(b) is var (mantissa, exponent) ? mantissa * (1 << exponent) : 0)];
        Add(parameters, "bias", "bias", stored, Bias, [.. stored.Select(b => b / Scale)]);
        parameters.Begin("v", Whole([.. _units.Start.Select(x => x * Scale)]));
        var isRefractory = _units.Hold.Any(h => h > 1);
        if (isRefractory)
        {
            parameters.Add("hold", [.. _units.Hold.Select(h => (double)h)]);
        }

        var rounds = !_undone.HasFlag(Undone.Registers);
        if (rounds)
        {
            parameters.Constants["v_lowest"] = 1 - LoihiNeuron.Register;
            parameters.Constants["v_highest"] = LoihiNeuron.Register - 1;
        }

        return new LoihiText(currents) { IsRefractory = isRefractory, Rounds = rounds, Overflow = Overflow }.Population(declared.Name, declared.Size, parameters.Lines) with
        {
            Constants = parameters.Constants,
            Initial = parameters.Initial,
        };
    }

    // Up to two currents, and sums of up to 2¹⁷ even if all synapses act in the same step.
    public bool FitsSingle(IReadOnlyList<double[]> stored)
    {
        const double MostSum = 1 << 17;
        var sums = new double[_units.Currents.Count, _units.Population.Size];
        for (var b = 0; b < stored.Count; b++)
        {
            var factor = Math.ScaleB(1, Math.Max(0, Exponents[b]));
            for (var k = 0; k < stored[b].Length; k++)
            {
                sums[Blocks[b].Current, Blocks[b].Route.Synapses![k].Post] += (Blocks[b].Learning is null ? Math.Abs(stored[b][k]) : 256) * factor;
            }
        }

        return _undone == Undone.None && _units.Currents.Count <= 2 && sums.Cast<double>().All(s => s <= MostSum);
    }

    public double[] Stored(int block)
    {
        var (real, one) = (Blocks[block], Math.ScaleB(64 / Scale, Exponents[block]));
        if (_undone.HasFlag(Undone.Weights))
        {
            return [.. real.Weights.Select(w => w / one)];
        }

        double[] stored = [.. real.Weights.Select(w => CoreScale.Stored(w / one, real.Sign))];
        if (real.Weights.Length > 0)
        {
            _roundings.Add(Rounding(
                real.Route.Projection.Name, "weights", $"{Range(stored)} · 2^{Exponents[block]}", real.Weights, [.. stored.Select(w => w * one)]));
        }

        return stored;
    }

    // Sums of whole weights that are not shifted to the right need no variable of their own. Rules of learning read the weights that arrive.
    private bool IsDirect(int current) => Blocks.Zip(Exponents).Where(b => b.First.Current == current).All(b => b.Second >= 0 && b.First.Learning is null);

    private string Suffix(int current) => _units.Currents.Count == 1 ? "" : $"_{_units.Currents[current].Name}";

    private string InputName(int current, int exponent) => $"a{Suffix(current)}_{(exponent < 0 ? "m" : "")}{Math.Abs(exponent)}";

    /// <summary>The units of the chip's weight for a weight of 1, where synapses learn.</summary>
    public double WeightUnit(int block) => Blocks[block].Learning!.Effect * Scale / 64 / Math.ScaleB(1, Exponents[block]);

    private double[] Weights(Route route, int current, bool exact)
    {
        var effect = Effect(route, current, exact);
        return [.. route.Synapses!.Select((s, k) => route.Weight(k) * effect[s.Post])];
    }

    // The change of each unit's potential by what brings 1 to the target.
    private double[] Effect(Route route, int current, bool exact)
    {
        var gain = _units.Currents[current].Gain[route.Target];
        var factor = exact ? [.. gain.Select(_ => 1.0)] : Compensation(_units.Currents[current].Keep, _keptU[current]);
        return [.. gain.Select((g, post) => g * factor[post] * _gain[post])];
    }

    private LearningBlock Learning(RealLearning real, Route route, int current, bool exact)
    {
        var (name, effect) = (route.Projection.Name, Effect(route, current, exact));
        double[] reached = [.. route.Synapses!.Select(s => effect[s.Post] * real.Delivered).Distinct()];
        if (reached.Length != 1 || reached[0] == 0)
        {
            throw ChipFaults.OfProjection(name, $"a weight moves the potentials of its units by different amounts, or not at all, and a chip has one rule for all its synapses", "Give the units the same time constants, or a projection for each kind.");
        }

        // Without a limit, weights may become twice as large as the largest is.
        var present = 2 * route.Synapses!.Select((_, k) => Math.Abs(route.Weight(k) / real.Delivered)).DefaultIfEmpty().Max();
        var (least, most) = (double.IsFinite(real.Least) ? real.Least : -present, double.IsFinite(real.Most) ? real.Most : present);
        if (!(most > least) || Math.Max(Math.Abs(least), Math.Abs(most)) == 0)
        {
            throw ChipFaults.OfProjection(name, $"its weights are between {least} and {most}", "Give them limits: w = clip(w, 0, w_max).");
        }

        return new LearningBlock(real, reached[0], [least * reached[0], most * reached[0]]);
    }

    private void Add(CoreParameters parameters, string name, string what, double[] registers, double[] wanted, double[] stored)
    {
        parameters.Add(name, registers);
        _roundings.Add(Rounding(_units.Population.Name, what, Range(registers), wanted, stored));
    }

    private double[] Whole(double[] values) => _undone.HasFlag(Undone.Registers) ? values
        : [.. values.Select(x => Math.Clamp(Math.Round(x), 1 - LoihiNeuron.Register, LoihiNeuron.Register - 1))];

    // The share that decays in a step.
    private static double[] Share(double[] keep) => [.. keep.Select(k => 1 - k)];

    private static double[] Compensation(double[] keep, double[] kept)
    {
        var known = new Dictionary<(double, double), double>();
        return [.. keep.Zip(kept, (a, b) => known.TryGetValue((a, b), out var factor) ? factor : known[(a, b)] = CoreDecay.Compensation(a, b))];
    }

    public static ChipRounding Rounding(string part, string what, string registers, double[] wanted, double[] stored)
    {
        var worst = Enumerable.Range(0, wanted.Length).MaxBy(i => Math.Abs(stored[i] - wanted[i]));
        var (error, size) = (wanted.Zip(stored, (a, b) => (a - b) * (a - b)).Sum(), wanted.Sum(a => a * a));
        return new ChipRounding(part, what, wanted[worst], stored[worst], registers, size > 0 ? Math.Sqrt(error / size) : error > 0 ? double.PositiveInfinity : 0);
    }

    public static string Range(double[] registers)
    {
        var (least, most) = (registers.Min(), registers.Max());
        return (least == most ? Text(least) : $"{Text(least)} to {Text(most)}").ToString();

        static string Text(double value) => value.ToString("G7", System.Globalization.CultureInfo.InvariantCulture);
    }
}
