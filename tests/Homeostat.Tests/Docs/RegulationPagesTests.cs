
namespace Homeostat.Tests.Docs;

/// <summary>The C# of the pages on niches and regulation, between arrows (<see cref="PageCodeTests"/>).</summary>
public sealed class RegulationPagesTests
{
    // The test itself, or the program of the page, writes numbers into text.
    public RegulationPagesTests() => System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;

    [Fact]
    public void Lives_by_name()
    {
        // --> niches.md
        using var cell = HabitatCatalog.Find("chemotaxis").Birth(options: new MortalOptions { Seed = 3 });
        cell.Live(2000);
        Console.WriteLine($"{cell.Age} steps, {cell.Energy.Level:F0} J: {cell.Account}");

        using var other = HabitatCatalog.Find("chemotaxis").Birth(body: "blind", niche: "space");
        // <--
        Assert.True(cell.IsAlive);
        Assert.Equal("blind", other.Body.Name);
        Assert.Equal(3, ((AttractantField)other.Niche).Options.Dimensions);
    }

    [Fact]
    public void Drift()
    {
        // --> niches.md
        var field = new AttractantField(new AttractantFieldOptions { RotationalDiffusion = 0 });
        for (var step = 0; step < 100_000; step++)
        {
            var chance = 0.1 * (1 - (0.5 * field.Values[2]));                 // of a tumble in 0.1 s; Values[2] is cos θ
            field.Act(new Moment(Seed: 1, step, Stream: 1), [-Math.Log(1 - chance) / 0.1]);
        }

        Console.WriteLine($"drift: {field.Values[0] / 10_000 / field.Options.Speed:F3} of the speed; theory: {(1 - Math.Sqrt(1 - 0.25)) / 0.5:F3}");
        // <--
        Assert.Equal(0.268, field.Values[0] / 10_000 / 20, 0.05);
    }

    // --> niches.md
    // Food is at the bottom, air at the top.
    public sealed class Pond(double bottom = 10) : Niche
    {
        public override IReadOnlyList<string> States { get; } = ["oxygen", "depth"];

        public override IReadOnlyList<string> Effectors { get; } = ["diving"];

        public override double[] Values { get; } = [1, 0];

        public override double Act(Moment now, ReadOnlySpan<double> effectors)
        {
            ref var oxygen = ref Values[0];
            ref var depth = ref Values[1];
            depth = Math.Clamp(depth + Math.Clamp(effectors[0], -1, 1) + (0.5 * now.Normal()), 0, bottom);
            oxygen = depth == 0 ? Math.Min(1, oxygen + 0.1) : oxygen - 0.01;
            return depth == bottom ? 1 : 0;
        }
    }

