using CsCheck;

namespace Homeostat.Tests.Ledgers;

/// <summary>What holds for the counts of every circuit.</summary>
public class CountTests
{
    private static readonly CostItem[] Levels = [CostItem.L1Byte, CostItem.L2Byte, CostItem.MemoryByte];

    public static TheoryData<string> Networks => ["cuba", "brunel", "izhikevich"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Threads_and_the_interpreter_count_the_same(string name)
    {
        var circuit = name switch
        {
            "cuba" => Cuba.Create(300, 0.1).Circuit,
            "brunel" => Brunel.Create(500).Circuit,
            _ => IzhikevichNetwork.Create().Circuit,
        };
        using var one = new Workers(1);
        using var two = new Workers(2);
        var options = new SimulationOptions { Type = ElementType.Float64 };
        var costs = new[] { options with { Workers = one }, options with { Workers = two }, options with { Substrate = Substrate.Interpreter } }.Select(option =>
        {
            using var simulation = new Simulation(circuit, 1, option);
            simulation.Run(150 * circuit.TimeStep * Units.Second);
            return simulation.Spent;
        }).ToArray();
        Assert.True(costs[0][CostItem.Spike] > 0);
        Assert.Equal(costs[0], costs[1]);
        Assert.Equal(costs[0], costs[2]);
    }

    [Fact]
    public void Learners_count_the_same_on_threads_and_the_interpreter()
    {
        var learner = PredictiveCoding.Create([6, 5, 3]);
        var costs = new[] { Substrate.Cpu, Substrate.Interpreter }.Select(substrate =>
        {
            using var simulation = new Simulation(learner.Circuit, 4, new SimulationOptions { Substrate = substrate });
            var plan = simulation.Compile(learner.Train);
            simulation.Run(plan);
            simulation.Run(plan, 3);
            Assert.Equal(plan.CostOf(4), Ran(4));
            return simulation.Spent;

            Cost Ran(int samples)
            {
                using var other = new Simulation(learner.Circuit, 4, new SimulationOptions { Substrate = substrate });
                other.Run(other.Compile(learner.Train), samples);
                return other.Spent;
            }
        }).ToArray();
        Assert.Equal(costs[0], costs[1]);
    }

    /// <summary>Each sample adds the same; what is done once a batch does not depend on it. Bytes may come from another level.</summary>
    [Theory]
    [InlineData("bp")]
    [InlineData("pc")]
    [InlineData("ff")]
    [InlineData("zil")]
    [InlineData("hebb")]
    [InlineData("softhebb")]
    [InlineData("rbm")]
    public void Counts_are_linear_in_the_samples(string name)
    {
        var model = ModelCatalog.Find(name);
        var learner = model.Create(model.LayersOf(784, 12, 10));
        using var simulation = new Simulation(learner.Circuit);
        var plan = simulation.Compile(learner.Train);
        var costs = new[] { 0, 1, 2, 60 }.Select(samples => plan.CostOf(samples)).ToArray();
        foreach (var item in Enum.GetValues<CostItem>().Except(Levels).Select(item => (CostItem[])[item]).Append(Levels))
        {
            var counts = costs.Select(cost => item.Sum(i => cost[i])).ToArray();
            Assert.Equal(counts[1] - counts[0], counts[2] - counts[1], 1e-9 * counts[3]);
            Assert.Equal(counts[0] + (60 * (counts[1] - counts[0])), counts[3], 1e-9 * counts[3]);
        }
    }

    /// <summary>Two circuits that do not touch each other, in one: it counts what the two count.</summary>
    [Fact]
    public void The_total_is_the_sum_of_its_parts()
    {
        var part = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Double[0.5, 3], Gen.Int[0, 3], Gen.Bool);
        Gen.Select(part, part, Gen.Int[1, 60]).Sample(
            (first, second, steps) =>
            {
                Cost[] parts = [Spent(steps, Part("a", first)), Spent(steps, Part("b", second))];
                var whole = Spent(steps, [.. Part("a", first), .. Part("b", second)]);
                foreach (var item in Enum.GetValues<CostItem>().Except(Levels).Select(item => (CostItem[])[item]).Append(Levels))
                {
                    Assert.Equal(item.Sum(i => parts[0][i] + parts[1][i]), item.Sum(i => whole[i]), 1e-9);
                }
            },
            iter: 40);

        static Cost Spent(int steps, object[] parts)
        {
            var circuit = new Circuit("c", 1 * Units.Millisecond);
            foreach (var population in parts.OfType<Population>())
            {
                circuit.Add(population);
            }

            circuit.Add(parts.OfType<Projection>());
            using var simulation = new Simulation(circuit);
            simulation.Run(steps * Units.Millisecond);
            return simulation.Spent;
        }

        static object[] Part(string name, (int Senders, int Receivers, double Drive, int Delay, bool IsDense) of) =>
        [
            new Population($"{name}1", of.Senders, "dv/dt = (drive - v)/(5*ms) : 1\nr = tanh(v) : 1\ndrive : 1 (constant)")
            {
                Threshold = "v > 0.6", Reset = "v = 0", Initial = new Dictionary<string, string> { ["drive"] = FormattableString.Invariant($"{of.Drive:R} + 0.01*i") },
            },
            new Population($"{name}2", of.Receivers, "dx/dt = (0.1*input - x)/(9*ms) : 1\ninput : 1 (input)\ng : 1") { Threshold = "x > 0.4", Reset = "x = 0; g = 0" },
            of.IsDense
                ? new Projection($"{name}1", $"{name}2", "w : 1\ninput_post = w*r_pre : 1 (summed)") { Initial = new Dictionary<string, string> { ["w"] = "0.1" } }
                : new Projection($"{name}1", $"{name}2", "w : 1") { OnPre = "g += w; w *= 0.99", OnPost = "w += 0.01", Delay = $"{of.Delay}*ms", Initial = new Dictionary<string, string> { ["w"] = "0.1" } },
        ];
    }

