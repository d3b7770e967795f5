#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// A thousand cortical neurons of different kinds, all connected to all: the program printed in Izhikevich 2003, IEEE Trans Neural Networks 14,
// step by step. A step is a millisecond, in which v makes two half steps and then u one step with the new v. No parameter is fitted, yet
// rhythms of about 10 and 40 Hz come and go.
using Homeostat;

var circuit = new Circuit("Izhikevich", timeStep: 1 * Units.Millisecond)
{
    new Population("cells", 1000, """
        dv/dt = (after - v)/ms : 1           # membrane potential in mV, as a pure number
        du/dt = a*(b*after - u)/ms : 1       # recovery
        dI/dt = -I/ms : 1                    # what synapses deliver lasts one step
        middle = v + 0.5*(0.04*v**2 + 5*v + 140 - u + I + thalamus) : 1
        after = middle + 0.5*(0.04*middle**2 + 5*middle + 140 - u + I + thalamus) : 1
        thalamus = noise*randn() : 1 (constant over dt)
        a, b, c, d, noise, r : 1 (constant)
        """)
    {
        Threshold = "v >= 30",
        Reset = "v = c; u += d",
        Method = "euler",

        // The first 800 neurons are excitatory, from regular spiking (r = 0) to chattering; the others inhibitory, from low-threshold to fast.
        Initial = new Dictionary<string, string>
        {
            ["r"] = "rand()",
            ["a"] = "where(i < 800, 0.02, 0.02 + 0.08*r)",
            ["b"] = "where(i < 800, 0.2, 0.25 - 0.05*r)",
            ["c"] = "where(i < 800, -65 + 15*r**2, -65)",
            ["d"] = "where(i < 800, 8 - 6*r**2, 2)",
            ["noise"] = "where(i < 800, 5, 2)",
            ["v"] = "-65",
            ["u"] = "b*v",
        },
    },
    new Projection("cells", "cells", "w : 1 (weight)")
    {
        OnPre = "I += w",
        Initial = new Dictionary<string, string> { ["w"] = "where(i < 800, 0.5*rand(), -rand())" },
    },
};
using var simulation = new Simulation(circuit);
var spikes = simulation.RecordSpikes("cells");
var potential = simulation.Record("cells.v", new RecordOptions { Units = [0, 400, 900] });
simulation.Run(1 * Units.Second);

var (excitatory, inhibitory) = (spikes.Trains.Select(..800), spikes.Trains.Select(800..));
Console.WriteLine($"excitatory {excitatory.MeanRate():F1} Hz, inhibitory {inhibitory.MeanRate():F1} Hz");
Console.WriteLine($"The strongest rhythm is at {spikes.Trains.PopulationRate(1e-3).Spectrum(0.5).Peak:F0} Hz.");
Plot.Raster("runs/izhikevich.png", "Izhikevich 2003: rhythms come and go", 5e-3, ("excitatory", excitatory), ("inhibitory", inhibitory));
Plot.Traces("runs/izhikevich-potentials.png", "An excitatory neuron near regular spiking, one between, and an inhibitory one", "v (mV)",
    potential.Traces, spikes.Trains);
