using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Homeostat.Tests.Mortals;

/// <summary>A life that was saved goes on as if it never had been; a copy is another one.</summary>
public class SavingTests
{
    [Theory]
    [InlineData(Ablation.None)]
    [InlineData(Ablation.Selection)]
    public void A_resumed_life_comes_to_the_same_bits(Ablation ablation)
    {
        var options = new MortalOptions { Seed = 3, Device = 8, Ablate = ablation };
        using var straight = Born(options);
        using var first = Born(options);
        var born = straight.Synapses;
        foreach (var mortal in new[] { straight, first })
        {
            mortal.Wound("coil", 0.5);
            mortal.Live(450);
        }

        using var file = new TemporaryLife(first);
        var room = new Room();
        using var resumed = MortalFile.Resume(file.Path, Thermostat.Create(room), room, options);
        Assert.Equal(first.Synapses, resumed.Synapses);
        straight.Live(450);
        resumed.Live(450);
        RequireSame(straight, resumed);
        Assert.Equal(ablation == Ablation.None, straight.Synapses < born);
    }

    [Fact]
    public void Noise_of_the_device_goes_on_where_it_was()
    {
        var circuit = Fish.Circuit("-0.5*mu");
        var mind = circuit["mind"];
        var body = Fish.Body with
        {
            Circuit = new Circuit("fish", 1 * Units.Second)
            {
                circuit["eye"],
                mind with { Equations = mind.Equations.Replace("0.8*error/second", "0.8*error/second + noise*xi/sqrt(second)", StringComparison.Ordinal) + "\nnoise : 1 (noise)", Method = "euler" },
                circuit["fin"],
                circuit.Projections[0],
                circuit.Projections[1],
            },
            Device = new DeviceVariation { Noise = 0.1 },
        };
        using var straight = new Mortal(body, new Pond { Waves = 0.1 });
        using var first = new Mortal(body, new Pond { Waves = 0.1 });
        straight.Live(60);
        first.Live(30);
        using var file = new TemporaryLife(first);
        using var resumed = MortalFile.Resume(file.Path, body, new Pond { Waves = 0.1 });
        resumed.Live(30);
        RequireSame(straight, resumed);

        // The noise inside is not that outside: what the mind and the depth are moved by at random has nothing in common.
        var (mu, depth, seen) = (straight.Biography["mind.mu"], straight.Biography["depth"], straight.Biography["sensed depth"]);
        var inside = Enumerable.Range(1, 59).Select(t => mu[t] - mu[t - 1] - (0.8 * (seen[t] - mu[t - 1]))).ToArray();
        var outside = Enumerable.Range(1, 59).Select(t => depth[t] - depth[t - 1] - straight.Biography["done push"][t]).ToArray();
        Assert.Equal(0.1, Math.Sqrt(inside.Average(x => x * x)), 0.04);
        var correlation = inside.Zip(outside, (a, b) => a * b).Sum() / Math.Sqrt(inside.Sum(x => x * x) * outside.Sum(x => x * x));
        Assert.InRange(correlation, -4 / Math.Sqrt(59), 4 / Math.Sqrt(59));
    }

    [Fact]
    public void A_knock_out_is_saved()
    {
        using var mortal = new Mortal(Fish.Body, new Pond());
        mortal.KnockOut("muscle");
        mortal.Live(5);
        using var file = new TemporaryLife(mortal);
        using var resumed = MortalFile.Resume(file.Path, Fish.Body, new Pond());
        resumed.Live(500);
        Assert.Equal(0, resumed.Condition("muscle"));
    }

    [Fact]
    public void The_account_closes_after_saving()
    {
        using var mortal = new Mortal(Fish.Body, new Pond());
        mortal.Live(100);
        using var file = new TemporaryLife(mortal);
        using var resumed = MortalFile.Resume(file.Path, Fish.Body, new Pond());
        resumed.Live(100);
        var energy = resumed.Energy;
        Assert.Equal(energy.Level, energy.Initial + energy.Income - energy.Spent, 1e-12 * (energy.Income + energy.Spent));
    }

    [Fact]
    public void A_saved_biography_can_be_read_without_a_body()
    {
        using var mortal = new Mortal(Fish.Body, new Pond(depth: 1) { Waves = 0.2 });
        mortal.Live(40);
        mortal.Wound("muscle", 0.5);
        using var file = new TemporaryLife(mortal);
        var read = MortalFile.ReadBiography(file.Path);
        Assert.Equal(40, read.Count);
        Assert.Equal(mortal.Biography.Events, read.Events);
        Assert.Equal(mortal.Biography.Columns.Order(), read.Columns.Order());
        Assert.All(read.Columns, column => Assert.Equal(mortal.Biography[column], read[column]));

        // And drawn.
        var picture = $"{file.Path}.png";
        double[] age = [.. Enumerable.Range(1, read.Count).Select(step => (double)step)];
        var panel = new LifePanel("depth", age, ("", [.. read["depth"]])) { Range = (-5, 5) };
        Plot.Biography(picture, "A fish", "age (steps)", [panel], [.. read.Events.Select(e => ((double)e.Age, e.Kind))]);
        Assert.True(new FileInfo(picture).Length > 1000);
        File.Delete(picture);
    }

