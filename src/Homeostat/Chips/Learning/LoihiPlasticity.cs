namespace Homeostat.Chips;

/// <summary>
/// Loihi's learning as equations over whole numbers. Traces are variables of the units, which statements of each step bring up to date. Where an epoch is one step and nothing happens without a
/// spike, a synapse is visited only when one of its units fires; otherwise, equations that follow the clock apply the rule to all synapses at the beginning of the step after an epoch.
/// </summary>
internal sealed class LoihiPlasticity
{
    private readonly LoihiLearning _learning;
    private readonly LoihiRule _weight;
    private readonly LoihiRule _tag;
    private readonly string _end;

    public LoihiPlasticity(LoihiLearning learning)
    {
        _learning = learning;
        _weight = LoihiRule.Parse(learning.Weight, "the rule of the weight");
        _tag = LoihiRule.Parse(learning.Tag, "the rule of the tag");
        _end = learning.Name.Length > 0 ? $"_{learning.Name}" : "";
        Check();
    }

    /// <summary>True if a synapse is visited only when one of its units fires.</summary>
    public bool FollowsEvents => _learning.Epoch == 1 && Products.All(p => p.When != "u");

    /// <summary>True if all numbers have no more than the 24 bits of float32.</summary>
    public bool FitsSingle => Products.All(p => p.Bits <= 24);

    /// <summary>True if synapses have a tag.</summary>
    public bool HasTag => _tag.Products.Count > 0;

    private IEnumerable<LoihiProduct> Products => _weight.Products.Concat(_tag.Products);

    private LoihiTrace? Trace(string name) => name switch { "x1" => _learning.X1, "x2" => _learning.X2, "y1" => _learning.Y1, "y2" => _learning.Y2, _ => _learning.Y3 };

    private IEnumerable<(string Name, LoihiTrace Trace)> Traces(bool isPre) =>
        Products.SelectMany(p => p.Traces).Distinct().Where(n => n[0] == 'x' == isPre).Order(StringComparer.Ordinal).Select(n => (n, Trace(n)!));

    /// <summary>A population with the traces of one side.</summary>
    public Population With(Population population, bool isPre)
    {
        ArgumentNullException.ThrowIfNull(population);
        var (lines, statements, initial) = (new List<string>(), new List<string>(), new Dictionary<string, string>(population.Initial));
        foreach (var (name, trace) in Traces(isPre))
        {
            var own = $"{name}{_end}";
            if (trace.IsGiven)
            {
                lines.Add(trace.Value.Length > 0 ? $"{own} = {trace.Value} : 1   # value for learning" : $"{own} : 1   # given value for learning");
                continue;
            }

            lines.Add($"{own}, {own}_kept : 1   # trace of spikes, and what the next step keeps of it");
            statements.Add($"{own} = min({LoihiTrace.Most}, {own}_kept + spikes*{Impulse(own, trace)})");
            statements.Add($"{own}_kept = {Kept(own, trace)}");
            if (IsDrawn(trace))
            {
                lines.Add($"{own}_up : 1   # what the next spike adds");
                statements.Add($"{own}_up = {Drawn(trace)}");
                initial[$"{own}_up"] = Drawn(trace);
            }
        }

        if (!FollowsEvents)
        {
            AddEpochs(isPre, lines, statements);
        }

        return lines.Count == 0 ? population : population with
        {
            Equations = $"{population.Equations.TrimEnd()}\n{string.Join('\n', lines)}".TrimStart(),
            OnStep = $"{population.OnStep}\n{string.Join('\n', statements)}".Trim(),
            Initial = initial,
        };
    }

    /// <summary>The projection.</summary>
    public Projection Projection(string pre, string post, string input)
    {
        var delivers = $"{input}_post += w";
        return FollowsEvents
            ? new Projection(pre, post, "w : 1 (weight)" + (HasTag ? "\ntag : 1" : "")) { OnPre = $"{delivers}\n{AtSpike(isPre: true)}".TrimEnd(), OnPost = AtSpike(isPre: false) }
            : new Projection(pre, post, AtClock()) { OnPre = delivers, Method = "euler" };
    }

