namespace Homeostat.Tests.Substrates.Crossbar;

/// <summary>Learning on a crossbar.</summary>
public class CrossbarLearningTests
{
    private static readonly ImageSet Digits = Homeostat.Digits.Draw(600, 200);

    [Theory]
    [InlineData("pc")]
    [InlineData("bp")]
    [InlineData("ff")]
    [InlineData("mono-forward")]
    [InlineData("dtp")]
    public void An_ideal_crossbar_learns_the_weights_that_the_processor_learns(string model)
    {
        using var exact = Trained(model, null, ElementType.Float64, batches: 6);
        using var crossbar = Trained(model, CrossbarOptions.Ideal, ElementType.Float64, batches: 6);
        foreach (var name in exact.Simulation.VariablesOf(Role.Weight))
        {
            var (expected, found) = (exact.Simulation[name].ToArray(), crossbar.Simulation[name].ToArray());
            Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-7));
        }

        Assert.Equal(exact.Test().Predictions, crossbar.Test().Predictions);
    }

    [Theory]
    [InlineData("pc", "pcm", 0.4)]
    [InlineData("bp", "rram-wan", 0.4)]
    [InlineData("mono-forward", "pcm-joshi", 0.4)]
    [InlineData("ff", "rram-milo", 0)] // It learns nothing in so few batches in exact arithmetic either.
    public void Learning_by_pulses_is_far_above_chance_and_the_same_on_two_threads(string model, string device, double lowest)
    {
        using var one = Trained(model, CrossbarOptions.Of(device), batches: 40, threads: 1);
        using var two = Trained(model, CrossbarOptions.Of(device), batches: 40, threads: 2);
        Same(one, two);
        var accuracy = one.Test().Accuracy;
        Assert.True(accuracy > lowest, $"{accuracy}");
    }

    [Fact]
    public void A_run_that_is_saved_and_resumed_gives_the_same_bits_as_one_that_was_not()
    {
        using var folder = new TemporaryFolder();
        using var straight = Trained("pc", CrossbarOptions.Of("pcm") with { StuckOff = 0.01 }, batches: 12);
        using (var first = Trained("pc", CrossbarOptions.Of("pcm") with { StuckOff = 0.01 }, batches: 5))
        {
            Checkpoint.Save(folder.Path, first);
        }

        using var resumed = Checkpoint.Read(folder.Path).Resume(DataSource.Of(Digits));
        Run(resumed, 12);
        Same(straight, resumed);
        Assert.Equal(straight.Test().Predictions, resumed.Test().Predictions);
    }

    [Fact]
    public void Each_pulse_changes_a_weight_by_a_step_and_the_mean_is_what_learning_asks_for()
    {
        // The rule adds half a pulse to each weight.
        var circuit = new Circuit("c")
        {
            new Population("a", 100, "x : 1"),
            new Population("b", 100, "y : 1 (input)"),
            new Projection("a", "b", "w : 1 (weight)\ny_post = w*x_pre : 1 (summed)") { OnLearn = "w = w + 0.0005" },
        };
        var device = CrossbarDeviceCatalog.Find("pcm") with { ProgrammingNoise = null, Drift = null, ReadNoise = null, Pulses = new PulsedUpdate(0.001, 1, 0, 0, 0, 0) };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions
        {
            Type = ElementType.Float64, Substrate = Substrate.Crossbar(CrossbarOptions.Ideal with { Device = device, WeightRange = 1 }),
        });
        var plan = simulation.Compile(new Learn());
        simulation.Run(plan);
        var weights = simulation["a_to_b.w"].ToArray();
        Assert.All(weights, w => Assert.True(Math.Abs(w) < 1e-12 || Math.Abs(w - 0.001) < 1e-12, $"{w}"));
        Assert.Equal(0.5, weights.Count(w => w > 0) / 10000.0, 6 * 0.5 / 100);
        for (var k = 0; k < 3000; k++)
        {
            simulation.Run(plan);
        }

        // All are at the largest weight that a pair can hold.
        Assert.All(simulation["a_to_b.w"].ToArray(), w => Assert.Equal(1, w, 1e-9));
    }

    [Fact]
    public void Circuits_that_a_crossbar_cannot_hold_are_refused_by_name()
    {
        static string Refused(Circuit circuit) =>
            Assert.Throws<HomeostatException>(() => new Simulation(circuit, 1, new SimulationOptions { Substrate = Substrate.Crossbar() })).Message;
        var convolution = ModelCatalog.Find("softhebb-conv");
        Assert.Contains("share their weights, as those of a convolution do", Refused(convolution.Create([784, 8, 10], convolution.Configure(new Dictionary<string, string>())).Circuit), StringComparison.Ordinal);
        Assert.Contains("are stored one by one, and a crossbar holds whole matrices", Refused(Cuba.Create(100, 0.1).Circuit), StringComparison.Ordinal);
        Assert.Contains("has no weights for a crossbar", Refused(new Circuit("empty") { new Population("p", 1, "x : 1") }), StringComparison.Ordinal);
    }

    public static TheoryData<string, CrossbarOptions> Bad => new()
    {
        { "A crossbar with the weight range 0 cannot be; give a finite number above 0.", new CrossbarOptions { WeightRange = 0 } },
        { "A crossbar with the output noise -1 cannot be; give a finite number of 0 or more.", new CrossbarOptions { OutputNoise = -1 } },
        { "A crossbar with the fraction of stuck cells 1.1 cannot be; give 0 to 1 in all.", new CrossbarOptions { StuckOff = 0.6, StuckOn = 0.5 } },
        { "The input converter of a crossbar has codes from 1 to -1", new CrossbarOptions { Input = new Converter(1, -1, 0.1, 0) } },
        { "A crossbar that halves its inputs until its outputs fit cannot have outputs of 0 to 1", new CrossbarOptions { Output = Converter.Unsigned(8, 0, 1) } },
        { "The device 'pcm' with highest conductance 0 cannot be", new CrossbarOptions { Device = CrossbarDeviceCatalog.Find("pcm") with { HighestConductance = 0 } } },
        { "The pulses of the device 'pcm' with step 0 cannot be", new CrossbarOptions { Device = CrossbarDeviceCatalog.Find("pcm") with { Pulses = new PulsedUpdate(0, 1, 0, 0, 0, 0) } } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Settings_out_of_range_are_refused(string message, CrossbarOptions options) =>
        Assert.StartsWith(message, Assert.Throws<HomeostatException>(() => Substrate.Crossbar(options)).Message, StringComparison.Ordinal);

    internal static Training Training(string model, CrossbarOptions? crossbar, ElementType type = ElementType.Float32, int threads = 1)
    {
        var entry = ModelCatalog.Find(model);
        return new Training(
            entry.Create([784, 32, 10], entry.Configure(new Dictionary<string, string>())), DataSource.Of(Digits),
            new TrainingOptions { Epochs = 10, Batch = 60, Type = type, Crossbar = crossbar }, new Workers(threads));
    }

    private static Training Trained(string model, CrossbarOptions? crossbar, ElementType type = ElementType.Float32, int batches = 10, int threads = 1)
    {
        var training = Training(model, crossbar, type, threads);
        Run(training, batches);
        return training;
    }

    private static void Run(Training training, int batches)
    {
        while (training.BatchesDone < batches)
        {
            training.Next();
        }
    }

    private static void Same(Training one, Training other)
    {
        foreach (var (first, second) in one.Simulation.State.Zip(other.Simulation.State))
        {
            Assert.Equal(first.Key, second.Key);
            Assert.Equal(first.Value.ToArray(), second.Value.ToArray());
        }
    }
}
