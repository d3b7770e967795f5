using System.Text.RegularExpressions;

namespace Homeostat.Tests.Neurons;

/// <summary>Every ready-made neuron is a declaration that holds: names, units, parameters.</summary>
public class NeuronCatalogTests
{
    public static TheoryData<string> Names => [.. NeuronCatalog.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_declares_a_circuit_that_runs(string name)
    {
        foreach (var type in (ElementType[])[ElementType.Float32, ElementType.Float64])
        {
            using var simulation = new Simulation(
                new Circuit("alone", 0.1 * Units.Millisecond) { NeuronCatalog.Find(name).Create("cells", 20) },
                options: new SimulationOptions { Type = type });
            simulation.Run(20 * Units.Millisecond);
            Assert.All(simulation.State, variable => Assert.All(variable.Value.ToArray(), value => Assert.True(double.IsFinite(value), variable.Key)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_is_used(string name)
    {
        var cells = NeuronCatalog.Find(name).Create("cells", 3);
        var text = string.Join('\n', [cells.Equations, .. Statements(cells), .. Conditions(cells), .. cells.Initial.Values]);
        Assert.All(cells.Constants.Keys, constant => Assert.Matches($@"\b{constant}\b", Regex.Replace(text, "#.*", "")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_can_be_given(string name)
    {
        var model = NeuronCatalog.Find(name);
        var usual = model.Create("cells", 3);
        foreach (var (constant, value) in usual.Constants)
        {
            Assert.Equal(3 * value, model.Create("cells", 3, (constant, 3 * value)).Constants[constant]);
        }
    }

    [Fact]
    public void A_parameter_that_differs_between_units_becomes_an_initial_value()
    {
        var cells = LeakyIntegrateAndFire.Create("cells", 3, ("I", 12 * Units.Millivolt), ("v", -55 * Units.Millivolt));
        Assert.DoesNotContain("I", cells.Constants.Keys);
        Assert.Equal(12e-3, Quantity.Parse(cells.Initial["I"]).In(Units.Volt), 15);
        Assert.Equal(-55e-3, Quantity.Parse(cells.Initial["v"]).In(Units.Volt), 15);
        Assert.Equal(20e-3, cells.Constants["taum"].In(Units.Second), 15);
    }

    [Fact]
    public void A_constant_that_is_added_to_the_equations_differs_between_units()
    {
        var cells = LeakyIntegrateAndFire.Create("cells", 3, ("I", 20 * Units.Millivolt)) with
        {
            Equations = $"{LeakyIntegrateAndFire.Equations}\ntaum : second",
        };
        var trains = Firing.Of(cells.Starting(("taum", "(10 + 10*i)*ms"), ("I", "20*mV")), 200, 0.01);
        for (var i = 0; i < 3; i++)
        {
            Assert.All(Firing.Intervals(trains[i]), interval => Assert.Equal(5 + ((10 + (10 * i)) * Math.Log(2)), interval, 0.02));
        }
    }

    [Fact]
    public void Later_parameters_win()
    {
        var cells = Izhikevich.Create("cells", 3, [.. Izhikevich.Chattering, ("c", -52 * Units.Millivolt)]);
        Assert.Equal(-52e-3, cells.Constants["c"].Value, 15);
        Assert.Equal(2, cells.Constants["d"].Value, 15);
    }

    [Fact]
    public void Unknown_parameters_are_named()
    {
        var error = Assert.Throws<HomeostatException>(() => LeakyIntegrateAndFire.Create("cells", 3, ("taumm", 1 * Units.Second)));
        Assert.Contains("Population 'cells' has no parameter 'taumm'. Did you mean 'taum'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("Its parameters are: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Vt (volt)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("taum", "is second, but 20 was given. Its default is 0.02 second.")]
    [InlineData("I", "is volt, but 20 was given. Give it in that unit.")]
    public void Wrong_units_are_named(string parameter, string expected)
    {
        var error = Assert.Throws<HomeostatException>(() => LeakyIntegrateAndFire.Create("cells", 3, (parameter, 20)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_models_are_named()
    {
        var error = Assert.Throws<HomeostatException>(() => NeuronCatalog.Find("izikevich"));
        Assert.Contains("There is no neuron 'izikevich'. Did you mean 'izhikevich'? The neurons are lif,", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Statements(Population cells) =>
        [cells.Reset, cells.OnStep, .. cells.Events.Values.Select(e => e.Statements)];

    private static IEnumerable<string> Conditions(Population cells) =>
        new[] { cells.Threshold, cells.Refractory }.Concat(cells.Events.Values.Select(e => e.Condition)).Where(c => c.Length > 0);
}