    [Theory]
    [MemberData(nameof(Habitats))]
    public void A_resumed_mortal_says_of_itself_what_it_said_when_it_was_saved(string name)
    {
        var habitat = HabitatCatalog.Find(name);
        using var one = habitat.Birth(options: new MortalOptions { Seed = 1 });
        one.Live(400);
        using var file = new TemporaryLife(one);
        using var same = habitat.Resume(file.Path, options: new MortalOptions { Seed = 1 });
        Assert.NotEqual("", one.Account);
        Assert.Equal(one.Account, same.Account);
        RequireSame(one, same);
        one.Live(20);
        same.Live(20);
        RequireSame(one, same);
        Assert.Equal(one.Account, same.Account);
    }

    public static TheoryData<string> Habitats => [.. HabitatCatalog.All.Select(habitat => habitat.Name)];

    [Fact]
    public void Only_the_same_individual_goes_on()
    {
        using var mortal = new Mortal(Fish.Body, new Pond());
        mortal.Live(3);
        using var file = new TemporaryLife(mortal);
        const string Other = "It can be resumed only with the same body, niche, seed and device";
        void Resume(Body? body = null, MortalOptions? options = null) => MortalFile.Resume(file.Path, body ?? Fish.Body, new Pond(), options).Dispose();
        Fish.Refused(Other, () => Resume(options: new MortalOptions { Seed = 2 }));
        Fish.Refused(Other, () => Resume(options: new MortalOptions { Device = 2 }));
        Fish.Refused(Other, () => Resume(options: new MortalOptions { Endowment = 20 }));
        Fish.Refused(Other, () => Resume(options: new MortalOptions { Ablate = Ablation.Learning }));
        Fish.Refused(Other, () => Resume(Fish.Body with { Name = "frog" }));
        Fish.Refused("MortalOptions.KeepSteps", () => Resume(options: new MortalOptions { KeepSteps = false }));
        Fish.Refused("this body records", () => Resume(Fish.Body with { Watch = [] }));
    }

    [Fact]
    public void Damaged_lives_are_refused()
    {
        using var mortal = new Mortal(Fish.Body, new Pond());
        mortal.Live(3);
        using var file = new TemporaryLife(mortal);
        void Damaged(string message, string array, NpyArray? value)
        {
            var arrays = Npz.Read(file.Path).Where(a => a.Key != array).ToList();
            var path = $"{file.Path}.damaged.npz";
            Npz.Write(path, value is null ? arrays : [.. arrays, KeyValuePair.Create(array, value)]);
            try
            {
                Fish.Refused(message, () => MortalFile.Resume(path, Fish.Body, new Pond()).Dispose());
            }
            finally
            {
                File.Delete(path);
            }
        }

        Damaged("there is no saved life in it", "manifest", null);
        Damaged("no intact life", "manifest", NpyArray.Of<byte>("{"u8.ToArray()));
        Damaged("the array 'niche' is missing", "niche", null);
        Damaged("numbers that are not finite", "niche", NpyArray.Of<double>([double.NaN]));
        Damaged("the energy account has 2 numbers", "energy", NpyArray.Of<double>([1.0, 0]));
        Damaged("the energy account does not close", "energy", NpyArray.Of<double>([.. Enumerable.Repeat(1.0, 16)]));
        Damaged("variable 'mind.mu'", "circuit/mind.mu", NpyArray.Of<double>([1.0, 0]));
        Fish.Refused("nowhere.npz", () => MortalFile.Resume("nowhere.npz", Fish.Body, new Pond()).Dispose());
    }