    // Whether a unit has fired in the epoch; and on the postsynaptic side, whether an epoch ends with the step, and whether it is one of u.
    private void AddEpochs(bool isPre, List<string> lines, List<string> statements)
    {
        var fired = isPre ? "x0" : "y0";
        if (Products.Any(p => p.DependsOn(fired)))
        {
            lines.Add($"{fired}{_end}, {fired}{_end}_now : 1   # fired in this epoch, in this step");
            statements.Add($"{fired}{_end}_now = spikes");
            statements.Add($"{fired}{_end} = max(spikes, where(timestep(t, dt) % {_learning.Epoch} == 0, 0, {fired}{_end}))");
        }

        if (!isPre && _learning.Epoch > 1)
        {
            lines.Add($"learns{_end} : 1   # an epoch ends");
            statements.Add($"learns{_end} = int((timestep(t, dt) + 1) % {_learning.Epoch} == 0)");
        }

        if (!isPre && Decimation is { } k)
        {
            lines.Add($"learns_each{_end} : 1   # an epoch of those that u names ends");
            statements.Add($"learns_each{_end} = int((timestep(t, dt) + 1) % {_learning.Epoch << k} == 0)");
        }
    }

    private int? Decimation => _weight.Decimation ?? _tag.Decimation;

    // What a spike does to its synapses. Where both units fire, all of it is done at the presynaptic one.
    private string AtSpike(bool isPre)
    {
        var own = isPre ? "x0" : "y0";
        var both = Products.Any(p => p.When == "x0");
        if (!Products.Any(p => p.When == own))
        {
            return "";
        }

        var statements = new List<string>();
        Sum("w", _weight, _learning.Sign, statements, Product, Read);
        Sum("tag", _tag, WeightSign.Mixed, statements, Product, Read);
        statements.AddRange(from target in Targets() select $"{target} = {(isPre || !both ? "" : $"where(spikes_pre > 0, {target}, ")}{target}_next{(isPre || !both ? "" : ")")}");
        return string.Join('\n', statements);

        string? Product(LoihiProduct product) => product.When == own ? "" : isPre ? "spikes_post*" : null;

        string Read(LoihiProduct product, string name)
        {
            if (name[0] is not ('x' or 'y') || name == "y0")
            {
                return name switch { "t" => "tag", "y0" => "spikes_post", _ => name };
            }

            var side = name[0] == 'x' ? "pre" : "post";
            if (Trace(name)!.IsGiven)
            {
                return GivenValue(name);
            }

            var impulse = Impulse($"{name}{_end}", Trace(name)!, $"_{side}");
            return $"min({LoihiTrace.Most}, {name}{_end}_kept_{side} + {(name[0] == own[0] ? "" : $"spikes_{side}*")}{impulse})";
        }
    }

    // The rule at the beginning of the step after an epoch: registers and spikes are those of the step before.
    private string AtClock()
    {
        var (lines, sums) = (new List<string>(), new List<string>());
        Sum("w", _weight, _learning.Sign, sums, product => $"{When(product.When)}*", Read);
        Sum("tag", _tag, WeightSign.Mixed, sums, product => $"{When(product.When)}*", Read);
        lines.AddRange(Targets().Select(target => $"d{target}/dt = ({(_learning.Epoch > 1 ? $"where(learns{_end}_post > 0, {target}_next, {target})" : $"{target}_next")} - {target})/dt : 1{(target == "w" ? " (weight)" : "")}"));
        lines.AddRange(sums.Select(statement => $"{statement} : 1"));

        // What a trace was at the last spike of the epoch is kept until its end.
        foreach (var (trace, when) in _learning.Epoch == 1 ? [] : Products.SelectMany(p => p.Traces.Select(t => (t, p.When))).Distinct().Where(t => t.When != "u" && !Trace(t.t)!.IsGiven))
        {
            lines.Add($"d{trace}_{when}/dt = ({trace}_{when}_next - {trace}_{when})/dt : 1");
            lines.Add($"{trace}_{when}_next = where({when}{_end}_now_{(when == "x0" ? "pre" : "post")} > 0, {Register(trace)}, {trace}_{when}) : 1");
        }

        return string.Join('\n', lines);

        string When(string when) => when == "u" ? $"learns_each{_end}_post" : $"{when}{_end}_{(when == "x0" ? "pre" : "post")}";

        string Read(LoihiProduct product, string name) => name == "y0" ? When(name) : name[0] is not ('x' or 'y') ? name == "t" ? "tag" : name
            : Trace(name)!.IsGiven ? GivenValue(name) : _learning.Epoch > 1 && product.When != "u" ? $"{name}_{product.When}_next" : Register(name);

        string Register(string name) => $"{name}{_end}_{(name[0] == 'x' ? "pre" : "post")}";
    }

