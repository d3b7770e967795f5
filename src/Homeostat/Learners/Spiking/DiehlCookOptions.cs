namespace Homeostat;

/// <summary>
/// Settings of Diehl &amp; Cook's digit network. By default a faster form: inhibition without a population
/// of its own, steps of 1 ms, and states set to rest after a digit; <see cref="Published"/> is the form of the paper.
/// </summary>
public sealed record DiehlCookOptions
{
    /// <summary>Excitatory cells.</summary>
    public int Cells { get; init; } = 400;

    /// <summary>The time step.</summary>
    public Quantity TimeStep { get; init; } = 1 * Units.Millisecond;

    /// <summary>How long a digit is shown.</summary>
    public Quantity Presentation { get; init; } = 350 * Units.Millisecond;

    /// <summary>
    /// How long nothing is shown after it. With none, potentials, conductances and traces are set to where a long rest would
    /// bring them.
    /// </summary>
    public Quantity Rest { get; init; } = 0 * Units.Second;

    /// <summary>
    /// Whether each cell excites an inhibitory one, which inhibits all other cells; else a cell's spike inhibits the others
    /// in the same step.
    /// </summary>
    public bool InhibitoryPopulation { get; init; }

    /// <summary>The rate of the input of the brightest pixel.</summary>
    public Quantity BrightestRate { get; init; } = 63.75 * Units.Hertz;

    /// <summary>A digit at which the cells together fire less is shown again, half as bright again.</summary>
    public int LeastSpikes { get; init; } = 5;

    /// <summary>How often a digit is shown at most.</summary>
    public int MostPresentations { get; init; } = 12;

    /// <summary>The mean weight of a cell's synapses, to which they are normalized after each digit.</summary>
    public double MeanWeight { get; init; } = 0.1;

    /// <summary>Conductance a spike adds to the other cells, in units of the leak.</summary>
    public double Inhibition { get; init; } = 17;

    /// <summary>Learning rate.</summary>
    public double Rate { get; init; } = 0.01;

    /// <summary>The presynaptic trace at which a weight stays as it is.</summary>
    public double Target { get; init; } = 0.3;

    /// <summary>How much less weights change the nearer they are to 1: the exponent.</summary>
    public double Exponent { get; init; } = 0.2;

    /// <summary>By how much a cell's threshold rises when it fires.</summary>
    public Quantity Rise { get; init; } = 0.05 * Units.Millivolt;

    /// <summary>Digits after which cells are labeled anew, and the accuracy of the labels before is told.</summary>
    public int Window { get; init; } = 2_500;

    /// <summary>Training digits whose labels are used for a test: the network's only labels.</summary>
    public int LabeledDigits { get; init; } = 10_000;

    /// <summary>The form of the paper: an inhibitory cell for each excitatory one, half a millisecond a step, 150 ms of rest.</summary>
    public static DiehlCookOptions Published { get; } = new()
    {
        TimeStep = 0.5 * Units.Millisecond,
        Rest = 150 * Units.Millisecond,
        InhibitoryPopulation = true,
    };

    internal int StepsShown => (int)Math.Round(Presentation.In(TimeStep));

    internal int StepsOfRest => (int)Math.Round(Rest.In(TimeStep));

    internal void Require()
    {
        Check(Cells >= 2, "at least two cells, which compete", $"{Cells}");
        Check(TimeStep.Value > 0, "a time step above 0", $"{TimeStep}");
        Check(StepsShown >= 1, "a presentation of at least a time step", $"{Presentation}");
        Check(Rest.Value >= 0, "a rest of no less than 0", $"{Rest}");
        Check(MostPresentations >= 1, "at least one presentation", $"{MostPresentations}");
        Check(MeanWeight is > 0 and < 1, "a mean weight between 0 and 1", $"{MeanWeight}");
        Check(Window >= 1, "a window of at least a digit", $"{Window}");
        Check(LabeledDigits >= 1, "at least one labeled digit", $"{LabeledDigits}");
    }

    private static void Check(bool isRight, string expected, string found)
    {
        if (!isRight)
        {
            throw new HomeostatException($"Diehl & Cook's network needs {expected}; {found} was given.");
        }
    }
}