    [Fact]
    public void Whatever_is_wrong_with_a_file_one_message_names_it()
    {
        using var mortal = new Mortal(Fish.Body, new Pond(depth: 1));
        mortal.Live(3);
        using var file = new TemporaryLife(mortal);
        var arrays = Npz.Read(file.Path);
        var manifest = JsonNode.Parse(arrays["manifest"].Bytes)!.AsObject();
        var damaged = new List<(string What, NpyArray? Value)>();
        foreach (var name in arrays.Keys)
        {
            damaged.AddRange([(name, null), (name, NpyArray.Of<double>([])), (name, NpyArray.Of<float>([1f])), (name, NpyArray.Of<double>([double.NaN]))]);
        }

        foreach (var member in manifest["content"]!.AsObject().Select(m => m.Key).ToArray())
        {
            foreach (var value in new JsonNode?[] { null, "?", -1, 1e300, new JsonArray((JsonNode?)null), new JsonObject() })
            {
                var changed = manifest.DeepClone().AsObject();
                changed["content"]![member] = value?.DeepClone();
                damaged.Add(("manifest", NpyArray.Of<byte>(Signed(changed))));
            }

            var without = manifest.DeepClone().AsObject();
            without["content"]!.AsObject().Remove(member);
            damaged.Add(("manifest", NpyArray.Of<byte>(Signed(without))));
        }

        // Null is what the cause of death is while there is life.
        var path = $"{file.Path}.damaged.npz";
        var refused = 0;
        foreach (var (name, value) in damaged)
        {
            Npz.Write(path, [.. arrays.Where(a => a.Key != name), .. value is null ? [] : new[] { KeyValuePair.Create(name, value) }]);
            var niche = new Pond(depth: 1);
            if (Record.Exception(() => MortalFile.Resume(path, Fish.Body, niche).Dispose()) is { } error)
            {
                Assert.StartsWith(path, Assert.IsType<HomeostatException>(error).Message, StringComparison.Ordinal);
                Assert.Equal(1, niche.Values[0]);
                refused++;
            }

            if (Record.Exception(() => MortalFile.ReadBiography(path)) is { } other)
            {
                Assert.StartsWith(path, Assert.IsType<HomeostatException>(other).Message, StringComparison.Ordinal);
            }
        }

        File.Delete(path);
        Assert.Equal(damaged.Count - 1, refused);
    }

    [Fact]
    public void A_life_does_not_depend_on_the_threads_of_its_circuit()
    {
        using var expected = Born(new MortalOptions { Seed = 5 });
        expected.Live(400);
        foreach (var threads in new[] { 2, 3 })
        {
            using var workers = new Workers(threads);
            using var mortal = Born(new MortalOptions { Seed = 5, Workers = workers });
            mortal.Live(400);
            RequireSame(expected, mortal);
        }
    }

    [Fact]
    public void A_copy_has_the_synapses_and_nothing_else()
    {
        using var mortal = Born(new MortalOptions { Seed = 1 });
        mortal.Live(1200);
        mortal.Wound("coil", 0.5);
        var (level, growth) = (mortal.Energy.Level, mortal.Energy[EnergyUse.Growth]);
        using var copy = mortal.Copy(new Room(), seed: 77, endowment: 20);
        Assert.Equal((0, 20, 1.0), (copy.Age, copy.Energy.Level, copy.Condition("coil")));
        Assert.Equal(level - 20, mortal.Energy.Level, 1e-9);
        Assert.Equal(growth + 20, mortal.Energy[EnergyUse.Growth], 1e-9);
        Assert.Equal(mortal.Synapses, copy.Synapses);
        Assert.Equal(mortal.Simulation["foretells.w"].ToArray(), copy.Simulation["foretells.w"].ToArray());
        Assert.Equal(mortal.Simulation["foretells.exists"].ToArray(), copy.Simulation["foretells.exists"].ToArray());
        Assert.NotEqual(mortal.Simulation["foretells.gain"].ToArray(), copy.Simulation["foretells.gain"].ToArray());
        Assert.NotEqual(mortal.Simulation["skin.gain"][0, 0], copy.Simulation["skin.gain"][0, 0]);
        Assert.NotEqual(mortal.Simulation["belief.mu"][0, 0], copy.Simulation["belief.mu"][0, 0]);

        // It is on the device that anyone born of that seed is on.
        using var born = Born(new MortalOptions { Seed = 77 });
        Assert.Equal(born.Simulation["foretells.gain"].ToArray(), copy.Simulation["foretells.gain"].ToArray());
        Fish.Refused("cannot endow a copy", () => mortal.Copy(new Room(), 2, mortal.Energy.Level));
        Fish.Refused("cannot endow a copy", () => mortal.Copy(new Room(), 2, double.NaN));
        Fish.Refused("cannot begin with -1 J", () => mortal.Copy(new Room(), 2, -1));
    }

    // With the checksum a forger would put in.
    private static byte[] Signed(JsonObject manifest)
    {
        try
        {
            return JsonSerializer.Deserialize<ArchiveDocument<MortalFile.LifeDocument>>(manifest, ArchiveJson.Options)!.Write();
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            return Encoding.UTF8.GetBytes(manifest.ToJsonString());
        }
    }

    private static Mortal Born(MortalOptions options)
    {
        var room = new Room();
        return new Mortal(Thermostat.Create(room), room, options);
    }

    private static void RequireSame(Mortal expected, Mortal found)
    {
        Assert.Equal((expected.Age, expected.Viability, expected.FreeEnergy, expected.Energy.Level, expected.Energy.Spent), (found.Age, found.Viability, found.FreeEnergy, found.Energy.Level, found.Energy.Spent));
        Assert.Equal(expected.Niche.Values, found.Niche.Values);
        Assert.Equal(expected.Biography.Events, found.Biography.Events);
        Assert.All(expected.Biography.Columns, column => Assert.Equal(expected.Biography[column], found.Biography[column]));
        Assert.All(expected.Simulation.State, s => Assert.Equal(s.Value.ToArray(), found.Simulation[s.Key].ToArray()));
    }
}
