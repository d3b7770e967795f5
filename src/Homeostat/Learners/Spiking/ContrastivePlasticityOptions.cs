namespace Homeostat;

/// <summary>
/// The settings of <see cref="ContrastivePlasticity"/>. The defaults are those of the author's training script, but for four that suit smaller layers, smaller batches and
/// shorter trainings: <see cref="LabelResistance"/> (0.1 in the script), <see cref="Steps"/> (50), <see cref="Optimizer"/> (<c>Adam(0.002)</c>) and <see cref="SameSpikes"/> (false).
/// </summary>
public sealed record ContrastivePlasticityOptions
{
    /// <summary>The number of time steps for which a sample is shown; synapses learn in each.</summary>
    [Setting("Steps for which a sample is shown; synapses learn in each", Least = 1)]
    public int Steps { get; init; } = 20;

    /// <summary>The time step, in milliseconds.</summary>
    [Setting("Time step in ms", Least = 0, Above = true)]
    public double TimeStep { get; init; } = 3;

    /// <summary>The time constant of the membrane, in milliseconds, at least one time step.</summary>
    [Setting("Time constant of the membrane in ms, at least one time step", Least = 0, Above = true)]
    public double Tau { get; init; } = 100;

    /// <summary>The time constant with which the trace of a spike falls, in milliseconds, at least one time step.</summary>
    [Setting("Time constant with which the trace of a spike falls, in ms, at least one time step", Least = 0, Above = true)]
    public double TraceTau { get; init; } = 13;

    /// <summary>The resistance by which the currents of excitatory synapses, from the image and from other layers, are multiplied.</summary>
    [Setting("Resistance by which the currents of excitatory synapses are multiplied", Least = 0, Above = true)]
    public double Resistance { get; init; } = 0.1;

    /// <summary>The resistance by which the currents of the label's synapses are multiplied; <see cref="Resistance"/> in the author's code.</summary>
    [Setting("Resistance by which the currents of the label's synapses are multiplied", Least = 0, Above = true)]
    public double LabelResistance { get; init; } = 0.5;

    /// <summary>The resistance by which the currents of inhibitory synapses are multiplied.</summary>
    [Setting("Resistance by which the currents of inhibitory synapses are multiplied", Least = 0)]
    public double InhibitoryResistance { get; init; } = 0.01;

    /// <summary>The membrane potential above which a cell fires when a sample begins.</summary>
    [Setting("Membrane potential above which a cell fires", Least = 0, Above = true)]
    public double Threshold { get; init; } = 0.055;

    /// <summary>The largest difference between a cell's threshold and <see cref="Threshold"/> when a sample begins.</summary>
    [Setting("Largest difference of a cell's threshold from the setting threshold", Least = 0)]
    public double ThresholdJitter { get; init; } = 0.025;

    /// <summary>The amount by which the thresholds of a layer rise with each spike of the layer beyond the first of a time step, and fall without one.</summary>
    [Setting("Rise of the threshold with each spike, of adaptive cells", Least = 0)]
    public double Rise { get; init; } = 0.001;

    /// <summary>The smallest threshold to which thresholds fall.</summary>
    [Setting("Smallest threshold to which thresholds fall", Least = 0)]
    public double LeastThreshold { get; init; } = 0.025;

    /// <summary>The sum of the squared traces of a layer, above which a sample is taken to be right.</summary>
    [Setting("Sum of the squared traces of a layer, above which a sample is taken to be right", Least = 0)]
    public double GoodnessThreshold { get; init; } = 10;

    /// <summary>The amount by which a weight falls, for each sample of the batch in which the postsynaptic cell fires and the presynaptic one has not fired the step before.</summary>
    [Setting("Fall of a weight with each postsynaptic spike that no presynaptic one precedes", Least = 0)]
    public double SpikeDecay { get; init; } = 5e-5;

    /// <summary>True if the input fires the same spikes for the right label and for the wrong one. If false, as in the author's code, spikes are drawn for each.</summary>
    [Setting("Whether the input fires the same spikes for the right and the wrong label")]
    public bool SameSpikes { get; init; } = true;

    /// <summary>The rule by which synapses change along their gradient, in each time step.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam(6e-3);

    /// <summary>The expression for the initial weights of all synapses; inhibitory ones begin at its positive part.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "2*rand() - 1";
}
