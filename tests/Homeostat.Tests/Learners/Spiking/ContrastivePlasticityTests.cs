namespace Homeostat.Tests.Learners.Spiking;

/// <summary>Contrastive-signal-dependent plasticity, held against exact numbers and finite differences. Threads, resuming and the interpreter are compared for every model of the catalog.</summary>
public sealed class ContrastivePlasticityTests
{
    private static readonly RuleFixture Rule = RuleFixture.Of("csdp");

    // The first row of the fixture is right, the second one wrong: both are held at once, each with spikes of its own.
    [Fact]
    public void Four_steps_have_the_exact_numbers_of_the_published_rule()
    {
        var options = new ContrastivePlasticityOptions
        {
            TimeStep = Rule.Number("dt"),
            Tau = Rule.Number("tau_m"),
            TraceTau = Rule.Number("tau_trace"),
            Resistance = Rule.Number("R"),
            InhibitoryResistance = Rule.Number("R_inhibition"),
            Threshold = Rule.Number("threshold_start"),
            ThresholdJitter = 0,
            GoodnessThreshold = Rule.Number("theta"),
            SpikeDecay = Rule.Number("decay"),
            Optimizer = Optimizer.Adam(Rule.Number("eta")),
            SameSpikes = false,
        };
        using var simulation = new Simulation(ContrastivePlasticity.Create([3, 4, 2], options).Circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        Put(simulation, "input_to_hidden1.w", Transposed(Rule.Input("W"), 4));
        Put(simulation, "hidden1_to_hidden1.w", Transposed(Rule.Input("M"), 4));
        simulation.Run(simulation.Compile([new Act("rest"), new Act("rest_wrong")]));
        var step = simulation.Compile([new Act("step"), new Act("step_wrong"), new Probe("hidden1.modulator"), new Probe("hidden1.modulator_wrong"), new Learn()]);
        foreach (var (index, spikes) in Rule.Parts("input_spikes").Index())
        {
            Put(simulation, "input.z", spikes[..3]);
            Put(simulation, "input.z_wrong", spikes[3..]);
            simulation.Run(step);
            foreach (var (name, variable) in new[] { ("v", "v"), ("s", "z"), ("trace", "trace"), ("threshold", "threshold"), ("delta", "modulator") })
            {
                Rule.AssertEqual(
                    $"steps/{index}/{name}", [.. simulation[$"hidden1.{variable}"].ToArray(), .. simulation[$"hidden1.{variable}_wrong"].ToArray()]);
            }
        }

        Rule.AssertEqual("W_after", Transposed(simulation["input_to_hidden1.w"].ToArray(), 3));
        Rule.AssertEqual("M_after", Transposed(simulation["hidden1_to_hidden1.w"].ToArray(), 4));
    }

    // The rule leaves out how the trace depends on the current, as a spike has no derivative: what is left is the derivative by the trace, times R and the input.
    [Fact]
    public void The_modulator_is_the_slope_of_the_contrastive_loss_by_the_trace()
    {
        using var simulation = new Simulation(ContrastivePlasticity.Create([3, 4, 2]).Circuit, 2, new SimulationOptions { Type = ElementType.Float64 });
        var (loss, learn) = (simulation.Compile(new Measure()), simulation.Compile([new Probe("hidden1.modulator"), new Probe("hidden1.modulator_wrong"), new Learn()]));
        var random = new Random(3);
        double[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => 2.5 * random.NextDouble())];
        var traces = new Dictionary<string, double[]> { ["trace"] = Drawn(8), ["trace_wrong"] = Drawn(8) };
        double Loss()
        {
            foreach (var (name, values) in traces)
            {
                Put(simulation, $"hidden1.{name}", values);
            }

            simulation.Run(loss);
            return Enumerable.Range(0, 2).Sum(sample => simulation.FreeEnergy(loss, sample));
        }

        var slopes = traces.ToDictionary(trace => trace.Key, trace => Enumerable.Range(0, 8).Select(k =>
        {
            const double Step = 1e-5;
            var at = trace.Value[k];
            trace.Value[k] = at + Step;
            var above = Loss();
            trace.Value[k] = at - Step;
            var below = Loss();
            trace.Value[k] = at;
            return (above - below) / (2 * Step);
        }).ToArray());
        Loss();
        Put(simulation, "input.z", [1, 0, 1, 0, 0, 1]);
        Put(simulation, "label.z", [1, 0, 0, 0]);
        Put(simulation, "label.z_wrong", [0, 0, 0, 1]);
        simulation.Run(learn);
        Close(slopes["trace"], simulation["hidden1.modulator"].ToArray(), 1e-8);
        Close(slopes["trace_wrong"], simulation["hidden1.modulator_wrong"].ToArray(), 1e-8);
        double Slope(int sample, int cell) => slopes["trace"][(sample * 4) + cell] + slopes["trace_wrong"][(sample * 4) + cell];
        double[] gradient = [.. Enumerable.Range(0, 4).SelectMany(cell => new[] { 0.05 * Slope(0, cell), 0, 0.05 * (Slope(0, cell) + Slope(1, cell)) })];
        Close(gradient, simulation["input_to_hidden1.g"].ToArray(), 1e-8);

        // The label has a resistance of its own: 0.5, over two samples.
        double[] ofLabel = [.. Enumerable.Range(0, 4).SelectMany(cell => new[] { 0.25 * slopes["trace"][cell], 0.25 * slopes["trace_wrong"][4 + cell] })];
        Close(ofLabel, simulation["label_to_hidden1.g"].ToArray(), 1e-8);
    }

