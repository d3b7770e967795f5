namespace Homeostat.Tests.Chips;

/// <summary>A product as numbers: mantissa · 2^exponent · dependency · factors.</summary>
internal sealed record ReferenceProduct(string When, int Mantissa, int Exponent, params (string Name, int Constant)[] Factors)
{
    public override string ToString() => FormattableString.Invariant($"{Mantissa}*2**({Exponent})*{When}") + string.Concat(Factors.Select(f => f.Constant == 0 ? $"*{f.Name}" : FormattableString.Invariant($"*({f.Name} + {f.Constant})")))
        .Replace("+ -", "- ", StringComparison.Ordinal);
}

/// <summary>
/// Loihi's learning in 64-bit integers, written from the definition and without anything of the library, for traces that do not decay.
/// </summary>
internal sealed class LearningReference(int pre, int post, (int Pre, int Post)[] synapses, ReferenceProduct[] weight, ReferenceProduct[] tag, IReadOnlyDictionary<string, int> impulses, int epoch, int decimation, WeightSign sign)
{
    private readonly Dictionary<string, long[]> _traces = new[] { "x1", "x2", "y1", "y2", "y3" }.ToDictionary(n => n, n => new long[n[0] == 'x' ? pre : post]);
    private readonly bool[] _x0 = new bool[pre];
    private readonly bool[] _y0 = new bool[post];
    private readonly Dictionary<(string, string), long>[] _seen = [.. synapses.Select(_ => new Dictionary<(string, string), long>())];

    public long[] W { get; init; } = new long[synapses.Length];

    public long[] Tag { get; } = new long[synapses.Length];

    public long[] Arrived { get; } = new long[post];

    /// <summary>Whether chance has decided about a synapse, of which nothing is known from then on.</summary>
    public bool[] IsChance { get; } = new bool[synapses.Length];

    public long[] Given { get; init; } = new long[post];

    public long this[string trace, int unit] => _traces[trace][unit];

    public void Step(int n, bool[] spikesPre, bool[] spikesPost)
    {
        for (var k = 0; k < synapses.Length; k++)
        {
            Arrived[synapses[k].Post] += spikesPre[synapses[k].Pre] ? W[k] : 0;
        }

        foreach (var (name, trace) in _traces)
        {
            for (var i = 0; i < trace.Length; i++)
            {
                var fired = name[0] == 'x' ? spikesPre[i] : spikesPost[i];
                trace[i] = impulses.TryGetValue(name, out var impulse) ? Math.Min(127, trace[i] + (fired ? impulse : 0)) : name[0] == 'y' ? Given[i] : 0;
            }
        }

        for (var i = 0; i < pre; i++)
        {
            _x0[i] |= spikesPre[i];
        }

        for (var i = 0; i < post; i++)
        {
            _y0[i] |= spikesPost[i];
        }

        for (var k = 0; k < synapses.Length; k++)
        {
            var (i, j) = synapses[k];
            foreach (var name in _traces.Keys)
            {
                var value = _traces[name][name[0] == 'x' ? i : j];
                _seen[k][(name, "u")] = value;
                if (spikesPre[i])
                {
                    _seen[k][(name, "x0")] = value;
                }

                if (spikesPost[j])
                {
                    _seen[k][(name, "y0")] = value;
                }
            }
        }

        if ((n + 1) % epoch != 0)
        {
            return;
        }

        var u = (n + 1) / epoch % (1 << decimation) == 0;
        for (var k = 0; k < synapses.Length; k++)
        {
            var (w, t) = (Learn(k, W[k], weight, u), Learn(k, Tag[k], tag, u));
            var (least, most) = sign switch { WeightSign.Excitatory => (0, 255), WeightSign.Inhibitory => (-255, 0), _ => (-256, 255) };
            (W[k], Tag[k]) = (Math.Clamp(w, least, most), Math.Clamp(t, -256, 255));
        }

        Array.Clear(_x0);
        Array.Clear(_y0);
    }

    private long Learn(int k, long old, ReferenceProduct[] products, bool u)
    {
        var sum = old << 7;
        foreach (var product in products)
        {
            var acts = product.When switch { "x0" => _x0[synapses[k].Pre], "y0" => _y0[synapses[k].Post], _ => u };
            if (!acts)
            {
                continue;
            }

            var (value, bits) = ((long)product.Mantissa, 4);
            foreach (var (name, constant) in product.Factors)
            {
                var width = name == "y0" ? 1 : name is "w" or "t" ? 9 : 7;
                var factor = name switch { "y0" => _y0[synapses[k].Post] ? 1 : 0, "w" => W[k], "t" => Tag[k], _ => _seen[k][(name, product.When[0] == 'u' ? "u" : product.When)] };
                var most = width == 9 ? 255 : 127;
                value *= Math.Clamp(factor + constant, -most - 1, most);
                bits += width;
            }

            value = value >> Math.Max(0, bits - 15) << (product.Exponent + 7);
            sum = Math.Clamp(sum + Math.Clamp(value, -32768, 32767), -32768, 32767);
        }

        // What a limit has cut off may be no whole number; then chance decides.
        IsChance[k] |= sum % 128 != 0;
        return sum >> 7;
    }
}
