using System.Text.RegularExpressions;
using Homeostat.Tests.Neurons;

namespace Homeostat.Tests.Synapses;

/// <summary>Every ready-made synapse is a declaration that holds: names, units, parameters.</summary>
public class SynapseCatalogTests
{
    public static TheoryData<string> Names => [.. SynapseCatalog.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_declares_a_circuit_that_runs(string name)
    {
        var model = SynapseCatalog.Find(name);
        foreach (var type in (ElementType[])[ElementType.Float32, ElementType.Float64])
        {
            var circuit = new Circuit("pair", 0.1 * Units.Millisecond)
            {
                PoissonEncoder.Create("input", 20, ("rate", 100 * Units.Hertz)),
                model.Prepare(LeakyIntegrateAndFire.Create("cells", 10)).Starting(("I", "2*mV*i")),
                model.Create("input", "cells"),
            };
            using var simulation = new Simulation(circuit, options: new SimulationOptions { Type = type });
            simulation.Run(50 * Units.Millisecond);
            Assert.Equal(200, simulation.Synapses("input_to_cells").Count);
            Assert.All(simulation.State, variable => Assert.All(variable.Value.ToArray(), value => Assert.True(double.IsFinite(value), variable.Key)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_is_used(string name)
    {
        var synapses = SynapseCatalog.Find(name).Create("input", "cells");
        var text = string.Join('\n', [synapses.Equations, synapses.OnPre, synapses.OnPost, .. synapses.Initial.Values]);
        Assert.All(synapses.Constants.Keys, constant => Assert.Matches($@"\b{constant}\b", Regex.Replace(text, "#.*", "")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Spikes_add_to_what_is_named_in_its_unit(string name)
    {
        var synapses = SynapseCatalog.Find(name).Create("input[:5]", "cells[2:].g", ("J", 6 * Units.Nanosiemens));
        Assert.Equal(("input[:5]", "cells[2:]"), (synapses.Pre, synapses.Post));
        Assert.Equal(6 * Units.Nanosiemens, synapses.Constants["J"]);
        Assert.StartsWith("g_post += J", synapses.OnPre, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_parameters_are_named()
    {
        var error = Assert.Throws<HomeostatException>(() => Stdp.Create("input", "cells", ("Aplu", 1)));
        Assert.Contains("Projection 'input_to_cells' has no parameter 'Aplu'. Did you mean 'Aplus'?", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<HomeostatException>(() => Stdp.Create("input", "cells", ("taupre", 20)));
        Assert.Contains("The parameter 'taupre' of projection 'input_to_cells' is second, but 20 was given.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_prepares_a_population_keeps_its_parameters()
    {
        var cells = VoltageStdp.Observed(
            AdaptiveExponential.Create("cells", 3, ("b", 0 * Units.Amp)), ("tauplus", 5 * Units.Millisecond));
        Assert.Equal(0, cells.Constants["b"].Value);
        Assert.Equal(5 * Units.Millisecond, cells.Constants["tauplus"]);
        Assert.Equal("El", cells.Initial["vminus"]);
    }
}
