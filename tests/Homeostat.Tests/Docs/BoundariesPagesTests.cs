namespace Homeostat.Tests.Docs;

/// <summary>The C# of the pages on boundaries and thermodynamics, between arrows (<see cref="PageCodeTests"/>).</summary>
public sealed class BoundariesPagesTests
{
    [Fact]
    public void Boundaries()
    {
        // --> boundaries.md
        double[,] noise = { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
        double[,] precision = { { 2, .6, .5, 0 }, { .6, 2, .3, .4 }, { .5, .3, 2, .7 }, { 0, .4, .7, 2 } };
        double[,] circling = { { 0, .8, 0, 0 }, { -.8, 0, 0, 0 }, { 0, 0, 0, -.5 }, { 0, 0, .5, 0 } };
        var process = OrnsteinUhlenbeck.OfFlow(precision, noise, circling);
        var blanket = new MarkovBlanket(external: ["η"], sensory: ["s"], active: ["a"], @internal: ["μ"]);
        BlanketTest test = blanket.Check(process);
        Console.WriteLine(test);                    // a blanket, although the drift of η by μ is not 0
        Console.WriteLine(process.Drift[0, 3]);     // -0.32

        var sparse = new OrnsteinUhlenbeck(new[,] { { -1, 0, .3, 0 }, { .9, -2, 0, 0 }, { 0, 0, -.5, .3 }, { 0, .9, 0, -1 } }, noise);
        Console.WriteLine(blanket.Check(sparse));   // no blanket: a partial correlation of 0.02454, although η and μ do not act on each other
        // <--
        Assert.True(test.Holds);
        Assert.Equal(-.32, process.Drift[0, 3], 1e-12);
        Assert.Contains("0.02454", blanket.Check(sparse).ToString(), StringComparison.Ordinal);

        // --> boundaries.md
        double[,] samples = process.Sample(20_000, interval: 0.1, new RandomStream(1));   // or StateProbe.Beside(probes) of a simulation
        BlanketTest seen = blanket.Check(samples, level: 0.01);
        Console.WriteLine($"P = {seen.P:F2}; {seen.EffectiveSamples:F0} effective samples show partial correlations from {seen.Threshold:F3} on");
        // <--
        Assert.True(seen.Holds);
        Assert.InRange(seen.EffectiveSamples, 2000, 10_000);

        // --> boundaries.md
        double[,] tissue = new double[6, 6];
        foreach (var (i, j, tie) in new[] { (0, 1, .6), (1, 2, .5), (1, 3, .4), (2, 3, .3), (2, 4, .5), (3, 4, .6), (0, 5, .4) })
        {
            tissue[i, j] = tissue[j, i] = tie;
        }

        for (var n = 0; n < 6; n++)
        {
            tissue[n, n] = 2;
        }

        var cell = new NestedBlanket("cell", new MarkovBlanket(external: [0, 1, 5], sensory: [2], active: [3], @internal: [4]));
        var body = new NestedBlanket("body", new MarkovBlanket(external: [0, 5], sensory: [1], active: [], @internal: [2, 3, 4]), cell);
        foreach (BlanketLevel level in body.Check(Gaussian.OfPrecision(tissue)))
        {
            Console.WriteLine($"{level.Name}, of {level.States.Count} states: {level.Test.Holds}");   // the body sees the surface of its cell only
        }
        // <--
        Assert.All(body.Check(Gaussian.OfPrecision(tissue)), level => Assert.True(level.Test.Holds));

        // --> boundaries.md
        MarkovBlanket found = MarkovBlanket.Discover(OrnsteinUhlenbeck.OfFlow(precision, noise), inside: [3]);
        Console.WriteLine($"senses {found.Sensory[0]}, acts {found.Active[0]}");                     // senses 1, acts 2
        double[,] influence = { { 0, 1, 0, 0 }, { 1, 0, 1, 0 }, { 0, 0, 0, 1 }, { 0, 0, 0, 0 } };    // [on, of]: who acts on whom, from interactions
        Console.WriteLine(MarkovBlanket.OfInfluence(influence, inside: 2).Sensory[0]);               // 2
        // <--
        Assert.Equal((1, 2), (found.Sensory[0], found.Active[0]));
        Assert.Equal([2], MarkovBlanket.OfInfluence(influence, 2).Sensory);

        // --> boundaries.md
        SynchronizationMap map = blanket.Synchronize(process.SteadyState);
        Console.WriteLine($"E[η|b] = {map.ExternalGivenBlanket[0, 0]:F2} s + {map.ExternalGivenBlanket[0, 1]:F2} a");   // -0.30 s + -0.25 a
        Console.WriteLine($"E[μ|b] = {map.InternalGivenBlanket[0, 0]:F2} s + {map.InternalGivenBlanket[0, 1]:F2} a");   // -0.20 s + -0.35 a
        Console.WriteLine(map.Synchronization is null);                                                                 // True: one μ cannot tell two-dimensional b apart
        // <--
        Assert.Equal(-.35, map.InternalGivenBlanket[0, 1], 1e-12);
        Assert.Null(map.Synchronization);
    }

    [Fact]
    public void A_life()
    {
        // --> boundaries.md
        var room = new Room(new RoomOptions { Start = 22.4, Swing = 0, Drift = 0, Turbulence = .3, ShockInterval = 1e12, IdleInterval = 1e12, MeaningInterval = 1e12 });
        var body = Thermostat.Create(room, new ThermostatOptions { Horizon = 10 }) with { Watch = ["belief.mu", "belief.d", "belief.slow", "will.power"] };
        using var mortal = new Mortal(body, room);
        mortal.Live(4000);
        var skin = new MarkovBlanket(["temperature"], ["sensed thermometer"], ["done heating"], ["belief.mu", "belief.d", "belief.slow", "will.power"]);
        BlanketFlowTest flow = skin.CheckFlow(mortal.Biography.Table(skin.Names));
        Console.WriteLine($"inward: {flow.Inward}\noutward: {flow.Outward}");
        // <--
        Assert.True(flow.Holds, $"{flow}");
    }

    [Fact]
    public void Thermodynamics()
    {
        // --> thermodynamics.md
        var process = OrnsteinUhlenbeck.OfFlow(
            precision: new double[,] { { 2, 1 }, { 1, 2 } }, diffusion: new double[,] { { 1, 0 }, { 0, 1 } }, solenoidal: new double[,] { { 0, 1 }, { -1, 0 } });
        Console.WriteLine(process.EntropyProduction);                  // 4 nats per unit of time, for going round
        Console.WriteLine(process.SteadyState.Surprisal(0.5, -1));     // nats
        Propagator step = process.Propagator(interval: 0.5);           // exact: x ← Fx + noise of covariance N
        double[,] trajectory = process.Sample(count: 1000, interval: 0.5, new RandomStream(seed: 1));
        // <--
        Assert.Equal(4, process.EntropyProduction, 1e-12);
        Assert.Equal((1000, .5), (trajectory.GetLength(0), step.Interval));

        // --> thermodynamics.md
        Console.WriteLine(Landauer.Bound(temperature: 310));           // 2.966678E-21 J
        var bit = new DrivenLevels(from: 0, to: 20);
        Console.WriteLine(bit.FreeEnergyDifference);                   // ln 2 = .6931, in kT
        Console.WriteLine(bit.MeanWork(new Ramp(duration: 100, steps: 20_000)));   // .79315: in haste it costs more
        // <--
        Assert.Equal(.79315, bit.MeanWork(new Ramp(100, 20_000)), 5e-6);

        // --> thermodynamics.md
        var trap = new DrivenTrap(from: new HarmonicTrap(Stiffness: 1), to: new HarmonicTrap(Stiffness: 4));
        var ramp = new Ramp(duration: 1, steps: 10);
        double[] forward = trap.Work(ramp, count: 20_000, new RandomStream(1));
        double[] reverse = trap.Work(ramp, count: 20_000, new RandomStream(2), backwards: true);
        FreeEnergyEstimate one = Jarzynski.Estimate(forward);          // from one direction
        FreeEnergyEstimate both = Crooks.Estimate(forward, reverse);   // from both: Bennett's acceptance ratio
        Console.WriteLine($"{trap.FreeEnergyDifference:F3} kT: {one.Value:F3} ± {one.StandardError:F3}, {both.Value:F3} ± {both.StandardError:F3}");
        Console.WriteLine(Crooks.Relation(forward, reverse).Slope);    // 1 within its error
        // <--
        Assert.InRange((both.Value - trap.FreeEnergyDifference) / both.StandardError, -4, 4);
        Assert.InRange((one.Value - trap.FreeEnergyDifference) / one.StandardError, -4, 4);
    }
}
