#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// The network of cuba.cs with synaptic conductances (Vogels and Abbott 2005). It has no input, and the strength of its synapses determines
// whether its activity goes on. It is simulated three times, with stronger and stronger excitation.
using Homeostat;

foreach (var strength in new[] { 3.0, 6.0, 9.0 })
{
    var circuit = new Circuit("COBA", timeStep: 0.1 * Units.Millisecond)
    {
        new Population("cells", 4000, """
            dv/dt  = (gl*(-60*mV - v) + ge*(0*mV - v) + gi*(-80*mV - v))/(200*pF) : volt (unless refractory)
            dge/dt = -ge/(5*ms)  : siemens
            dgi/dt = -gi/(10*ms) : siemens
            """)
        {
            Threshold = "v > -50*mV",
            Reset = "v = -60*mV",
            Refractory = "5*ms",
            Constants = new Dictionary<string, Quantity> { ["gl"] = 10 * Units.Nanosiemens },
            Initial = new Dictionary<string, string>
            {
                ["v"] = "-60*mV + (5*randn() - 5)*mV",
                ["ge"] = "(1.5*randn() + 4)*10*nS",
                ["gi"] = "(12*randn() + 20)*10*nS",
            },
        },
        new Projection("cells[:3200]", "cells")
        {
            OnPre = "ge += w",
            Connectivity = Connectivity.Probability(0.02),
            Constants = new Dictionary<string, Quantity> { ["w"] = strength * Units.Nanosiemens },
        },
        new Projection("cells[3200:]", "cells") { OnPre = "gi += 67*nS", Connectivity = Connectivity.Probability(0.02) },
    };
    using var simulation = new Simulation(circuit);
    var spikes = simulation.RecordSpikes("cells");
    simulation.Run(0.6 * Units.Second);

    var end = spikes.Trains.Between(0.4, 0.6);
    Console.WriteLine($"{strength} nS: {end.MeanRate():F1} Hz at the end{(end.Count == 0 ? ", it has died out" : $", CV {spikes.Trains.CoefficientsOfVariation().Average():F2}")}");
    Plot.Raster($"runs/coba-{strength}nS.png", $"COBA with excitatory synapses of {strength} nS", rateBin: 5e-3,
        ("excitatory", spikes.Trains.Select(..3200)), ("inhibitory", spikes.Trains.Select(3200..)));
}