    // Without an image, a potential is what the label has sent: dt/tau times its resistance times the weight.
    [Fact]
    public void The_label_has_a_resistance_of_its_own()
    {
        var options = new ContrastivePlasticityOptions { Threshold = 10, ThresholdJitter = 0, LeastThreshold = 10, LabelResistance = 0.75 };
        using var simulation = new Simulation(ContrastivePlasticity.Create([3, 4, 2], options).Circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var weights = simulation["label_to_hidden1.w"].ToArray();
        simulation.Run(simulation.Compile([new Act("rest"), new Act("rest_wrong")]));
        Put(simulation, "label.z", [0, 1]);
        Put(simulation, "label.z_wrong", [1, 0]);
        simulation.Run(simulation.Compile([new Act("step"), new Act("step_wrong")]));
        double[] Sent(int label) => [.. weights.Chunk(2).Select(row => 0.03 * 0.75 * row[label])];
        Close(Sent(1), simulation["hidden1.v"].ToArray(), 1e-12);
        Close(Sent(0), simulation["hidden1.v_wrong"].ToArray(), 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Drawn_digits_are_learned_and_weights_keep_their_bounds(bool sameSpikes)
    {
        using var training = new Training(
            ContrastivePlasticity.Create([784, 60, 10], new ContrastivePlasticityOptions { SameSpikes = sameSpikes }),
            Digits.Draw(train: 1500, test: 200, seed: 3), new TrainingOptions { Batch = 20, Epochs = 1 });
        training.Run();
        Assert.InRange(training.Test().Accuracy, 0.3, 1);   // by chance, 0.1
        foreach (var name in new[] { "input_to_hidden1", "label_to_hidden1", "hidden1_to_output" })
        {
            Assert.All(training.Values($"{name}.w"), w => Assert.InRange(w, -1, 1));
        }

        Assert.All(training.Values("hidden1_to_hidden1.w").Index(), w => Assert.InRange(w.Item, 0, w.Index % 61 == 0 ? 0 : 1));
    }

    // Spikes are drawn in training only.
    [Fact]
    public void A_sample_is_answered_alone_as_among_others()
    {
        var learner = ContrastivePlasticity.Create([12, 8, 6, 3], new ContrastivePlasticityOptions { Steps = 15 });
        double[][] images = [.. Enumerable.Range(0, 4).Select(n => Enumerable.Range(0, 12).Select(k => k * (n + 2) % 5 * 0.24).ToArray())];
        double[][] Answers(double[][] shown)
        {
            using var simulation = new Simulation(learner.Circuit, shown.Length, new SimulationOptions { Seed = 1 });
            var plan = simulation.Compile(learner.Test);
            simulation.Stream(plan, Learner.Image).CopyFrom([.. shown.SelectMany(image => image)]);
            simulation.Run(plan);
            return [.. simulation["output.trace"].ToArray().Chunk(3), .. simulation["hidden2.v"].ToArray().Chunk(6)];
        }

        var together = Answers(images);
        foreach (var (n, image) in images.Index())
        {
            var alone = Answers([image]);
            Assert.Equal(alone[0], together[n]);
            Assert.Equal(alone[1], together[4 + n]);
        }
    }

    [Fact]
    public void The_answer_is_not_told_the_label()
    {
        var learner = ContrastivePlasticity.Create([784, 30, 20, 10]);
        Assert.Contains(new Set("label.z"), learner.Test);
        Assert.DoesNotContain(learner.Test, phase => phase is Clamp { Stream: Learner.Label });
    }

    [Theory]
    [InlineData("tau 2", "A tau of 2 ms is shorter than the time step of 3 ms, in which a cell would lose more than it has. Give 3 or more, or a smaller time step.")]
    [InlineData("trace-tau 1.5", "A trace-tau of 1.5 ms is shorter than the time step of 3 ms, in which a cell would lose more than it has. Give 3 or more, or a smaller time step.")]
    [InlineData("layers", "The layers 784,10 have 0 hidden layers, but 1 or more is needed: the contrastive loss is that of hidden layers. Give more sizes, as in 784,256,10.")]
    public void Settings_that_make_no_network_are_refused(string fault, string message) => Assert.Equal(message, Assert.Throws<HomeostatException>(() => fault switch
    {
        "tau 2" => ContrastivePlasticity.Create([784, 20, 10], new ContrastivePlasticityOptions { Tau = 2 }),
        "trace-tau 1.5" => ContrastivePlasticity.Create([784, 20, 10], new ContrastivePlasticityOptions { TraceTau = 1.5 }),
        _ => ContrastivePlasticity.Create([784, 10]),
    }).Message);

    // The fixture has a row for each presynaptic unit, a projection one for each postsynaptic unit.
    private static double[] Transposed(double[] values, int columns) => [.. Enumerable.Range(0, columns).SelectMany(column => values.Chunk(columns).Select(row => row[column]))];

    private static void Put(Simulation simulation, string variable, double[] values)
    {
        simulation[variable].CopyFrom(values);
        simulation.Changed(variable);
    }

    private static void Close(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
