namespace Homeostat;

/// <summary>
/// A network of a thousand cortical neurons of different types, whose rhythms appear and disappear: the program printed in Izhikevich 2003,
/// IEEE Trans Neural Networks 14:1569, step for step. In one step of a millisecond, v is updated by two half steps and then u by one step
/// with the new v; Euler's method with the equations below gives exactly these updates. The input I lasts for one step.
/// </summary>
public static class IzhikevichNetwork
{
    /// <summary>The equations of a neuron; potentials are numbers without a unit, in millivolts.</summary>
    public static string Equations => """
        dv/dt = (after - v)/ms : 1
        du/dt = a*(b*after - u)/ms : 1
        dI/dt = -I/ms : 1
        middle = v + 0.5*(0.04*v**2 + 5*v + 140 - u + I + thalamus) : 1
        after = middle + 0.5*(0.04*middle**2 + 5*middle + 140 - u + I + thalamus) : 1
        thalamus = noise*randn() : 1 (constant over dt)
        a : 1 (constant)
        b : 1 (constant)
        c : 1 (constant)
        d : 1 (constant)
        noise : 1 (constant)
        r : 1 (constant)
        """;

    /// <summary>Creates the network of 800 excitatory and 200 inhibitory cells, in which each cell is connected to all.</summary>
    public static Network Create() => new(
        "izhikevich",
        "1000 neurons of the simple model, all to all, with rhythms that come and go",
        "Izhikevich 2003, IEEE Trans Neural Networks 14",
        new Circuit("Izhikevich", Units.Millisecond)
        {
            new Population("cells", 1000, Equations)
            {
                Threshold = "v >= 30",
                Reset = "v = c; u += d",
                Method = "euler",

                // Excitatory cells range from regular spiking to chattering, inhibitory cells from fast spiking to low-threshold spiking.
                Initial = new Dictionary<string, string>
                {
                    ["r"] = "rand()",
                    ["a"] = "0.02 + 0.08*r*int(i >= 800)",
                    ["b"] = "0.2 + (0.05 - 0.05*r)*int(i >= 800)",
                    ["c"] = "-65 + 15*r**2*int(i < 800)",
                    ["d"] = "2 + (6 - 6*r**2)*int(i < 800)",
                    ["noise"] = "2 + 3*int(i < 800)",
                    ["v"] = "-65",
                    ["u"] = "b*v",
                },
            },
            new Projection("cells", "cells", "w : 1 (weight)")
            {
                Name = "synapses",
                OnPre = "I += w",
                Connectivity = Connectivity.Dense,
                Initial = new Dictionary<string, string> { ["w"] = "rand()*(0.5*int(i < 800) - int(i >= 800))" },
            },
        },
        Seconds: 1,
        [new("excitatory", "cells", ..800), new("inhibitory", "cells", 800..)])
    {
        // The paper shows the network from the first step on, so no initial time is left out.
        Transient = 0,
    };
}
