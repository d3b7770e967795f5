namespace Homeostat.Tests.Learners;

/// <summary>Algorithms of credit assignment that need more than a free phase: two phases, negative samples, candidates.</summary>
public sealed class PhaseLearnersTests
{
    private static readonly ImageSet Drawn = Digits.Draw(train: 2000, test: 500, seed: 3);

    [Fact]
    public void Equilibrium_propagation_learns_from_the_difference_of_two_nudged_phases()
    {
        using var training = new Training(EquilibriumPropagation(), Drawn, new TrainingOptions { Batch = 20, Epochs = 4 });
        var before = training.Test().Accuracy;
        training.Run();
        Assert.InRange(before, 0, 0.3);
        Assert.InRange(training.Test().Accuracy, 0.6, 1);
    }

    [Fact]
    public void Symmetric_nudging_follows_the_slope_of_the_cost_at_the_free_state()
    {
        // Without learning, by an optimizer that takes no step: what is kept is the gradient alone.
        var learner = EquilibriumPropagation(steps: 400, beta: 0.01, optimizer: Optimizer.Sgd(1e-300));
        using var training = new Training(learner, Drawn, new TrainingOptions { Batch = 20, Epochs = 1, Type = ElementType.Float64 });
        training.Next();
        var gradient = training.Gradients()["hidden_digit"];
        var weights = training.Simulation["hidden_digit.w"];
        var samples = new BatchOrder(2000, 20, training.Options.Seed).Batch(0, 0).ToArray();
        var part = (DataPart)Drawn.Train.Select(samples);
        var largest = Enumerable.Range(0, gradient.Length).MaxBy(k => Math.Abs(gradient[k]));
        var (row, column) = Math.DivRem(largest, weights.Columns);
        const double Difference = 1e-4;
        var slope = (Cost(Difference) - Cost(-Difference)) / (2 * Difference);
        Assert.Equal(slope, gradient[largest], 0.05 * Math.Abs(slope));

        // Half the squared error of the free state, mean over the batch.
        double Cost(double change)
        {
            weights[row, column] += change;
            training.Simulation.Changed("hidden_digit.w");
            var cost = training.SquaredError(part) * 10 / 2;
            weights[row, column] -= change;
            training.Simulation.Changed("hidden_digit.w");
            return cost;
        }
    }

    [Fact]
    public void Forward_forward_answers_by_the_goodness_of_each_candidate()
    {
        using var training = new Training(ForwardForward(), Drawn, new TrainingOptions { Batch = 20, Epochs = 6 });
        training.Next();
        var first = training.Simulation["context.wrong"].ToArray();
        training.Next();
        var second = training.Simulation["context.wrong"].ToArray();

        // Of 20 samples, a wrong label is drawn afresh: the same 20 of nine would be a chance of 1e-19.
        Assert.NotEqual(first, second);
        Assert.All(first.Chunk(10), wrong => Assert.Equal(1, wrong.Sum()));

        // One step of the optimizer a batch, from the gradients of both passes.
        Assert.Equal(2, training.Simulation["pixels_hidden1.k"][0, 0]);
        training.Run();
        Assert.InRange(training.Test().Accuracy, 0.6, 1);
    }

    [Fact]
    public void What_the_two_need_is_read_off_their_plans()
    {
        Assert.True(Taxonomy.Of(EquilibriumPropagation()) is
        {
            TwoPhases: true, ForwardLocked: false, ExplicitTargets: true, LocalInSpace: Locality.Synapse, LocalInTime: false, WeightTransport: true,
            UpdateLocked: false, NegativeSamples: false, ActivationDerivative: true,
        });
        Assert.True(Taxonomy.Of(ForwardForward()) is
        {
            NegativeSamples: true, TwoPhases: true, LocalInSpace: Locality.Layer, UpdateLocked: false, WeightTransport: false, ForwardLocked: true,
            LocalInTime: true,
        });
    }

