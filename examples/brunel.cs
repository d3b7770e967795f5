#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// The states of a randomly driven network of excitatory and inhibitory neurons (Brunel 2000, J Comput Neurosci 8, figure 8), with a quarter of
// its cells and as many synapses per cell as in the paper: the strengths of inhibition and drive determine how it fires.
using Homeostat;

(string Name, double Inhibition, double Drive)[] states = [("A: synchronous, regular", 3, 2), ("C: asynchronous, irregular", 5, 2), ("D: slow oscillation", 4.5, 0.9)];
foreach (var (name, g, drive) in states)
{
    var network = Brunel.Create(cells: 2500, probability: 0.4, g: g, drive: drive);
    using var simulation = new Simulation(network.Circuit);
    var spikes = simulation.RecordSpikes("cells");
    simulation.Run(0.4 * Units.Second);

    var settled = spikes.Trains.Between(0.2, 0.4);
    var cvs = settled.CoefficientsOfVariation(leastSpikes: 4);
    Console.WriteLine(
        $"{name} (g = {g}, drive {drive}): {settled.MeanRate():F1} Hz, CV {(cvs.Length > 0 ? $"{cvs.Average():F2}" : "-")}, synchrony {settled.Synchrony(1e-3):F2}");
    Plot.Raster($"runs/brunel-{name[0]}.png", $"{name}: g = {g}, drive {drive}", rateBin: 1e-3, ("", settled.Select(..200)));
}
