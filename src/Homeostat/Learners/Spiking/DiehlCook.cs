namespace Homeostat;

/// <summary>
/// The network of Diehl &amp; Cook (2015, Front Comput Neurosci 9:99), which learns digits by spikes and without labels. Pixels fire at
/// random, at a rate proportional to their brightness. Cells inhibit each other and learn at their own spikes, so that each cell learns to
/// respond to one way of writing a digit. Thresholds rise with each spike, so that no cell always wins.
/// </summary>
public static class DiehlCook
{
    private const string Cell = """
        dv/dt = (-65*mV - v + ge*(0*mV - v) + gi*(-100*mV - v))/(100*ms) : volt (unless refractory)   # equation 1
        dge/dt = -ge/(1*ms) : 1     # equation 2; conductances in units of the leak
        dgi/dt = -gi/(2*ms) : 1
        count : 1                   # spikes since the digit was shown

        """;

    private const string Inhibitory = """
        dv/dt = (-60*mV - v + ge*(0*mV - v))/(10*ms) : volt (unless refractory)
        dge/dt = -ge/(1*ms) : 1
        """;

    /// <summary>
    /// Creates the learner. Each digit is shown, and shown again brighter as long as too few cells fire. A frozen copy of the circuit answers;
    /// its cells are labeled by training digits. The learner must be trained in batches of one sample.
    /// </summary>
    /// <param name="inputs">The number of pixels.</param>
    /// <param name="options">The settings of the network.</param>
    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public static Learner Learner(int inputs, DiehlCookOptions? options = null)
    {
        options ??= new DiehlCookOptions();
        var present = Present(options, learns: false);
        return new Learner("diehl-cook", Create(inputs, options))
        {
            Begin = [new Learn()],
            Train = Present(options, learns: true),
            Test = present,
            Answering = new Learner("diehl-cook, frozen", Frozen(inputs, options)) { Train = [], Test = present },
            Features = "cell.count",
            Amplification = new Amplification(DataSource.Image, "cell.count", options.LeastSpikes) { MostPresentations = options.MostPresentations },
            Labeling = new Labeling("cell.count") { Examples = options.LabeledDigits, Window = options.Window },
            Source = "Diehl & Cook 2015, Frontiers in Computational Neuroscience 9:99",
        };
    }

