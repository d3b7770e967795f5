namespace Homeostat.Tests.Niches;

/// <summary>What any niche does, those of users too.</summary>
public class NicheTests
{
    [Fact]
    public void It_shows_the_states_of_its_sensors_names_unless_it_says_otherwise()
    {
        var sensors = new double[2];
        new Pond(["depth", "oxygen"]).Sense(new Moment(1, 0, 1), sensors);
        Assert.Equal([3, 7], sensors);
        new Pond(["oxygen", "depth"]).Sense(new Moment(1, 0, 1), sensors);
        Assert.Equal([7, 3], sensors);
        Assert.Equal(["depth", "oxygen"], new Plain().Sensors);
    }

    [Fact]
    public void A_sensor_of_no_state_is_refused() => Assert.Contains(
        "a sensor 'light' and no state",
        Assert.Throws<HomeostatException>(() => new Pond(["depth", "light"]).Sense(new Moment(1, 0, 1), new double[2])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN, 1, "The niche gives NaN J")]
    [InlineData(-1, 1, "The niche gives -1 J")]
    [InlineData(double.PositiveInfinity, 1, "J; it can give a finite amount")]
    [InlineData(0, double.NaN, "The niche has a state that is NaN")]
    public void A_niche_that_does_what_none_can_is_refused(double income, double depth, string message)
    {
        var pond = new Pond(["depth", "oxygen"]) { Income = income, Depth = depth };
        using var mortal = new Mortal(Fish(), pond);
        Assert.Contains(message, Assert.Throws<HomeostatException>(() => mortal.Step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sensor_that_shows_no_number_is_refused()
    {
        var pond = new Pond(["depth", "oxygen"]);
        using var mortal = new Mortal(Fish(), pond);
        pond.Values[1] = double.NaN;
        Assert.Contains("shows a sensor that is NaN", Assert.Throws<HomeostatException>(() => mortal.Step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_for_another_niche_is_refused()
    {
        Assert.Contains("senses 'oxygen'", Assert.Throws<HomeostatException>(() => new Mortal(Fish(), new Room())).Message, StringComparison.Ordinal);
        Assert.Contains("'basement' is no niche of 'thermostat'", Assert.Throws<HomeostatException>(() => HabitatCatalog.Find("thermostat").Birth(niche: "basement")).Message, StringComparison.Ordinal);
        Assert.Contains("'mortl' is no body of 'thermostat'; there are mortal, controller, reflex, crossbar. Did you mean 'mortal'?", Assert.Throws<HomeostatException>(() => HabitatCatalog.Find("thermostat").Birth("mortl")).Message, StringComparison.Ordinal);
        var empty = new Habitat("void", "nothing", new Dictionary<string, Func<Niche>>(), new Dictionary<string, Func<Niche, Body>>());
        Assert.Contains("is no niche of 'void'; there are none", Assert.Throws<HomeostatException>(() => empty.Birth()).Message, StringComparison.Ordinal);
        Assert.Equal(
            "There is no life called 'chemotaxs'. Did you mean 'chemotaxis'? The lives are thermostat, homeostat, chemotaxis.",
            Assert.Throws<HomeostatException>(() => HabitatCatalog.Find("chemotaxs")).Message);
        Assert.Contains("thermostat, homeostat, chemotaxis", Assert.Throws<HomeostatException>(() => HabitatCatalog.Find("desert")).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Lives()
    {
        var lives = new TheoryData<string, string, string>();
        foreach (var habitat in HabitatCatalog.All)
        {
            foreach (var (niche, body) in habitat.Niches.Keys.SelectMany(n => habitat.Bodies.Keys.Select(b => (n, b))))
            {
                lives.Add(habitat.Name, niche, body);
            }
        }

        return lives;
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public void Every_body_lives_in_every_niche_of_its_habitat(string life, string niche, string body)
    {
        using var mortal = HabitatCatalog.Find(life).Birth(body, niche);
        using var again = HabitatCatalog.Find(life).Birth(body, niche);
        for (var step = 0; step < 60; step++)
        {
            Assert.True(mortal.Step());
            Assert.NotEmpty(mortal.Account);
        }

        again.Live(60);
        Assert.Equal(mortal.Niche.Values, again.Niche.Values);
        Assert.Equal(mortal.Energy.Level, mortal.Energy.Initial + mortal.Energy.Income - mortal.Energy.Spent, 1e-9 * mortal.Energy.Initial);
    }

    public static TheoryData<Func<Niche>, double> Niches() => new()
    {
        { () => new Room(new RoomOptions { ShockInterval = 20, IdleInterval = 20, MeaningInterval = 50 }), 0.1 },
        { () => new UnstableWorld(new UnstableWorldOptions { ReversalInterval = 50 }), 0.1 },
        { () => new AttractantField(new AttractantFieldOptions { Distance = 10, Food = 1, Wander = 1 }), 2 },
        { () => new AttractantField(new AttractantFieldOptions { Dimensions = 3 }), 2 },
    };

    [Theory]
    [MemberData(nameof(Niches))]
    public void All_that_changes_stands_in_its_values(Func<Niche> create, double act)
    {
        var (one, other) = (create(), create());
        var acts = Enumerable.Repeat(act, one.Effectors.Count).ToArray();
        for (var step = 0; step < 300; step++)
        {
            var now = new Moment(3, step, 1);
            one.Act(now, acts);
            if (step == 150)
            {
                one.Values.CopyTo(other.Values, 0);
            }
            else if (step > 150)
            {
                other.Act(now, acts);
            }
        }

        Assert.Equal(one.Values, other.Values);
    }

    private static Body Fish() => new("fish", new Circuit("fish", 1 * Units.Second)
    {
        new Population("gills", 1, "felt : 1"),
        new Population("mind", 1, "dx/dt = (felt - x)/second : 1\nfelt : 1 (input)"),
        new Population("fins", 1, "beat : 1 (input)"),
        new Projection("gills", "mind", "felt_post = felt_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        new Projection("mind", "fins", "beat_post = x_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
    })
    {
        Senses = [new Port("gills.felt", "oxygen")],
        Acts = [new Port("fins.beat", "beat")],
        Essential = [new EssentialVariable("oxygen", 1, 20)],
    };

    private class Plain : Niche
    {
        public override IReadOnlyList<string> Effectors => ["beat"];

        public override IReadOnlyList<string> States => ["depth", "oxygen"];

        public override double[] Values { get; } = [3, 7];

        public double Income { get; init; }

        public double Depth { get; init; } = 3;

        public override double Act(Moment now, ReadOnlySpan<double> effectors)
        {
            Values[0] = Depth;
            return Income;
        }
    }

    private sealed class Pond(params string[] sensors) : Plain
    {
        public override IReadOnlyList<string> Sensors => sensors;
    }
}
