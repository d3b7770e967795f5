
namespace Homeostat.Tests.Connecting;

public class InitialValueTests
{
    [Fact]
    public void A_value_can_be_in_terms_of_those_set_before_it()
    {
        var circuit = new Circuit("cells")
        {
            new Population("cells", 5, "r : 1\nb : 1\nv : volt\nu : volt")
            {
                Initial = new Dictionary<string, string> { ["r"] = "rand()", ["b"] = "0.2 + r**2*int(i >= 2)", ["v"] = "-65*mV", ["u"] = "b*v" },
            },
        };
        using var simulation = new Simulation(circuit, batch: 3, new SimulationOptions { Type = ElementType.Float64 });
        for (var sample = 0; sample < 3; sample++)
        {
            for (var i = 0; i < 5; i++)
            {
                var r = simulation["cells.r"][sample, i];
                var b = 0.2 + (i >= 2 ? r * r : 0);
                Assert.Equal(b, simulation["cells.b"][sample, i], 1e-15);
                Assert.Equal(b * -0.065, simulation["cells.u"][sample, i], 1e-15);
            }
        }
    }

    [Fact]
    public void A_value_in_terms_of_one_set_after_it_is_refused_with_its_name()
    {
        var circuit = new Circuit("cells")
        {
            new Population("cells", 2, "b : 1\nu : 1") { Initial = new Dictionary<string, string> { ["u"] = "2*b", ["b"] = "1" } },
        };
        Assert.Contains("'b'", Assert.ThrowsAny<HomeostatException>(() => new Simulation(circuit)).Message, StringComparison.Ordinal);
    }
}
