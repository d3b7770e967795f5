using MathNet.Numerics.LinearAlgebra;

namespace Homeostat.Tests.Learners;

/// <summary>Mortal inference, learning and selection on a linear-Gaussian generator: three descents on one free energy, each with an exact end.</summary>
public class FactorAnalysisTests
{
    private const double Noise = .5;

    // Two causes, one of the first six numbers, one of the last four.
    private static readonly double[,] Truth =
    {
        { 1.2, 0 }, { -1, 0 }, { .9, 0 }, { 1.1, 0 }, { -1.2, 0 }, { 1, 0 }, { 0, .8 }, { 0, -.7 }, { 0, .9 }, { 0, .8 },
    };

    [Fact]
    public void Inference_settles_to_the_mean_of_the_exact_posterior()
    {
        // With loadings that overlap, too: means of independent beliefs are exact, their free energy a bound.
        using var simulation = Simulate(FactorAnalysis.Create(10, 3, Noise), 4);
        var plan = simulation.Compile(FactorAnalysis.Create(10, 3, Noise, steps: 2000).Test);
        var data = Draw(4, stream: 1);
        simulation.Stream(plan, FactorAnalysis.Observed).CopyFrom(data);
        simulation.Run(plan);
        var w = new double[10, 3];
        for (var n = 0; n < 30; n++)
        {
            w[n / 3, n % 3] = simulation["loadings.w"][n / 3, n % 3];
        }

        var exact = new LinearGaussianModel(new Gaussian([0, 0, 0], Diagonal(3, 1)), w, Diagonal(10, Noise));
        for (var sample = 0; sample < 4; sample++)
        {
            double[] y = data[(10 * sample)..(10 * (sample + 1))];
            var (posterior, f) = (exact.Posterior(y), simulation.FreeEnergy(plan, sample));
            Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(posterior.Mean[k], simulation["causes.mu"][sample, k], 1e-6));
            var covariance = new double[3, 3];
            for (var k = 0; k < 3; k++)
            {
                covariance[k, k] = 1 / (1 + Enumerable.Range(0, 10).Sum(i => w[i, k] * w[i, k] / Noise));
            }

            Assert.Equal(exact.FreeEnergy(new Gaussian(posterior.Mean, covariance), y).Total, f, 1e-8);
            Assert.True(f > -exact.LogEvidence(y));
        }
    }

    [Fact]
    public void Learning_comes_to_the_fixed_point_of_expectation_maximization()
    {
        const int Samples = 200;
        var model = FactorAnalysis.Create(10, 2, Noise, Optimizer.Sgd(.4));
        using var simulation = Simulate(model, Samples);
        var plan = simulation.Compile(model.Train);
        var data = Draw(Samples, stream: 2);
        simulation.Stream(plan, FactorAnalysis.Observed).CopyFrom(data);
        var before = double.PositiveInfinity;
        for (var n = 0; n < 500; n++)
        {
            simulation.Run(plan);
            var f = simulation.MeanFreeEnergy(plan, Samples);
            Assert.True(f <= before + 1e-9, "free energy rose");
            before = f;
        }

        // Maximum likelihood in closed form (Tipping and Bishop 1999): W·Wᵀ is the leading part of the covariance, less the noise.
        var y = Matrix<double>.Build.Dense(Samples, 10, (s, i) => data[(10 * s) + i]);
        var evd = (y.Transpose() * y / Samples).Evd(Symmetricity.Symmetric);
        var w = Matrix<double>.Build.Dense(10, 2, (i, k) => simulation["loadings.w"][i, k]);
        var leading = Matrix<double>.Build.Dense(10, 10);
        for (var k = 8; k < 10; k++)
        {
            var u = evd.EigenVectors.Column(k);
            leading += (evd.EigenValues[k].Real - Noise) * u.OuterProduct(u);
        }

        Assert.InRange((leading - (w * w.Transpose())).L2Norm(), 0, 1e-4);

        // There the free energy is surprise itself.
        var exact = new LinearGaussianModel(new Gaussian([0, 0], Diagonal(2, 1)), w.ToArray(), Diagonal(10, Noise));
        Assert.Equal(Enumerable.Range(0, Samples).Average(s => -exact.LogEvidence(data[(10 * s)..(10 * (s + 1))])), before, 1e-6);
    }

    [Fact]
    public void Selection_by_model_reduction_is_exact()
    {
        // Weights of a regression are states of a linear-Gaussian model: take one away, and the evidence changes as the marginal posterior says.
        var random = new RandomStream(5);
        var (x, y) = (new double[30, 3], new double[30]);
        for (var n = 0; n < 30; n++)
        {
            var cause = random.NextNormal();
            (x[n, 0], x[n, 1], x[n, 2]) = (cause, cause + random.NextNormal(), random.NextNormal());
            y[n] = (.8 * x[n, 0]) + (.1 * x[n, 1]) + (Math.Sqrt(Noise) * random.NextNormal());
        }

        const double Prior = 2;
        var full = new LinearGaussianModel(new Gaussian([0, 0, 0], Diagonal(3, 1 / Prior)), x, Diagonal(30, Noise));
        var posterior = full.Posterior(y);
        for (var gone = 0; gone < 3; gone++)
        {
            var rest = new double[30, 2];
            for (var n = 0; n < 30; n++)
            {
                (rest[n, 0], rest[n, 1]) = (x[n, (gone + 1) % 3], x[n, (gone + 2) % 3]);
            }

            var reduced = new LinearGaussianModel(new Gaussian([0, 0], Diagonal(2, 1 / Prior)), rest, Diagonal(30, Noise));
            Assert.Equal(
                reduced.LogEvidence(y) - full.LogEvidence(y),
                ModelReduction.LogEvidence(posterior.Mean[gone], 1 / posterior.Covariance[gone, gone], Prior),
                1e-9);
        }
    }

    [Fact]
    public void Taking_any_loop_away_raises_the_average_of_free_energy_and_upkeep()
    {
        var whole = Live(infers: true, learns: true, selects: true);
        Assert.True(Live(false, true, true).Worth > whole.Worth + .5);
        Assert.True(Live(true, false, true).Worth > whole.Worth + .5);
        var unselected = Live(true, true, false);
        Assert.True(unselected.Worth > whole.Worth + .02, $"{unselected.Worth} {whole.Worth}");

        // What is not needed is not only a cost: it is learned from noise.
        Assert.True(unselected.FreeEnergy > whole.FreeEnergy, $"{unselected.FreeEnergy} {whole.FreeEnergy}");

        // The causes that were there, each of what was its own.
        Assert.InRange(whole.Synapses, 10, 13);
    }

    [Fact]
    public void What_explains_nothing_is_refused()
    {
        Assert.Contains("0 causes", Assert.Throws<HomeostatException>(() => FactorAnalysis.Create(3, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("variance above 0", Assert.Throws<HomeostatException>(() => FactorAnalysis.Create(3, 1, noise: 0)).Message, StringComparison.Ordinal);
    }

    // 6,000 observations, one after the other: the mean free energy in nats, each before it is learned, and with the upkeep of synapses.
    private static (double FreeEnergy, double Worth, long Synapses) Live(bool infers, bool learns, bool selects)
    {
        const int Steps = 6000;
        var selection = new Selection(250, [new ModelReduction(Samples: 1000, PriorPrecision: 1)]) { From = 1500, Upkeep = new Upkeep(Synapse: .002) };
        var model = FactorAnalysis.Create(10, 2, Noise, Optimizer.Sgd(.02), selection);
        using var simulation = Simulate(model, 1);
        var plan = simulation.Compile([.. model.Train.Where(phase => phase is Settle ? infers : phase is not Learn || learns)]);
        var data = Draw(Steps, stream: 3);
        var (energy, upkeep) = (0.0, 0.0);
        for (var step = 1; step <= Steps; step++)
        {
            data.AsSpan(10 * (step - 1), 10).CopyTo(simulation.Stream(plan, FactorAnalysis.Observed).Row<double>(0));
            simulation.Run(plan);
            energy += simulation.FreeEnergy(plan, 0) / Steps;
            upkeep += selection.Upkeep.Synapse * new Homeostat.Structure(simulation).Synapses / Steps;
            if (selects && selection.IsDue(step))
            {
                selection.Apply(simulation, step);
            }
        }

        return (energy, energy + upkeep, new Homeostat.Structure(simulation).Synapses);
    }

    private static Simulation Simulate(Learner model, int batch) => new(model.Circuit, batch, new SimulationOptions { Type = ElementType.Float64, Seed = 3 });

    private static double[] Draw(int samples, uint stream)
    {
        var (random, data) = (new RandomStream(7, stream), new double[10 * samples]);
        for (var sample = 0; sample < samples; sample++)
        {
            double[] causes = [random.NextNormal(), random.NextNormal()];
            for (var i = 0; i < 10; i++)
            {
                data[(10 * sample) + i] = (Truth[i, 0] * causes[0]) + (Truth[i, 1] * causes[1]) + (Math.Sqrt(Noise) * random.NextNormal());
            }
        }

        return data;
    }

    private static double[,] Diagonal(int size, double value) => Matrix<double>.Build.DenseDiagonal(size, value).ToArray();
}
