namespace Homeostat.Chips;

/// <summary>Turns plasticity in real numbers into a rule of the chip. Factors become powers of two, and the impulses of traces what is left.</summary>
/// <param name="projection">The name of the projection.</param>
/// <param name="real">The plasticity.</param>
/// <param name="one">The units of the chip's weight for a weight of 1.</param>
/// <param name="reward">The largest reward.</param>
/// <param name="chip">The chip.</param>
/// <param name="roundings">The list to which is added what was rounded.</param>
internal sealed class LearningScale(string projection, RealLearning real, double one, double reward, Chip chip, List<ChipRounding> roundings)
{
    // Impulses are between this and half of it, so that four spikes or more fit a trace.
    private const double MostImpulse = 32;

    // A slow decay is put into fewer and larger steps until it is this near.
    private const double MostDecayError = 0.05;
    private const int LeastExponent = -7;
    private const int MostExponent = 8;

    private readonly Dictionary<RealTrace, string> _names = [];
    private readonly Dictionary<RealTrace, double> _impulses = [];

    /// <summary>The rule.</summary>
    /// <param name="sign">The signs of the weights.</param>
    public LoihiLearning Rule(WeightSign sign)
    {
        Name(real.Traces.Where(t => t.IsPre), "x", Math.Min(2, (int)(chip.PreTraces?.Value ?? 2)));
        Name(real.Traces.Where(t => !t.IsPre), "y", Math.Min(3, (int)(chip.PostTraces?.Value ?? 3)) - (real.Tag?.Reward is null ? 0 : 1));
        var rule = new LoihiLearning { Weight = "0", Sign = sign };
        if (real.Tag is not { } tag)
        {
            rule = rule with { Weight = Sum(real.Terms, one, real.Weight) };
        }
        else
        {
            rule = Eligibility(rule, tag);
        }

        return rule with { X1 = Trace("x1"), X2 = Trace("x2"), Y1 = rule.Y1 ?? Trace("y1"), Y2 = rule.Y2 ?? Trace("y2"), Y3 = rule.Y3 ?? Trace("y3") };
    }

