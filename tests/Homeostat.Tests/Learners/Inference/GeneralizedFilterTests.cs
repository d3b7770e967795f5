using CsCheck;

namespace Homeostat.Tests.FreeEnergies;

/// <summary>Filtering in generalized coordinates of motion.</summary>
public class GeneralizedFilterTests
{
    private const double Step = .02;

    // dx/dt = −x/2 + w, y = x + z.
    private static readonly GeneralizedFilter Leak = new()
    {
        Flow = new Dictionary<string, string> { ["x"] = "-x/2" },
        Sensors = new Dictionary<string, string> { ["y"] = "x" },
    };

    [Fact]
    public void Smooth_noise_has_the_covariance_of_the_reference()
    {
        double[,] expected = { { 1, 0, -2, 0 }, { 0, 2, 0, -12 }, { -2, 0, 12, 0 }, { 0, -12, 0, 120 } };
        Assert.Equal(expected, GeneralizedCoordinates.Covariance(4, .5));
    }

    [Fact]
    public void The_covariance_is_of_derivatives() => Gen.Select(Gen.Int[1, 6], Gen.Double[.2, 2]).Sample((order, s) =>
    {
        // ρ^(2k)(0) = ∫ (iω)^2k of the spectrum of ρ, s/√π exp(−ω²s²): by the trapezoidal rule.
        var v = GeneralizedCoordinates.Covariance(order, s);
        const double H = .01;
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < order; j++)
            {
                // Cov(x^(i), x^(j)) = ∫ (iω)^i (−iω)^j S(ω) dω; odd ones vanish.
                var moment = (i + j) % 2 == 1 ? 0 : Enumerable.Range(-1000, 2001).Sum(n => Math.Pow(n * H / s, i + j) * Math.Exp(-n * H * n * H) / Math.Sqrt(Math.PI) * H);
                var sign = (i - j) % 4 == 0 ? 1 : -1;
                Assert.Equal(sign * moment, v[i, j], 1e-9 * (1 + Math.Abs(moment)));
            }
        }

