namespace Homeostat.Tests.Niches;

/// <summary>The mortal thermostat regulates, foresees, and outlives those that do not.</summary>
public class ThermostatTests
{
    private const long Steps = 10_000;

    // The benchmark `survival` tunes the controller and compares 100 lives of each; here are fewer.
    [Fact]
    public void It_outlives_the_tuned_controller_and_every_ablation_of_itself()
    {
        var full = Live(60, room => Thermostat.Create(room));
        Assert.All(
            new[] { Ablation.Inference, Ablation.Learning, Ablation.Selection, Ablation.Anticipation },
            ablation => RequireLonger(full, Live(30, room => Thermostat.Create(room), ablation), ablation.ToString()));
        RequireLonger(full, Live(100, room => Thermostat.Controller(room)), "controller");
    }

    [Fact]
    public void Each_of_the_three_loops_lowers_free_energy_and_the_cost_of_structure()
    {
        const int Lives = 12;
        var whole = Objectives(Ablation.None);
        RequireLower(whole, Objectives(Ablation.Inference), Ablation.Inference);
        RequireLower(whole, Objectives(Ablation.Learning), Ablation.Learning);
        RequireLower(whole, Objectives(Ablation.Selection), Ablation.Selection);

        // What learning brings is not that fewer synapses are kept: with next to no upkeep it is there as well.
        RequireLower(Objectives(Ablation.None, 1e-4), Objectives(Ablation.Learning, 1e-4), Ablation.Learning);

        static void RequireLower(double[] with, double[] without, Ablation loop)
        {
            var rise = without.Zip(with, (a, b) => a - b).ToArray();
            var error = Math.Sqrt(rise.Average(d => (d - rise.Average()) * (d - rise.Average())) / (Lives - 1));
            Assert.True(rise.Average() > 2.5 * error, $"without {loop} it is higher by {rise.Average():F4} ± {error:F4} nats a step");
        }

        // Bodies that cannot die, so that all live as long. A synapse costs 0.01 J a step; a joule is taken for a nat.
        static double[] Objectives(Ablation ablation, double upkeep = 0.01) =>
        [
            .. Enumerable.Range(1, Lives).Select(seed =>
            {
                var room = new Room();
                var body = Thermostat.Create(room, new ThermostatOptions { Upkeep = upkeep, Low = -1000, High = 1000 }) with { Energy = 1e6, Capacity = 1e6 };
                using var mortal = new Mortal(body, room, new MortalOptions { Seed = (ulong)seed, Ablate = ablation });
                mortal.Live(2000);
                return mortal.Biography["free energy"].Average() + mortal.Biography["structure cost"].Average();
            }),
        ];
    }

    [Fact]
    public void Before_a_foretold_cold_shock_it_warms_the_room()
    {
        var (foreseeing, blind) = (WarmthBeforeCold(Ablation.None), WarmthBeforeCold(Ablation.Anticipation));
        Assert.True(foreseeing > blind + 1, $"{foreseeing:F2} °C at the onset of cold shocks; {blind:F2} °C where nothing foreseen acts");
    }

    [Fact]
    public void It_learns_which_cues_mean_cold_and_heat_and_forgets_the_others()
    {
        var room = new Room(new RoomOptions { MeaningInterval = double.PositiveInfinity, Unannounced = 0, Roughening = 0 });
        using var mortal = new Mortal(Thermostat.Create(room), room, new MortalOptions { Seed = 2 });
        mortal.Live(6000);
        Assert.True(mortal.IsAlive, mortal.CauseOfDeath);
        var w = mortal.Simulation["foretells.w"];
        var idle = Enumerable.Range(2, 14).Select(n => Math.Abs(w[0, n])).ToArray();
        Assert.True(w[0, 0] < -0.2 && w[0, 1] > 0.2, $"cold {w[0, 0]:F3}, heat {w[0, 1]:F3}");
        Assert.True(idle.Average() < 0.05, $"idle cues foretell {idle.Average():F3} on average");
        Assert.True(idle.Count(weight => weight == 0) >= 7, "most of them have no synapse any more");
    }

    [Fact]
    public void What_it_says_of_itself_is_what_it_does()
    {
        var room = new Room();
        using var mortal = new Mortal(Thermostat.Create(room), room);
        mortal.Live(50);
        Assert.Matches("^(heats at|cools at|rests).*believes it is .* °C and wants", mortal.Account);
    }

    [Theory]
    [InlineData("SetPoint", double.NaN)]
    [InlineData("Rate", -0.1)]
    [InlineData("Horizon", 0)]
    [InlineData("Held", double.PositiveInfinity)]
    [InlineData("Upkeep", -1e-4)]
    [InlineData("Window", 0)]
    [InlineData("Correlation", double.NaN)]
    public void Settings_out_of_range_are_refused(string setting, double value)
    {
        var options = new ThermostatOptions();
        typeof(ThermostatOptions).GetProperty(setting)!.SetValue(options, value);
        Assert.Contains(
            FormattableString.Invariant($"A thermostat with {setting} {value} cannot be; give a finite number"),
            Assert.Throws<HomeostatException>(() => Thermostat.Create(new Room(), options)).Message,
            StringComparison.Ordinal);
        Assert.Contains("integral gain NaN", Assert.Throws<HomeostatException>(() => Thermostat.Controller(new Room(), integral: double.NaN)).Message, StringComparison.Ordinal);
    }

    private static double WarmthBeforeCold(Ablation ablation)
    {
        var warmth = new List<double>();
        for (var seed = 1UL; seed <= 6; seed++)
        {
            var room = new Room(new RoomOptions { Unannounced = 0, MeaningInterval = double.PositiveInfinity, Roughening = 0, Shock = 0.3, ShockSpread = 0.05 });
            using var mortal = new Mortal(Thermostat.Create(room), room, new MortalOptions { Seed = seed, Ablate = ablation });
            mortal.Live(4000);
            var temperature = mortal.Biography["temperature"];
            warmth.AddRange(mortal.Biography.Events.Where(e => e.Text == "a cold shock" && e.Age > 2000).Select(e => temperature[(int)e.Age - 1]));
        }

        Assert.True(warmth.Count > 20, $"only {warmth.Count} cold shocks");
        return warmth.Average();
    }

    private static void RequireLonger(Lifetimes full, Lifetimes other, string who)
    {
        var (longer, shorter) = (KaplanMeier.Of(full).RestrictedMean(Steps).Mean, KaplanMeier.Of(other).RestrictedMean(Steps).Mean);
        var test = LogRankTest.Of(full, other);
        Assert.True(longer > shorter && test.P < 0.01, $"{who}: {shorter:F0} steps against {longer:F0}, P = {test.P:G2}");
    }

    private static Lifetimes Live(int lives, Func<Room, Body> body, Ablation ablation = Ablation.None) => Lifetimes.Of(Cohort.Live(
        lives,
        Steps,
        seed =>
        {
            var room = new Room();
            return new Mortal(body(room), room, new MortalOptions { Seed = seed, Ablate = ablation, KeepSteps = false });
        }));
}
