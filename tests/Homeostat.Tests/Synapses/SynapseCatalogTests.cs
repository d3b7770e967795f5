using System.Text.RegularExpressions;
using Homeostat.Equations;
using Homeostat.Tests.Equations;

namespace Homeostat.Tests.Synapses;

/// <summary>Every ready-made synapse is a declaration that holds: names, units, parameters.</summary>
public class SynapseCatalogTests
{
    public static TheoryData<string> Names => [.. SynapseCatalog.Models.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Units_fit(string name)
    {
        var model = SynapseCatalog.Find(name);
        var cells = model.Prepare(LeakyIntegrateAndFire.Create("cells", 3));
        var synapses = model.Create("input", "cells");
        var ends = string.Join(',', EquationSet.Parse(cells.Equations).Equations.Select(e => $"{e.Name}_post: {Unit(e.Dimension)}"));
        var set = EquationSet.Parse(synapses.Equations, name);
        var outer = new KnownNames(ends, synapses.Constants);
        EquationChecks.Check(set, outer);
        var scope = new EquationScope(set, outer);
        EquationChecks.Check(StatementList.Parse(synapses.OnPre, name), scope);
        EquationChecks.Check(StatementList.Parse(synapses.OnPost, name), scope);
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

    private static string Unit(Dimension dimension) => dimension.IsNone ? "1" : dimension.ToString();
}
