namespace Homeostat;

/// <summary>
/// E-prop (Bellec et al. 2020). A recurrent network of leaky integrate-and-fire cells learns sequences, forward in time. Each synapse keeps a trace of how much it has
/// contributed to the activity of its postsynaptic cell, its eligibility, and changes by this trace times the errors of the readout that the cell hears in the same time step.
/// </summary>
/// <remarks>
/// With <see cref="ErrorBroadcast.Symmetric"/>, the change is the gradient of back-propagation through time if spikes are not followed through recurrent synapses and resets. A
/// trace belongs to a synapse and a sample: a batch needs samples × synapses numbers.
/// </remarks>
public static class EligibilityPropagation
{
    // The actions of a time step, one after the other: cells receive and fire, the readout reads their spikes, and its answer is judged.
    private const string Fire = "fire", Read = "read", Judge = "judge";

    /// <summary>The entry of e-prop in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "eprop",
        CreditAssignment.Global,
        "e-prop: a recurrent network of spiking cells learns sequences by eligibility traces and errors broadcast from its readout",
        "Bellec, Scherr, Subramoney, Hajek, Salaj, Legenstein & Maass 2020, Nature Communications 11:3625",
        new EligibilityPropagationOptions(),
        Create);

    /// <summary>Creates a learner of sequences.</summary>
    /// <param name="layers">The numbers of inputs, cells and answers.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are not three layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, EligibilityPropagationOptions? options = null)
    {
        options ??= new EligibilityPropagationOptions();
        Layered.Check(layers, options);
        if (layers is not [var inputs, var cells, var answers])
        {
            throw new HomeostatException($"The layers {string.Join(",", layers)} do not fit '{Model.Name}', a single recurrent layer of cells: give three sizes, inputs, cells and answers, as in 28,128,10.");
        }

        var circuit = new Circuit(Model.Name)
        {
            new Population("input", inputs, """
                rate : 1                  # the sequence
                x : 1                     # what a membrane still has of it
                """)
            { Actions = Does(Fire, "x = alpha*x + rate"), Constants = Decays(options) },
            Cells(cells, options),
            Readout(answers, options),
            new Population("bias", 1, "rate = 1 : 1\ntrace : 1") { Actions = Does(Read, "trace = kappa*trace + 1"), Constants = Decays(options) },
            Synapses("input", "rate", options),
            Synapses("cell", "z", options),
        };
        circuit.Add(ToReadout("cell", "z", options));
        circuit.Add(ToReadout("bias", "rate", options));
        if (Feedback(options) is { } feedback)
        {
            circuit.Add(feedback);
        }

        if (options.Follow)
        {
            circuit.Add(new Population("followed", options.Times * answers, "y : 1   # readout at each time point"));
        }

        Phase[] rest = [.. circuit.Populations.SelectMany(p => Begins(p.Name).Select(variable => new Set($"{p.Name}.{variable}")))];
        return new Learner(Model.Name, circuit)
        {
            Train =
            [
                .. options.Follow ? [] : (Phase[])[new Clamp("output.target", Learner.Label)],
                .. rest,
                .. from pre in (string[])["input", "cell"] from trace in Traces(options) select new Set($"{pre}_to_cell.{trace}"),
                new Over(
                    options.Times,
                    [
                        new Clamp("input.rate", Learner.Image),
                        .. options.Follow ? [new Clamp("output.target", Learner.Label)] : (Phase[])[],
                        new Repeat(options.Hold, new Act(Fire), new Act(Read), new Act(Judge), new Learn { Update = false }),
                    ]),
                new Measure(),
                new Learn { Gradient = false },
            ],
            Test =
            [
                .. rest,
                new Over(
                    options.Times,
                    [
                        new Clamp("input.rate", Learner.Image), new Repeat(options.Hold, new Act(Fire), new Act(Read)),
                        .. options.Follow ? [new Keep("output.y", "followed.y")] : (Phase[])[],
                    ]),
            ],
            Readout = options.Follow ? "followed.y" : "output.answer",
            Features = "cell.count",
            Source = Model.Source,
        };
    }

    private static Population Cells(int size, EligibilityPropagationOptions options) => new("cell", size, """
        v : 1                             # membrane potential
        a : 1                             # spikes of late, by which the threshold rises
        z : 1                             # 1 for a cell that fires in this step
        x : 1                             # what a membrane still has of the spikes that have arrived
        trace : 1                         # what the readout still has of the spikes
        count : 1                         # spikes since the sequence began
        beta : 1 (constant over batch)    # rise of the threshold with a spike; 0 for a cell that does not adapt
        psi = dampening/theta*maximum(0, 1 - abs(v - theta - beta*a)/theta) : 1   # pseudo-derivative of z by v
        drive : 1 (input)
        signal : 1 (input)                # errors of the readout
        """)
    {
        Actions = Does(Fire, """
            x = alpha*x + z
            a = rho*a + z
            v = alpha*v + drive - theta*z
            z = where(v > theta + beta*a, 1, 0)
            trace = kappa*trace + z
            count += z
            """),
        Initial = new Dictionary<string, string> { ["beta"] = FormattableString.Invariant($"where(i < {Math.Round(size * options.Adaptive)}, {options.Rise}, 0)") },
        Constants = Decays(options),
    };

    private static Population Readout(int size, EligibilityPropagationOptions options)
    {
        var steps = FormattableString.Invariant($"{options.Times * options.Hold}");
        var (error, loss) = options.Output == OutputModel.Gaussian ? ("y - target", "(y - target)**2/2") : ("softmax(y) - target", "target*(logsumexp(y) - y)");
        return new Population("output", size, $"""
            y : 1                     # readout
            target : 1
            answer : 1                # mean of the readout over the time
            loss : 1                  # mean over the time
            error = ({error})/{steps} : 1
            F = loss : 1 (energy)
            current : 1 (input)
            """)
        {
            Actions = new Dictionary<string, string> { [Read] = $"y = kappa*y + current\nanswer += y/{steps}", [Judge] = $"loss += ({loss})/{steps}" },
            Constants = Decays(options),
        };
    }

    // Synapses onto cells: eligibility is the pseudo-derivative times what the membrane still has of the input, less what it has raised the threshold.
    private static Projection Synapses(string pre, string sent, EligibilityPropagationOptions options)
    {
        var (adapts, isDrawn, isRecurrent) = (options.Adaptive > 0, options.Regularization > 0, pre == "cell");
        var learning = Synapse.Learning(pre, "cell", $"drive_post = w*{sent}_pre : 1 (summed)", "0", options.Optimizer, options.Weights);
        var initial = new Dictionary<string, string>(learning.Initial);
        return learning with
        {
            Equations = Layered.Lines(
                learning.Equations,
                "f : 1 (per sample)   # eligibility, filtered as the readout filters spikes",
                adapts ? "c : 1 (per sample)   # share in the raised threshold" : "",
                isDrawn ? "s : 1                # eligibility over time" : "",
                isRecurrent ? "other : 1            # 0 for the synapse of a cell with itself, which does not exist" : ""),
            OnLearn = Layered.Lines(
                $"eligibility = psi_post*{(adapts ? "(x_pre - beta_post*c)" : "x_pre")}",
                "f = kappa*f + eligibility",
                "g = mean(signal_post*f)",
                isDrawn ? "s = s + mean(eligibility)" : "",
                adapts ? "c = (rho - beta_post*psi_post)*c + psi_post*x_pre" : ""),
            OnUpdate = Layered.Lines(
                isDrawn ? FormattableString.Invariant(
                    $"g += {options.Regularization}*(mean(count_post)/{options.Times * options.Hold} - {options.TargetRate / 1000})*s/{options.Times * options.Hold}") : "",
                isRecurrent ? "g *= other" : "",
                learning.OnUpdate),
            Initial = isRecurrent ? new Dictionary<string, string> { ["other"] = "where(i == j, 0, 1)" }.Concat(initial.Select(
                value => value.Key == "w" ? KeyValuePair.Create("w", $"other*({options.Weights})") : value)).ToDictionary() : initial,
            Constants = Decays(options),
        };
    }

    private static Projection ToReadout(string pre, string sent, EligibilityPropagationOptions options) => Synapse.Learning(
        pre, "output",
        Layered.Lines(
            $"current_post = w*{sent}_pre : 1 (summed)",
            pre == "cell" && options.Broadcast == ErrorBroadcast.Symmetric ? "signal_pre = w*error_post : 1 (summed)" : ""),
        "mean(error_post*trace_pre)", OfReadout(options), pre == "bias" ? "0" : options.Weights);

    private static Projection? Feedback(EligibilityPropagationOptions options) => options.Broadcast switch
    {
        ErrorBroadcast.Random => new Projection("output", "cell", "b : 1\nsignal_post = b*error_pre : 1 (summed)") { Initial = new Dictionary<string, string> { ["b"] = options.FeedbackWeights } },
        ErrorBroadcast.Adaptive => Synapse.Learning(
            "output", "cell", "signal_post = w*error_pre : 1 (summed)", "mean(trace_post*error_pre)", OfReadout(options), options.FeedbackWeights),
        _ => null,
    };

    private static Optimizer OfReadout(EligibilityPropagationOptions options) =>
        options.Broadcast == ErrorBroadcast.Adaptive ? options.Optimizer.WithDecay(options.Decay) : options.Optimizer;

    private static IEnumerable<string> Traces(EligibilityPropagationOptions options) =>
        ((string[])["f", options.Adaptive > 0 ? "c" : "", options.Regularization > 0 ? "s" : ""]).Where(trace => trace.Length > 0);

    private static string[] Begins(string population) => population switch
    {
        "input" => ["x"],
        "cell" => ["v", "a", "z", "x", "trace", "count"],
        "output" => ["y", "answer", "loss"],
        "bias" => ["trace"],
        _ => [],
    };

    private static Dictionary<string, string> Does(string action, string statements) => new() { [action] = statements };

    private static Dictionary<string, Quantity> Decays(EligibilityPropagationOptions options) => new()
    {
        ["alpha"] = Math.Exp(-1 / options.Tau),
        ["kappa"] = Math.Exp(-1 / options.ReadoutTau),
        ["rho"] = Math.Exp(-1 / options.AdaptationTau),
        ["theta"] = options.Threshold,
        ["dampening"] = options.Dampening,
    };
}
