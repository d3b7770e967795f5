using CsCheck;

namespace Homeostat.Tests.Simulations;

public class SummedSliceTests
{
    [Fact]
    public void Units_that_no_projection_can_reach_keep_what_they_were_given() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 40]).Sample(
            (units, a, b, c, d) =>
            {
                var slices = new[] { Slice(a, b), Slice(c, d) }.Distinct().ToArray();
                var circuit = new Circuit("slices", 0.1 * Units.Millisecond)
                {
                    new Population("D", 3, "k : 1") { Initial = new Dictionary<string, string> { ["k"] = "i + 1" } },
                    new Population("T", units, "g : 1\ndq/dt = g/second : 1") { Initial = new Dictionary<string, string> { ["g"] = "7 + i" } },
                };
                foreach (var (slice, n) in slices.Select((slice, n) => (slice, n)))
                {
                    circuit.Add(new Projection("D", $"T[{slice.First}:{slice.End}]", "g_post = k_pre*10 : 1 (summed)") { Name = $"p{n}", Connectivity = Connectivity.Where($"i >= {n}") });
                }

                using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
                simulation.Run(1 * Units.Millisecond);
                double[] sums = [60, 50];
                for (var unit = 0; unit < units; unit++)
                {
                    var reached = slices.Index().Where(s => unit >= s.Item.First && unit < s.Item.End).ToArray();
                    var expected = reached.Length == 0 ? 7 + unit : reached.Sum(s => sums[s.Index]);
                    Assert.Equal(expected, simulation["T.g"][0, unit], 1e-12);
                    Assert.Equal(expected * 1e-3, simulation["T.q"][0, unit], 1e-12);
                }

                (int First, int End) Slice(int x, int y) => (Math.Min(x, y) % units, Math.Min(units, (Math.Min(x, y) % units) + 1 + (Math.Abs(x - y) % units)));
            },
            iter: 40);
}
