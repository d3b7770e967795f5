namespace Homeostat.Tests.Learners.Energy;

/// <summary>The two Hopfield memories: their exact numbers, their energies, and how much they can hold.</summary>
public sealed class HopfieldTests
{
    [Fact]
    public void The_network_has_the_exact_weights_states_and_energies()
    {
        var rules = RuleFixture.Of("hopfield");
        var patterns = rules.Rows("patterns");
        using var training = Trial.Of(HopfieldNetwork.Create([8]), [.. patterns.Select(Pixels)]);
        training.Next();
        rules.AssertEqual("W", training.Values("input_to_input.w"));

        var simulation = training.Simulation;
        var cue = simulation.Compile(new Clamp("input.x", Learner.Image), new Act("cue"), new Set("input.turn"), new Measure());
        var update = simulation.Compile(new Act("update"), new Measure());
        double[] corrupted = [.. patterns[0]];
        (corrupted[0], corrupted[3]) = (-corrupted[0], -corrupted[3]);
        simulation.Stream(cue, Learner.Image).CopyFrom([.. Pixels(corrupted), .. Pixels(corrupted)]);
        simulation.Run(cue);
        List<double> states = [.. State()], energies = [simulation.FreeEnergy(cue, 0)];
        for (var unit = 0; unit < 8; unit++)
        {
            simulation.Run(update);
            states.AddRange(State());
            energies.Add(simulation.FreeEnergy(update, 0));
        }

        rules.AssertEqual("states", states);
        rules.AssertEqual("energies", energies);

        IEnumerable<double> State() => training.Values("input.s").Take(8);
    }

    [Fact]
    public void The_energy_of_the_network_never_rises()
    {
        var learner = HopfieldNetwork.Create([40]);
        using var training = Trial.Of(learner, Random(12, 40, seed: 3));
        training.Next();
        var simulation = training.Simulation;
        var cue = simulation.Compile(new Clamp("input.x", Learner.Image), new Act("cue"), new Set("input.turn"), new Measure());
        var update = simulation.Compile(new Act("update"), new Measure());
        simulation.Stream(cue, Learner.Image).CopyFrom([.. Random(12, 40, seed: 4).SelectMany(row => row)]);
        simulation.Run(cue);
        double[] first = Energies(cue), last = first;
        for (var unit = 0; unit < 40; unit++)
        {
            simulation.Run(update);
            var now = Energies(update);
            Assert.All(now.Zip(last), pair => Assert.True(pair.First <= pair.Second + 1e-12));
            last = now;
        }

        Assert.All(last.Zip(first), pair => Assert.True(pair.First < pair.Second - 1));

        double[] Energies(Plan plan) => [.. Enumerable.Range(0, 12).Select(sample => simulation.FreeEnergy(plan, sample))];
    }

    [Fact]
    public void The_network_holds_patterns_well_below_its_capacity_and_not_well_above()
    {
        // The capacity of N units is 0.138 N random patterns (Amit, Gutfreund & Sompolinsky 1985); cues have 10 % of their pixels flipped, an overlap of 0.8.
        Assert.InRange(Overlap(0.05), 0.98, 1);
        Assert.InRange(Overlap(0.10), 0.95, 1);
        Assert.InRange(Overlap(0.30), 0, 0.7);

        static double Overlap(double load)
        {
            const int Units = 300;
            var patterns = Random((int)(load * Units), Units, seed: 5);
            using var training = Trial.Of(HopfieldNetwork.Create([Units], new HopfieldOptions { Steps = 8 }), patterns);
            training.Next();
            var flips = new Random(6);
            double[][] cues = [.. patterns.Select(row => row.Select(x => flips.NextDouble() < 0.1 ? 1 - x : x).ToArray())];
            var recalled = training.Responses("input.image", Images(cues));
            return patterns.SelectMany(row => row).Zip(recalled, (x, y) => ((2 * x) - 1) * ((2 * y) - 1)).Average();
        }
    }

    [Fact]
    public void A_network_that_corrects_itself_holds_patterns_that_are_alike()
    {
        // In 30 patterns of 200 units one unit in five is on, so that any two agree in two units of three; cues have 10 % of their pixels flipped.
        const int Units = 200;
        var random = new Random(7);
        double[][] patterns = [.. Enumerable.Range(0, 30).Select(_ => Enumerable.Range(0, Units).Select(_ => random.NextDouble() < 0.2 ? 1.0 : 0).ToArray())];
        double[][] cues = [.. patterns.Select(row => row.Select(x => random.NextDouble() < 0.1 ? 1 - x : x).ToArray())];
        Assert.InRange(Right(HopfieldNetwork.Create([Units]), batches: 1), 0, 0.9);
        Assert.InRange(Right(ProjectionMemory.Create([Units]), batches: 200), 0.99, 1);

        double Right(Learner learner, int batches)
        {
            using var training = Trial.Of(learner, patterns);
            for (var batch = 0; batch < batches; batch++)
            {
                training.Next();
            }

            var weights = training.Simulation["input_to_input.w"];
            Assert.All(Enumerable.Range(0, Units), unit => Assert.Equal((0, weights[0, unit]), (weights[unit, unit], weights[unit, 0])));
            return patterns.SelectMany(row => row).Zip(training.Responses("input.image", Images(cues)), (x, y) => 1 - Math.Abs(x - y)).Average();
        }
    }

