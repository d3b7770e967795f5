using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Homeostat.Tests.Learners;

public sealed class CheckpointTests : IDisposable
{
    private static readonly ImageSet Data = Patterns(40, 20);

    private static readonly TrainingOptions Options = new() { Epochs = 2, Batch = 10, Seed = 3 };

    private readonly TemporaryFolder _folder = new();

    private string Json => _folder[Checkpoint.FileName];

    public static TheoryData<string> Learners => ["pc", "ipc", "generative", "bp", "own", "spiking"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_resumed_training_goes_on_bit_for_bit(string name)
    {
        using var straight = new Training(Create(name), Data, Options);
        straight.Run();

        using (var first = new Training(Create(name), Data, Options))
        {
            while (first.BatchesDone < first.BatchesPerEpoch + 1)
            {
                first.Next();
            }

            Checkpoint.Save(_folder.Path, first);
        }

        using var resumed = Checkpoint.Read(_folder.Path).Resume(Data);
        Assert.Equal(straight.BatchesPerEpoch + 1, resumed.BatchesDone);
        resumed.Run();
        Assert.Equal(straight.Simulation.Step, resumed.Simulation.Step);
        var states = resumed.Simulation.State.ToDictionary();
        Assert.NotEmpty(states);
        Assert.All(straight.Simulation.State, s => Assert.Equal(s.Value.ToArray(), states[s.Key].ToArray()));
    }

    [Fact]
    public void Circuits_come_back_as_they_were()
    {
        var learner = Create("own");
        using var training = new Training(learner, Data, Options with { FinalRate = .5, Type = ElementType.Float64 });
        Checkpoint.Save(_folder.Path, training, new DataReference("digits") { Train = 7, Test = 3, Validation = 4, Seed = 9 });
        var back = Checkpoint.Read(Json);
        Assert.Equal(training.Options, back.Options);
        Assert.Equal(new DataReference("digits") { Train = 7, Test = 3, Validation = 4, Seed = 9 }, back.Data);
        Assert.Equal("patterns", back.DataName);
        Assert.Equal((learner.Name, learner.Source, learner.Readout), (back.Learner.Name, back.Learner.Source, back.Learner.Readout));
        Assert.Equal(learner.Circuit.TimeStep, back.Learner.Circuit.TimeStep);
        var (expected, found) = (learner.Circuit.Populations[1], back.Learner.Circuit.Populations[1]);
        Assert.Equal(expected.Constants, found.Constants);
        Assert.Equal((expected.Equations, expected.Method, expected.OnSweep), (found.Equations, found.Method, found.OnSweep));
        Assert.Equal(learner.Circuit.Projections.Select(p => (p.Name, p.Pre, p.Post, p.OnLearn)), back.Learner.Circuit.Projections.Select(p => (p.Name, p.Pre, p.Post, p.OnLearn)));
        var settle = Assert.Single(back.Learner.Train.OfType<Settle>());
        Assert.Equal((4, UpdateOrder.EvenOdd, 1e-9), (settle.Steps, settle.Order, settle.Tolerance));
        Assert.Equal(learner.Train.Select(p => p.GetType()), back.Learner.Train.Select(p => p.GetType()));
    }

    [Fact]
    public void Only_the_newest_arrays_are_kept()
    {
        using var training = new Training(Create("pc"), Data, Options);
        Checkpoint.Save(_folder.Path, training);
        Assert.Equal(["checkpoint-0.npz", "checkpoint.json"], _folder.Files);
        training.Next();
        Checkpoint.Save(_folder.Path, training);
        Checkpoint.Save(_folder.Path, training);
        Assert.Equal(["checkpoint-1-1.npz", "checkpoint.json"], _folder.Files);
        Assert.Equal(_folder["checkpoint-1-1.npz"], Checkpoint.Read(Json).ArraysFile);
    }

    [Fact]
    public void Spikes_under_way_are_part_of_a_checkpoint()
    {
        using var training = new Training(Create("spiking"), Data, Options);
        training.Next();
        Checkpoint.Save(_folder.Path, training);
        Assert.Contains(Npz.Read(Checkpoint.Read(Json).ArraysFile), a => a.Key == "cell.spike/3" && a.Value.Shape[0] > 0);
    }

    /// <summary>A checkpoint that a user copied beside the run, or put there before it, is the user's.</summary>
    [Fact]
    public void Files_that_the_run_did_not_write_stay()
    {
        using var training = new Training(Create("pc"), Data, Options);
        File.WriteAllText(_folder["checkpoint-best.npz"], "mine");
        Checkpoint.Save(_folder.Path, training);
        File.Copy(_folder["checkpoint-0.npz"], _folder["checkpoint-after-0-epochs.npz"]);
        training.Next();
        Checkpoint.Save(_folder.Path, training);
        Assert.Equal(["checkpoint-1.npz", "checkpoint-after-0-epochs.npz", "checkpoint-best.npz", "checkpoint.json"], _folder.Files);
    }

    [Fact]
    public void A_crash_between_the_two_files_leaves_the_old_checkpoint()
    {
        using var training = new Training(Create("pc"), Data, Options);
        training.Next();
        Checkpoint.Save(_folder.Path, training);
        training.Next();

        // A folder in the way of the temporary JSON file stops the second half of saving.
        Directory.CreateDirectory($"{Json}.{Environment.ProcessId}.tmp");
        Assert.Throws<HomeostatException>(() => Checkpoint.Save(_folder.Path, training));
        using var resumed = Checkpoint.Read(Json).Resume(Data);
        Assert.Equal(1, resumed.BatchesDone);
    }

    [Fact]
    public void A_training_resumed_for_more_epochs_goes_on_with_its_learning_rate()
    {
        using var training = new Training(Create("pc"), Data, Options);
        training.Next();
        Checkpoint.Save(_folder.Path, training);
        training.Run();
        var end = Rate(training);

        // Resumed in the middle, the rate falls as it would have, and then stays.
        using (var longer = Checkpoint.Read(Json).Resume(Data, Options with { Epochs = 3 }))
        {
            while (longer.BatchesDone < training.BatchesDone)
            {
                longer.Next();
            }

            Tiny.AssertSameBits(training, longer);
            longer.Next();
            Assert.InRange(Rate(longer), Options.FinalRate * 1e-3, end);
            Checkpoint.Save(_folder.Path, longer);
        }

        // Resumed again after its end, it stays at its final value.
        using var again = Checkpoint.Read(Json).Resume(Data, Checkpoint.Read(Json).Options with { Epochs = 7 });
        again.Next();
        Assert.Equal(Options.FinalRate * 1e-3, Rate(again), 1e-9);
        Assert.Equal(training.BatchesInAll, again.Options.RateBatches);

        // Another fall can be asked for.
        using var other = Checkpoint.Read(Json).Resume(Data, Checkpoint.Read(Json).Options with { Epochs = 7, RateBatches = 1000 });
        other.Next();
        Assert.True(Rate(other) > end);

        static double Rate(Training training) => training.Simulation[training.Simulation.VariablesOf(Role.LearningRate)[0]][0, 0];
    }

    [Fact]
    public void More_epochs_may_be_asked_for_and_nothing_else()
    {
        using var training = new Training(Create("pc"), Data, Options);
        Checkpoint.Save(_folder.Path, training);
        var checkpoint = Checkpoint.Read(Json);
        using var longer = checkpoint.Resume(Data, checkpoint.Options with { Epochs = 5 });
        Assert.Equal(5, longer.Options.Epochs);
        Refused(() => checkpoint.Resume(Data, checkpoint.Options with { Seed = 4 }), "cannot go on");
        Refused(() => checkpoint.Resume(Patterns(50, 20)), "sha256");
        Refused(() => checkpoint.Resume(), "does not say how to get its data 'patterns'");
    }

    [Fact]
    public void Missing_and_damaged_files_are_named()
    {
        Refused(() => Checkpoint.Read(_folder.Path), "there is no checkpoint");
        using var training = new Training(Create("pc"), Data, Options);
        Checkpoint.Save(_folder.Path, training);
        var checkpoint = Checkpoint.Read(Json);
        var arrays = File.ReadAllBytes(checkpoint.ArraysFile);
        File.WriteAllBytes(checkpoint.ArraysFile, arrays[..^10]);
        Refused(() => checkpoint.Resume(Data), checkpoint.ArraysFile);
        File.Delete(checkpoint.ArraysFile);
        Refused(() => checkpoint.Resume(Data), "are missing");
        var json = File.ReadAllText(Json);
        File.WriteAllText(Json, json.Replace("\"batchesDone\": 0", "\"batchesDone\": 1", StringComparison.Ordinal));
        Refused(() => Checkpoint.Read(Json), "changed by hand");
        File.WriteAllText(Json, json[..(json.Length / 2)]);
        Refused(() => Checkpoint.Read(Json), "no intact training");
        File.WriteAllText(Json, json.Replace("archive 2", "archive 9", StringComparison.Ordinal));
        Refused(() => Checkpoint.Read(Json), "'homeostat archive 9'");
        File.WriteAllText(Json, """{ "format": "homeostat checkpoint 1", "learner": { "name": "pc" }, "sha256": "" }""");
        Refused(() => Checkpoint.Read(Json), "Another version of Homeostat wrote it");
        File.WriteAllText(Json, json.Replace("\"training\"", "\"life\"", StringComparison.Ordinal));
        Refused(() => Checkpoint.Read(Json), "a saved 'life' was found");
    }

    [Fact]
    public void Mutated_bytes_never_get_past_the_reader()
    {
        using var training = new Training(Create("own"), Data, Options);
        Checkpoint.Save(_folder.Path, training);
        var good = File.ReadAllBytes(Json);
        Gen.Select(Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 4], Gen.Int[0, 2 * good.Length]).Sample((changes, length) =>
        {
            var bytes = good[..Math.Min(length, good.Length)];
            foreach (var (at, value) in changes.Where(c => c.Item1 < bytes.Length))
            {
                bytes[at] = value;
            }

            File.WriteAllBytes(Json, bytes);
            try
            {
                using var resumed = Checkpoint.Read(Json).Resume(Data);
            }
            catch (HomeostatException error)
            {
                Assert.Contains(Json, error.Message, StringComparison.Ordinal);
            }
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void A_forged_document_gives_an_error_or_a_training()
    {
        using var training = new Training(Create("own"), Data, Options);
        Checkpoint.Save(_folder.Path, training);
        var good = File.ReadAllText(Json);
        var leaves = Leaves(JsonNode.Parse(good)!).Select(l => l.GetPath()).ToArray();
        JsonNode?[] values =
        [
            null, -1, 0, 3, 1_000_000_000, 1e300, "", "x", "z = z", "w : 1", "dz/dt = -z/second : 1", "hidden.z", true, new JsonArray(),
            new JsonArray((JsonNode?)null), new JsonObject(), "settle", "../../etc/passwd", "NaN",
        ];
        foreach (var (leaf, value) in leaves.SelectMany(_ => values, (leaf, value) => (leaf, value)))
        {
            var document = JsonNode.Parse(good)!;
            Leaves(document).First(l => l.GetPath() == leaf).ReplaceWith(value?.DeepClone());
            File.WriteAllText(Json, Signed(document));

            // The message is the engine's own where a circuit can be read but not built.
            var error = Record.Exception(() => Checkpoint.Read(Json).Resume(Data).Dispose());
            Assert.True(error is null or HomeostatException, $"{leaf} := {value?.ToJsonString() ?? "null"}: {error}");
        }
    }

    internal static ImageSet Patterns(int train, int test) => new("patterns", Part(train, 1), Part(test, 2));

    private static LabeledImages Part(int count, uint stream)
    {
        var random = new RandomStream(5, stream);
        var pixels = new byte[count * 16];
        var labels = new byte[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 3);
            for (var p = 0; p < 16; p++)
            {
                pixels[(i * 16) + p] = (byte)((p % 3 == labels[i] ? 180 : 20) + (random.NextInt(60)));
            }
        }

        return new LabeledImages("patterns", 4, 4, 3, pixels, labels);
    }

    private static Learner Create(string name) => name switch
    {
        "pc" => PredictiveCoding.Create([16, 6, 3], new PredictiveCodingOptions { Steps = 4, Order = UpdateOrder.Random, Tolerance = 1e-4 }),
        "ipc" => IncrementalPredictiveCoding.Create([16, 6, 3], new() { Steps = 4 }),
        "generative" => GenerativePredictiveCoding.Create([16, 5], new() { Steps = 4, Rate = 0.03 }),
        "bp" => Backpropagation.Of(PredictiveCoding.Create([16, 6, 3])),
        "spiking" => Spiking(),
        _ => Own(),
    };

    // A circuit of the user's own, with units, noise, an initial state and a state that outlives a batch.
    private static Learner Own()
    {
        var circuit = new Circuit("own", 2e-3 * Units.Second);
        circuit.Add(new Population("input", 16, "rate : 1"));
        circuit.Add(new Population("hidden", 3, """
            dz/dt = (drive - z)/tau + 0.1*xi/tau**0.5 : 1
            dv/dt = (z*scale - v)/tau : volt
            F = z**2/2 : 1 (energy)
            drive : 1 (input)
            """)
        {
            Constants = new Dictionary<string, Quantity> { ["tau"] = 0.02 * Homeostat.Units.Second, ["scale"] = Quantity.Parse("3 mV") },
            Initial = new Dictionary<string, string> { ["z"] = "randn()" },
        });
        circuit.Add(Synapse.Learning("input", "hidden", "drive_post = w*rate_pre : 1 (summed)", "-mean(z_post*rate_pre)", Optimizer.Momentum()));
        return new Learner("own", circuit)
        {
            Train = [new Clamp("input.rate", Learner.Image), new Settle(4) { Order = UpdateOrder.EvenOdd, Tolerance = 1e-9 }, new Measure(), new Learn()],
            Test = [new Clamp("input.rate", Learner.Image), new Settle(2)],
            Readout = "hidden.z",
            Source = "this test",
        };
    }

    // Cells that reach each other after a delay that outlasts a batch.
    private static Learner Spiking()
    {
        var circuit = new Circuit("spiking", 1 * Homeostat.Units.Millisecond)
        {
            new Population("pixels", 16, "rate : 1") { Threshold = "rand() < rate*0.3" },
            new Population("cell", 8, "dv/dt = (drive - v)/(20*ms) : 1\ndrive : 1 (input)\ncount : 1") { Threshold = "v > 1", Reset = "v = 0; count += 1" },
            new Projection("pixels", "cell", "w : 1\ndrive_post = w*spikes_pre : 1 (summed)")
            {
                OnLearn = "w += 1e-3*mean(count_post*rate_pre)",
                Initial = new Dictionary<string, string> { ["w"] = "rand()*2" },
            },
            new Projection("cell", "cell") { Name = "recurrent", OnPre = "v += 0.3", Delay = "20*ms", Connectivity = Connectivity.Where("i != j") },
        };
        return new Learner("spiking", circuit)
        {
            Train = [new Clamp("pixels.rate", Learner.Image), new Set("cell.count"), new Settle(30), new Learn()],
            Test = [new Clamp("pixels.rate", Learner.Image), new Settle(30)],
            Features = "cell.count",
        };
    }

    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(Leaves).Append(node).Where(n => n != node || node.Parent is not null),
        JsonArray a => a.OfType<JsonNode>().SelectMany(Leaves).Append(node),
        _ => [node],
    };

    // With the checksum a forger would put in.
    private static string Signed(JsonNode document)
    {
        try
        {
            var parsed = System.Text.Json.JsonSerializer.Deserialize<ArchiveDocument<CheckpointDocument>>(document, ArchiveJson.Options);
            return Encoding.UTF8.GetString(parsed!.Write());
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NotSupportedException or ArgumentException or HomeostatException)
        {
            return document.ToJsonString();
        }
    }

    private static void Refused(Func<object> action, string expected) =>
        Assert.Contains(expected, Assert.Throws<HomeostatException>(action).Message, StringComparison.Ordinal);
}