    // <--
    [Fact]
    public void A_niche_of_ones_own()
    {
        // --> niches.md
        static Body Diver(double turn) => new("diver", new Circuit("diver", 1 * Units.Second)
        {
            new Population("blood", 1, "oxygen : 1"),
            new Population("wish", 1, """
                dw/dt = (where(oxygen < turn, -1, where(oxygen > 0.99, 1, sign(w))) - w)/second : 1
                F = (1 - oxygen)**2/2 : 1 (energy)
                oxygen : 1 (input)
                """)
            {
                Constants = new Dictionary<string, Quantity> { ["turn"] = turn },
            },
            new Population("fins", 1, "w : 1 (input)"),
            new Projection("blood", "wish", "oxygen_post = oxygen_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("wish", "fins", "w_post = w_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        })
        {
            Senses = [new Port("blood.oxygen", "oxygen")],
            Acts = [new Port("fins.w", "diving")],
            Essential = [new EssentialVariable("oxygen", 0, 1) { SetPoint = 1 }],
            Capacity = 300,
            Costs = new EnergyCosts { Basal = 0.4, Effort = 0.1 },
        };
        // <--
        // --> niches.md
        foreach (var turn in new[] { 0.05, 0.3, 0.85 })
        {
            var lives = Cohort.Live(count: 20, steps: 5000, seed => new Mortal(Diver(turn), new Pond(), new MortalOptions { Seed = seed }));
            Console.WriteLine($"turns at {turn}: {lives.Count(l => !l.Died)} of 20 alive; {lives[0].CauseOfDeath}");
        }

        var pond = new Habitat(
            "pond",
            "dives for food and comes up for air",
            new Dictionary<string, Func<Niche>> { ["pond"] = () => new Pond(), ["deep"] = () => new Pond(bottom: 30) },
            new Dictionary<string, Func<Niche, Body>> { ["careful"] = _ => Diver(0.3), ["bold"] = _ => Diver(0.05) });
        using var diver = pond.Birth(body: "bold", niche: "deep");
        // <--
        diver.Live(1000);
        Assert.Contains("oxygen", diver.CauseOfDeath, StringComparison.Ordinal);
        Assert.Equal([0, 20, 0], new[] { 0.05, 0.3, 0.85 }.Select(turn =>
            Cohort.Live(20, 5000, seed => new Mortal(Diver(turn), new Pond(), new MortalOptions { Seed = seed, KeepSteps = false })).Count(l => !l.Died)));
    }

    [Fact]
    public void Drive()
    {
        // --> regulation.md
        var drive = new HomeostaticDrive(100, 100);                          // food and water, 100 of each is best
        Console.WriteLine($"{drive.At(60, 90):F1}");                         // 1603.1
        Console.WriteLine($"{drive.Reward([60, 90], [70, 90]):F1}");         // 697.6: ten of what is lacked most
        Console.WriteLine($"{drive.Reward([60, 90], [60, 100]):F1}");        // 3.1: ten of what is hardly lacked
        Console.WriteLine($"{drive.Reward([100, 100], [110, 100]):F1}");     // -100.0: too much
        // <--
        Assert.Equal("1603.1", $"{drive.At(60, 90):F1}");
    }

    [Fact]
    public void Allostasis()
    {
        // --> regulation.md
        static double Drive(Ablation ablate)
        {
            var room = new Room(new RoomOptions { Shock = 1, ShockInterval = 100, ShockLength = 12, Income = 3, Roughening = 0, MeaningInterval = double.PositiveInfinity });
            var body = Thermostat.Create(room, new ThermostatOptions { Low = 0, High = 45, Shift = 2.2 });
            using var thermostat = new Mortal(body, room, new MortalOptions { Ablate = ablate });
            thermostat.Live(4000);
            return HomeostaticDrive.Of(body).Along(thermostat).Skip(1000).Average();
        }

        Console.WriteLine($"{Drive(Ablation.None):F2} with foresight, {Drive(Ablation.Anticipation):F2} without");
        // <--
        Assert.True(Drive(Ablation.None) < Drive(Ablation.Anticipation));
    }

    [Fact]
    public void Tables()
    {
        // --> regulation.md
        var outcomes = new int[9, 3];
        for (var disturbance = 0; disturbance < 9; disturbance++)
        {
            for (var response = 0; response < 3; response++)
            {
                outcomes[disturbance, response] = (disturbance + (3 * response)) % 9;
            }
        }

        var table = new RegulationTable(outcomes);
        Console.WriteLine($"at least {table.Bound} outcomes; the best of 19683 regulators leaves {table.LeastVariety().Left}");   // 3, 3
        // <--
        Assert.Equal((3, 3.0), (table.Bound, table.LeastVariety().Left));
        // --> regulation.md
        var regulator = new RegulationTable(new[,] { { 0, 1, 2 }, { 3, 0, 4 }, { 5, 6, 0 } }).LeastEntropy(0.5, 0.3, 0.2);
        Console.WriteLine($"{string.Join(" ", regulator.Responses)} leaves {regulator.Left} nats");                               // 0 1 2, 0
        // <--
        Assert.Equal([0, 1, 2], regulator.Responses);
    }

    [Fact]
    public void Models_inside()
    {
        // --> regulation.md
        var left = new List<double>();
        foreach (var model in new[] { InternalModel.None, InternalModel.Integrator, InternalModel.Resonator(frequency: 3) })
        {
            using var simulation = new Simulation(model.Against("sin(3*t/second)"), 1, new SimulationOptions { Type = ElementType.Float64 });
            simulation.Run(simulation.Compile(new Settle(150_000)));
            var (step, largest) = (simulation.Compile(new Settle(1)), 0.0);
            for (var n = 0; n < 2500; n++)
            {
                simulation.Run(step);
                largest = Math.Max(largest, Math.Abs(simulation["plant.x"][0, 0]));
            }

            left.Add(largest);
        }

        Console.WriteLine($"left of an amplitude of 1: {left[0]:F3} without a model, {left[1]:F3} with an integrator, {left[2]:F3} with a resonator");
        // <--
        Assert.Equal(["0.24", "0.26", "0.00"], left.Select(x => $"{x:F2}"));
    }

    [Fact]
    public void Machines()
    {
        // --> regulation.md
        foreach (var units in new[] { 2, 3, 4, 5, 6 })
        {
            var (chance, error) = RandomStability.Estimate(units, draws: 20_000, seed: 1);
            Console.WriteLine($"{units} units: stable with a chance of {chance:F4} ± {error:F4}");
        }
        // <--
        // --> regulation.md
        using var machine = new Simulation(Ultrastable.Machine(units: 4));
        var second = machine.Compile(new Settle(20), new Probe("units.outside"));
        var steps = 0;
        for (var time = 1; time <= 200; time++)
        {
            machine.Run(second);
            steps += Ultrastable.Steps.Apply(machine, machine.Step).Grown / 4;      // each draws four synapses
        }

        Console.WriteLine($"its uniselectors took {steps} steps");
        // <--
        Assert.InRange(steps, 1, 30);
    }
}
