namespace Homeostat.Tests.Mortals;

/// <summary>Mortals whose synapses are on a crossbar.</summary>
public class CrossbarLifeTests
{
    [Fact]
    public void A_life_on_a_crossbar_is_resumed_as_the_same_life()
    {
        using var folder = new TemporaryFolder();
        var (habitat, options, path) = (HabitatCatalog.Find("thermostat"), new MortalOptions { Seed = 4 }, folder["life.npz"]);
        using var straight = habitat.Birth("crossbar", options: options);
        straight.Live(700);
        using (var first = habitat.Birth("crossbar", options: options))
        {
            first.Live(400);
            MortalFile.Save(path, first);
        }

        using var resumed = habitat.Resume(path, "crossbar", options: options);
        resumed.Live(300);
        Assert.Equal((straight.Age, straight.FreeEnergy, straight.Energy.Level), (resumed.Age, resumed.FreeEnergy, resumed.Energy.Level));
        foreach (var (expected, found) in straight.Simulation.State.Zip(resumed.Simulation.State))
        {
            Assert.Equal(expected.Key, found.Key);
            Assert.Equal(expected.Value.ToArray(), found.Value.ToArray());
        }
    }

    [Fact]
    public void A_copy_has_the_cells_of_its_own_device_or_of_an_equal_one()
    {
        var room = new Room(new RoomOptions { Shock = 0.25, Roughening = 0 });
        using var mortal = new Mortal(Thermostat.OnCrossbar(room), room, new MortalOptions { Seed = 2 });
        mortal.Live(500);
        using var equal = mortal.Copy(new Room(), new MortalOptions { Seed = 9, Device = 2, Endowment = 10 });
        using var other = mortal.Copy(new Room(), seed: 9, endowment: 10);
        _ = (equal.Live(1), other.Live(1));
        Assert.Equal(Cells(mortal).Count(g => g == 25), Cells(equal).Count(g => g == 25));
        Assert.Equal(Stuck(mortal), Stuck(equal));
        Assert.NotEqual(Cells(mortal), Cells(other));
        Assert.Equal((2ul, 9ul), (equal.Device, other.Device));
    }

    [Fact]
    public void Weights_that_are_not_learned_anew_fade_with_age()
    {
        var crossbar = new CrossbarOptions { WeightRange = 1.5, Aging = 600, OutputNoise = 0 };
        var room = new Room(new RoomOptions { Shock = 0 });
        var body = Thermostat.OnCrossbar(room, crossbar: crossbar with { Device = crossbar.Device with { ReadNoise = null, ProgrammingNoise = null } });
        using var mortal = new Mortal(body, room, new MortalOptions { Ablate = Ablation.Learning | Ablation.Selection });
        mortal.Simulation["foretells.w"].CopyFrom([.. Enumerable.Repeat(-0.9, 16)]);
        mortal.Simulation.Changed("foretells.w");
        var read = new List<double>();
        foreach (var age in new[] { 1, 10, 100, 1000 })
        {
            mortal.Live(age - mortal.Age);
            read.Add(mortal.Simulation["foretells.w:read"].ToArray().Average());
        }

        // The mean of ν is about 0.05, and the last step is that of a week.
        Assert.Equal(read.OrderBy(w => w), read);
        Assert.Equal(0.9 * Math.Pow(((999 * 600) + 20) / 20.0, -0.049), -read[^1], 0.06);
        Assert.Equal(-0.9, mortal.Simulation["foretells.w"].ToArray().Average(), 1e-9);
    }

    [Fact]
    public void A_crossbar_out_of_range_is_refused_at_birth()
    {
        var room = new Room();
        var body = Thermostat.OnCrossbar(room, crossbar: new CrossbarOptions { Aging = -1 });
        Assert.StartsWith("A crossbar with the aging -1 cannot be", Assert.Throws<HomeostatException>(() => new Mortal(body, room)).Message, StringComparison.Ordinal);
    }

    private static double[] Cells(Mortal mortal) =>
        [.. mortal.Simulation.State.Where(s => s.Key is "foretells.w.plus" or "foretells.w.minus").SelectMany(s => s.Value.ToArray())];

    private static int[] Stuck(Mortal mortal) => [.. Cells(mortal).Select((g, k) => (g, k)).Where(c => c.g == 25).Select(c => c.k)];
}
