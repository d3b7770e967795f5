namespace Homeostat;

/// <summary>The settings of <see cref="Reinforce"/>.</summary>
public sealed record ReinforceOptions : PerturbationOptions
{
    /// <summary>Creates the default settings.</summary>
    public ReinforceOptions() => Noise = 1;

    /// <summary>The share of each batch in the running mean of the reward.</summary>
    [Setting("Share of each batch in the running mean of the reward, with which rewards are compared", Least = 0, Most = 1)]
    public double Pace { get; init; } = 0.05;
}

/// <summary>
/// REINFORCE (Williams 1992). The output chooses a class at random, in proportion to its softmax, and is rewarded with 1 if it is the right one. Hidden units are normal
/// with a mean that their synapses decide. All units are told by how much the reward exceeds its running mean, and each synapse makes what its
/// unit has just done more likely by that much. No unit is told the right answer.
/// </summary>
public static class Reinforce
{
    /// <summary>The entry of REINFORCE in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "reinforce",
        CreditAssignment.Global,
        "REINFORCE: random units make what was rewarded more likely; only the reward is known, not the right answer",
        "Williams 1992, Machine Learning 8",
        new ReinforceOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, the output is not categorical, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ReinforceOptions? options = null)
    {
        options ??= new ReinforceOptions();
        Layered.Check(layers, options);
        if (options.Output != OutputModel.Categorical)
        {
            throw new HomeostatException("The model 'reinforce' chooses one of several classes; a Gaussian output has none. Leave Output at Categorical (--output categorical).");
        }

        var output = new Population("output", layers[^1], """
            z : 1                                  # 1 for the class that is rewarded
            choice : 1                             # 1 for the class that was chosen
            told = choice*z - expected/N : 1       # the reward above its mean, when summed
            error = sum(told)*(choice - softmax(prediction)) : 1
            reward = sum(choice*z) : 1
            F = z*(logsumexp(prediction) - prediction) : 1 (energy)
            prediction : 1 (input)
            expected : 1 (input)                   # the running mean of the reward
            """)
        {
            OnSweep = "z = softmax(prediction)",
            Actions = new Dictionary<string, string>
            {
                // The largest sum of a logit and Gumbel noise belongs to a class drawn by the softmax.
                ["choose"] = "drawn = prediction - log(-log(rand()))\nchoice = where(drawn >= max(drawn), 1, 0)",
            },
        };
        var circuit = NoisyLayers.Create(Model.Name, layers, options, output);
        circuit.Add(new Population("critic", 1, "rate = 1 : 1   # always on"));
        circuit.Add(new Projection("critic", "output", "m : 1\nexpected_post = m*rate_pre : 1 (summed)")
        {
            OnLearn = FormattableString.Invariant($"m += {options.Pace}*(mean(reward_post*rate_pre) - m)"),
        });
        return Layered.Discriminative(Model.Name, circuit, layers, options, Model.Source, []) with
        {
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), .. layers.Count > 2 ? [new Act(NoisyLayers.Draw)] : Array.Empty<Phase>(),
                .. NoisyLayers.Disturb(layers, isOn: true, isOutputToo: false), new Sweep(), new Act("choose"), new Measure(), new Learn(),
            ],
            Test =
            [
                new Clamp("input.rate", Learner.Image), .. NoisyLayers.Disturb(layers, isOn: false, isOutputToo: false), new Sweep(),
            ],
        };
    }
}
