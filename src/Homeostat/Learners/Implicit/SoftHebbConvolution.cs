namespace Homeostat;

/// <summary>
/// SoftHebb with convolutions (Journé, Garcia Rodriguez, Guo &amp; Moraitis 2023): the filters at each position compete. Every block standardizes its channels,
/// convolves, and passes on what exceeds the mean of the filters at a position, pooled over windows.
/// </summary>
/// <remarks>
/// The hidden layers are numbers of filters. Each channel of the image is as square as its number of pixels allows. Synapses on the padding of an image do not exist, so the
/// decay of a kernel's weight counts the positions at which it lies on the image.
/// </remarks>
public static class SoftHebbConvolution
{
    // The published settings of three blocks, relative to those of the first; further blocks have those of the third.
    private static readonly (double Rate, double Sharpness, double Power)[] s_blocks = [(1, 1, 1), (1.0 / 16, 0.65, 2), (1.0 / 8, 0.25, 1 / 0.7)];

    /// <summary>The entry of convolutional SoftHebb in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "softhebb-conv",
        CreditAssignment.Implicit,
        "SoftHebb with convolutions and pooling; the hidden layers are numbers of filters",
        "Journé, Garcia Rodriguez, Guo & Moraitis 2023, ICLR",
        new SoftHebbConvolutionOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of values of an image, the number of filters of each block, of which there is at least one, and the number of classes.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no block, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, SoftHebbConvolutionOptions? options = null)
    {
        options ??= new SoftHebbConvolutionOptions();
        Layered.Check(layers, options, hidden: 1, "the hidden layers are the numbers of filters of the blocks");
        var (pixels, rest) = Math.DivRem(layers[0], options.Channels);
        if (rest != 0)
        {
            throw new HomeostatException($"{layers[0]} values of an image do not make {options.Channels} channels. Give as many values as channels times pixels.");
        }

        var height = Enumerable.Range(1, (int)Math.Sqrt(pixels)).Last(rows => pixels % rows == 0);
        var (shape, blocks) = ((options.Channels, Height: height, Width: pixels / height), layers.Count - 2);
        var circuit = new Circuit(Model.Name) { new Population("input", layers[0], "rate : 1   # pixels\n" + Standardized) };
        for (var block = 1; block <= blocks; block++)
        {
            shape = AddBlock(circuit, block, shape, layers[block], block == blocks, options);
        }

        var last = $"pooled{blocks}";
        Projection[] readout = [.. Readout.Of(last, options, "read")];
        circuit.Add(Readout.Population(layers[^1]));
        if (options.Bias)
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        }

        circuit.Add(readout);

        // Statistics come first, block after block: once a block's kernels learn, everything after it would have to be computed anew.
        Phase[] Look(double steady) => [new Clamp("input.rate", Learner.Image), .. Enumerable.Range(1, blocks).Select(block => new Set($"{Statistics(block)}.steady", steady))];
        return new Learner(Model.Name, circuit)
        {
            Stages =
            [
                new TrainingStage(
                    options.Pretraining,
                    [
                        .. Look(steady: 0),
                        .. Enumerable.Range(1, blocks).Select(block => new Learn { Projections = [Statistics(block)] }),
                        new Learn { Projections = [.. Enumerable.Range(1, blocks).Select(Kernels)] },
                    ])
                { FinalRate = 1 },
            ],
            Train = [.. Look(steady: 1), new Clamp("output.z", Learner.Label), new Act("drop"), new Measure(), new Learn { Projections = [.. readout.Select(p => p.Name)] }],
            Test = [.. Look(steady: 1), new Set($"{last}.kept", 1)],
            Readout = "output.prediction",
            Features = $"{last}.rate",
            Source = Model.Source,
        };
    }

    private const string Standardized = """
        x = (rate - center)/sqrt(spread + 1e-5) : 1
        center, spread : 1 (input)
        """;

    private static string From(int block) => block == 1 ? "input" : $"pooled{block - 1}";

    private static string Statistics(int block) => $"place{block}_to_{From(block)}";

    private static string Kernels(int block) => $"{From(block)}_to_hidden{block}";

    private static (int Channels, int Height, int Width) AddBlock(
        Circuit circuit, int block, (int Channels, int Height, int Width) image, int filters, bool isLast, SoftHebbConvolutionOptions options)
    {
        var (rate, sharpness, power) = s_blocks[Math.Min(block, s_blocks.Length) - 1];
        var kernel = block == 1 ? 5 : 3;
        var convolution = Connectivity.Convolution(image.Height, image.Width, kernel, filters, image.Channels, padding: kernel / 2);
        var places = image.Height * image.Width;
        var (window, padding) = isLast ? (2, 0) : (4, 1);
        var pooling = Connectivity.Pooling(
            image.Height, image.Width, Math.Min(window, image.Height + (2 * padding)), filters, stride: 2, padding, Math.Min(window, image.Width + (2 * padding)));
        circuit.Add(new Population($"hidden{block}", convolution.Outputs, """
            z = prediction : 1
            attraction = exp(t_invert*(z - highest)) : 1
            y = where(z >= highest, attraction, -attraction)/total : 1   # the winner of a position is Hebbian, all other filters anti-Hebbian
            yz = y*z : 1
            rate = relu(z - level)**power : 1                            # the triangle activation
            prediction, highest, level, total : 1 (input)
            """)
        {
            Constants = new Dictionary<string, Quantity> { ["t_invert"] = sharpness * options.Sharpness, ["power"] = power * options.Power },
        });
        circuit.Add(new Population($"place{block}", places, "rate = 1 : 1   # one unit for each position\npeak, average, crowd : 1 (input)"));
        circuit.Add(new Population($"pooled{block}", pooling.Outputs, "rate : 1 (input)\n" + (isLast ? "kept : 1\nread = rate*kept : 1" : Standardized))
        {
            Actions = isLast
                ? new Dictionary<string, string> { ["drop"] = FormattableString.Invariant($"kept = where(rand() < {options.Dropout}, 0, 1/(1 - {options.Dropout}))") }
                : new Dictionary<string, string>(),
        });
        circuit.Add(
        [
            new Projection($"place{block}", From(block), """
                m, v : 1                       # mean and variance of a channel in this batch
                running_m, running_v : 1       # and over many batches
                steady : 1 (shared)            # 1 to standardize by the latter
                center_post = (m + steady*(running_m - m))*rate_pre : 1 (summed)
                spread_post = (v + steady*(running_v - v))*rate_pre : 1 (summed)
                """)
            {
                Connectivity = Connectivity.Convolution(image.Height, image.Width, kernel: 1, filters: image.Channels),
                OnLearn = """
                    m = mean(rate_post*rate_pre)/places
                    v = maximum(mean(rate_post**2*rate_pre)/places - m**2, 0)
                    running_m += 0.1*(m - running_m)
                    running_v += 0.1*(v - running_v)
                    """,
                Constants = new Dictionary<string, Quantity> { ["places"] = places },
                Initial = new Dictionary<string, string> { ["v"] = "1", ["running_v"] = "1" },
            },
            Synapse.Learning(
                From(block), $"hidden{block}", "prediction_post = w*x_pre : 1 (summed)", "w*mean(yz_post) - mean(y_post*x_pre)",
                SoftHebb.ByNorm(rate * options.Rate, power: 0.5), options.Weights) with { Connectivity = convolution },

            // The filters of a position are a column of an image with a row for each filter.
            new Projection($"hidden{block}", $"place{block}", """
                peak_post = max(z_pre)          : 1 (summed)
                average_post = z_pre/N_pre      : 1 (summed)
                crowd_post = attraction_pre     : 1 (summed)
                highest_pre = peak_post         : 1 (summed)
                level_pre = average_post        : 1 (summed)
                total_pre = crowd_post          : 1 (summed)
                """)
            { Connectivity = Connectivity.Pooling(filters, places, window: filters, stride: 1, windowWidth: 1) },
            new Projection($"hidden{block}", $"pooled{block}", isLast ? "rate_post = rate_pre/N_pre : 1 (summed)" : "rate_post = max(rate_pre) : 1 (summed)")
            {
                Connectivity = pooling,
            },
        ]);
        return (filters, pooling.OutputHeight, pooling.OutputWidth);
    }
}

