
namespace Homeostat.Tests.FreeEnergies;

/// <summary>A model written as an energy, and its Laplace approximation.</summary>
public class EnergyModelTests
{
    // v ~ N(3, 1), u ~ N(v², 1).
    private static readonly EnergyModel Fruit = new("(v - 3)**2/2 + (u - v**2)**2/2 + log(2*pi)", states: ["v"], observed: ["u"]);

    [Fact]
    public void The_reference_has_these_numbers()
    {
        var laplace = Fruit.Laplace([2], start: [3]);
        Assert.Equal(1.567468, laplace.Mode[0], 5e-7);
        Assert.Equal(11.741743, laplace.Precision[0, 0], 5e-7);
        Assert.Equal(3.280992, laplace.FreeEnergy, 5e-7);

        // By quadrature, Simpson's rule. The reference takes v, a size, to be .01 or more.
        var size = Exact(from: .01);
        Assert.Equal(1.484795, size.Mean, 5e-7);
        Assert.Equal(3.239439, size.Surprise, 5e-7);

        // The model as written holds sizes below 0 possible.
        var all = Exact(from: -10);
        Assert.Equal(1.479695, all.Mean, 5e-7);
        Assert.Equal(3.236757, all.Surprise, 5e-7);
    }

    private static (double Mean, double Surprise) Exact(double from)
    {
        const double H = 1e-3;
        double[] v = [.. Enumerable.Range(0, (2 * (int)((10 - from) / (2 * H))) + 1).Select(n => from + (n * H))];
        var p = v.Select((x, n) => (n == 0 || n == v.Length - 1 ? 1 : n % 2 == 1 ? 4 : 2) / 3.0 * Math.Exp(-((x - 3) * (x - 3) / 2) - ((2 - (x * x)) * (2 - (x * x)) / 2)) / (2 * Math.PI) * H).ToArray();
        return (v.Zip(p, (x, q) => x * q).Sum() / p.Sum(), -Math.Log(p.Sum()));
    }

    [Fact]
    public void Its_circuit_flows_to_the_same_place()
    {
        using var simulation = new Simulation(Fruit.Circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        simulation["model.v"][0, 0] = 3;
        simulation["model.u"][0, 0] = 2;
        simulation.Run(simulation.Compile(new Settle(1000)));
        Assert.Equal(Fruit.Laplace([2], [3]).Mode[0], simulation["model.v"][0, 0], 1e-12);
    }

    [Fact]
    public void Of_a_normal_posterior_it_is_exact()
    {
        // The model of LinearGaussianModel, written out: x ~ N(0, 1), y ~ N(1, 1/2), o = x + 2y + v with v ~ N(0, 1/4).
        var model = new EnergyModel(
            "x**2/2 + (y - 1)**2 + 2*(o - x - 2*y)**2 + log(2*pi)/2 + log(pi)/2 + log(pi/2)/2", states: ["x", "y"], observed: ["o"]);
        var exact = new LinearGaussianModel(new Gaussian([0, 1], new[,] { { 1, 0 }, { 0, .5 } }), new double[,] { { 1, 2 } }, new[,] { { .25 } });
        var (laplace, posterior) = (model.Laplace([3.7], start: [-4, 9]), exact.Posterior([3.7]));
        Assert.Equal(-exact.LogEvidence([3.7]), laplace.FreeEnergy, 1e-12);
        Assert.Equal(posterior.Mean, laplace.Mode, (a, b) => Math.Abs(a - b) < 1e-12);
        var determinant = (posterior.Covariance[0, 0] * posterior.Covariance[1, 1]) - (posterior.Covariance[0, 1] * posterior.Covariance[1, 0]);
        Assert.Equal(posterior.Covariance[0, 1] / -determinant, laplace.Precision[0, 1], 1e-10);
        Assert.Equal(laplace.Precision[1, 0], laplace.Precision[0, 1]);
    }

    [Fact]
    public void It_gets_out_of_where_the_energy_is_not_convex()
    {
        // Between two wells, at the slope of a hill.
        var wells = new EnergyModel("(x**2 - 4)**2/4 + x*o", states: ["x"], observed: ["o"]);
        Assert.Equal(2, wells.Laplace([0], start: [.1]).Mode[0], 1e-9);
        Assert.Equal(-2, wells.Laplace([0], start: [-.1]).Mode[0], 1e-9);
        Assert.Equal(8, wells.Laplace([0], start: [-.1]).Precision[0, 0], 1e-8);
    }

    [Fact]
    public void What_has_no_minimum_is_refused()
    {
        Refused("is no minimum", () => new EnergyModel("(x**2 - 4)**2", ["x"]).Laplace([], start: [0]));
        Refused("goes down for ever", () => new EnergyModel("x", ["x"]).Laplace([]));
        Refused("not a finite number", () => new EnergyModel("log(x)", ["x"]).Laplace([], start: [-1]));
        Refused("Unknown name 'w'", () => new EnergyModel("(x - w)**2", ["x"]).Laplace([]));
        Refused("at least one hidden state", () => new EnergyModel("1", []));
        Refused("What is observed has 0 numbers; 1 are expected", () => Fruit.Laplace([]));

        static void Refused(string message, Func<object> what) =>
            Assert.Contains(message, Assert.ThrowsAny<HomeostatException>(() => { _ = what(); }).Message, StringComparison.Ordinal);
    }
}
