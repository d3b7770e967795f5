#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// Synapses that compete: the weights of a neuron with a thousand random inputs grow if an input fires before the neuron and shrink if it
// fires after it (Song, Miller and Abbott 2000, Nat Neurosci 3). In the end nearly every weight is strong or weak, and the neuron fires
// irregularly, at a rate that hardly depends on the rates of the inputs.
using Homeostat;

var circuit = new Circuit("STDP", timeStep: 0.1 * Units.Millisecond)
{
    new Population("inputs", 1000, "rate : Hz (shared)")
    {
        Threshold = "rand() < rate*dt",
        Initial = new Dictionary<string, string> { ["rate"] = "15*Hz" },
    },
    new Population("cell", 1, """
        dv/dt  = (ge*(0*mV - v) - 74*mV - v)/(10*ms) : volt
        dge/dt = -ge/(5*ms) : 1
        """)
    {
        Threshold = "v > -54*mV",
        Reset = "v = -60*mV",
        Method = "euler",
    },
    new Projection("inputs", "cell", """
        w : 1 (weight)
        dApre/dt  = -Apre/(20*ms)  : 1 (event-driven)   # the input fired lately
        dApost/dt = -Apost/(20*ms) : 1 (event-driven)   # the neuron fired lately
        """)
    {
        OnPre = "ge += w; Apre += dApre; w = clip(w + Apost, 0, gmax)",
        OnPost = "Apost -= 1.05*dApre; w = clip(w + Apre, 0, gmax)",
        Constants = new Dictionary<string, Quantity> { ["gmax"] = 0.01, ["dApre"] = 0.01 * 0.01 },
        Initial = new Dictionary<string, string> { ["w"] = "rand()*gmax" },
    },
};
using var simulation = new Simulation(circuit);
var (inputs, cell) = (simulation.RecordSpikes("inputs"), simulation.RecordSpikes("cell"));
var weights = simulation.Synapses("inputs_to_cell");
var before = weights.Get("w");
simulation.Run(100 * Units.Second);
var after = weights.Get("w");

Console.WriteLine($"The neuron fired at {cell.Trains.Between(0, 1).MeanRate():F0} Hz in the first second, at {cell.Trains.Between(90, 100).MeanRate():F0} Hz in the last ten.");
Console.WriteLine($"Of its weights {Share(w => w < 0.2):P0} are weak and {Share(w => w > 0.8):P0} strong; {Share(w => w is >= 0.2 and <= 0.8):P0} are between.");
Plot.Histogram("runs/stdp-weights.png", "A thousand weights, before and after 100 s of plasticity", "w / gmax",
    ("before", [.. before.Select(w => w / 0.01)]), ("after", [.. after.Select(w => w / 0.01)]));
Plot.Raster("runs/stdp.png", "The last second", rateBin: null, ("inputs", inputs.Trains.Between(99, 100)), ("neuron", cell.Trains.Between(99, 100)));

double Share(Func<double, bool> isSo) => after.Count(w => isSo(w / 0.01)) / (double)after.Length;
