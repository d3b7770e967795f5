namespace Homeostat;

/// <summary>
/// The settings of the digit network of Diehl &amp; Cook. The default is a faster form than that of the paper: it has no inhibitory
/// population, its time step is 1 ms, and states are set to rest after a digit. <see cref="Published"/> is the form of the paper.
/// </summary>
public sealed record DiehlCookOptions
{
    /// <summary>The number of excitatory cells.</summary>
    public int Cells { get; init; } = 400;

    /// <summary>The time step.</summary>
    public Quantity TimeStep { get; init; } = 1 * Units.Millisecond;

    /// <summary>The time for which a digit is shown.</summary>
    public Quantity Presentation { get; init; } = 350 * Units.Millisecond;

    /// <summary>
    /// The time of rest after a digit, during which nothing is shown. If it is 0, potentials, conductances and traces are set to the values
    /// that they would reach in a long rest.
    /// </summary>
    public Quantity Rest { get; init; } = 0 * Units.Second;

    /// <summary>
    /// Whether each cell excites an inhibitory cell, which inhibits all other cells. If false, a spike of a cell inhibits the others in the
    /// same time step.
    /// </summary>
    public bool InhibitoryPopulation { get; init; }

    /// <summary>The firing rate of the input of the brightest pixel.</summary>
    public Quantity BrightestRate { get; init; } = 63.75 * Units.Hertz;

    /// <summary>The smallest number of spikes of all cells together. A digit with fewer spikes is shown again, with its initial rates multiplied by 1.5, then 2, 2.5 and so on.</summary>
    public int LeastSpikes { get; init; } = 5;

    /// <summary>The largest number of times that a digit is shown.</summary>
    public int MostPresentations { get; init; } = 12;

    /// <summary>The mean weight of a cell's synapses, to which they are normalized after each digit.</summary>
    public double MeanWeight { get; init; } = 0.1;

    /// <summary>The inhibitory conductance that a spike adds to all other cells, in units of the leak.</summary>
    public double Inhibition { get; init; } = 17;

    /// <summary>The learning rate.</summary>
    public double Rate { get; init; } = 0.01;

    /// <summary>The value of the presynaptic trace at which a weight does not change.</summary>
    public double Target { get; init; } = 0.3;

    /// <summary>The exponent μ of the factor (1 − w)^μ, by which weights near 1 change less.</summary>
    public double Exponent { get; init; } = 0.2;

    /// <summary>The amount by which the threshold of a cell rises at each of its spikes.</summary>
    public Quantity Rise { get; init; } = 0.05 * Units.Millivolt;

    /// <summary>The number of digits after which cells are labeled anew and the accuracy of the previous labels is recorded.</summary>
    public int Window { get; init; } = 2_500;

    /// <summary>The number of training digits whose labels are used to label the cells for a test. The network uses no other labels.</summary>
    public int LabeledDigits { get; init; } = 10_000;

    /// <summary>The settings of the paper: one inhibitory cell for each excitatory one, a time step of 0.5 ms, and 150 ms of rest after a digit.</summary>
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
