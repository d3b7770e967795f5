using System.Globalization;

namespace Homeostat;

/// <summary>
/// Learning from three factors (Legenstein, Chase, Schwartz &amp; Maass 2010; Frémaux &amp; Gerstner 2016). Every unit, those of the output too, adds noise to what reaches it. The
/// product of the noise of the postsynaptic unit and the activity of the presynaptic one is the eligibility of a synapse. The third factor is the
/// same for all synapses: by how much the reward exceeds its running mean. An eligibility trace keeps earlier products, so that a reward that comes late still meets them.
/// </summary>
public static class ThreeFactor
{
    private const string Wait = "wait";

    /// <summary>The entry of the three-factor rule in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "three-factor",
        CreditAssignment.Global,
        "three factors: noise and activity make synapses eligible, and a reward above what is expected, even a late one, changes them",
        "Legenstein, Chase, Schwartz & Maass 2010, Journal of Neuroscience 30(25); Frémaux & Gerstner 2016, Frontiers in Neural Circuits 9:85",
        new ThreeFactorOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, a setting is out of range, or settings contradict each other.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ThreeFactorOptions? options = null)
    {
        options ??= new ThreeFactorOptions();
        Layered.Check(layers, options);
        Check(options);
        var whole = NoisyLayers.Create(Model.Name, layers, options, Output(layers[^1], options));
        var circuit = new Circuit(Model.Name);
        foreach (var population in whole.Populations)
        {
            circuit.Add(population);
        }

        foreach (var projection in whole.Projections)
        {
            circuit.Add(options.Trace > 0 && projection.OnLearn.Length > 0 ? Traced(projection, options) : projection);
        }

        circuit.Add(new Population("critic", 1, "rate = 1 : 1   # always on"));
        circuit.Add(new Projection("critic", "output", """
            m : 1
            k : 1 (shared)   # batches so far
            expected_post = m*rate_pre : 1 (summed)
            """)
        {
            OnLearn = FormattableString.Invariant($"k += 1\nm += maximum({options.Pace}, 1/k)*(mean(arrived_post*rate_pre) - m)"),
        });
        return Layered.Discriminative(Model.Name, circuit, layers, options, Model.Source, []) with
        {
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), new Act(NoisyLayers.Draw),
                .. NoisyLayers.Disturb(layers, isOn: true, isOutputToo: true), new Sweep(), new Measure(), new Learn(),
                .. options.Delay > 0 ? [new Act(Wait)] : Array.Empty<Phase>(),
            ],
            Test = [new Clamp("input.rate", Learner.Image), .. NoisyLayers.Disturb(layers, isOn: false, isOutputToo: true), new Sweep()],
        };
    }

    private static void Check(ThreeFactorOptions options)
    {
        if (options is { Delay: > 0, Trace: 0 })
        {
            throw new HomeostatException(
                $"The model '{Model.Name}' cannot learn from a reward that comes {options.Delay} presentations late without an eligibility trace: nothing is left of what it is "
                + "for. Set Trace above 0 (--trace 0.8 --batch 1), or Delay to 0.");
        }

        if (options is { Reward: RewardForm.Choice, Output: OutputModel.Gaussian })
        {
            throw new HomeostatException(
                $"The model '{Model.Name}' rewards the choice of a class; a Gaussian output has none. Set Reward to Likelihood (--reward likelihood), or leave Output at Categorical.");
        }
    }

    private static Population Output(int size, ThreeFactorOptions options)
    {
        var isGaussian = options.Output == OutputModel.Gaussian;
        var late = Enumerable.Range(1, options.Delay).Select(presentation => Late(presentation)).ToArray();
        return new Population("output", size, Layered.Lines(
            $"""
            z : 1                          # the target
            noise : 1
            side : 1 (shared)              # 1 while units are disturbed
            answer = prediction + side*noise : 1
            F = {(isGaussian ? "(z - answer)**2/2" : "z*(logsumexp(answer) - answer)")} : 1 (energy)
            reward = {(options.Reward == RewardForm.Choice ? "z*where(answer >= max(answer), 1, 0)" : "-F")} : 1   # when summed
            told = {late.LastOrDefault("reward")} - expected/N : 1   # the reward that arrives above what is expected, when summed
            arrived = sum(told) + expected : 1
            heard = sum(told) : 1
            error = heard*noise{NoisyLayers.Over(options)} : 1
            prediction : 1 (input)
            expected : 1 (input)           # the running mean of the reward
            """,
            late.Length > 0 ? $"{string.Join(", ", late)} : 1   # rewards under way" : ""))
        {
            OnSweep = isGaussian ? "z = prediction" : "z = softmax(prediction)",
            Actions = new Dictionary<string, string>
            {
                [NoisyLayers.Draw] = NoisyLayers.Drawn(options),
                [Wait] = string.Join('\n', late.Select((name, k) => $"{name} = {(k == 0 ? "reward" : late[k - 1])}").Reverse()),
            }.Where(action => action.Value.Length > 0).ToDictionary(),
        };
    }

    // The eligibility of a synapse outlasts the presentation.
    private static Projection Traced(Projection projection, ThreeFactorOptions options) => projection with
    {
        Equations = $"{projection.Equations}\ne : 1   # eligibility",
        OnLearn = string.Create(CultureInfo.InvariantCulture, $"e = {options.Trace}*e + mean(noise_post*rate_pre){NoisyLayers.Over(options)}\ng = -mean(heard_post)*e"),
    };

    private static string Late(int presentation) => string.Create(CultureInfo.InvariantCulture, $"late{presentation}");
}
