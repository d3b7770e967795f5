namespace Homeostat;

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

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, HolomorphicOptions? options = null)
    {
        options ??= new HolomorphicOptions();
        Layered.Check(layers, options, hidden: 1, "synapses learn from how a nudge of the output moves the layers before it");
        if (options.Points % 2 != 0 && options.Points != 1)
        {
            throw new HomeostatException($"The setting 'points' takes 1 or an even number, as points lie opposite each other on the circle; {options.Points} was given.");
        }

        var names = SymmetricNetwork.Names(layers);
        var isRead = options.Output == OutputModel.Categorical;
        Phase[] free =
        [
            new Clamp("input.z", Learner.Image),
            .. (isRead ? names[..^1] : names).SelectMany(layer => isRead
                ? new[] { new Set($"{layer}.rate"), new Set($"{layer}.rate_im") }
                : [new Set($"{layer}.z"), new Set($"{layer}.z_im")]),
            .. Nudge(0, 0),
            new Settle(options.Steps) { Order = options.Order },
        ];
        var points = Points(options).ToArray();
        return new Learner(Model.Name, HolomorphicNetwork.Of(Model.Name, layers, options))
        {
            Train =
            [
                new Clamp("output.y", Learner.Label),
                .. free,
                new Measure(),
                .. names.Select(layer => new Set($"{layer}.change")),
                .. points.SelectMany((point, i) => At(point, names, options, isLast: i == points.Length - 1)),
                new Learn(),
            ],
            Test = free,
            Readout = isRead ? "output.drive" : "output.z",
            Features = $"{names[^2]}.rate",
            Source = Model.Source,
            Divergence = "A complex state likely came near a pole of the activation, where 4z - 2 is an odd multiple of i*pi: lower the radius of the circle (Beta, --beta), the "
                + "settling rate, or the learning rate if weights grew over many batches.",
        };
    }

    // The points of the upper half of the circle. All but the two on the real axis also stand for their mirror images.
    private static IEnumerable<Point> Points(HolomorphicOptions options)
    {
        if (options.Points == 1)
        {
            return [new(0, 0, -1 / options.Beta, 0, IsFree: true), new(options.Beta, 0, 1 / options.Beta, 0)];
        }

        return Enumerable.Range(0, (options.Points / 2) + 1).Select(k =>
        {
            var isReal = k == 0 || k == options.Points / 2;
            var (sin, cos) = isReal ? (0, k == 0 ? 1 : -1) : Math.SinCos(2 * Math.PI * k / options.Points);
            var weight = (isReal ? 1 : 2) / (options.Points * options.Beta);
            return new Point(options.Beta * cos, options.Beta * sin, weight * cos, weight * sin);
        });
    }

    private static IEnumerable<Phase> At(Point point, string[] names, HolomorphicOptions options, bool isLast) =>
    [
        .. point.IsFree ? [] : (Phase[])[.. Nudge(point.Nudge, point.NudgeIm), new Settle(options.NudgedSteps) { Order = options.Order }],
        .. names.SelectMany(layer => new[] { new Set($"{layer}.even", point.Even), new Set($"{layer}.odd", point.Odd) }),
        new Act("gather"),
        .. isLast ? [] : (Phase[])[new Learn { Update = false, Projections = [.. names.Skip(1).Select((post, i) => $"{names[i]}_to_{post}")] }],
    ];

    private static Set[] Nudge(double real, double imaginary) => [new("output.beta", real), new("output.beta_im", imaginary)];

    /// <summary>A point of the circle.</summary>
    /// <param name="Nudge">The real part of the strength of the nudge.</param>
    /// <param name="NudgeIm">The imaginary part.</param>
    /// <param name="Even">The factor with which the real part of what synapses see there enters the gradient.</param>
    /// <param name="Odd">That of the imaginary part.</param>
    /// <param name="IsFree">Whether the network is there already.</param>
    private sealed record Point(double Nudge, double NudgeIm, double Even, double Odd, bool IsFree = false);
}
