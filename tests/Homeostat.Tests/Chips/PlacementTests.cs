using CsCheck;

namespace Homeostat.Tests.Chips;

/// <summary>Chips as data, and circuits on their cores.</summary>
public class PlacementTests
{
    [Fact]
    public void Synapses_take_the_memory_of_the_fixture()
    {
        var fixture = LoihiFixture.Of("synapse_memory");
        Assert.Equal(fixture.Int("axon_of_1024_8bit_dense_no_index_blocks_of_64"), 64 * SynapseMemory.Words(1024));
        Assert.Equal(fixture.Int("axon_of_1024_8bit_sparse_index10_blocks_of_64"), 64 * SynapseMemory.Words(1024, indexBits: SynapseMemory.IndexBits(1024)));
        var room = (int)ChipCatalog.Find("loihi1").SynapseWords!.Value;
        Assert.Equal(fixture.Int("core_bits"), room * fixture.Int("words_of_bits"));
        Assert.Equal(fixture.Int("max_axons_dense"), room / SynapseMemory.Words(1024));
        Assert.Equal(fixture.Int("max_axons_sparse"), room / SynapseMemory.Words(1024, indexBits: 10));
        Assert.Equal((6, 6, 7, 12), (SynapseMemory.IndexBits(1), SynapseMemory.IndexBits(64), SynapseMemory.IndexBits(65), SynapseMemory.IndexBits(5000)));
    }

    [Fact]
    public void Fan_in_makes_a_population_take_more_cores_than_its_neurons_need()
    {
        // 1024 units would fit on one core, but only 113 dense axons of that length do.
        var placed = Dense(400, 1024, "loihi1");
        Assert.Empty(placed.Faults);
        var cells = Assert.Single(placed.Populations);
        var words = cells.Uses.Single(u => u.Limit == "synapseWords");
        Assert.True(cells.Cores > 1 && words.Need <= words.Room);
        Assert.Equal(400 * SynapseMemory.Words(cells.UnitsOfCore), (int)words.Need);
        Assert.Equal(["input"], placed.Outside);

        // One core fewer would be too small.
        Assert.True(400 * SynapseMemory.Words((1024 + cells.Cores - 2) / (cells.Cores - 1)) > words.Room);
    }

    [Fact]
    public void What_does_not_fit_is_told_with_the_need_and_what_would()
    {
        var placed = Dense(5000, 3, "loihi1");
        var fault = Assert.Single(placed.Faults);
        Assert.Equal(("cells", "axonsIn", 5000.0, 4096.0), (fault.Population, fault.Limit, fault.Need, fault.Room));
        Assert.Equal(
            "The circuit does not fit on loihi1: 'cells' needs 5,000 of 'axonsIn', and the chip has 4,096. Even a core with 1 of its units has too many presynaptic units: up to 4,096 would fit, so leave out connections or add a layer between.",
            Assert.Throws<HomeostatException>(placed.Require).Message);
        var large = Dense(1000, 512, "loihi1", cores: 1);
        Assert.True(large.Cores > 1);
        Assert.Equal($"It would fit on {large.Cores} of these chips, or with fewer synapses.", Assert.Single(large.Faults).Remedy);
    }

    [Fact]
    public void TrueNorth_has_four_weights_for_a_unit_and_one_target_core()
    {
        Population Cells(string name) => new(name, 300, "dv/dt = 0/second : 1") { Threshold = "v > 100", Reset = "v = 0" };
        var circuit = new Circuit("north")
        {
            Cells("a"), Cells("b"),
            new Projection("a", "b", "w : 1") { OnPre = "v += w", Connectivity = Connectivity.Where("abs(i - j) < 6"), Initial = new Dictionary<string, string> { ["w"] = "1 + abs(i - j)" } },
        };
        var placed = IntegerCircuit.Of(circuit, ChipCatalog.Find("truenorth")).Placement;
        Assert.Equal([("b", "weightsOfUnit", 6.0, 4.0), ("a", "targetsOfUnit", 2.0, 1.0)], placed.Faults.Select(f => (f.Population, f.Limit, f.Need, f.Room)).OrderByDescending(f => f.Item1));
    }

    [Fact]
    public void Chips_are_files()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mine.json");
        foreach (var chip in ChipCatalog.All)
        {
            File.WriteAllText(path, chip.ToJson());
            Assert.Equal(chip, ChipCatalog.Find(path));
        }

        var text = ChipCatalog.Find("loihi1").ToJson();
        Fails(text.Replace("\"neurons\"", "\"neuron\"", StringComparison.Ordinal), "this is no chip: ");
        Fails(text.Replace("1024", "-1", StringComparison.Ordinal), "the limit 'neurons' is -1 with the grade 'verified'");
        Fails(text.Replace("\"verified\"", "\"\"", StringComparison.Ordinal), "with the grade ''");
        Fails("null", "this is no chip: it holds null");
        Assert.Contains("could not be read", Assert.Throws<HomeostatException>(() => ChipCatalog.Find(Path.Combine(folder.Path, "absent.json"))).Message, StringComparison.Ordinal);

        void Fails(string content, string expected)
        {
            File.WriteAllText(path, content);
            var message = Assert.Throws<HomeostatException>(() => ChipCatalog.Find(path)).Message;
            Assert.StartsWith(path, message, StringComparison.Ordinal);
            Assert.Contains(expected, message, StringComparison.Ordinal);
        }
    }

    /// <summary>Whatever is changed in the file of a chip, it is read or refused with one kind of error.</summary>
    [Fact]
    public void Damaged_files_of_chips_are_refused() => Gen.Select(Gen.Int[0, 2000], Gen.Char[' ', '~'], Gen.Int[0, 2]).Sample(
        (place, letter, kind) =>
        {
            var text = ChipCatalog.Find("loihi2").ToJson();
            var at = place % text.Length;
            var changed = kind switch { 0 => text[..at], 1 => text.Remove(at, 1), _ => text[..at] + letter + text[(at + 1)..] };
            try
            {
                Assert.True(Chip.Parse(changed, "file").Cores.Value >= 0);
            }
            catch (HomeostatException e)
            {
                Assert.StartsWith("file: ", e.Message, StringComparison.Ordinal);
            }
        },
        iter: 500);

    private static Placement Dense(int inputs, int units, string chip, int cores = 128)
    {
        var circuit = new Circuit("dense")
        {
            new Population("input", inputs, "") { Spikes = new SpikeTimes([], []) },
            new Population("cells", units, "dv/dt = -v/(10*ms) : 1") { Threshold = "v > 1", Reset = "v = 0" },
            new Projection("input", "cells", "w : 1") { OnPre = "v += w", Initial = new Dictionary<string, string> { ["w"] = "0.1*rand()" } },
        };
        var limits = ChipCatalog.Find(chip);
        return IntegerCircuit.Of(circuit, limits with { Cores = limits.Cores with { Value = cores } }).Placement;
    }
}