    private IEnumerable<string> Targets() => HasTag ? ["w", "tag"] : ["w"];

    // The accumulator, to which one product after the other is added, and the value that is rounded from it.
    private static void Sum(
        string target, LoihiRule rule, WeightSign sign, List<string> statements, Func<LoihiProduct, string?> factor, Func<LoihiProduct, string, string> read)
    {
        if (rule.Products.Count == 0)
        {
            return;
        }

        var sum = $"{1 << LoihiProduct.FractionBits}*{target}";
        foreach (var product in rule.Products)
        {
            if (factor(product) is { } when)
            {
                sum = FormattableString.Invariant($"clip({sum} + {when}{product.Text(name => read(product, name))}, {-LoihiProduct.Accumulator}, {LoihiProduct.Accumulator - 1})");
            }
        }

        var (signed, least, most) = sign switch
        {
            WeightSign.Excitatory => ($"max(0, {sum})", 0, 255),
            WeightSign.Inhibitory => ($"min(0, {sum})", -255, 0),
            _ => (sum, -256, 255),
        };
        statements.Add(FormattableString.Invariant($"{target}_next = clip(floor(({signed} + floor(128*rand()))/128), {least}, {most})"));
    }

    private string GivenValue(string name) => FormattableString.Invariant($"clip(rint({name}{_end}_post), {-LoihiTrace.Most - 1}, {LoihiTrace.Most})");

    private static bool IsDrawn(LoihiTrace trace) => trace.Stored != Math.Floor(trace.Stored);

    private static string Impulse(string own, LoihiTrace trace, string side = "") => IsDrawn(trace) ? $"{own}_up{side}" : LoihiProduct.Number(trace.Stored);

    private static string Drawn(LoihiTrace trace) =>
        $"{LoihiProduct.Number(Math.Floor(trace.Stored))} + int({LoihiTrace.ImpulseParts}*rand() < {LoihiProduct.Number(LoihiTrace.ImpulseParts * (trace.Stored - Math.Floor(trace.Stored)))})";

    private static string Kept(string own, LoihiTrace trace) => trace.Kept switch
    {
        0 => "0",
        LoihiTrace.Whole => own,
        var kept => $"floor(({LoihiProduct.Number(kept)}*{own} + floor({LoihiTrace.Whole}*rand()))/{LoihiTrace.Whole})",
    };

    private void Check()
    {
        Require(_weight.Products.Count > 0, $"The rule of the weight is empty. Give a sum of products, such as 2**-3*y0*x1 - 2**-3*x0*y1.");
        Require(_learning.Epoch is >= 1 and <= 63, $"An epoch of {_learning.Epoch} time steps was asked for; a chip has 1 to 63.");
        Require(_weight.Decimation is null || _tag.Decimation is null || _weight.Decimation == _tag.Decimation, $"The rule of the weight has u{_weight.Decimation} and that of the tag u{_tag.Decimation}. A projection has one of u0 to u9.");
        foreach (var name in Products.SelectMany(p => p.Traces).Distinct())
        {
            var trace = Trace(name);
            Require(trace is not null, $"The rule names the trace '{name}', which is not given. Set {char.ToUpperInvariant(name[0])}{name[1]} = new LoihiTrace {{ Impulse = 16, TimeConstant = 20 }}.");
            Require(trace!.IsGiven || (trace.Impulse is >= 0 and <= LoihiTrace.Most && trace.TimeConstant >= 0), $"The trace '{name}' has an impulse of {trace.Impulse} and a time constant of {trace.TimeConstant} steps; there is room for impulses of 0 to 127 and times from 0 on.");
            Require(!trace.IsGiven || name[0] == 'y', $"The trace '{name}' was to be given; only postsynaptic ones, y1 to y3, can be.");
        }

        Require(HasTag || Products.All(p => p.Factors.All(f => f.Name != "t")), $"The rule names the tag t, which has no rule of its own. Give the rule of the tag, such as Tag = \"y0*x1 - u0*2**-5*t\".");

        static void Require(bool holds, InvariantMessage message)
        {
            if (!holds)
            {
                throw new HomeostatException(message.ToString());
            }
        }
    }
}
