namespace Homeostat;

/// <summary>The settings of <see cref="HolomorphicEquilibriumPropagation"/>. The activation is sigmoid(4z − 2), which is also defined for complex z.</summary>
public sealed record HolomorphicOptions
{
    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Sgd(0.2);

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = Synapse.GlorotUniform;

    /// <summary>Whether each layer has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether each layer has a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; } = true;

    /// <summary>The number of settling steps of the free phase, in which only the image is given.</summary>
    [Setting("Settling steps of the free phase, in which only the image is given", Least = 1)]
    public int Steps { get; init; } = 30;

    /// <summary>The number of settling steps at each point of the circle.</summary>
    [Setting("Settling steps at each point of the circle", Least = 1)]
    public int NudgedSteps { get; init; } = 10;

    /// <summary>The settling rate, dt/tau: the fraction of the way that a state moves in one step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true, Most = 1)]
    public double Rate { get; init; } = 0.5;

    /// <summary>The order in which layers settle.</summary>
    [Setting("In which order layers settle")]
    public UpdateOrder Order { get; init; } = UpdateOrder.EvenOdd;

    /// <summary>The radius of the circle on which the strength of the nudge, a complex number, goes round.</summary>
    [Setting("Radius of the circle on which the strength of the nudge goes round", Least = 0, Above = true)]
    public double Beta { get; init; } = 0.4;

    /// <summary>The number of points on the circle, an even number. The error of the estimate falls with the radius to the power of this number.</summary>
    [Setting("Number of points on the circle, an even number", Least = 2)]
    public int Points { get; init; } = 8;

    /// <summary>The standard deviation of the noise that is added to the input of each unit in each settling step.</summary>
    [Setting("Standard deviation of the noise added to the input of each unit in each settling step", Least = 0)]
    public double Noise { get; init; }

    /// <summary>The learning rate of each layer of synapses, as a fraction of that of the layer before.</summary>
    [Setting("Learning rate of each layer of synapses as a fraction of that of the layer before", Least = 0, Above = true, Most = 1)]
    public double Falloff { get; init; } = 1;
}