    /// <summary>Reads the weights from all pixels to a cell, which show the image to which the cell responds most.</summary>
    /// <param name="simulation">A simulation of the circuit.</param>
    /// <param name="cell">The index of the cell.</param>
    public static float[] ReceptiveField(Simulation simulation, int cell)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        var (cells, weights) = (simulation["cell.count"].Columns, simulation["pixel_to_cell.w"]);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)cell, (uint)cells, nameof(cell));
        var field = new float[weights.Columns / cells];
        for (var pixel = 0; pixel < field.Length; pixel++)
        {
            field[pixel] = (float)weights[0, (pixel * cells) + cell];
        }

        return field;
    }

    /// <summary>
    /// Creates the circuit that learns. At a spike of a cell, each synapse changes by the trace of its presynaptic spikes (equation 3). In a
    /// learning phase, all synapses of a cell are scaled to the same mean weight.
    /// </summary>
    /// <param name="inputs">The number of pixels.</param>
    /// <param name="options">The settings of the network.</param>
    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public static Circuit Create(int inputs, DiehlCookOptions? options = null)
    {
        options ??= new DiehlCookOptions();
        options.Require();
        return Competing(
            options,
            Pixels(inputs, options) with
            {
                Equations = """
                    rate : 1                    # brightness, 1 for white
                    dx/dt = -x/(20*ms) : 1      # trace of the spikes
                    """,
                Reset = "x += 1",
            },
            Cells(options) with
            {
                Equations = Cell + "dtheta/dt = -theta/(10000*second) : volt   # how much the threshold has risen",
                Reset = "v = -65*mV; count += 1; theta += rise",
                Constants = new Dictionary<string, Quantity> { ["rise"] = options.Rise },
            },
            new Projection("pixel", "cell", "w : 1 (weight)")
            {
                OnPre = "ge += w",
                OnPost = "w = clip(w + eta*(x_pre - target)*maximum(1 - w, 0)**mu, 0, 1)",
                OnLearn = "w *= mean_weight*N_pre/maximum(sum_pre(w), 1e-6)",
                Initial = new Dictionary<string, string> { ["w"] = "0.3*rand()" },
                Constants = new Dictionary<string, Quantity>
                {
                    ["eta"] = options.Rate,
                    ["target"] = options.Target,
                    ["mu"] = options.Exponent,
                    ["mean_weight"] = options.MeanWeight,
                },
            });
    }

    /// <summary>Creates the circuit that only answers. Weights and thresholds do not change and are the same for all samples of a batch.</summary>
    /// <param name="inputs">The number of pixels.</param>
    /// <param name="options">The settings of the network.</param>
    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public static Circuit Frozen(int inputs, DiehlCookOptions? options = null)
    {
        options ??= new DiehlCookOptions();
        options.Require();
        return Competing(
            options,
            Pixels(inputs, options),
            Cells(options) with { Equations = Cell + "theta : volt (constant over batch)" },
            new Projection("pixel", "cell", "w : 1 (weight)") { OnPre = "ge += w" });
    }

    /// <summary>Creates the schedule for one digit, which is clamped as <see cref="DataSource.Image"/>: it is shown, and then there is a rest, or all states are set to rest.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="learns">Whether the schedule is for the circuit that learns.</param>
    public static IReadOnlyList<Phase> Present(DiehlCookOptions options, bool learns)
    {
        ArgumentNullException.ThrowIfNull(options);
        var phases = new List<Phase>();
        if (options.StepsOfRest == 0)
        {
            phases.AddRange([new Set("cell.v", -0.065), new Set("cell.ge"), new Set("cell.gi")]);
            if (learns)
            {
                phases.Add(new Set("pixel.x"));
            }

            if (options.InhibitoryPopulation)
            {
                phases.AddRange([new Set("inhibitory.v", -0.060), new Set("inhibitory.ge")]);
            }
        }

        phases.AddRange([new Set("cell.count"), new Clamp("pixel.rate", DataSource.Image), new Settle(options.StepsShown)]);
        if (options.StepsOfRest > 0)
        {
            phases.AddRange([new Set("pixel.rate"), new Settle(options.StepsOfRest)]);
        }

        return learns ? [.. phases, new Learn()] : phases;
    }

    private static Population Pixels(int inputs, DiehlCookOptions options) => new("pixel", inputs, "rate : 1")
    {
        Threshold = FormattableString.Invariant($"rand() < rate*{options.BrightestRate.In(Units.Hertz):R}*Hz*dt"),
    };

    private static Population Cells(DiehlCookOptions options) => new("cell", options.Cells, Cell)
    {
        Threshold = "v > -52*mV + theta",
        Reset = "v = -65*mV; count += 1",
        Refractory = "5*ms",
        Initial = new Dictionary<string, string> { ["v"] = "-65*mV" },
    };

    private static Circuit Competing(DiehlCookOptions options, Population pixels, Population cells, Projection learned)
    {
        var inhibition = new Dictionary<string, Quantity> { ["strength"] = options.Inhibition };
        var circuit = new Circuit("digits", options.TimeStep) { pixels, cells, learned };
        if (!options.InhibitoryPopulation)
        {
            circuit.Add(new Projection("cell", "cell")
            {
                Name = "inhibition",
                Connectivity = Connectivity.Where("i != j"),
                OnPre = "gi += strength",
                Constants = inhibition,
            });
            return circuit;
        }

        circuit.Add(new Population("inhibitory", options.Cells, Inhibitory)
        {
            Threshold = "v > -40*mV",
            Reset = "v = -45*mV",
            Refractory = "2*ms",
            Initial = new Dictionary<string, string> { ["v"] = "-60*mV" },
        });
        circuit.Add(new Projection("cell", "inhibitory") { Name = "own", Connectivity = Connectivity.OneToOne, OnPre = "ge += 10.4" });
        circuit.Add(new Projection("inhibitory", "cell")
        {
            Name = "inhibition",
            Connectivity = Connectivity.Where("i != j"),
            OnPre = "gi += strength",
            Constants = inhibition,
        });
        return circuit;
    }
}
