namespace Homeostat.Tests.Docs;

/// <summary>The C# of docs/mortal.md, between arrows (<see cref="PageCodeTests"/>).</summary>
public class MortalPageTests
{
    [Fact]
    public void Concepts()
    {
        // --> mortal.md
        using var mortal = HabitatCatalog.Find("thermostat").Birth();   // or: new Mortal(body, niche, options)
        mortal.Live(steps: 500);
        Console.WriteLine($"{mortal.Age} steps, {mortal.Niche.Values[0]:F1} °C, {mortal.Energy.Level:F0} J: {mortal.Account}");
        // <--
        Assert.Equal(500, mortal.Age);
        Assert.Matches("believes it is", mortal.Account);

        // --> mortal.md
        var boundary = mortal.Body.Boundary;
        Console.WriteLine($"sensory {string.Join(", ", boundary.Sensory)}; active {string.Join(", ", boundary.Active)}; internal {string.Join(", ", boundary.Internal)}");

        double[,] precision = { { 2, .6, .5, 0 }, { .6, 2, .3, .4 }, { .5, .3, 2, .7 }, { 0, .4, .7, 2 } };
        var blanket = new MarkovBlanket(external: ["η"], sensory: ["s"], active: ["a"], @internal: ["μ"]);
        blanket.Require(Gaussian.OfPrecision(precision));    // a HomeostatException if it is none
        // <--
        Assert.Equal(["skin", "cues"], boundary.Sensory);
        Assert.Equal(["heater"], boundary.Active);

        // --> mortal.md
        var coin = new CategoricalModel(likelihood: new[,] { { .8, .2 }, { .2, .8 } }, prior: [.5, .5]);
        Console.WriteLine(coin.FreeEnergy(belief: [.5, .5], observed: 0).Total);   // 0.916 nats
        Console.WriteLine(coin.FreeEnergy(belief: [.8, .2], observed: 0).Total);   // 0.693 nats, the surprise
        // <--
        Assert.Equal(.693147, coin.FreeEnergy(belief: [.8, .2], observed: 0).Total, 1e-6);

        // --> mortal.md
        foreach (var ablation in new[] { Ablation.None, Ablation.Learning, Ablation.Inference })
        {
            using var one = HabitatCatalog.Find("thermostat").Birth(options: new MortalOptions { Seed = 2, Ablate = ablation });
            one.Live(steps: 1500);
            Console.WriteLine($"without {ablation}: F {one.Biography["free energy"].Average():F2} nats on average, {one.Age} steps lived");
        }
        // <--

        // --> mortal.md
        var drive = HomeostaticDrive.Of(mortal.Body);
        Console.WriteLine($"drive at 16 °C: {drive.At(16):F1}; coming up to 18 °C is a reward of {drive.Reward([16], [18]):F1}");
        // <--
        Assert.True(drive.Reward([16], [18]) > 0);

        // --> mortal.md
        foreach (var ablation in new[] { Ablation.None, Ablation.Anticipation })
        {
            var calm = new RoomOptions { Unannounced = 0, MeaningInterval = double.PositiveInfinity, Roughening = 0, Shock = 0.3, ShockSpread = 0.05 };
            var room = new Room(calm);
            using var one = new Mortal(Thermostat.Create(room), room, new MortalOptions { Ablate = ablation });
            one.Live(steps: 4000);
            var (temperature, events) = (one.Biography["temperature"], one.Biography.Events);
            var before = events.Where(e => e.Text == "a cold shock" && e.Age > 2000).Average(e => temperature[(int)e.Age - 1]);
            Console.WriteLine($"without {ablation}: {before:F1} °C when a cold shock begins");
        }
        // <--

        // --> mortal.md
        Part[] parts =
        [
            new("enzyme") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"] },
            new("membrane") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"], Vital = 0.5 },
            new("ornament") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"] },
        ];
        var closure = new Autopoiesis(parts);
        Console.WriteLine($"closed: {closure.IsClosed}; cannot do without {string.Join(", ", closure.Essential)}");   // enzyme, membrane
        // <--
        Assert.True(closure.IsClosed);
        Assert.Equal(["enzyme", "membrane"], closure.Essential);

        // --> mortal.md
        using var wounded = HabitatCatalog.Find("thermostat").Birth();
        wounded.Live(steps: 100);
        wounded.Wound("coil", 0.2);        // is rebuilt
        wounded.Live(steps: 200);
        Console.WriteLine($"the coil is at {wounded.Condition("coil"):P0} again");
        wounded.KnockOut("enzyme");        // is not, and nothing else is any more
        wounded.Live(steps: 2000);
        Console.WriteLine(wounded.CauseOfDeath);
        // <--
        Assert.False(wounded.IsAlive);
        Assert.Contains("part", wounded.CauseOfDeath, StringComparison.Ordinal);

        // --> mortal.md
        var spent = Enum.GetValues<EnergyUse>().Sum(use => mortal.Energy[use]);
        Console.WriteLine(mortal.Energy.Initial + mortal.Energy.Income - spent - mortal.Energy.Level);   // 0, to rounding
        // <--
        Assert.Equal(0, mortal.Energy.Initial + mortal.Energy.Income - spent - mortal.Energy.Level, 1e-9);

        // --> mortal.md
        using var short_lived = HabitatCatalog.Find("thermostat").Birth(options: new MortalOptions { Endowment = 1 });
        short_lived.Live(steps: 1000);
        Console.WriteLine($"{short_lived.Viability} at {short_lived.Age}: {short_lived.CauseOfDeath}");   // the energy is used up
        try
        {
            short_lived.Step();
        }
        catch (HomeostatException e)
        {
            Console.WriteLine(e.Message);                                                                  // death is final
        }
        // <--
        Assert.Equal((Viability.Terminal, "the energy is used up"), (short_lived.Viability, short_lived.CauseOfDeath));
        Assert.Throws<HomeostatException>(() => short_lived.Step());

        // --> mortal.md
        MortalFile.Save("life.npz", mortal);
        using var same = HabitatCatalog.Find("thermostat").Resume("life.npz");
        using var other = mortal.Copy(new Room(), seed: 7, endowment: 50);
        Console.WriteLine($"the same at {same.Age}, a copy at {other.Age}");
        // <--
        Assert.Equal((500, 0), (same.Age, other.Age));
    }
}
