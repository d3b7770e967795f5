namespace Homeostat.Tests.Docs;

/// <summary>The C# of docs/free-energy.md, between arrows (<see cref="PageCodeTests"/>).</summary>
public sealed class FreeEnergyPageTests
{
    [Fact]
    public void Categories()
    {
        // --> free-energy.md
        var model = new CategoricalModel(likelihood: new[,] { { .8, .2 }, { .2, .8 } }, prior: [.5, .5]);
        FreeEnergy f = model.FreeEnergy(belief: [.5, .5], observed: 0);
        Console.WriteLine($"F = {f.Complexity:F3} - {f.Accuracy:F3} = {f.Total:F3}");                       // 0.000 - -0.916 = 0.916
        f = model.FreeEnergy(model.Posterior(0), 0);
        Console.WriteLine($"F = {f.Total:F3}, surprise {-model.LogEvidence(0):F3}");                         // 0.693, 0.693
        // <--
        Assert.Equal(.693, f.Total, 5e-4);
    }

    [Fact]
    public void Energies()
    {
        // --> free-energy.md
        var fruit = new EnergyModel("(v - 3)**2/2 + (u - v**2)**2/2 + log(2*pi)", states: ["v"], observed: ["u"]);
        var laplace = fruit.Laplace(observed: [2], start: [3]);
        Console.WriteLine($"v = {laplace.Mode[0]:F3}, precision {laplace.Precision[0, 0]:F2}, F = {laplace.FreeEnergy:F3}");   // 1.567, 11.74, 3.281
        // <--
        Assert.Equal(3.281, laplace.FreeEnergy, 5e-4);
    }

    [Fact]
    public void Motion()
    {
        // --> free-energy.md
        var walk = new LinearDynamics(Transition: LinearDynamics.Motion(.1), Emission: new double[,] { { 1, 0, 0 } }, StateNoise: Diagonal(.01), SensoryNoise: new[,] { { .5 } });
        var (states, observed) = walk.Simulate(steps: 300, seed: 1);
        var filter = new KalmanFilter(walk);
        var surprise = Enumerable.Range(0, 300).Sum(step => filter.Step([observed[step, 0]])) / 300;
        Console.WriteLine($"position {states[299, 0]:F2}, believed {filter.Belief.Mean[0]:F2} ± {Math.Sqrt(filter.Belief.Covariance[0, 0]):F2}; {surprise:F2} nats an observation");
        // <--
        // --> free-energy.md
        var model = TemporalPredictiveCoding.Create(walk, new TemporalPredictiveCodingOptions { Spread = KalmanFilter.SteadyPrediction(walk) });
        using var simulation = new Simulation(model.Circuit);
        var plan = simulation.Compile(model.Test);
        for (var step = 0; step < 300; step++)
        {
            simulation.Stream(plan, TemporalPredictiveCoding.Observed)[0, 0] = observed[step, 0];
            simulation.Run(plan);
        }

        Console.WriteLine($"position {states[299, 0]:F2}, inferred {simulation["state.x"][0, 0]:F2}");
        // <--
        Assert.Equal(filter.Belief.Mean[0], simulation["state.x"][0, 0], .02);
        Assert.Equal(states[299, 0], filter.Belief.Mean[0], 5 * Math.Sqrt(filter.Belief.Covariance[0, 0]));

        static double[,] Diagonal(double value) => new[,] { { value, 0, 0 }, { 0, value, 0 }, { 0, 0, value } };
    }

    [Fact]
    public void Generalized_coordinates()
    {
        // --> free-energy.md
        var filter = new GeneralizedFilter
        {
            Flow = new Dictionary<string, string> { ["angle"] = "speed", ["speed"] = "-sin(angle) - speed/5" },
            Sensors = new Dictionary<string, string> { ["y"] = "angle" },
            Order = 2,
            Rate = 4,
        };
        using var simulation = new Simulation(filter.Create(10 * Units.Millisecond));
        var plan = simulation.Compile(new Settle(1), new Measure());
        simulation["belief.y_0"][0, 0] = .5f;      // it hangs at .5 ...
        simulation["belief.y_1"][0, 0] = 0;        // ... and does not move
        for (var step = 0; step < 1000; step++)
        {
            simulation.Run(plan);
        }

        Console.WriteLine($"believed at {simulation["belief.angle_0"][0, 0]:F2}, moving at {simulation["belief.angle_1"][0, 0]:F2}, F = {simulation.FreeEnergy(plan, 0):F3}");
        // <--
        Assert.InRange(simulation["belief.angle_0"][0, 0], .1, .49);
        Assert.InRange(simulation.FreeEnergy(plan, 0), .005, .1);
    }

    [Fact]
    public void Loops()
    {
        // --> free-energy.md
        var selection = new Selection(Every: 250, [new ModelReduction(Samples: 1000, PriorPrecision: 1)]) { From = 1500 };
        var model = FactorAnalysis.Create(observations: 4, causes: 2, noise: .5, Optimizer.Sgd(.02), selection);
        using var simulation = new Simulation(model.Circuit);
        var plan = simulation.Compile(model.Train);     // clamp, settle, measure, learn
        var world = new RandomStream(1);
        for (var step = 1; step <= 4000; step++)
        {
            var (a, b) = (world.NextNormal(), .8 * world.NextNormal());
            double[] seen = [a, -a, b, b];
            for (var i = 0; i < 4; i++)
            {
                simulation.Stream(plan, FactorAnalysis.Observed)[0, i] = seen[i] + (Math.Sqrt(.5) * world.NextNormal());
            }

            simulation.Run(plan);
            if (selection.IsDue(step))
            {
                selection.Apply(simulation, step);
            }
        }

        Console.WriteLine($"{simulation["loadings.exists"].ToArray().Sum()} of 8 synapses are left");       // 4: each number has one cause
        // <--
        Assert.Equal(4, simulation["loadings.exists"].ToArray().Sum());
    }

    [Fact]
    public void Counts()
    {
        // --> free-energy.md
        DirichletCounts prior = new(new double[,] { { 1 }, { 1 } }), expecting = new(new double[,] { { 1 }, { 8 } });
        var (often, seldom) = (new DirichletCounts(new double[,] { { 10 }, { 1 } }), new DirichletCounts(new double[,] { { 1 }, { 10 } }));
        Console.WriteLine($"{often.Reduction(prior, expecting):F3}, {seldom.Reduction(prior, expecting):F3}");      // 7.796: reject it; -1.549: take it
        // <--
        Assert.Equal(7.796, often.Reduction(prior, expecting), 5e-4);
    }

    [Fact]
    public void Reflexes()
    {
        // --> free-energy.md
        var room = new Room();
        using var mortal = new Mortal(Thermostat.Reflex(room), room);
        mortal.Live(1000);
        Console.WriteLine($"age {mortal.Age}, {room.Values[0]:F1} °C, F = {mortal.FreeEnergy:F2}");
        // <--
        Assert.True(mortal.Age > 100);
    }
}
