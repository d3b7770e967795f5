
namespace Homeostat.Tests.Learners;

public class OptimizerTests
{
    private static readonly double[] Gradients = [0.5, -1.25, 3, 0.01, 0, -0.7];

    [Fact]
    public void Adam_follows_its_algorithm()
    {
        double w = 0.3, m = 0, v = 0;
        Follow(Optimizer.Adam(0.05), (g, k) =>
        {
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            w -= 0.05 * (m / (1 - Math.Pow(0.9, k))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, k))) + 1e-8);
            return w;
        });
    }

    [Fact]
    public void Momentum_accumulates()
    {
        double w = 0.3, u = 0;
        Follow(Optimizer.Momentum(0.05, 0.8), (g, _) => w -= 0.05 * (u = (0.8 * u) + g));
    }

    [Fact]
    public void Sgd_with_decay_and_bounds()
    {
        var w = 0.3;
        Follow(Optimizer.Sgd(0.5).WithDecay(0.1).WithBounds(-0.4, 0.6), (g, _) =>
            w = Math.Clamp(w - (0.5 * (g + (0.1 * w))), -0.4, 0.6));
    }

    [Fact]
    public void Decay_of_momentum_acts_on_the_weight_before_the_step()
    {
        double w = 0.3, u = 0;
        Follow(Optimizer.Momentum(0.05, 0.8).WithDecay(2), (g, _) => w -= 0.05 * ((u = (0.8 * u) + g) + (2 * w)));
    }

    [Fact]
    public void An_optimizer_without_a_learning_rate_is_told_the_flag()
    {
        var error = Assert.Throws<HomeostatException>(() => Follow(new Optimizer("mine", "eta : 1 (shared)", "w -= eta*g", 0.1), (g, _) => g));
        Assert.Contains("The optimizer 'mine' declares no learning rate; one is needed. Put the flags on the line that declares it, as in "
            + "'eta : 1 (shared, learning rate)'.", error.Message);
    }

    [Fact]
    public void A_norm_limits_the_weights_of_each_unit_together()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 7, "x : 1"),
            new Population("b", 4, "p : 1 (input)"),
            Synapse.Learning("a", "b", "", "0*mean(x_pre)", Optimizer.Sgd().WithNorm(0.5), "randn()*j"),
        };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var before = simulation["a_to_b.w"].ToArray();
        simulation.Run(simulation.Compile(new Learn()));
        for (var j = 0; j < 4; j++)
        {
            var row = before.AsSpan(j * 7, 7).ToArray();
            var norm = Math.Sqrt(row.Sum(x => x * x));
            for (var i = 0; i < 7; i++)
            {
                Assert.Equal(row[i] * Math.Min(1, 0.5 / Math.Max(norm, 1e-6)), simulation["a_to_b.w"][j, i], 1e-9);
            }
        }
    }

    // One synapse whose gradient is the presynaptic value.
    private static void Follow(Optimizer optimizer, Func<double, int, double> reference)
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 1, "x : 1"),
            new Population("b", 1, "p : 1 (input)"),
            Synapse.Learning("a", "b", "", "mean(x_pre)", optimizer, "0.3"),
        };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(new Clamp("a.x", "g"), new Learn());
        for (var k = 0; k < Gradients.Length; k++)
        {
            simulation.Stream(plan, "g")[0, 0] = Gradients[k];
            simulation.Run(plan);
            Assert.Equal(reference(Gradients[k], k + 1), simulation["a_to_b.w"][0, 0], 1e-12);
        }
    }
}