    [Fact]
    public void The_memory_has_the_exact_updates_and_energies()
    {
        var rules = RuleFixture.Of("modern_hopfield");
        var (stored, query) = (rules.Rows("X"), rules.Input("q"));
        foreach (var beta in new[] { 1, 8, 64 })
        {
            using var training = Memory(stored, new ModernHopfieldOptions { Beta = beta, Steps = 1 });
            var simulation = training.Simulation;
            var plan = simulation.Compile([.. training.Learner.Test, new Measure()]);
            var cue = simulation.Compile(new Clamp("input.x", Learner.Image), new Act("cue"), new Measure());
            simulation.Stream(plan, Learner.Image).CopyFrom(Pixels(query));
            simulation.Stream(cue, Learner.Image).CopyFrom(Pixels(query));
            simulation.Run(cue);
            var before = simulation.FreeEnergy(cue, 0);
            simulation.Run(plan);
            rules.AssertEqual($"new/{beta}.0", training.Values("input.s"));
            if (beta == 8)
            {
                // The fixture's energy also has half the largest squared length, which no state changes.
                var constant = stored.Max(pattern => pattern.Sum(x => x * x)) / 2;
                rules.AssertEqual("energy_before", [before + constant]);
                rules.AssertEqual("energy_after", [simulation.FreeEnergy(plan, 0) + constant]);
            }
        }
    }

    [Fact]
    public void The_memory_recalls_hidden_halves_of_drawn_digits_and_its_energy_falls()
    {
        var digits = Digits.Draw(train: 30, test: 10, seed: 2);
        double[][] images = [.. Enumerable.Range(0, 30).Select(n => digits.Train.Image(n).ToArray().Select(x => x > 127 ? 1.0 : 0).ToArray())];
        using var training = Memory([.. images.Select(row => row.Select(x => (2 * x) - 1).ToArray())], new ModernHopfieldOptions());
        double[][] cues = [.. images.Select(row => row.Select((x, pixel) => pixel < 392 ? x : 0.5).ToArray())];
        var recalled = training.Responses("input.image", Images(cues));
        Assert.InRange(images.SelectMany(row => row).Zip(recalled, (x, y) => Math.Abs(x - y)).Max(), 0, 1e-3);

        var simulation = training.Simulation;
        var step = simulation.Compile(new Act("recall"), new Measure());
        training.With("input.s", Digits.Draw(train: 1, test: 1, seed: 9).Train.Image(0).ToArray().Select(x => (x / 127.5) - 1).ToArray());
        var energies = Enumerable.Range(0, 4).Select(_ =>
        {
            simulation.Run(step);
            return simulation.FreeEnergy(step, 0);
        }).ToArray();
        Assert.All(energies.Zip(energies.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1e-9));
    }

    [Fact]
    public void Memories_without_a_pattern_are_not_recalled_and_the_first_is_written_again_after_the_last()
    {
        double[][] patterns = [[1, -1, 1, -1], [1, 1, -1, -1], [-1, 1, 1, -1]];
        using var training = Memory(patterns[..2], new ModernHopfieldOptions { Beta = 0.01 }, memories: 5);
        training.Responses("input.image", Images([Pixels([0, 0, 0, 0])]));
        Assert.Equal([0.5, 0.5, 0, 0, 0], training.Values("memory.p").Select(p => Math.Round(p, 3)));

        using var full = Memory(patterns, new ModernHopfieldOptions(), memories: 2);
        Assert.Equal([.. patterns[2], .. patterns[1]], full.Values("input_to_memory.w"));
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "The layers 784,10 do not fit the model, which takes 1 of one unit or more: a Hopfield network has units for the pixels alone, each connected "
            + "to all others. Give one size, as in 784.",
            Assert.Throws<HomeostatException>(() => HopfieldNetwork.Create([784, 10])).Message);
        Assert.Contains("as in 784,128.", Assert.Throws<HomeostatException>(() => ModernHopfieldMemory.Create([784])).Message, StringComparison.Ordinal);
        Assert.Contains("'beta' takes a number above 0", Assert.Throws<HomeostatException>(() => ModernHopfieldMemory.Create([4, 2], new ModernHopfieldOptions { Beta = 0 })).Message, StringComparison.Ordinal);
    }

    // Each pattern, of numbers from -1 to 1, is written in the order given.
    private static Training Memory(double[][] patterns, ModernHopfieldOptions options, int? memories = null)
    {
        var training = Trial.Of(ModernHopfieldMemory.Create([patterns[0].Length, memories ?? patterns.Length], options), [Pixels(patterns[0])]);
        var plan = training.Simulation.Compile(training.Learner.Train);
        foreach (var pattern in patterns)
        {
            training.Simulation.Stream(plan, Learner.Image).CopyFrom(Pixels(pattern));
            training.Simulation.Run(plan);
        }

        return training;
    }

    private static double[] Pixels(double[] pattern) => [.. pattern.Select(s => (s + 1) / 2)];

    private static double[][] Random(int count, int size, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size).Select(_ => (double)random.Next(2)).ToArray())];
    }

    private static DataPart Images(double[][] rows)
    {
        var array = new double[rows.Length, rows[0].Length];
        for (var k = 0; k < array.Length; k++)
        {
            array[k / rows[0].Length, k % rows[0].Length] = rows[k / rows[0].Length][k % rows[0].Length];
        }

        return new DataPart { [Learner.Image] = array };
    }
}
