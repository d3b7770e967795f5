#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// Sparse irregular activity without input: 4000 integrate-and-fire neurons with synaptic currents (Vogels and Abbott 2005,
// J Neurosci 25; Brette et al. 2007, benchmark 2). For full speed: dotnet run -c Release examples/cuba.cs
using Homeostat;

var circuit = new Circuit("CUBA", timeStep: 0.1 * Units.Millisecond)
{
    new Population("cells", 4000, """
        dv/dt  = (ge + gi - (v + 49*mV))/(20*ms) : volt (unless refractory)   # rests above its threshold: it fires by itself
        dge/dt = -ge/(5*ms)  : volt
        dgi/dt = -gi/(10*ms) : volt
        """)
    {
        Threshold = "v > -50*mV",
        Reset = "v = -60*mV",
        Refractory = "5*ms",
        Initial = new Dictionary<string, string> { ["v"] = "-60*mV + 10*mV*rand()" },
    },
    new Projection("cells[:3200]", "cells") { OnPre = "ge += 1.62*mV", Connectivity = Connectivity.Probability(0.02) },
    new Projection("cells[3200:]", "cells") { OnPre = "gi -= 9*mV", Connectivity = Connectivity.Probability(0.02) },
};
using var simulation = new Simulation(circuit);
var spikes = simulation.RecordSpikes("cells");
simulation.Run(1 * Units.Second);

var settled = spikes.Trains.Between(0.2, 1);
Console.WriteLine($"{simulation.SynapseCount:N0} synapses, {spikes.Count:N0} spikes, {simulation.SynapticEvents:N0} synaptic events");
Console.WriteLine($"{settled.MeanRate():F1} Hz, CV {settled.CoefficientsOfVariation().Average():F2}");
Plot.Raster("runs/cuba.png", "CUBA: 4000 neurons, sparse and irregular", rateBin: 5e-3,
    ("excitatory", spikes.Trains.Select(..3200)), ("inhibitory", spikes.Trains.Select(3200..)));