        var p = GeneralizedCoordinates.Precision(order, s);
        Assert.All(Enumerable.Range(0, order), i => Assert.Equal(1, Enumerable.Range(0, order).Sum(k => v[i, k] * p[k, i]), 1e-6));
    });

    [Fact]
    public void Of_order_1_it_becomes_the_Kalman_Bucy_filter_as_motion_is_followed_faster()
    {
        double[] worst = [.. new[] { 1e2, 1e4, 1e6 }.Select(rate =>
        {
            var exact = KalmanBucy(1, .5);
            using var filter = Simulate(Leak with { Order = 1, SensoryPrecision = 2, Rate = rate, Gain = exact.Covariance });
            var plan = filter.Compile(new Settle(1));
            return Enumerable.Range(0, 500).Max(n =>
            {
                var y = Math.Sin(.03 * n) + new Moment(1, n, 0).Normal();
                exact.Step([y]);
                Show(filter, plan, y);
                return Math.Abs(filter["belief.x_0"][0, 0] - exact.Mean[0]);
            });
        })];
        Assert.InRange(worst[0], 1e-4, 1e-2);
        Assert.Equal(100, worst[0] / worst[1], 10.0);
        Assert.Equal(100, worst[1] / worst[2], 10.0);
    }

    [Fact]
    public void Two_states_become_it_too()
    {
        var system = new LinearDynamics(new double[,] { { 0, 1 }, { -1, -.5 } }, new double[,] { { 1, 0 } }, new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 1 } });
        var exact = new KalmanBucyFilter(system, Step);
        using var filter = Simulate(new GeneralizedFilter
        {
            Flow = new Dictionary<string, string> { ["p"] = "v", ["v"] = "-k*p - v/2" },
            Sensors = new Dictionary<string, string> { ["y"] = "p" },
            Constants = new Dictionary<string, Quantity> { ["k"] = 1 },
            Order = 1,
            Rate = 1e6,
            Gain = exact.Covariance,
        });
        var plan = filter.Compile(new Settle(1));
        for (var n = 0; n < 500; n++)
        {
            var y = Math.Sin(.05 * n);
            exact.Step([y]);
            Show(filter, plan, y);
            Assert.Equal(exact.Mean[0], filter["belief.p_0"][0, 0], 1e-5);
            Assert.Equal(exact.Mean[1], filter["belief.v_0"][0, 0], 1e-5);
        }
    }

    [Fact]
    public void Where_noise_is_smooth_higher_orders_are_nearer_to_the_truth_than_Kalman_and_Bucy_who_take_it_for_white()
    {
        // Noise with memory of half a second, which to a filter for white noise is one of the same spectral density at rest.
        const double Smooth = .5;
        const int Steps = 20_000;
        var (x, y) = Data(Smooth, Steps);
        var density = Smooth * 2 * Math.Sqrt(Math.PI);
        var (exact, kalman) = (KalmanBucy(density, density), 0.0);
        for (var n = 0; n < Steps; n++)
        {
            exact.Step([y[n, 0]]);
            kalman += Math.Pow(exact.Mean[0] - x[n + 1], 2) / Steps;
        }

        double[] errors = [.. new[] { 1, 2, 4 }.Select(order =>
        {
            using var filter = Simulate(Leak with { Order = order, Smoothness = Smooth });
            var plan = filter.Compile(new Settle(1));
            var error = 0.0;
            for (var n = 0; n < Steps; n++)
            {
                Show(filter, plan, [.. Enumerable.Range(0, order).Select(i => y[n, i])]);
                error += Math.Pow(filter["belief.x_0"][0, 0] - x[n + 1], 2) / Steps;
            }

            return error;
        })];

        // Errors of the same data: their standard errors go together. Found: .84, then .80, .79, .75 (roots).
        Assert.True(errors[2] < .85 * kalman, $"{errors[2]} against {kalman}");
        Assert.True(errors[2] < .95 * errors[0], $"{errors[2]} against {errors[0]}");
        Assert.True(errors[1] < errors[0] && errors[0] < kalman);
    }

    [Fact]
    public void What_is_nonlinear_is_followed_the_closer_the_faster_beliefs_are()
    {
        // A pendulum without noise, seen through a bent scale, which swings by 1: the belief begins at rest and comes to it.
        double[] lags = [.. new[] { 3.0, 10 }.Select(rate =>
        {
            using var filter = Simulate(new GeneralizedFilter
            {
                Flow = new Dictionary<string, string> { ["angle"] = "speed", ["speed"] = "-sin(angle)" },
                Sensors = new Dictionary<string, string> { ["y"] = "angle + angle**3/3" },
                Order = 2,
                Rate = rate,
            });
            var plan = filter.Compile(new Settle(1));
            var (angle, speed, error) = (1.0, 0.0, 0.0);
            for (var n = 0; n < 2000; n++)
            {
                Show(filter, plan, angle + (angle * angle * angle / 3), (1 + (angle * angle)) * speed);
                speed -= Step * Math.Sin(angle);
                angle += Step * speed;
                error = n < 1000 ? 0 : Math.Max(error, Math.Abs(filter["belief.angle_0"][0, 0] - angle));
            }

            return error;
        })];
        Assert.InRange(lags[1], 0, .1);
        Assert.True(lags[1] < lags[0] / 2, $"{lags[0]} {lags[1]}");
    }

    [Fact]
    public void What_cannot_be_filtered_is_refused()
    {
        Refused("1 to 12 coordinates", () => GeneralizedCoordinates.Covariance(0, 1));
        Refused("width above 0", () => GeneralizedCoordinates.Covariance(2, -1));
        Refused("flow precision", () => (Leak with { FlowPrecision = 0 }).Create(Step * Units.Second));
        Refused("The gain is 2 × 1", () => (Leak with { Gain = new double[,] { { 1 }, { 1 } } }).Create(Step * Units.Second));
        Refused("0 states", () => (Leak with { Flow = new Dictionary<string, string>() }).Create(Step * Units.Second));

        static void Refused(string message, Func<object> what) =>
            Assert.Contains(message, Assert.Throws<HomeostatException>(() => { _ = what(); }).Message, StringComparison.Ordinal);
    }

    private static KalmanBucyFilter KalmanBucy(double state, double sensory) =>
        new(new LinearDynamics(new[,] { { -.5 } }, new double[,] { { 1 } }, new[,] { { state } }, new[,] { { sensory } }), Step);

    private static Simulation Simulate(GeneralizedFilter filter) =>
        new(filter.Create(Step * Units.Second), 1, new SimulationOptions { Type = ElementType.Float64 });

    private static void Show(Simulation filter, Plan plan, params double[] y)
    {
        for (var i = 0; i < y.Length; i++)
        {
            filter[$"belief.y_{i}"][0, 0] = y[i];
            filter.Changed($"belief.y_{i}");
        }

        filter.Run(plan);
    }

    // States, and sensations with three derivatives, moved and blurred by smooth noise.
    private static (double[] X, double[,] Y) Data(double smooth, int steps)
    {
        var (w, z) = (Noise(smooth, steps + 1, 1), Noise(smooth, steps + 1, 2));
        var (x, y) = (new double[steps + 1], new double[steps, 4]);
        for (var n = 0; n < steps; n++)
        {
            double[] moving = [x[n], 0, 0, 0];
            for (var i = 1; i < 4; i++)
            {
                moving[i] = (-.5 * moving[i - 1]) + w[n, i - 1];
            }

            for (var i = 0; i < 4; i++)
            {
                y[n, i] = moving[i] + z[n, i];
            }

            x[n + 1] = x[n] + (Step * moving[1]) + (Step * Step / 2 * moving[2]) + (Step * Step * Step / 6 * moving[3]);
        }

        return (x, y);
    }

    // White noise seen through a Gaussian and through its derivatives.
    private static double[,] Noise(double s, int steps, uint stream)
    {
        var half = (int)(6 * s / Step);
        var random = new RandomStream(1, stream);
        double[] white = [.. Enumerable.Range(0, steps + (2 * half)).Select(_ => random.NextNormal())];
        var kernels = new double[4, (2 * half) + 1];
        for (var k = -half; k <= half; k++)
        {
            var t = k * Step / s;
            double[] hermite = [1, -t, (t * t) - 1, -(t * t * t) + (3 * t)];
            for (var i = 0; i < 4; i++)
            {
                kernels[i, k + half] = hermite[i] / Math.Pow(s, i) * Math.Exp(-t * t / 2) * Math.Sqrt(Step / (s * Math.Sqrt(Math.PI)));
            }
        }

        var noise = new double[steps, 4];
        for (var n = 0; n < steps; n++)
        {
            for (var k = 0; k <= 2 * half; k++)
            {
                for (var i = 0; i < 4; i++)
                {
                    noise[n, i] += kernels[i, k] * white[n + (2 * half) - k];
                }
            }
        }

        return noise;
    }
}
