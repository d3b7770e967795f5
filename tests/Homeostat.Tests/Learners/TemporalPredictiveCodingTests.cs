
namespace Homeostat.Tests.Learners;

/// <summary>A circuit that tracks what moves, beside the Kalman filter: the task of Millidge et al. 2024.</summary>
public class TemporalPredictiveCodingTests
{
    private const int Sequences = 20;
    private const int Steps = 200;
    private static readonly double[,] Identity = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };

    // Position, velocity and acceleration, pushed for a while, seen through a matrix drawn at random.
    private static readonly LinearDynamics World = new(LinearDynamics.Motion(.001), Random(12), Identity, Identity)
    {
        Control = new double[,] { { 0 }, { 0 }, { 1 } },
    };

    private static readonly TemporalPredictiveCodingOptions Steady = new() { Spread = KalmanFilter.SteadyPrediction(World) };
    private static readonly (double[,] States, double[,] Observed)[] Lesson = Draw(1000);
    private static readonly (double[,] States, double[,] Observed)[] Exam = Draw(2000);
    private static readonly double[] Exact = Kalman();

    [Fact]
    public void Its_error_of_position_velocity_and_acceleration_is_within_5_percent_of_the_Kalman_filters()
    {
        var error = Track(World, Steady);
        Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(error[i] / Exact[i], .99, 1.05));
        Assert.InRange(error[3] / Exact[3], .99, 1.05);
    }

    [Fact]
    public void With_the_noise_alone_for_its_uncertainty_as_in_the_paper_it_is_further_off()
    {
        var error = Track(World, new TemporalPredictiveCodingOptions());
        Assert.InRange(error[..3].Sum() / Exact[..3].Sum(), 1.02, 1.3);
    }

    [Fact]
    public void It_learns_how_things_move()
    {
        var ignorant = World with { Transition = Random(1, .3) };
        Assert.True(Track(ignorant, Steady)[3] > 3 * Exact[3]);
        var error = Track(ignorant, Steady with { Transition = Optimizer.Sgd(2e-4) }, passes: 12);
        Assert.All(Enumerable.Range(0, 4), i => Assert.InRange(error[i] / Exact[i], .99, 1.05));
    }

    [Fact]
    public void It_learns_what_they_look_like()
    {
        // Up to a turn of the states, which nothing tells: what comes next is foreseen all the same.
        var ignorant = World with { Emission = Random(2) };
        Assert.True(Track(ignorant, Steady)[3] > 1.1 * Exact[3]);
        var error = Track(ignorant, Steady with { Emission = Optimizer.Sgd(5e-4) }, passes: 20);
        Assert.InRange(error[3] / Exact[3], .99, 1.05);
    }

    [Fact]
    public void It_learns_everything_from_nothing()
    {
        var newborn = World with { Transition = Random(1, .3), Emission = Random(2), Control = new double[3, 1] };
        var options = new TemporalPredictiveCodingOptions { Transition = Optimizer.Sgd(2e-4), Emission = Optimizer.Sgd(5e-4), Steering = Optimizer.Sgd(2e-2) };
        Assert.InRange(Track(newborn, options, passes: 20)[3] / Exact[3], .99, 1.05);
    }

    [Fact]
    public void It_settles_to_the_most_likely_state()
    {
        // One step from 0 is a linear-Gaussian model; the circuit's free energy is the energy without its constants.
        var (model, y) = (TemporalPredictiveCoding.Create(World with { Control = null }), new[] { 1.0, -2, .5 });
        using var simulation = new Simulation(model.Circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(model.Test);
        y.CopyTo(simulation.Stream(plan, TemporalPredictiveCoding.Observed).Row<double>(0));
        simulation.Run(plan);
        var posterior = new LinearGaussianModel(new Gaussian([0, 0, 0], Identity), World.Emission, Identity).Posterior(y);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(posterior.Mean[i], simulation["state.x"][0, i], 1e-5));
        var prior = posterior.Mean.Sum(x => x * x);
        var seen = Enumerable.Range(0, 3).Sum(o => Math.Pow(y[o] - Enumerable.Range(0, 3).Sum(i => World.Emission[o, i] * posterior.Mean[i]), 2));
        Assert.Equal((prior + seen) / 2, simulation.FreeEnergy(plan, 0), 1e-8);
    }

    [Fact]
    public void Its_rest_and_its_updates_are_the_exact_numbers()
    {
        var rule = RuleFixture.Of("temporal_pc");
        var still = Optimizer.Sgd(1e-300);
        var model = TemporalPredictiveCoding.Create(
            new LinearDynamics(Matrix("A"), Matrix("C"), Matrix("Sx"), Matrix("Sy")), new TemporalPredictiveCodingOptions { Tolerance = 0, Transition = still, Emission = still });
        using var simulation = new Simulation(model.Circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(model.Train);
        simulation["state.x"].CopyFrom(rule.Input("x_prev"));
        simulation.Changed("state.x");
        rule.Input("y").CopyTo(simulation.Stream(plan, TemporalPredictiveCoding.Observed).Row<double>(0));
        simulation.Run(plan);
        rule.AssertEqual("z", simulation["state.x"].ToArray());
        rule.AssertEqual("dA", [.. simulation["transition.g"].ToArray().Select(g => -g)]);
        rule.AssertEqual("dC", [.. simulation["emission.g"].ToArray().Select(g => -g)]);

        double[,] Matrix(string name)
        {
            var rows = rule.Rows(name);
            var matrix = new double[rows.Length, rows[0].Length];
            foreach (var (row, values) in rows.Index())
            {
                foreach (var (column, value) in values.Index())
                {
                    matrix[row, column] = value;
                }
            }

            return matrix;
        }
    }

    [Fact]
    public void It_follows_what_is_not_linear()
    {
        // x_k = A·tanh(x_{k−1}) + w: believed so, it is nearer to the truth than believed linear.
        var turn = new LinearDynamics(new double[,] { { 0, 2, 0 }, { -2, 0, 0 }, { 0, 0, 2 } }, Identity, Scaled(.01), Scaled(.5));
        var (random, x, errors) = (new RandomStream(3), new double[3], new double[2]);
        Simulation[] filters = [.. new[] { "tanh(x)", "x" }.Select(f => new Simulation(
            TemporalPredictiveCoding.Create(turn with { Emission = Identity }, new TemporalPredictiveCodingOptions { Activation = f, Rate = .2, Spread = Scaled(.1) }).Circuit,
            1,
            new SimulationOptions { Type = ElementType.Float64 }))];
        var schedule = TemporalPredictiveCoding.Create(turn).Test;
        Plan[] plans = [.. filters.Select(f => f.Compile(schedule))];
        for (var step = 0; step < 500; step++)
        {
            x = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Sum(j => turn.Transition[i, j] * Math.Tanh(x[j])) + (.1 * random.NextNormal()))];
            double[] seen = [.. x.Select(v => Math.Tanh(v) + (Math.Sqrt(.5) * random.NextNormal()))];
            for (var n = 0; n < 2; n++)
            {
                seen.CopyTo(filters[n].Stream(plans[n], TemporalPredictiveCoding.Observed).Row<double>(0));
                filters[n].Run(plans[n]);
                errors[n] += x.Select((v, i) => Math.Pow(v - filters[n]["state.x"][0, i], 2)).Sum();
            }
        }

        Assert.True(errors[0] < errors[1] / 2, $"{errors[0]} {errors[1]}");
        Array.ForEach(filters, f => f.Dispose());
    }

    [Fact]
    public void Only_what_is_to_be_learned_learns()
    {
        var model = TemporalPredictiveCoding.Create(World, Steady with { Transition = Optimizer.Sgd(), Emission = Optimizer.Sgd() });
        Assert.Equal(["emission", "transition"], model.Circuit.Projections.Where(p => p.OnLearn.Length > 0).Select(p => p.Name).Order());
        Assert.Contains(model.Train, phase => phase is Learn);
        Assert.DoesNotContain(TemporalPredictiveCoding.Create(World).Train, phase => phase is Learn);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused("C is 3 × 3; any × 1 was expected", () => TemporalPredictiveCoding.Create(World with { Transition = new double[,] { { 1 } } }));
        Refused("The spread is 1 × 1; 3 × 3 was expected", () => TemporalPredictiveCoding.Create(World, new() { Spread = new double[,] { { 1 } } }));
        Refused("does not settle", () => TemporalPredictiveCoding.Create(World, new() { Rate = -1 }));
        Refused("Q has the eigenvalue 0", () => TemporalPredictiveCoding.Create(World with { StateNoise = Scaled(0) }));

        static void Refused(string message, Action what) =>
            Assert.Contains(message, Assert.Throws<HomeostatException>(what).Message, StringComparison.Ordinal);
    }

    // Root mean square error of position, velocity, acceleration and of the next observation.
    private static double[] Kalman()
    {
        var error = new double[4];
        foreach (var (states, observed) in Exam)
        {
            var filter = new KalmanFilter(World);
            for (var step = 0; step < Steps; step++)
            {
                Foreseen(error, filter.Predict(Thrust(step)), observed, step);
                filter.Step(Row(observed, step), Thrust(step));
                Seen(error, filter.Belief.Mean, states, step);
            }
        }

        return Rooted(error);
    }

    private static double[] Track(LinearDynamics believed, TemporalPredictiveCodingOptions options, int passes = 0)
    {
        var model = TemporalPredictiveCoding.Create(believed, options);
        using var simulation = new Simulation(model.Circuit, Sequences, new SimulationOptions { Type = ElementType.Float64 });
        for (var pass = 0; pass < passes; pass++)
        {
            Run(simulation, model.Train, Lesson, new double[4]);
        }

        var error = new double[4];
        Run(simulation, model.Test, Exam, error);
        return Rooted(error);
    }

    private static void Run(Simulation simulation, IReadOnlyList<Phase> schedule, (double[,] States, double[,] Observed)[] data, double[] error)
    {
        var plan = simulation.Compile(schedule);
        var (y, u, x) = (simulation.Stream(plan, "observed"), simulation.Stream(plan, "control"), simulation["state.x"]);
        var (a, b, c) = (simulation["transition.w"], simulation["steering.w"], simulation["emission.w"]);
        x.CopyFrom(new double[Sequences * 3]);
        simulation.Changed("state.x");
        for (var step = 0; step < Steps; step++)
        {
            for (var n = 0; n < Sequences; n++)
            {
                u[n, 0] = Thrust(step)[0];
                Row(data[n].Observed, step).CopyTo(y.Row<double>(n));
                double[] next = [.. Times(a, x.Row<double>(n).ToArray()).Select((v, i) => v + (b[i, 0] * u[n, 0]))];
                Foreseen(error, Times(c, next), data[n].Observed, step);
            }

            simulation.Run(plan);
            for (var n = 0; n < Sequences; n++)
            {
                Seen(error, x.Row<double>(n).ToArray(), data[n].States, step);
            }
        }
    }

    private static void Seen(double[] error, double[] estimate, double[,] states, int step)
    {
        for (var i = 0; i < 3; i++)
        {
            error[i] += Math.Pow(estimate[i] - states[step, i], 2) / (Sequences * Steps);
        }
    }

    private static void Foreseen(double[] error, double[] prediction, double[,] observed, int step) =>
        error[3] += prediction.Select((p, i) => Math.Pow(p - observed[step, i], 2)).Sum() / (Sequences * Steps);

    private static double[] Rooted(double[] squares) => Array.ConvertAll(squares, Math.Sqrt);

    private static double[] Times(Matrix w, double[] x) => [.. Enumerable.Range(0, 3).Select(i => (w[i, 0] * x[0]) + (w[i, 1] * x[1]) + (w[i, 2] * x[2]))];

    private static (double[,] States, double[,] Observed)[] Draw(ulong seed) =>
        [.. Enumerable.Range(0, Sequences).Select(n => World.Simulate(Steps, seed + (ulong)n, Thrust))];

    private static double[] Thrust(int step) => [Math.Exp(-.01 * step)];

    private static double[] Row(double[,] table, int row) => [table[row, 0], table[row, 1], table[row, 2]];

    private static double[,] Scaled(double size) => new[,] { { size, 0, 0 }, { 0, size, 0 }, { 0, 0, size } };

    private static double[,] Random(ulong seed, double size = 1)
    {
        var (random, matrix) = (new RandomStream(seed), new double[3, 3]);
        for (var n = 0; n < 9; n++)
        {
            matrix[n / 3, n % 3] = size * random.NextNormal();
        }

        return matrix;
    }
}
