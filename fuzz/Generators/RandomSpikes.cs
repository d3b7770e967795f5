namespace Homeostat.Fuzz;

/// <summary>
/// Random circuits in which units fire: noisy, regular and given sources; cells with thresholds, resets, refractory times and further events; synapses with
/// delays, traces between events, equations that follow the clock, and sums, onto whole populations and slices; rates that read them.
/// </summary>
internal static class RandomSpikes
{
    public static Experiment Experiment(int seed)
    {
        var random = new Random(seed);
        var batch = random.OneIn(4) ? random.Samples() : 1;
        var circuit = Circuit(random, plastic: batch == 1);
        var stages = new List<Stage>();
        for (var k = random.Next(1, 4); k > 0; k--)
        {
            stages.Add(random.Next(5) switch
            {
                0 => new PhaseStage([new Settle(random.Next(1, 20))]),
                1 when circuit.Projections.Any(p => p.OnLearn.Length > 0) => new PhaseStage([new Learn()]),
                2 => new PhaseStage([new Set($"{circuit.Populations[0].Name}.{random.Of("u", "m")}", random.NextDouble()), new Settle(random.Next(1, 4))]),
                _ => new TimeStage(random.Next(1, Longest(random, circuit))),
            });
        }

        return new Experiment(circuit, batch, stages)
        {
            Seed = random.Next(1, 1000),
            Recorded = stages.OfType<TimeStage>().Any() && random.OneIn(2) ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Variable(random, circuit)).Distinct()] : [],
        };
    }

    private static string Variable(Random random, Circuit circuit)
    {
        if (circuit.Projections.Count > 0 && random.OneIn(3))
        {
            var projection = circuit.Projections[random.Next(circuit.Projections.Count)];
            var stored = Names(projection.Equations, line => !line.Contains('=', StringComparison.Ordinal) || line.StartsWith('d'));
            return stored.Length == 0 ? Variable(random, circuit) : $"{projection.Name}.{random.Of(stored)}";
        }

        var population = circuit.Populations[random.Next(circuit.Populations.Count)];
        return $"{population.Name}.{random.Of(Names(population.Equations, _ => true))}";
    }

    private static string[] Names(string equations, Func<string, bool> wanted) =>
    [
        .. equations.Split('\n').Where(line => line.Length > 0 && wanted(line)).SelectMany(line => line.Split(':')[0].Split('=')[0].Split(','))
            .Select(name => name.Trim()).Select(name => name.EndsWith("/dt", StringComparison.Ordinal) ? name[1..^3] : name),
    ];

    // The interpreter takes its time: some small circuits run across the end of a stretch of a thousand steps, large ones for a few steps.
    private static int Longest(Random random, Circuit circuit) => circuit.Populations.Sum(p => p.Size) switch
    {
        < 12 when random.OneIn(8) => 1300,
        < 100 => 150,
        _ => 40,
    };

    private static Circuit Circuit(Random random, bool plastic)
    {
        var step = random.Of(0.1, 0.1, 0.5, 1.0);
        var circuit = new Circuit("spikes", step * Units.Millisecond);
        var isLarge = random.OneIn(6);
        for (var k = random.Next(1, 4); k > 0; k--)
        {
            var size = isLarge ? random.Next(90, 300) : random.Units();
            var name = $"n{circuit.Populations.Count}";
            circuit.Add(random.OneIn(3) ? Source(random, name, size, step) : Cells(random, name, size, circuit));
        }

        if (random.OneIn(4))
        {
            circuit.Add(new Population("rates", random.Units(), """
                dv/dt = (g + relu(s) - v)/(10*ms) : 1
                u, g : 1
                m : 1 (shared)
                s : 1 (input)
                """) { Method = "euler" });
        }

        var sources = circuit.Populations.Where(p => p.Threshold.Length > 0 || p.Spikes is not null).ToArray();
        for (var k = random.Next(1, 5); k > 0 && sources.Length > 0; k--)
        {
            var (pre, post) = (sources[random.Next(sources.Length)], circuit.Populations[random.Next(circuit.Populations.Count)]);
            circuit.Add(Synapses(random, pre, post, step, plastic) with { Name = $"s{circuit.Projections.Count}" });
        }

        return circuit;
    }

    private static Population Source(Random random, string name, int size, double step)
    {
        const string Shared = "u, g, v : 1\nm : 1 (shared)\ns : 1 (input)";
        return random.Next(3) switch
        {
            0 => new Population(name, size, Shared + "\nrate : Hz") { Threshold = "rand() < rate*dt", Initial = Of(("rate", $"({random.Between(10, 300)} + i)*Hz")) },
            1 => new Population(name, size, Shared) { Threshold = $"timestep(t, dt) % {random.Next(2, 30)} == i % {random.Next(1, 9)}" },
            _ => new Population(name, size, Shared) { Spikes = Given(random, size, step) },
        };
    }

    private static SpikeTimes Given(Random random, int size, double step)
    {
        var count = random.Next(0, 40);
        return new SpikeTimes(
            [.. Enumerable.Range(0, count).Select(_ => random.Next(size))],
            [.. Enumerable.Range(0, count).Select(_ => random.Next(150) * step * 1e-3)]);
    }

    private static Population Cells(Random random, string name, int size, Circuit circuit)
    {
        var still = random.OneIn(2) ? " (unless refractory)" : "";
        var noise = random.OneIn(3) ? " + 0.3*xi/sqrt(10*ms)" : "";
        var other = circuit.Populations.FirstOrDefault(p => p.Size == size);
        var isLinked = other is not null && random.OneIn(3);
        var isHeld = random.OneIn(4);
        var hasSignal = random.OneIn(3);
        var isCommon = random.OneIn(4);
        var drive = random.Of("1.3 + 0.1*i/N", "m + 1.1", "0.9", "1.5*sin(i)", "1 + 0.4*sin(t/(5*ms))", "int(t % (7*ms) < 3*ms)") + (isCommon ? " + 0.3*common" : "") + (isHeld ? " + 0.2*held" : "") + (hasSignal ? " + stimulus(t)" : "") + (isLinked ? " + 0.1*seen" : "");
        var refractory = random.Next(6) switch { 0 => "3*ms", 1 => "(1 + 4*i/N)*ms", 2 => "v > 0.5", 3 => "rest", _ => "" };
        var slow = random.Of("50*ms", "50*ms", "1e5*ms", "(30 + 1e6*b)*ms");
        return new Population(name, size, $"""
            dv/dt = ({drive} + g + s - v)/(10*ms){noise} : 1{(refractory.Length > 0 ? still : "")}
            dg/dt = -g/(5*ms) : 1
            dtheta/dt = -theta/({slow}) : 1
            u, count : 1
            rest : second
            m : 1 (shared)
            b : 1 (constant over batch)
            s : 1 (input)
            """ + (isCommon ? $"\ncommon = {random.Of("randn()", "mean(v)", "max(g) - 0.1", "rand()*m")} : 1 (shared{random.Of("", ", constant over dt")})" : "") + (isHeld ? $"\nheld = {random.Of("randn()", "rand() - 0.5", "sin(v)", "poisson(0.4)")} : 1 (constant over dt)" : "") + (isLinked ? "\nseen : 1 (linked)" : ""))
        {
            Threshold = random.Of("v > 1 + theta", "v > 1", "v > 1 and u < 30", "v + 0.1*rand() > 1"),
            Reset = random.Of("v = 0; theta += 0.1", "v = 0", "v -= 1; u += 1", "v = 0.1*rand(); theta += 0.05*u", "v = b; count += 1") + (refractory == "rest" ? "; rest = (1 + 3*rand())*ms" : ""),
            Refractory = refractory,
            Method = noise.Length > 0 ? "euler" : random.Of("euler", "exact", null, "rk4", "exponential_euler"),
            OnStep = random.OneIn(3) ? random.Of("g += 0.1*poisson(0.3)", "u = 0.9*u + 0.1*v", "count += int(v > 0.9)", "v += 0.05*randn()", "m = 0.5*m + 0.1*randn()", "m = mean(v); u += m", "m += 0.01*sum(spikes)") : "",
            Events = random.OneIn(4) ? new Dictionary<string, PopulationEvent> { ["alarm"] = new("v > 0.8", "count += 1; u = v") } : new Dictionary<string, PopulationEvent>(),
            Links = isLinked ? Of(("seen", $"{other!.Name}.v")) : new Dictionary<string, string>(),
            Signals = hasSignal
                ? new Dictionary<string, TimedArray> { ["stimulus"] = new([0, 0.2, -0.1, 0.4], step: random.Of(0.7, 5.0) * Units.Millisecond) }
                : new Dictionary<string, TimedArray>(),
            Initial = Of(("v", random.Of("rand()", "i/N", "0.9*rand()")), ("b", "0.1*rand()"), ("m", "0.2")),
        };
    }

    private static Projection Synapses(Random random, Population pre, Population post, double step, bool plastic)
    {
        var delay = random.Next(5) switch
        {
            0 => $"{random.Next(1, 12) * step:R}*ms",
            1 => $"({step:R} + {random.Between(0, 10 * step)}*rand())*ms",
            2 => "max(dt, 2*ms*rand())",
            _ => "",
        };
        var connectivity = random.Next(8) switch
        {
            0 when pre.Size == post.Size => Connectivity.OneToOne,
            1 => Connectivity.Dense,
            2 => Connectivity.FixedOutDegree(random.Next(1, post.Size + 1)),
            3 => Connectivity.FixedInDegree(random.Next(1, pre.Size + 1), allowMultapses: true),
            4 => Connectivity.Where($"(i + {random.Next(1, 4)}*j) % {random.Next(1, 4)} == 0"),
            5 => Connectivity.Pairs([.. Enumerable.Range(0, 30).Select(_ => random.Next(pre.Size))], [.. Enumerable.Range(0, 30).Select(_ => random.Next(post.Size))]),
            _ => Connectivity.Probability(random.Of(0.05, 0.2, 0.6), random.OneIn(2) ? "i != j" : ""),
        };
        var ends = (Pre: pre.Name, Post: post.Name);
        if (connectivity is not (SameIndex or GivenPairs or FixedDegree) && random.OneIn(4))
        {
            ends = pre.Size > 1 ? ($"{pre.Name}[{random.Next(pre.Size / 2)}:]", post.Name) : ends;
            ends = post.Size > 2 && random.OneIn(2) ? (ends.Pre, $"{post.Name}[:{random.Next(1, post.Size)}]") : ends;
        }

        var weight = random.Of("0.3*rand()", "0.1 + 0.1*randn()", "0.5*(i - j)/(1 + i + j)");
        var projection = new Projection(ends.Pre, ends.Post) { Connectivity = connectivity, Delay = delay, Initial = Of(("w", weight)) };
        var fires = post.Threshold.Length > 0 || post.Spikes is not null;
        return random.Next(plastic ? 7 : 3) switch
        {
            0 => projection with { Equations = "w : 1", OnPre = random.Of("g += w", "v += 0.3*w", "g += w*int(rand() < 0.5); u += 1", "g_post += w*(1 + 0.1*v_post)") },
            1 => projection with { Equations = "w : 1\nk : 1 (shared)", OnPre = random.Of("u = 0.5*u + w", "g += w*v_pre; u += k", "g += 0.01*w*t/dt"), Initial = Of(("w", weight), ("k", "0.3")) },
            2 => projection with { Equations = "w : 1\ns_post = 0.1*w*u_pre : 1 (summed)", OnPre = "g += 0.1*w", Connectivity = connectivity },
            3 when fires => projection with
            {
                Equations = "w : 1\ndx/dt = -x/(20*ms) : 1 (event-driven)\ndy/dt = -y/(15*ms) : 1 (event-driven)"
                    + random.Of("", "\ns_post = 0.1*w*x : 1 (summed)", "\ndq/dt = (x - q)/(6*ms) : 1 (clock-driven)"),
                OnLearn = random.Of("", "w = clip(w + 0.01*x*y, 0, 1)"),
                OnPre = random.Of("g += w; x += 1; w = clip(w - 0.01*y, 0, 1)", "g += w*x; x = 1", "x += 1 - x; w -= 0.02*y*w; g += clip(w, 0, 1)"),
                OnPost = random.Of("y += 1; w = clip(w + 0.01*x, 0, 1)", "y = 1; w += 0.05*x*(1 - w)", "y += 1; u += 0.01*x"),
            },
            4 => projection with
            {
                Equations = $"w : 1\ndq/dt = -q/(4*ms) : 1 (clock-driven)\ns_post = w*q : 1 (summed)",
                OnPre = "q += 1",
                Method = random.Of("exact", "euler", null),
            },
            5 when fires => projection with { Equations = "w, last : 1", OnPre = "g += w; last = t/ms", OnPost = "w = clip(w + 0.01*exp(-(t/ms - last)/20), 0, 1)", OnLearn = "w *= 2/(0.1 + sum_pre(w))" },
            _ => projection with
            {
                Equations = "w, x : 1\ndz/dt = (v_post - z)/(8*ms) : 1 (clock-driven)",
                OnPre = random.Of("g += w*clip(1 - x, 0, 1); x += 0.2*(1 - x)", "g += w; w += 0.001*z", "x = rand(); g += w*x"),
                OnLearn = random.OneIn(2) ? "x = 0.5*x; w = clip(w, -1, 1)" : "",
            },
        };
    }

    private static Dictionary<string, string> Of(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);
}