/// <summary>The settings of <see cref="SoftHebbConvolution"/>. Rate, sharpness and power are those of the first block; later ones have the published ratios to it.</summary>
public sealed record SoftHebbConvolutionOptions : FeatureOptions
{
    /// <summary>Creates the default settings.</summary>
    public SoftHebbConvolutionOptions() => (Rate, Weights, Optimizer) = (0.08, "25*randn()/sqrt(N_pre)", Optimizer.Adam());

    /// <summary>The sharpness of the competition of the first block: the inverse temperature of the softmax over the filters of a position.</summary>
    [Setting("Sharpness of the competition: the inverse temperature of the softmax from which features learn", Least = 0, Above = true)]
    public double Sharpness { get; init; } = 1;

    /// <summary>The number of values of a pixel: 1 for gray images, 3 for images in colors.</summary>
    [Setting("Number of values of a pixel: 1 for gray images, 3 for colors", Least = 1)]
    public int Channels { get; init; } = 1;

    /// <summary>The power of the triangle activation of the first block.</summary>
    [Setting("Power of the activation of the first block", Name = "activation-power", Least = 0, Above = true)]
    public double Power { get; init; } = 0.7;

    /// <summary>The probability with which a feature is dropped while the output learns.</summary>
    [Setting("Probability with which a feature is dropped while the output learns", Least = 0, Most = 0.95)]
    public double Dropout { get; init; } = 0.5;
}
