#:package Homeostat@HOMEOSTAT_VERSION
#:package Homeostat.Plots@HOMEOSTAT_VERSION
#:property PublishAot=false
// A lesson. Run it by: dotnet run MY_NAME.cs
//
// Question: how often does a neuron fire, if a constant current flows into it?
// Think first: below some current it does not fire at all. Why? And can it fire without limit, if the current is large enough?
using Homeostat;

const int Neurons = 41;
const double Tau = 10e-3, Refractory = 2e-3;
var circuit = new Circuit("MY_NAME", timeStep: 0.1 * Units.Millisecond)
{
    // Each neuron gets another current: the potential that it would reach without a threshold, from 0 to 4 times the threshold.
    new Population("cell", Neurons, """
        dv/dt = (current - v)/(10*ms) : 1 (unless refractory)
        current : 1
        """)
    {
        Threshold = "v > 1",
        Reset = "v = 0",
        Refractory = "2*ms",
        Initial = new Dictionary<string, string> { ["current"] = "0.1*i" },
    },
};
using var simulation = new Simulation(circuit);
var recording = simulation.RecordSpikes("cell");
simulation.Run(5 * Units.Second);

// Theory: from 0 the potential needs Tau ln(I/(I - 1)) to the threshold of 1, and then it rests.
static double Theory(double current) => current <= 1 ? 0 : 1 / (Refractory + (Tau * Math.Log(current / (current - 1))));

var currents = Enumerable.Range(0, Neurons).Select(cell => 0.1 * cell).ToArray();
var measured = Enumerable.Range(0, Neurons).Select(cell => recording.Trains.Of(cell).Length / 5.0).ToArray();
var expected = currents.Select(Theory).ToArray();
Console.WriteLine("current   measured   theory (Hz)");
for (var cell = 0; cell < Neurons; cell += 5)
{
    Console.WriteLine($"{currents[cell],7:F1} {measured[cell],10:F1} {expected[cell],8:F1}");
}

Plot.Lines("MY_NAME.png", "How often a neuron fires", "current", "rate (Hz)", ("measured", currents, measured), ("theory", currents, expected));

// Go on:
//   1. Make the time step 1 ms, and then 0.01 ms. Where is the measured rate farthest from theory, and why?
//   2. Add noise: " + 0.3*(10*ms)**-0.5*xi" at the end of dv/dt, before " : 1". What becomes of the neurons below the threshold?
//   3. Leave out the line with Refractory. What limits the rate now?