    [Fact]
    public void The_level_of_bytes_follows_what_the_loop_around_touches()
    {
        using var simulation = new Simulation(new Circuit("c", 1 * Units.Millisecond) { new Population("p", 3000, "dv/dt = -v/(5*ms) : 1") });
        var plan = simulation.Compile(new Settle(1));

        // 12 kB of states; ten samples of them are 120 kB, a hundred 1.2 MB.
        Assert.Equal(24_000, plan.CostOf(1)[CostItem.L1Byte]);
        Assert.Equal(240_000, plan.CostOf(10)[CostItem.L2Byte]);
        Assert.Equal(2_400_000, plan.CostOf(100)[CostItem.MemoryByte]);
        Assert.Equal(24_000, plan.CostOf(1, caches: new CacheSizes("tiny", 100, 12_000))[CostItem.L2Byte]);
        Assert.Equal(24_000, plan.CostOf(1, caches: new CacheSizes("none", 0, 0))[CostItem.MemoryByte]);

        // In double precision there are twice as many.
        Assert.Equal(48_000, plan.CostOf(1, ElementType.Float64)[CostItem.L1Byte]);
    }

    [Fact]
    public void Spikes_of_a_restored_state_are_not_counted_again()
    {
        var circuit = Cuba.Create(300, 0.1).Circuit;
        using var first = new Simulation(circuit);
        first.Run(50 * Units.Millisecond);
        using var second = new Simulation(circuit);
        second.Restore(first.Snapshot());
        Assert.Equal(0, second.Spent[CostItem.Spike]);
        first.Run(50 * Units.Millisecond);
        second.Run(50 * Units.Millisecond);
        using var whole = new Simulation(circuit);
        whole.Run(100 * Units.Millisecond);
        Assert.Equal(whole.Spent, first.Spent);
        Assert.Equal(whole.Spent[CostItem.Spike], second.Spent[CostItem.Spike] + Before());

        double Before()
        {
            using var half = new Simulation(circuit);
            half.Run(50 * Units.Millisecond);
            return half.Spent[CostItem.Spike];
        }
    }
}