    private static Learner EquilibriumPropagation(int steps = 20, double beta = 0.5, Optimizer? optimizer = null)
    {
        Population Layer(string name, int size, bool output) => new(name, size, $"""
            du/dt = (diff(rate, u)*(drive{(output ? "" : " + back")}) - u{(output ? " + beta*(y - u)" : "")})/tau : 1
            rate = sigmoid(4*u - 2) : 1
            kept, last : 1                  # rates at the end of the two nudged phases
            F = u**2/2 - rate*drive : 1 (energy)
            {(output ? "beta : 1 (shared)\ny : 1\ndrive : 1 (input)" : "drive, back : 1 (input)")}
            """)
        {
            Actions = new Dictionary<string, string> { ["remember"] = "kept = last; last = rate" },
            Method = "euler",
            Constants = new Dictionary<string, Quantity> { ["tau"] = 2e-3 * Units.Second },
        };
        Projection Connect(string pre, string post, bool back = true) => Synapse.Learning(
            pre, post, "drive_post = w*rate_pre : 1 (summed)" + (back ? "\nback_pre = w*rate_post : 1 (summed)" : ""),
            FormattableString.Invariant($"-(mean(kept_post*kept_pre) - mean(last_post*last_pre))/{2 * beta}"), optimizer ?? Optimizer.Adam(3e-3), name: $"{pre}_{post}");
        var circuit = new Circuit("equilibrium propagation")
        {
            new Population("pixels", 784, "rate : 1\nkept = rate : 1\nlast = rate : 1"),
            Layer("hidden", 64, false), Layer("digit", 10, true),
            Connect("pixels", "hidden", back: false), Connect("hidden", "digit"),
        };
        Phase[] free = [new Clamp("pixels.rate", Learner.Image), new Set("hidden.u", 0.5), new Set("digit.u", 0.5), new Set("digit.beta"), new Settle(steps)];
        Phase[] Nudge(double strength) => [new Set("digit.beta", strength), new Settle(steps), new Act("remember")];
        return new Learner("ep", circuit)
        {
            Train = [new Clamp("digit.y", Learner.Label), .. free, new Measure(), .. Nudge(beta), .. Nudge(-beta), new Learn()],
            Test = free,
            Readout = "digit.u",
        };
    }

    private static Learner ForwardForward()
    {
        Population Hidden(string name, int size) => new(name, size, """
            rate = relu(drive) : 1
            sent = rate/(sqrt(mean(rate**2)) + 1e-4) : 1
            goodness = mean(rate**2) : 1
            side : 1 (shared)                          # +1 in the positive pass, -1 in the negative
            push = side*sigmoid(side*(2 - goodness))*rate : 1
            F = log(1 + exp(side*(2 - goodness)))/N : 1 (energy)
            drive : 1 (input)
            """);
        Projection Connect(string pre, string post) => Synapse.Learning(
            pre, post, "drive_post = w*sent_pre : 1 (summed)", "-mean(push_post*sent_pre)", Optimizer.Adam(3e-3), name: $"{pre}_{post}");
        var circuit = new Circuit("forward-forward")
        {
            new Population("pixels", 784, "x : 1\nsent = x/(sqrt(mean(x**2)) + 1e-4) : 1"),
            new Population("context", 10, """
                label, chance, wrong : 1
                negative : 1 (shared)
                sent = 3*where(negative > 0, wrong, label) : 1
                """)
            {
                Actions = new Dictionary<string, string> { ["draw"] = "chance = rand()*(1 - label); wrong = where(chance >= max(chance), 1, 0)" },
            },
            Hidden("hidden1", 128), Hidden("hidden2", 128),
            new Population("answer", 10, "score : 1"),
            Connect("pixels", "hidden1"), Connect("context", "hidden1"), Connect("hidden1", "hidden2"),
        };
        Phase[] Pass(double side) => [new Set("hidden1.side", side), new Set("hidden2.side", side), new Set("context.negative", side < 0 ? 1 : 0)];
        return new Learner("ff", circuit)
        {
            Train =
            [
                new Clamp("pixels.x", Learner.Image), new Clamp("context.label", Learner.Label), new Act("draw"),
                .. Pass(1), new Measure(), new Learn { Update = false }, .. Pass(-1), new Learn(),
            ],
            Test = [new Clamp("pixels.x", Learner.Image), .. Pass(1), new Try("context.label", "answer.score", new Measure())],
            Readout = "answer.score",
        };
    }
}
