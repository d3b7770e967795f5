#:project ../src/Homeostat/Homeostat.csproj
// Markov blankets, which separate an inside from an outside: checked exactly, on samples and on a living mortal. Then: the cost of erasing a bit.
using Homeostat;

// A system is given by its steady state (a precision matrix) and by a circular flow around it. Here the inside acts directly on the outside
// (the drift is not 0), and yet the two are independent given the sensory and active states: there is a blanket.
string[] names = ["outside", "sense", "act", "inside"];
var blanket = new MarkovBlanket(external: [0], sensory: [1], active: [2], @internal: [3], names);
double[,] noise = { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
var holds = OrnsteinUhlenbeck.OfFlow(
    precision: new[,] { { 2, .6, .5, 0 }, { .6, 2, .3, .4 }, { .5, .3, 2, .7 }, { 0, .4, .7, 2 } },
    diffusion: noise,
    solenoidal: new[,] { { 0, .8, 0, 0 }, { -.8, 0, 0, 0 }, { 0, 0, 0, -.5 }, { 0, 0, .5, 0 } });
Console.WriteLine($"circling flow, and the inside acts on the outside (drift {holds.Drift[0, 3]:F2}):\n  {blanket.Require(holds)}");
Console.WriteLine($"  entropy production {holds.EntropyProduction:F2} nats per unit of time");

// The opposite case: inside and outside do not act on each other, and yet there is no blanket.
var sparse = new OrnsteinUhlenbeck(new[,] { { -1, 0, .3, 0 }, { .9, -2, 0, 0 }, { 0, 0, -.5, .3 }, { 0, .9, 0, -1 } }, noise);
try
{
    blanket.Require(sparse);
}
catch (HomeostatException refused)
{
    Console.WriteLine($"sparse flow:\n  {refused.Message}");
}

// The same test on samples, which any simulation can supply; the effective number of independent samples limits what can be decided.
foreach (var (what, process) in new[] { ("circling", holds), ("sparse", sparse) })
{
    Console.WriteLine($"{what} flow, 200,000 samples:\n  {blanket.Check(process.Sample(200_000, interval: 1, new RandomStream(1)))}");
}

// A mortal lives behind its senses and acts. It has a memory, so its blanket separates the flow from one step to the next.
var room = new Room(new RoomOptions { Start = 22.4, Swing = 0, Drift = 0, Turbulence = .3, ShockInterval = 1e12, IdleInterval = 1e12, MeaningInterval = 1e12 });
var skin = new MarkovBlanket(["temperature"], ["sensed thermometer"], ["done heating"], ["belief.mu", "belief.d", "belief.slow", "will.power"]);
var body = Thermostat.Create(room, new ThermostatOptions { Horizon = 10 }) with { Watch = ["belief.mu", "belief.d", "belief.slow", "will.power"] };
using var mortal = new Mortal(body, room);
mortal.Live(4000);
var flow = skin.CheckFlow(mortal.Biography.Table(skin.Names));
Console.WriteLine($"a mortal thermostat of age {mortal.Age}:\n  inward:  {flow.Inward}\n  outward: {flow.Outward}");

// Here the boundary of a given internal state is found, with its sensory and active states.
var found = MarkovBlanket.Discover(holds, inside: [3], names);
Console.WriteLine($"found around '{names[3]}': {string.Join(", ", found.Blanket.Select(state => names[state]))}");

// The cost of erasing a bit: Landauer's bound, and more if it is done fast.
var bit = new DrivenLevels(from: 0, to: 20);
Console.WriteLine($"erasing a bit at 310 K costs at least {Landauer.Bound(310):G7} J");
foreach (var time in new[] { 10.0, 100, 1000 })
{
    Console.WriteLine($"  in {time,4} attempts of a jump: {bit.MeanWork(new Ramp(time, 20_000)):F5} kT");
}

// The free energy, from the work on a trap whose stiffness grows too fast for equilibrium.
var trap = new DrivenTrap(new HarmonicTrap(1), new HarmonicTrap(4));
var (forward, reverse) = (trap.Work(new Ramp(1, 10), 100_000, new RandomStream(1)), trap.Work(new Ramp(1, 10), 100_000, new RandomStream(2), backwards: true));
Console.WriteLine($"stiffening a trap: free energy {trap.FreeEnergyDifference:F4} kT, mean work {forward.Average():F4} kT");
Console.WriteLine($"  Jarzynski {Jarzynski.Estimate(forward).Value:F4}, Crooks and Bennett {Crooks.Estimate(forward, reverse).Value:F4}, Crooks's slope {Crooks.Relation(forward, reverse).Slope:F3}");
