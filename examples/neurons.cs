#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// Dynamics without learning: a hundred noisy FitzHugh-Nagumo neurons (FitzHugh 1961, Biophysical Journal 1), each coupled to the mean of
// all. The three samples of the batch have different coupling strengths and are simulated together.
using Homeostat;

double[] strengths = [0, 0.1, 0.5];
var circuit = new Circuit("excitable", timeStep: 0.05 * Units.Millisecond)
{
    new Population("cell", 100, """
        dv/dt = (v - v**3/3 - w + 0.45 + pull*(level - v))/ms + 0.2*ms**-0.5*xi : 1   # membrane potential
        dw/dt = (v + 0.7 - 0.8*w)/(12.5*ms) : 1                                       # recovery
        level = mean(v) : 1
        pull : 1
        """)
    {
        Initial = new Dictionary<string, string> { ["v"] = "2*randn()", ["w"] = "randn()" },
    },
};
using var simulation = new Simulation(circuit, batch: strengths.Length, new SimulationOptions { Seed = 1 });
for (var sample = 0; sample < strengths.Length; sample++)
{
    simulation["cell.pull"].Row<float>(sample).Fill((float)strengths[sample]);
}

simulation.Changed("cell.pull");

const int Frames = 1000;
var step = simulation.Compile(new Settle(10), new Probe("cell.level"));
var time = new double[Frames];
var level = strengths.Select(_ => new double[Frames]).ToArray();
for (var frame = 0; frame < Frames; frame++)
{
    simulation.Run(step);
    time[frame] = simulation.Step * circuit.TimeStep * 1e3;
    for (var sample = 0; sample < strengths.Length; sample++)
    {
        level[sample][frame] = simulation["cell.level"][sample, 0];
    }
}

for (var sample = 0; sample < strengths.Length; sample++)
{
    var (low, high) = (level[sample][^500..].Min(), level[sample][^500..].Max());
    Console.WriteLine($"pull {strengths[sample]}: the mean swings between {low:F2} and {high:F2}");
}

Plot.Lines("runs/neurons.png", "A hundred noisy neurons fall into step when pulled together", "time (ms)", "mean potential",
    [.. strengths.Select((strength, sample) => ($"pull {strength}", time, level[sample]))]);
