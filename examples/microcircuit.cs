#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// Four layers of cortex (Potjans and Diesmann 2014, Cereb Cortex 24), with a twentieth of their cells and of the synapses per cell, or at
// a given scale: dotnet run -c Release examples/microcircuit.cs -- 0.1
using System.Globalization;
using Homeostat;

var scale = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 0.05;
var network = Microcircuit.Create(scale);
using var simulation = new Simulation(network.Circuit);
var spikes = network.Groups.ToDictionary(group => group.Name, group => simulation.RecordSpikes(group.Population));
Console.WriteLine($"{network.Circuit.Populations.Sum(p => p.Size):N0} neurons, {simulation.SynapseCount:N0} synapses");
simulation.Run(0.7 * Units.Second);

double[] published = [0.97, 2.87, 4.75, 5.40, 8.14, 9.08, 0.99, 7.52];
Console.WriteLine("layer  rate, Hz  full scale");
foreach (var (group, full) in network.Groups.Zip(published))
{
    Console.WriteLine($"{group.Name,-5} {spikes[group.Name].Trains.Between(0.2, 0.7).MeanRate(),9:F2} {full,11:F2}");
}

Plot.Raster("runs/microcircuit.png", $"Four layers of cortex, scale {scale}", rateBin: 5e-3,
    [.. network.Groups.Select(group => (group.Name, spikes[group.Name].Trains.Between(0.2, 0.7)))]);
