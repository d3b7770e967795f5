
namespace Homeostat.Tests.FreeEnergies;

/// <summary>Acting so as to feel what is expected, in generalized coordinates, is PID control.</summary>
public class ReflexArcTests
{
    // The test itself, or the program of the page, writes numbers into text.
    public ReflexArcTests() => System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;

    private static readonly ReflexArc Arc = new() { SetPoint = 3, Window = .1 };

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(5)]
    public void With_a_precision_of_position_no_error_stays(double conviction)
    {
        foreach (var precisions in new[] { new[] { .5 }, [.5, 1], [.5, 1, .2] })
        {
            var felt = Live(Arc with { Precisions = precisions, Conviction = conviction });
            Assert.Equal(3, felt[^1], 1e-6);
            Assert.True(felt.Min() < 2.5, "the disturbance is felt");
        }
    }

    [Fact]
    public void With_that_of_velocity_alone_an_error_stays_as_of_a_proportional_controller()
    {
        // The plant leaks to −1 at 1/s: at rest 0 = −(y + 1) + 4·1 (which held it at 3 before) − 2 (the disturbance) − π(y − 3).
        foreach (var gain in new[] { 1.0, 3.0 })
        {
            Assert.Equal(3 - (2 / (1 + gain)), Live(Arc with { Precisions = [0, gain] })[^1], 1e-6);
        }
    }

    [Fact]
    public void With_more_coordinates_it_rings_less()
    {
        var integral = Live(Arc with { Precisions = [4] });
        var proportional = Live(Arc with { Precisions = [4, 3] });
        Assert.True(integral.Max() - 3 > 5 * Math.Max(proportional.Max() - 3, .01), $"{integral.Max()} {proportional.Max()}");
    }

    [Fact]
    public void It_acts_as_the_controller_with_these_gains()
    {
        const double I = .7, P = 1.3, D = .4, Window = .1;
        var controller = new Population("reflex", 1, $"""
            y : 1 (input)
            dtotal/dt = (y - 3)/second : 1
            dsmooth/dt = (y - smooth)/({Window}*second) : 1                # what derivatives are taken of
            dbend/dt = ((y - smooth)/{Window} - bend)/({Window}*second) : 1
            action = -({I}*total + {P}*(smooth - 3) + {D}*bend) : 1
            """)
        {
            Initial = new Dictionary<string, string> { ["smooth"] = "3" },
        };
        var expected = Live(controller);
        var found = Live(Arc with { Precisions = [I, P, D] });
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Free_energy_falls_back_to_nothing()
    {
        using var simulation = new Simulation(World((Arc with { Precisions = [.5, 1] }).Create("reflex")), 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(new Settle(1), new Measure());
        var energies = Enumerable.Range(0, 8000).Select(_ =>
        {
            simulation.Run(plan);
            return simulation.FreeEnergy(plan, 0);
        }).ToArray();
        Assert.True(energies.Max() > .01);
        Assert.Equal(0, energies[^1], 1e-10);
    }

    [Fact]
    public void Against_its_limit_nothing_is_added_up()
    {
        // Too strong a disturbance for a time: as soon as it ends, the reflex is back.
        var bound = Live(Arc with { Precisions = [4, 3], Limit = 1 }, strength: -6, until: 2000);
        var free = Live(Arc with { Precisions = [4, 3] }, strength: -6, until: 2000);
        Assert.True(bound.Min() < 0 && bound.Min() < free.Min());
        Assert.True(bound[2000..].Max() < free[2000..].Max(), $"{bound[2000..].Max()} {free[2000..].Max()}");
        Assert.Equal(3, bound[^1], 1e-6);
    }

    [Fact]
    public void In_the_room_it_lives_as_long_as_the_controller_it_is()
    {
        static double MeanAge(Func<Room, Body> body) => Cohort.Live(10, 2000, seed =>
        {
            var room = new Room();
            return new Mortal(body(room), room, new MortalOptions { Seed = seed, KeepSteps = false });
        }).Average(life => life.Age);
        var reflex = MeanAge(room => Thermostat.Reflex(room));
        Assert.True(reflex > .7 * MeanAge(room => Thermostat.Controller(room)), $"{reflex}");
        Assert.True(reflex > 2 * MeanAge(room => Thermostat.Reflex(room, new ReflexArc { SetPoint = 21, Precisions = [1e-9] })), $"{reflex}");
    }

    [Fact]
    public void What_cannot_act_is_refused()
    {
        Refused("one to three", Arc with { Precisions = [] });
        Refused("not all 0", Arc with { Precisions = [0, 0] });
        Refused("of 0 or more", Arc with { Precisions = [-1] });
        Refused("the response not 0", Arc with { Response = 0 });
        Refused("window of a reflex", Arc with { Window = 0 });

        static void Refused(string message, ReflexArc arc) =>
            Assert.Contains(message, Assert.Throws<HomeostatException>(() => arc.Create("reflex")).Message, StringComparison.Ordinal);
    }

    private static double[] Live(ReflexArc arc, double strength = -2, int until = 100_000) => Live(arc.Create("reflex"), strength, until);

    // 100 seconds of what is felt.
    private static double[] Live(Population reflex, double strength = -2, int until = 100_000)
    {
        using var simulation = new Simulation(World(reflex, strength), 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(new Settle(1));
        return [.. Enumerable.Range(0, 10_000).Select(n =>
        {
            if (n == until)
            {
                simulation["plant.disturbance"][0, 0] = 0;
                simulation.Changed("plant.disturbance");
            }

            simulation.Run(plan);
            return simulation["plant.y"][0, 0];
        })];
    }

    // What leaks to −1, held at 3 by a constant, and disturbed.
    private static Circuit World(Population reflex, double strength = -2) => new("world", 10 * Units.Millisecond)
    {
        new Population("plant", 1, """
            dy/dt = (4 - (y + 1) + disturbance + action)/second : 1
            disturbance : 1
            action : 1 (input)
            """)
        {
            Initial = new Dictionary<string, string> { ["y"] = "3", ["disturbance"] = $"{strength}" },
        },
        reflex,
        new Projection("plant", reflex.Name, "y_post = y_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        new Projection(reflex.Name, "plant", "action_post = action_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
    };
}
