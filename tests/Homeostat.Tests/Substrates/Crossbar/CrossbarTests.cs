using CsCheck;

namespace Homeostat.Tests.Substrates.Crossbar;

/// <summary>A crossbar as a substrate: what its products give and what its cells hold.</summary>
public class CrossbarTests
{
    private static readonly CrossbarOptions Quiet = CrossbarOptions.Of("pcm") with { Input = null, Output = null, OutputNoise = 0, WeightRange = 1 };

    [Fact]
    public void An_ideal_crossbar_gives_the_exact_product_in_both_directions() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 9], Gen.Int[0, 1000]).Sample((pre, post, batch, seed) =>
        {
            foreach (var type in new[] { ElementType.Float64, ElementType.Float32 })
            {
                using var exact = Of(pre, post, batch, null, type);
                using var crossbar = Of(pre, post, batch, CrossbarOptions.Ideal, type);
                foreach (var variable in new[] { "b.drive", "a.back" })
                {
                    var expected = Product(exact, variable, seed);
                    var found = Product(crossbar, variable, seed);
                    Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, type == ElementType.Float64 ? 1e-12 : 1e-5));
                }
            }
        }, iter: 30);

    [Fact]
    public void The_cell_of_a_zero_weight_is_biased_as_noise_is_clipped()
    {
        using var simulation = Of(200, 300, 1, Quiet);
        Fill(simulation, 0);
        _ = Product(simulation, "b.drive", 1);
        var (mean, deviation, count) = (CrossbarFixture.Of("pcm_off_device_mean_uS").GetDouble(), CrossbarFixture.Of("pcm_off_device_sd_uS").GetDouble(), 60000);
        foreach (var side in new[] { "a_to_b.w.plus", "a_to_b.w.minus" })
        {
            var g = State(simulation, side);
            var found = g.Average();
            Assert.Equal(mean, found, 6 * deviation / Math.Sqrt(count));
            Assert.Equal(deviation, Math.Sqrt(g.Average(x => (x - found) * (x - found))), 0.005);
        }
    }

    [Fact]
    public void A_conductance_falls_as_a_power_of_time_with_the_exponent_of_its_cell()
    {
        using var simulation = Of(60, 50, 1, Quiet with { Device = Quiet.Device with { ProgrammingNoise = null, ReadNoise = null } });
        Fill(simulation, 0.5);
        double[] at = [0, 3580, 86380, 8e6], read = [];
        var logs = new List<double[]>();
        foreach (var (from, to) in at.Zip(at.Skip(1).Append(0)))
        {
            _ = Product(simulation, "b.drive", 1);
            read = simulation["a_to_b.w:read"].ToArray();
            logs.Add([.. read.Select(w => Math.Log(w / 0.5) / Math.Max(1e-300, Math.Log((from + 20) / 20)))]);
            simulation.Wait(Math.Max(0, to - from) * Units.Second);
        }

        Assert.All(logs[0], slope => Assert.Equal(0, slope, 1e-9));
        for (var cell = 0; cell < 3000; cell++)
        {
            Assert.Equal(logs[1][cell], logs[2][cell], 1e-6);
            Assert.Equal(logs[1][cell], logs[3][cell], 1e-6);
        }

        // r = 0.5: ν has the mean 0.049 and the deviation 0.008.
        Assert.Equal(-0.049, logs[1].Average(), 6 * 0.008 / Math.Sqrt(3000));
    }

    [Fact]
    public void Stuck_cells_are_as_many_as_asked_for_and_do_not_change()
    {
        var f = CrossbarFixture.Of("stuck_at");
        var fraction = f.Number("fraction");
        using var simulation = Of(100, 100, 1, Quiet with { StuckOn = fraction });
        Fill(simulation, 0);
        _ = Product(simulation, "b.drive", 1);
        foreach (var side in new[] { "a_to_b.w.plus", "a_to_b.w.minus" })
        {
            Assert.InRange(State(simulation, side).Count(g => g == 25), f.Numbers("interval_6_sd")[0], f.Numbers("interval_6_sd")[1]);
        }

        var stuck = State(simulation, "a_to_b.w.plus").Select(g => g == 25).ToArray();
        Fill(simulation, -0.3);
        _ = Product(simulation, "b.drive", 1);
        Assert.Equal(stuck, State(simulation, "a_to_b.w.plus").Select(g => g == 25));
    }

    [Fact]
    public void Converted_products_are_within_the_steps_of_their_converters()
    {
        const int Inputs = 40;
        var options = CrossbarOptions.Ideal with { Input = Converter.Rounding(1.0 / 126, 1), Output = Converter.Rounding(1.0 / 510, 12), ScalesInputs = true, HalvesInputs = true };
        using var exact = Of(Inputs, 30, 5, null);
        using var crossbar = Of(Inputs, 30, 5, options);
        var (expected, found) = (Product(exact, "b.drive", 3), Product(crossbar, "b.drive", 3));
        var largest = Matrix(exact["a.x"]).Select(row => row.Max(Math.Abs)).ToArray();
        for (var k = 0; k < expected.Length; k++)
        {
            // Each input is within half a step of 1/63, each weight at most 1; the output within half a step of 24/510.
            Assert.Equal(expected[k], found[k], largest[k / 30] * ((Inputs / 126.0) + (12.0 / 510)));
        }

        Assert.NotEqual(expected, found);
    }

    [Fact]
    public void Inputs_are_halved_until_no_output_is_out_of_range()
    {
        var options = CrossbarOptions.Ideal with { Output = Converter.Rounding(1.0 / 510, 12), ScalesInputs = true, WeightRange = 1 };
        double Largest(bool halves)
        {
            using var simulation = Of(64, 2, 1, options with { HalvesInputs = halves });
            Fill(simulation, 1);
            var plan = simulation.Compile(new Clamp("a.x", "in"), new Probe("b.drive"));
            simulation.Stream(plan, "in").CopyFrom([.. Enumerable.Repeat(2.0, 64)]);
            simulation.Run(plan);
            return simulation["b.drive"][0, 0];
        }

        Assert.Equal(24, Largest(halves: false), 9);
        Assert.Equal(128, Largest(halves: true), 8 * 2 * 12.0 / 510);
    }

    [Fact]
    public void Output_noise_and_read_noise_are_drawn_anew_in_each_run_and_are_the_same_on_any_number_of_threads()
    {
        double[] Two(int threads)
        {
            using var workers = new Workers(threads);
            using var simulation = Of(70, 90, 33, CrossbarOptions.Of("pcm"), workers: workers);
            var (first, second) = (Product(simulation, "b.drive", 1), Product(simulation, "b.drive", 1));
            Assert.NotEqual(first, second);
            return [.. first, .. second, .. Product(simulation, "a.back", 1)];
        }

        Assert.Equal(Two(1), Two(2));
    }

    [Fact]
    public void Read_noise_has_the_deviation_of_the_device()
    {
        using var simulation = Of(100, 100, 1, Quiet with { Device = Quiet.Device with { ProgrammingNoise = null, Drift = Quiet.Device.Drift! with { MeanLow = 0, MeanHigh = 0, SpreadLow = 0, SpreadHigh = 0 } } });
        Fill(simulation, 1);
        _ = Product(simulation, "b.drive", 1);
        simulation.Wait(3600 * Units.Second);
        _ = Product(simulation, "b.drive", 1);
        var read = simulation["a_to_b.w:read"].ToArray();
        var expected = CrossbarFixture.Each("pcm_times").Single(f => f.Number("r") == 1 && f.GetProperty("time").GetString() == "1 hour").Number("relative_read_sd");
        Assert.Equal(expected, Math.Sqrt(read.Average(w => (w - 1) * (w - 1))), 6 * expected / Math.Sqrt(2 * 10000));
        Assert.Equal(1, read.Average(), 6 * expected / 100);
    }

    [Fact]
    public void Wires_with_resistance_lower_what_is_read()
    {
        using var exact = Of(64, 4, 1, CrossbarOptions.Ideal);
        using var wired = Of(64, 4, 1, CrossbarOptions.Ideal with { OutputWire = 1, WeightRange = 1 });
        Fill(exact, 1);
        Fill(wired, 1);
        var ladder = CrossbarFixture.Each("ladder").Single(f => f.Number("cells") == 64);
        _ = (Product(exact, "b.drive", 1), Product(wired, "b.drive", 1));
        var (full, less) = (exact["a_to_b.w:read"].ToArray().Sum(), wired["a_to_b.w:read"].ToArray().Sum());
        Assert.Equal(1 - ladder.Number("relative_loss"), less / full, 1e-9);
    }

    [Fact]
    public void Only_weights_that_are_set_anew_are_programmed_anew()
    {
        using var simulation = Of(20, 10, 1, Quiet);
        _ = Product(simulation, "b.drive", 1);
        var before = State(simulation, "a_to_b.w.plus");
        simulation["a_to_b.w"][3, 7] = 0.25;
        simulation.Changed("a_to_b.w");
        _ = Product(simulation, "b.drive", 1);
        var after = State(simulation, "a_to_b.w.plus");
        Assert.Equal((3 * 20) + 7, Assert.Single(Enumerable.Range(0, before.Length), k => before[k] != after[k]));
        Assert.Equal(0.25, simulation["a_to_b.w"][3, 7], 0.3);
    }

    [Fact]
    public void A_snapshot_belongs_to_its_device_and_can_be_transplanted()
    {
        using var one = Of(20, 10, 1, Quiet);
        using var same = Of(20, 10, 1, Quiet);
        using var other = Of(20, 10, 1, Quiet with { DeviceSeed = 2 });
        using var processor = Of(20, 10, 1, null);
        _ = Product(one, "b.drive", 1);
        var snapshot = one.Snapshot();
        same.Restore(snapshot);
        Assert.Equal(Product(one, "b.drive", 1), Product(same, "b.drive", 1));
        Assert.Equal(
            "The snapshot of circuit 'c' is of the device 'pcm 1', the simulation of the device 'pcm 2'. Weights belong to one device; Transplant moves them to another.",
            Assert.Throws<HomeostatException>(() => other.Restore(snapshot)).Message);
        Assert.Contains("the simulation of no device", Assert.Throws<HomeostatException>(() => processor.Restore(snapshot)).Message, StringComparison.Ordinal);

        var wanted = one["a_to_b.w"].ToArray();
        processor.Transplant(snapshot);
        Assert.Equal(wanted, processor["a_to_b.w"].ToArray());
        other.Transplant(snapshot);
        Assert.Equal(wanted, other["a_to_b.w"].ToArray());
        _ = Product(other, "b.drive", 1);
        var found = other["a_to_b.w"].ToArray();
        Assert.NotEqual(wanted, found);

        // Within six deviations of the noise of programming, which is at most 1.08 µS of 25 for each cell.
        Assert.All(wanted.Zip(found), w => Assert.Equal(w.First, w.Second, 6 * 1.6 / 25));
        other.Transplant(processor.Snapshot());
        Assert.Equal(wanted, other["a_to_b.w"].ToArray());
    }

    [Fact]
    public void A_processor_has_nothing_to_wait_for()
    {
        using var processor = Of(2, 2, 1, null);
        Assert.StartsWith("The substrate 'cpu' does not age", Assert.Throws<HomeostatException>(() => processor.Wait(1 * Units.Second)).Message, StringComparison.Ordinal);
        using var crossbar = Of(2, 2, 1, Quiet);
        Assert.StartsWith("A wait of -1 s cannot be", Assert.Throws<HomeostatException>(() => crossbar.Wait(-1 * Units.Second)).Message, StringComparison.Ordinal);
    }

    /// <summary>A circuit in which a sends to b by weights and b back to a by the same.</summary>
    internal static Simulation Of(int pre, int post, int batch, CrossbarOptions? crossbar, ElementType type = ElementType.Float64, Workers? workers = null)
    {
        var circuit = new Circuit("c")
        {
            new Population("a", pre, "x : 1\nback : 1 (input)"),
            new Population("b", post, "y : 1\ndrive : 1 (input)"),
            new Projection("a", "b", "w : 1 (weight)\ndrive_post = w*x_pre : 1 (summed)\nback_pre = w*y_post : 1 (summed)")
            {
                Initial = new Dictionary<string, string> { ["w"] = "1.2*rand() - 0.6" },
            },
        };
        return new Simulation(circuit, batch, new SimulationOptions { Type = type, Workers = workers, Substrate = crossbar is null ? Substrate.Cpu : Substrate.Crossbar(crossbar) });
    }

    private static void Fill(Simulation simulation, double weight)
    {
        var weights = simulation["a_to_b.w"];
        weights.CopyFrom([.. Enumerable.Repeat(weight, weights.Rows * weights.Columns)]);
        simulation.Changed("a_to_b.w");
    }

    private static double[] Product(Simulation simulation, string variable, int seed)
    {
        var source = variable == "b.drive" ? "a.x" : "b.y";
        var plan = simulation.Compile(new Clamp(source, source), new Probe(variable));
        var input = simulation.Stream(plan, source);
        var random = new RandomStream((ulong)seed);
        input.CopyFrom([.. Enumerable.Range(0, input.Rows * input.Columns).Select(_ => random.NextUniform(-2, 2))]);
        simulation.Run(plan);
        return simulation[variable].ToArray();
    }

    private static double[] State(Simulation simulation, string name) => simulation.State.Single(s => s.Key == name).Value.ToArray();

    private static IEnumerable<double[]> Matrix(Matrix matrix) => matrix.ToArray().Chunk(matrix.Columns);
}
