#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// A mortal thermostat: it has beliefs about a room, a heater that makes them true, a store of energy, and parts that wear out.
using Homeostat;

var circuit = new Circuit("thermostat", 0.25 * Units.Second)
{
    new Population("skin", 1, "felt : 1"),
    new Population("belief", 1, """
        dmu/dt = (push + d + error)/second : 1             # how warm it is
        dd/dt = (error/4 - (d + 0.2)/50)/second : 1        # what else warms or cools, in a step; usually −0.2
        error = felt - mu : 1
        F = 10*error**2/2 + 25*(d + 0.2)**2/2 : 1 (energy)
        felt, push : 1 (input)
        """) { Initial = new Dictionary<string, string> { ["mu"] = "21", ["d"] = "-0.2" } },
    new Population("heater", 1, "power = clip((22 - mu)/2 - d, -0.6, 0.6)/0.6 : 1   # to make it 22 °C\nmu, d : 1 (input)"),
    new Projection("skin", "belief", "felt_post = felt_pre : 1 (summed)"),
    new Projection("belief", "heater", "mu_post = mu_pre : 1 (summed)\nd_post = d_pre : 1 (summed)\npush_pre = 0.6*power_post : 1 (summed)"),
};
var body = new Body("thermostat", circuit)
{
    Senses = [new Port("skin.felt", "thermometer")],
    Acts = [new Port("heater.power", "heating") { Part = "coil" }],
    Essential = [new EssentialVariable("temperature", Low: 15, High: 27)],
    Parts = [new Part("enzyme") { Catalysts = ["enzyme"], Cost = 2 }, new Part("coil") { Catalysts = ["enzyme"], Cost = 2 }],
    Costs = new EnergyCosts { Basal = 0.3, Effort = 1, Operation = 1e-5 },
};
using var mortal = new Mortal(body, new Room());
mortal.Live(steps: 5000);
Console.WriteLine($"{(mortal.IsAlive ? "alive" : mortal.CauseOfDeath)} at age {mortal.Age}, {mortal.Energy.Level:F0} J left of {mortal.Energy.Income:F0} J taken in");
Plot.Biography("thermostat.png", mortal);
