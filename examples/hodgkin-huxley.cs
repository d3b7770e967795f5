#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// COBAHH of the catalog: the network of coba.cs with Hodgkin and Huxley's equations (Traub and Miles 1991; Brette et al. 2007). A circuit
// is data: this example prints its equations and records the variables of one neuron.
using Homeostat;

var network = NetworkCatalog.Find("cobahh");
Console.WriteLine(Inspection.Equations(network.Circuit));

using var simulation = new Simulation(network.Circuit);
var spikes = simulation.RecordSpikes("cells");
var v = simulation.Record("cells.v", new RecordOptions { Units = [0, 1, 3200] });
simulation.Run(0.5 * Units.Second);

var settled = spikes.Trains.Between(0.2, 0.5);
Console.WriteLine($"\n{network.Name}: {settled.MeanRate():F1} Hz, CV {settled.CoefficientsOfVariation(leastSpikes: 4).Average():F2}");
Plot.Raster("runs/hodgkin-huxley.png", "4000 Hodgkin-Huxley neurons", rateBin: 5e-3,
    [.. network.Groups.Select(group => (group.Name, spikes.Trains.Select(group.Units)))]);
Plot.Traces("runs/hodgkin-huxley-potentials.png", "Three of them", "v (mV)",
    v.Traces, spikes.Trains, Units.Millivolt);