/// <summary>
/// Holomorphic equilibrium propagation (Laborieux &amp; Zenke 2022). The strength of the nudge goes round a circle in the complex plane, and the states of the
/// network, complex numbers too, follow it. The first Fourier coefficient of what synapses see on the way is the gradient for a nudge that need
/// not be weak, so that noise does not drown it.
/// </summary>
/// <remarks>
/// States at two points that mirror each other at the real axis mirror each other as well, so only the upper half of the circle is computed.
/// </remarks>
public static class HolomorphicEquilibriumPropagation
{
    /// <summary>The entry of holomorphic equilibrium propagation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "hep",
        CreditAssignment.Energy,
        "holomorphic equilibrium propagation: the nudge goes round a circle of complex numbers and gives the gradient without being weak",
        "Laborieux & Zenke 2022, NeurIPS 35",
        new HolomorphicOptions(),
        Create);

    private const string Activation = """
        size = exp(2 - 4*z) : 1                  # of exp(2 - 4z), a complex number
        c = 1 + size*cos(4*z_im) : 1
        s = size*sin(4*z_im) : 1
        rate = c/(c**2 + s**2) : 1               # 1/(1 + exp(2 - 4z))
        rate_im = s/(c**2 + s**2) : 1
        """;

    private const string Forward = "drive_post = w*rate_pre : 1 (summed)";

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, HolomorphicOptions? options = null)
    {
        options ??= new HolomorphicOptions();
        Layered.Check(layers, options, hidden: 1, "synapses learn from how a nudge of the output moves the layers before it");
        if (options.Points % 2 != 0)
        {
            throw new HomeostatException($"The setting 'points' takes an even number, as points lie opposite each other on the circle; {options.Points} was given.");
        }

        var circuit = new Circuit(Model.Name) { new Population("input", layers[0], "z : 1   # pixels\nrate = sigmoid(4*z - 2) : 1") };
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layer(layer, layers, options));
        }

        Connect(circuit, layers, options);
        var names = SymmetricNetwork.Names(layers);
        Phase[] free =
        [
            new Clamp("input.z", Learner.Image),
            .. names.SelectMany(layer => new[] { new Set($"{layer}.z"), new Set($"{layer}.z_im") }),
            new Set("output.beta"),
            new Set("output.beta_im"),
            new Settle(options.Steps) { Order = options.Order },
        ];
        return new Learner(Model.Name, circuit)
        {
            Train =
            [
                new Clamp("output.y", Learner.Label),
                .. free,
                new Measure(),
                .. names.Select(layer => new Set($"{layer}.change")),
                .. Enumerable.Range(0, (options.Points / 2) + 1).SelectMany(point => At(point, names, options)),
                new Learn(),
            ],
            Test = free,
            Readout = "output.z",
            Features = $"{Layered.Name(layers.Count - 2, layers.Count)}.rate",
            Source = Model.Source,
            Divergence = "A complex state likely came near a pole of the activation, where 4z - 2 is an odd multiple of i*pi: lower the radius of the circle (Beta, --beta), the "
                + "settling rate, or the learning rate if weights grew over many batches.",
        };
    }

    // The phases at a point of the circle. All points but the two on the real axis also stand for their mirror images.
    private static IEnumerable<Phase> At(int point, string[] names, HolomorphicOptions options)
    {
        var (sin, cos) = Math.SinCos(2 * Math.PI * point / options.Points);
        var isReal = point == 0 || point == options.Points / 2;
        var weight = (isReal ? 1 : 2) / (options.Points * options.Beta);
        yield return new Set("output.beta", options.Beta * cos);
        yield return new Set("output.beta_im", isReal ? 0 : options.Beta * sin);
        yield return new Settle(options.NudgedSteps) { Order = options.Order };
        foreach (var layer in names)
        {
            yield return new Set($"{layer}.even", weight * cos);
            yield return new Set($"{layer}.odd", isReal ? 0 : weight * sin);
        }

        yield return new Act("gather");
        if (point < options.Points / 2)
        {
            yield return new Learn { Update = false, Projections = [.. names.Skip(1).Select((post, i) => $"{names[i]}_to_{post}")] };
        }
    }

    private static Population Layer(int layer, IReadOnlyList<int> layers, HolomorphicOptions options)
    {
        var isOutput = layer == layers.Count - 1;
        string?[] lines =
        [
            $"dz/dt = (slope*net - slope_im*net_im - z{(isOutput ? " + beta*(y - z) + beta_im*z_im" : "")})/tau : 1",
            $"dz_im/dt = (slope*net_im + slope_im*net - z_im{(isOutput ? " + beta_im*(y - z) - beta*z_im" : "")})/tau : 1",
            $"net = {(isOutput ? "drive" : "drive + back")}{(options.Noise > 0 ? " + noise*randn()" : "")} : 1",
            $"net_im = {(isOutput ? "drive_im" : layer == 1 ? "back_im" : "drive_im + back_im")} : 1",
            "slope = 4*(rate*(1 - rate) + rate_im**2) : 1",
            "slope_im = 4*rate_im*(1 - 2*rate) : 1",
            Activation,
            "even, odd : 1 (shared)                   # the factor of this point of the circle",
            "turned = even*rate + odd*rate_im : 1",
            "turned_im = odd*rate - even*rate_im : 1",
            "change : 1                               # the sum of what is turned, over all points",
            isOutput ? "y : 1   # the label\nbeta, beta_im : 1 (shared)\nF = (y - z)**2/2 : 1 (energy)" : null,
            isOutput ? "drive, drive_im : 1 (input)" : layer == 1 ? "drive, back, back_im : 1 (input)" : "drive, drive_im, back, back_im : 1 (input)",
        ];
        return new Population(Layered.Name(layer, layers.Count), layers[layer], string.Join('\n', lines.OfType<string>()))
        {
            Actions = new Dictionary<string, string> { ["gather"] = "change += turned" },
            Method = "euler",
            Constants = new Dictionary<string, Quantity> { ["tau"] = 1 / options.Rate * Units.Millisecond, ["noise"] = options.Noise },
        };
    }

    private static void Connect(Circuit circuit, IReadOnlyList<int> layers, HolomorphicOptions options)
    {
        if (options.Bias)
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            var (pre, post) = (Layered.Name(layer - 1, layers.Count), Layered.Name(layer, layers.Count));
            var optimizer = options.Optimizer with { Rate = options.Optimizer.Rate * Math.Pow(options.Falloff, layer - 1) };
            const string FromGiven = "-mean(change_post*rate_pre)";
            circuit.Add(layer == 1 ? Synapse.Learning(pre, post, Forward, FromGiven, optimizer, options.Weights) : Synapse.Learning(
                pre, post, $"""
                {Forward}
                drive_im_post = w*rate_im_pre : 1 (summed)
                back_pre = w*rate_post : 1 (summed)
                back_im_pre = w*rate_im_post : 1 (summed)
                """,
                "-(mean(turned_post*rate_pre) + mean(turned_im_post*rate_im_pre))", optimizer, options.Weights));
            if (options.Bias)
            {
                circuit.Add(Synapse.Learning("bias", post, Forward, FromGiven, optimizer, weights: "0"));
            }
        }
    }
}
