namespace Homeostat.Fuzz;

/// <summary>
/// Random circuits without spikes, and schedules for them: chains of layers that are joined by every storage of synapses, with further projections
/// across, states of several integrators, energies, actions, shared and batch-wide variables, learning rules and optimizers.
/// </summary>
internal static class RandomRates
{
    private static readonly string[] Sent =
        ["w*r_pre", "0.5*r_pre", "w*r_pre*r_post", "w*w*memory_pre", "(w - 0.1)*chance_pre + 0.01", "r_pre - r_post", "scale*w*r_pre + 0.1*w", "k*w*z_pre/(1 + w**2)", "w*total_pre/20"];

    public static Experiment Experiment(int seed)
    {
        var random = new Random(seed);
        var isSmooth = random.OneIn(2);
        var circuit = Circuit(random, random.Next(1, 4), isSmooth);
        var stages = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (Stage)new PhaseStage(Schedule(random, circuit, isSmooth))).ToList();
        if (random.OneIn(2))
        {
            stages.Add(stages[0]);
        }

        return new Experiment(circuit, random.Samples(), stages) { Seed = random.Next(1, 1000), IsSmooth = isSmooth };
    }

    public static Circuit Circuit(Random random, int layers, bool isSmooth)
    {
        var circuit = new Circuit("random", random.Of(1.0, 1.0, 0.5, 0.1) * Units.Millisecond);
        (int Channels, int Height, int Width) image = random.OneIn(2) ? (random.Next(1, 3), random.Next(3, 9), random.Next(3, 9)) : (1, 1, random.Units());
        circuit.Add(Layer(random, "p0", image.Channels * image.Height * image.Width, isSmooth));
        for (var k = 1; k <= layers; k++)
        {
            var (connectivity, next) = Link(random, image);
            image = next;
            circuit.Add(Layer(random, $"p{k}", image.Channels * image.Height * image.Width, isSmooth));
            circuit.Add(Synapses(random, $"p{k - 1}", $"p{k}", connectivity, isSmooth));
        }

        if (random.OneIn(3))
        {
            circuit.Add(Synapses(random, "p0", $"p{layers}", Connectivity.Dense, isSmooth) with { Name = "across" });
        }

        if (random.OneIn(4))
        {
            var (from, to) = (random.Next(layers + 1), random.Next(layers + 1));
            circuit.Add(new Projection($"p{from}", $"p{to}", "w : 1\ninput_post = w*memory_pre : 1 (summed)")
            {
                Name = "rows",
                Connectivity = random.Of(Connectivity.Probability(0.3), Connectivity.FixedOutDegree(1), Connectivity.Where("(i + 2*j) % 3 == 0")),
                Initial = Of(("w", isSmooth ? "0.3*sin(i + 2*j)" : "0.3*randn()")),
                OnLearn = random.OneIn(2) ? "w *= 2/(0.5 + sum_pre(abs(w)))" : "",
            });
        }

        return circuit;
    }

    public static IReadOnlyList<Phase> Schedule(Random random, Circuit circuit, bool isSmooth)
    {
        var names = circuit.Populations.Select(p => p.Name).ToArray();
        var phases = new List<Phase>();
        if (random.Next(4) > 0)
        {
            phases.Add(new Clamp("p0.z", "data"));
        }

        if (random.OneIn(4) && names.Length > 1)
        {
            phases.Add(new Clamp($"{names[^1]}.z", "label"));
        }

        if (random.OneIn(2))
        {
            phases.Add(new Sweep());
        }

        for (var k = random.Next(2, 7); k > 0; k--)
        {
            phases.Add(Any(random, circuit, names, isSmooth));
        }

        if (phases.OfType<Clamp>().Any() && random.OneIn(5))
        {
            phases.AddRange([new Release(phases.OfType<Clamp>().First().Variable), new Settle(random.Next(1, 3)), new Act("remember")]);
        }

        if (random.OneIn(3) && !HasRows(circuit))
        {
            phases.AddRange([new Learn { Update = false }, new Act("sample"), new Learn()]);
        }

        return [.. phases, new Measure(), new Probe($"{random.Of(names)}.{random.Of("r", "F", "goodness", "input", "back")}")];
    }

    private static Phase Any(Random random, Circuit circuit, string[] names, bool isSmooth)
    {
        // Where rows of synapses deliver, all populations settle together.
        var hasRows = HasRows(circuit);
        return random.Next(13) switch
        {
            0 when !hasRows => new Settle(random.Next(1, 5)) { Order = isSmooth ? UpdateOrder.EvenOdd : (UpdateOrder)random.Next(3) },
            1 when !isSmooth && !hasRows => new Settle(random.Next(1, 6)) { Tolerance = 0.05 },
            2 => new Act("remember"),
            3 => new Act("sample", random.Of(names)),
            4 => new Set($"{random.Of(names)}.{random.Of("m", "memory", "b")}", random.NextDouble()),
            5 => new Repeat(random.Next(0, 4), new Act("sample"), new Settle(2), new Act("remember")),
            6 => new Settle(random.Next(2, 4)) { Plastic = random.OneIn(2) ? [] : [circuit.Projections[0].Name] },
            7 => new Set($"{circuit.Projections[0].Name}.{random.Of("rate", "w", "k")}", Math.Round(0.1 * random.NextDouble(), 3)),
            8 => Film(random.Of(names)),
            9 when !hasRows => new Settle(random.Next(1, 4)) { Populations = [random.Of(names)] },
            10 when !isSmooth => new Try($"{names[^1]}.chance", $"{names[^1]}.memory", random.OneIn(2) ? [new Sweep()] : [new Settle(1)]) { Of = random.OneIn(2) ? $"{names[0]}.goodness" : null },
            11 => new Settle(random.Next(1, 12)),
            _ => new Learn { Projections = random.OneIn(3) ? [circuit.Projections[0].Name] : [] },
        };

        // A stream of one population only: a simulation refuses a stream of two sizes, but one that resumes at a later stage does not see the first use.
        Over Film(string name) => new(random.Next(1, 4), new Clamp($"{name}.memory", $"film {name} {random.Next(100)}"), new Act("remember"), new Settle(1));
    }

    private static bool HasRows(Circuit circuit) => circuit.Projections.Any(p => p.IsSparse);

    private static Population Layer(Random random, string name, int size, bool isSmooth)
    {
        // Every model can be solved by these methods; noise only by the first two, and jumps only where results are not compared between number types.
        var isNoisy = !isSmooth && random.OneIn(4);
        var method = isNoisy ? random.Of("euler", "heun") : random.Of("euler", "euler", "heun", "rk4", "exponential_euler", null);
        var drive = RandomExpression.Smooth(random, 2, "input", "back", "z", "m", "b", "a");
        var activation = isSmooth
            ? random.Of("tanh(z)", "z", "sigmoid(z)", "softplus(z) - 0.5", "softmax(z)", "relu(z)", RandomExpression.Smooth(random, 2, "z", "m"))
            : random.Of("tanh(z)", "relu(z)", $"kwta(z, {random.Next(1, size + 1)})", $"z - 0.5*kth_largest(z, {random.Next(1, size + 1)})", "where(z > 0.2, z, 0)", "where(z > max(z) - 0.1, 1, 0)", "z - mean(z)", "maximum(z, -z)/(1 + sum(abs(z)))");
        return new Population(name, size, $"""
            dz/dt = (tanh({drive}) - z)/({random.Of("4", "1.5", "20")}*ms){(isNoisy ? " + 0.1*xi/sqrt(ms)" : "")} : 1
            da/dt = (0.2*z - a)/(7*ms) : 1
            r = {activation} : 1
            memory, chance : 1
            m : 1 (shared)
            b : 1 (constant over batch)
            F = (z - m)**2/2 + 0.1*logsumexp(z)/N : 1 (energy)
            goodness = mean(r**2) : 1
            total = sum(r) : 1
            input, back : 1 (input)
            """)
        {
            Method = method,
            OnSweep = random.Of("z = tanh(input)", "z = 0.5*z + 0.3*tanh(input) + b", "memory = z; z = tanh(input + memory)"),
            Actions = new Dictionary<string, string>
            {
                ["remember"] = random.Of("memory = r + 0.1*tanh(back)", "memory = 0.5*memory + z", "memory += r; a = clip(a, -0.1, 0.1)"),
                ["sample"] = isSmooth ? "chance = 0.3*z - 0.1*m" : random.Of("chance = where(rand() < sigmoid(z), 1, 0)", "chance = poisson(0.7)", "chance = randn()"),
            },
            Initial = isSmooth ? Of(("z", "0.5*sin(3*i + 1)"), ("b", "0.1*cos(7*i)")) : Of(("z", random.Of("0.1*randn()", "0.3*randn()", "i/N - 0.4")), ("b", "0.1*rand()")),
        };
    }

    private static Projection Synapses(Random random, string pre, string post, Connectivity connectivity, bool isSmooth)
    {
        var isPooling = connectivity is Pooling;
        var line = isPooling && !isSmooth && random.OneIn(2) ? random.Of("max(r_pre)", "is_max(r_pre)*memory_pre") : random.Of(Sent);
        var back = !random.OneIn(2) ? ""
            : $"\nback_pre = {(isPooling && !isSmooth && random.OneIn(3) ? "is_max(r_pre)*r_post" : random.Of(Sent[0], Sent[1], Sent[3]).Replace("_pre", "_post", StringComparison.Ordinal))} : 1 (summed)";

        // Full matrices may have a trace for each sample.
        var isTraced = connectivity == Connectivity.Dense && random.OneIn(3);
        return new Projection(pre, post, $"w, g, scale : 1\nrate, k : 1 (shared)\ninput_post = {line} : 1 (summed){back}{(isTraced ? "\ne : 1 (per sample)" : "")}")
        {
            Connectivity = connectivity,
            OnLearn = isTraced ? random.Of(
                "e = 0.5*e + tanh(z_post)*r_pre; g = mean(e*r_post)", "e = 0.9*e + 0.1*(r_pre - 0.1*e*w); g = sum(memory_post*e)/30 - 0.1*w",
                isSmooth ? "e += 0.1*z_pre - 0.2*e; g = mean(e)" : "e = where(r_pre > 0.1, 0.5*e + z_post, e); g = mean(e) - 0.1*w") : random.Of(
                "g = mean(z_post*r_pre) - 0.1*w", "g = sum((memory_post - z_post)*chance_pre)/30", "g = mean(r_post*r_pre) - w*mean(r_post**2)",
                "g = 0.1*mean(z_post) - 0.2*mean(z_pre)*scale", "g = 0.5*g + mean((z_post - memory_post)*(r_pre - 0.1))",
                "g = mean(total_post*r_pre)/20", "g = mean(z_post*total_pre)/20 - 0.1*mean(total_post)"),
            OnUpdate = random.OneIn(2) || isPooling ? random.Of("w += 0.01*g", "w = clip(w + rate*g, -2, 2); scale = 0.9*scale + abs(g)", isSmooth ? "w += 0.02*g" : "w += 0.01*g + 0.01*randn(); scale = rand()*k") : random.Of("w += rate*g/(1 + sum_pre(w**2))", "w += rate*g/(0.1 + max_all(abs(g)))", "w += rate*g/(0.1 + max_pre(abs(w)) + abs(sum_all(g)))"),
            Initial = isSmooth
                ? Of(("w", random.Of("sin(5*i + 3*j)/sqrt(N_pre)", "0.2*(i - j)/(1 + i + j)")), ("rate", "0.02"), ("k", "1.5"), ("scale", "cos(i - j)"))
                : Of(("w", random.Of("randn()/sqrt(N_pre)", "0.5*rand()", "where(rand() < 0.5, 0, 1)")), ("rate", "0.02"), ("k", "1.5"), ("scale", "rand()")),
        };
    }

    private static (Connectivity Connectivity, (int Channels, int Height, int Width) Next) Link(Random random, (int Channels, int Height, int Width) image)
    {
        var (channels, height, width) = image;
        var side = Math.Min(height, width);
        switch (random.Next(6))
        {
            case 0:
                return (Connectivity.OneToOne, image);
            case 1 when side >= 2:
                var kernel = random.Next(1, side + 1);
                var convolution = Connectivity.Convolution(
                    height, width, kernel, random.Next(1, 4), channels, stride: random.Next(1, 3), padding: random.Next(0, kernel), kernelWidth: random.Next(1, side + 1));
                return (convolution, (convolution.Filters, convolution.OutputHeight, convolution.OutputWidth));
            case 2 when side >= 2:
                var window = random.Next(1, side + 1);
                var pooling = Connectivity.Pooling(height, width, window, channels, stride: random.Next(1, window + 1), padding: random.Next(0, Math.Max(1, window / 2)));
                return (pooling, (channels, pooling.OutputHeight, pooling.OutputWidth));
            default:
                return (Connectivity.Dense, random.OneIn(4) ? (random.Next(1, 3), random.Next(2, 6), random.Next(2, 6)) : (1, 1, random.Units()));
        }
    }

    private static Dictionary<string, string> Of(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);
}