    // The largest pair of spikes leaves 16 to 32 in the tag, so that eight pairs fit; the rest is put into reward and factor.
    private LoihiLearning Eligibility(LoihiLearning rule, RealTag tag)
    {
        var largest = tag.Terms.Select(t => Math.Abs(t.Change)).DefaultIfEmpty(0).Max();
        Require(largest > 0, $"no spike adds to '{tag.Name}'", "Let spikes add traces to it.");
        var (decimation, steps) = (0, 1);
        var lost = 1 - tag.Keep;
        while (lost > 0 && Math.Abs(Value(Nearest(lost)) - lost) > MostDecayError * lost && decimation < 9)
        {
            (decimation, steps) = (decimation + 1, steps * 2);
            lost = 1 - Math.Pow(tag.Keep, steps);
        }

        var gain = tag.Gain * (tag.Keep < 1 ? lost / (1 - tag.Keep) : 1);
        var unit = MostImpulse / largest;
        var weight = "";
        if (tag.Reward is not null)
        {
            // u·t·y has 20 bits, of which five are cut off.
            var factor = gain * one / unit * 32;
            var exponent = Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Abs(factor) * reward / LoihiTrace.Most)), LeastExponent, MostExponent);
            var unitOfReward = Math.Abs(factor) / Math.ScaleB(1, exponent);
            var place = $"y{real.Traces.Count(t => !t.IsPre) + 1}";
            Require(unitOfReward * reward is >= 1 and < LoihiTrace.Most + 1, $"a reward of {reward} changes the weight by {factor / 32 * unit * reward * largest:G4} units of the chip for one pair of spikes", "Change the learning rate, or the largest reward (TranslateOptions.Reward).");

            // Of a larger mantissa, less is cut off.
            var bits = Math.Clamp(exponent - LeastExponent, 0, 2);
            weight = FormattableString.Invariant($"{Math.Sign(factor) * (1 << bits)}*{Power(exponent - bits)}*u{decimation}*t*{place}");
            var given = LoihiTrace.Given with { Value = $"{LoihiProduct.Number(unitOfReward)}*{tag.Reward}" };
            rule = place switch { "y1" => rule with { Y1 = given }, "y2" => rule with { Y2 = given }, _ => rule with { Y3 = given } };
        }
        else
        {
            var factor = gain * one / unit;
            var exponent = Exponent(factor);
            unit = Math.Abs(gain * one) / Math.ScaleB(1, exponent);
            unit /= Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(unit * largest / MostImpulse)));
            exponent = (int)Math.Round(Math.Log2(Math.Abs(gain * one / unit)));
            Require(exponent is >= LeastExponent and <= MostExponent, $"an eligibility of one pair of spikes changes the weight by {gain * one * largest:G4} units of the chip in a step", "Change the learning rate.");
            weight = FormattableString.Invariant($"{Math.Sign(factor)}*{Power(exponent)}*u{decimation}*t");
        }

        Require(real.Terms.Count == 0, $"spikes change its weight beside '{tag.Name}'", "Let them change the eligibility alone.");
        var decay = Nearest(lost);
        var (mantissa, e) = decay;
        roundings.Add(CorePopulation.Rounding(projection, $"decay of {tag.Name}", FormattableString.Invariant($"{mantissa}/{Math.ScaleB(1, -e)} in {steps} steps"), [1 - Math.Pow(1 - lost, 1.0 / steps)], [1 - Math.Pow(1 - Value(decay), 1.0 / steps)]));
        return rule with { Weight = weight, Tag = $"{Sum(tag.Terms, unit, tag.Name)}{(mantissa > 0 ? $" - {mantissa}*{Power(e)}*u{decimation}*t" : "")}" };
    }

    private string Sum(IReadOnlyList<RealTerm> terms, double unit, string what)
    {
        Require(terms.Count > 0, $"no spike changes '{what}'", "Leave out its statements.");
        return string.Join(" + ", terms.Select(term => Product(term, unit, what)).Where(p => p.Length > 0));
    }

    private string Product(RealTerm term, double unit, string what)
    {
        var (when, wanted) = (term.AtBoth ? "x0*y0" : term.AtPre ? "x0" : "y0", term.Change * unit);
        if (term.Trace is not { } trace)
        {
            var e = Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Abs(wanted) / LoihiTrace.Most)), LeastExponent, MostExponent);
            var constant = Math.Round(wanted / Math.ScaleB(1, e));
            Require((constant != 0 || term.AtBoth) && Math.Abs(constant) <= LoihiTrace.Most, $"a {Side(term)}synaptic spike changes '{what}' by {wanted:G4} units of the chip", "There is room for changes of 1/128 unit to some 100; change the learning rate.");
            Add($"change of {what} at {when}", FormattableString.Invariant($"{constant} · 2^{e}"), wanted, constant * Math.ScaleB(1, e), unit);
            return constant == 0 ? "" : FormattableString.Invariant($"{constant}*{Power(e)}*{when}");
        }

        if (!_impulses.TryGetValue(trace, out var impulse))
        {
            var least = Math.Clamp(Exponent(wanted / MostImpulse), LeastExponent, MostExponent);
            impulse = _impulses[trace] = Math.Round(Math.Abs(wanted) / Math.ScaleB(1, least) * LoihiTrace.ImpulseParts) / LoihiTrace.ImpulseParts;
            Require(impulse > 0 && impulse <= LoihiTrace.Most, $"a pair of spikes changes '{what}' by {wanted:G4} units of the chip", "There is room for changes of some 1/30000 unit to 8000; change the learning rate.");
            roundings.Add(CorePopulation.Rounding(projection, $"decay of {trace.Name}", FormattableString.Invariant($"{LoihiTrace.Whole * (1 - Kept(trace))}/{LoihiTrace.Whole}"), [1 - trace.Keep], [1 - Kept(trace)]));
        }

        var (mantissa, exponent) = Nearest(wanted / impulse);
        Require(mantissa != 0, $"a pair of spikes changes '{what}' by {wanted:G4} units of the chip, too little beside other changes by '{trace.Name}'", "Make the two more alike.");
        Add($"change of {what} by {trace.Name}", FormattableString.Invariant($"{mantissa} · 2^{exponent} · {impulse}"), wanted, mantissa * Math.ScaleB(1, exponent) * impulse, unit);
        return FormattableString.Invariant($"{mantissa}*{Power(exponent)}*{when}*{_names[trace]}");
    }

    private void Name(IEnumerable<RealTrace> traces, string side, int room)
    {
        RealTrace[] all = [.. traces];
        Require(all.Length <= room, $"it has {all.Length} traces of {(side == "x" ? "pre" : "post")}synaptic spikes ({string.Join(", ", all.Select(t => t.Name))}), and there is room for {room}", "Leave out one.");
        for (var k = 0; k < all.Length; k++)
        {
            _names[all[k]] = $"{side}{k + 1}";
        }
    }

    private LoihiTrace? Trace(string name) => _names.FirstOrDefault(n => n.Value == name).Key is not { } trace ? null
        : new LoihiTrace { Impulse = _impulses[trace], TimeConstant = trace.Keep >= 1 ? double.PositiveInfinity : trace.Keep <= 0 ? 0 : -1 / Math.Log(trace.Keep) };

    private static double Kept(RealTrace trace) => Math.Round(LoihiTrace.Whole * trace.Keep) / LoihiTrace.Whole;

    private void Add(string what, string registers, double wanted, double stored, double unit) => roundings.Add(CorePopulation.Rounding(projection, what, registers, [wanted / unit], [stored / unit]));

    // The smallest exponent whose power of two is no less.
    private static int Exponent(double value) => (int)Math.Ceiling(Math.Log2(Math.Abs(value)));

    private static (int Mantissa, int Exponent) Nearest(double value)
    {
        var found = Enumerable.Range(LeastExponent, MostExponent - LeastExponent + 1)
            .Select(e => (Mantissa: (int)Math.Clamp(Math.Round(value / Math.ScaleB(1, e)), -8, 7), Exponent: e))
            .MinBy(p => Math.Abs((p.Mantissa * Math.ScaleB(1, p.Exponent)) - value));
        while (found.Mantissa != 0 && found.Mantissa % 2 == 0 && found.Exponent < MostExponent)
        {
            found = (found.Mantissa / 2, found.Exponent + 1);
        }

        return found;
    }

    private static double Value((int Mantissa, int Exponent) factor) => factor.Mantissa * Math.ScaleB(1, factor.Exponent);

    private static string Power(int exponent) => FormattableString.Invariant($"2**({exponent})");

    private static string Side(RealTerm term) => term.AtPre ? "pre" : "post";

    private void Require(bool holds, InvariantMessage why, string remedy)
    {
        if (!holds)
        {
            throw ChipFaults.OfProjection(projection, why, remedy);
        }
    }
}
