using CsCheck;

namespace Homeostat.Tests.Simulations;

public class TimeTests
{
    [Fact]
    public void Equations_see_the_time_of_the_step_also_after_other_runs()
    {
        var circuit = new Circuit("clock", 2 * Units.Millisecond)
        {
            new Population("a", 3, "dz/dt = t/second**2 : 1") { Method = "euler" },
        };
        using var simulation = new Simulation(circuit, 70, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(new Settle(4), new Settle(3));
        simulation.Run(plan);
        simulation.Run(plan);

        // Σ dt·(k·dt) over k = 0 … 13.
        Assert.Equal(14, simulation.Step);
        Assert.Equal(0.002 * 0.002 * 91, simulation["a.z"][69, 2], 1e-15);
    }

    [Fact]
    public void Time_steps_are_whole_numbers()
    {
        var circuit = new Circuit("clock", 0.1 * Units.Millisecond)
        {
            new Population("a", 1, """
                dn/dt = int(timestep(t, dt) % 10 == 3)/dt : 1
                later = timestep(2.55*ms, dt) + timestep(2.6*ms, dt) - timestep(-0.5*dt, dt) : 1
                dz/dt = later/dt : 1
                """) { Method = "euler" },
        };
        using var simulation = new Simulation(circuit);
        simulation.Run(simulation.Compile(new Settle(25_004)));

        // 2.5 s as a sum of float32 steps are not 25,000 of them exactly.
        Assert.Equal(2501, simulation["a.n"][0, 0]);
        Assert.Equal(25_004 * 51.0, simulation["a.z"][0, 0]);
    }

    [Theory]
    [InlineData(0.25, 4, 10)]
    [InlineData(0.25, 100, 250)]
    [InlineData(0.35, 100, 350)]
    [InlineData(0.04, 10, 4)]
    [InlineData(1.0 / 3, 999, 3330)]
    [InlineData(1, 1000, 10_000)]
    public void The_steps_of_many_runs_are_those_of_one(double milliseconds, int runs, long steps)
    {
        var circuit = new Circuit("c", 0.1 * Units.Millisecond) { new Population("a", 1, "dz/dt = -z/second : 1") };
        using var simulation = new Simulation(circuit);
        for (var run = 0; run < runs; run++)
        {
            simulation.Run(milliseconds * Units.Millisecond);

            // Each run ends at the step nearest to the time that was asked for.
            Assert.InRange(simulation.Step - ((run + 1) * milliseconds / 0.1), -0.5 - 1e-9, 0.5 + 1e-9);
        }

        Assert.Equal(steps, simulation.Step);
    }

    [Fact]
    public void What_was_rounded_off_goes_on_in_forks_snapshots_and_files()
    {
        using var folder = new TemporaryFolder();
        var circuit = new Circuit("c", 0.1 * Units.Millisecond) { new Population("a", 1, "dz/dt = -z/second : 1") };
        using var simulation = new Simulation(circuit);
        simulation.Run(0.14 * Units.Millisecond);
        Assert.Equal((1, 0.4), (simulation.Step, Math.Round(simulation.Snapshot().Remainder, 9)));
        SimulationFile.Save(folder["c.npz"], simulation);
        using var fork = simulation.Fork();
        using var restored = new Simulation(circuit);
        restored.Restore(simulation.Snapshot());
        using var read = new Simulation(circuit);
        SimulationFile.Restore(folder["c.npz"], read);
        foreach (var one in new[] { simulation, fork, restored, read })
        {
            one.Run(0.14 * Units.Millisecond);
            Assert.Equal(3, one.Step);
        }

        // A run up to a time ends at that time, whatever was left over.
        for (var part = 1; part <= 20; part++)
        {
            simulation.Run(0.05 * part * Units.Millisecond);
            var next = simulation.Step + 7;
            simulation.Run(((next * 1e-4) - simulation.Time) * Units.Second);
            Assert.Equal(next, simulation.Step);
        }
    }

    [Fact]
    public void A_time_that_is_divided_at_any_step_leaves_the_same_state()
    {
        var times = Gen.Select(Gen.Double[1e-5, 1e-3], Gen.Long[1, 1L << 40], Gen.Double[0, 1]);
        times.Sample((step, steps, share) =>
        {
            var circuit = new Circuit("c", step * Units.Second) { new Population("a", 1, "z : 1") };
            using var simulation = new Simulation(circuit);
            var (time, part) = (steps * step, (long)(share * steps));

            // The steps themselves take no part: a run begins where the step was restored to.
            foreach (var from in new[] { Math.Max(0, steps - 2), steps - 1, Math.Max(part, steps - 3) })
            {
                simulation.Restore(simulation.Snapshot() with { Step = from, Remainder = 0 });
                simulation.Run((time - simulation.Time) * Units.Second);
                Assert.Equal((steps, 0.0), (simulation.Step, simulation.Snapshot().Remainder));
            }
        }, iter: 200);
    }

    [Fact]
    public void Noise_is_the_same_for_any_number_of_threads_and_differs_between_steps_samples_units_and_seeds()
    {
        var one = Noise(threads: 1, seed: 4, steps: 3);
        Assert.Equal(one, Noise(threads: 3, seed: 4, steps: 3));
        Assert.NotEqual(one, Noise(threads: 1, seed: 5, steps: 3));
        Assert.Equal(one.Length, one.Distinct().Count());
        Assert.NotEqual(one[0] / Math.Sqrt(3), Noise(threads: 1, seed: 4, steps: 1)[0]);

        static double[] Noise(int threads, ulong seed, int steps)
        {
            using var workers = new Workers(threads);
            var circuit = new Circuit("noise") { new Population("a", 5, "dz/dt = xi/second**0.5 : 1") };
            using var simulation = new Simulation(
                circuit, 90, new SimulationOptions { Seed = seed, Workers = workers, Type = ElementType.Float64 });
            simulation.Run(simulation.Compile(new Settle(steps)));
            return simulation["a.z"].ToArray();
        }
    }

    [Fact]
    public void Uniform_draws_fill_the_unit_interval()
    {
        var circuit = new Circuit("draws") { new Population("a", 1000, "u : 1\ng : 1") { OnSweep = "u = rand()\ng = randn()" } };
        using var simulation = new Simulation(circuit, 4);
        simulation.Run(simulation.Compile(new Sweep()));
        var u = simulation["a.u"].ToArray();
        Assert.InRange(u.Min(), 0, 0.01);
        Assert.InRange(u.Max(), 0.99, 1);
        Assert.InRange(u.Average(), 0.47, 0.53);
        var g = simulation["a.g"].ToArray();
        Assert.InRange(g.Average(), -0.08, 0.08);
        Assert.InRange(g.Average(x => x * x), 0.85, 1.15);
    }
}
