using CsCheck;

namespace Homeostat.Tests.Simulations;

/// <summary>Sums over the synapses of several dense projections of different sizes, against sums written out by hand.</summary>
public class DenseSumsTests
{
    // What a projection delivers, and the same for one synapse: few factors, so that projections share them.
    private static readonly (string Text, Func<double, double, double, double> Value)[] Lines =
    [
        ("v_pre", (w, pre, post) => pre),
        ("0.5*v_pre", (w, pre, post) => 0.5 * pre),
        ("w*v_pre", (w, pre, post) => w * pre),
        ("0.5", (w, pre, post) => 0.5),
        ("1", (w, pre, post) => 1),
        ("w", (w, pre, post) => w),
        ("v_pre*v_post", (w, pre, post) => pre * post),
        ("w*(v_pre - v_post)", (w, pre, post) => w * (pre - post)),
        ("2*w*v_pre + 0.5", (w, pre, post) => (2 * w * pre) + 0.5),
    ];

    [Fact]
    public void Projections_with_the_same_constant_factor_have_matrices_of_their_own_sizes() => Check([(3, 2), (5, 7)], [0, 0], 1);

    [Fact]
    public void Sums_of_random_dense_projections_equal_the_naive_sums() => Gen.Select(
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70]).Array[1, 5], Gen.Int[0, Lines.Length - 1].Array[5], Gen.Int[1, 5]).Sample(
        (sizes, lines, batch) => Check(sizes, lines, batch), iter: 60);

    private static void Check((int Pre, int Post)[] sizes, int[] lines, int batch)
    {
        var circuit = new Circuit("sums");
        for (var k = 0; k < sizes.Length; k++)
        {
            circuit.Add(new Population($"a{k}", sizes[k].Pre, "v : 1\nback : 1 (input)\nkept : 1") { OnSweep = "kept = back", Initial = Values("v", "1 + i + 0.1*j") });
            circuit.Add(new Population($"b{k}", sizes[k].Post, "v : 1\ng : 1 (input)\nkept : 1") { OnSweep = "kept = g", Initial = Values("v", "2 - 0.1*i + 0.01*j") });
            circuit.Add(new Projection($"a{k}", $"b{k}", $"w : 1\ng_post = {Lines[lines[k]].Text} : 1 (summed)\nback_pre = {Lines[lines[k]].Text} : 1 (summed)")
            {
                Initial = Values("w", "0.1*i - 0.2*j"),
            });
        }

        using var simulation = new Simulation(circuit, batch, new SimulationOptions { Type = ElementType.Float64 });
        simulation.Run(simulation.Compile(new Sweep()));
        for (var k = 0; k < sizes.Length; k++)
        {
            var (pre, post, value) = (sizes[k].Pre, sizes[k].Post, Lines[lines[k]].Value);
            for (var sample = 0; sample < batch; sample++)
            {
                var (v, u) = (simulation[$"a{k}.v"], simulation[$"b{k}.v"]);
                var synapses = from i in Enumerable.Range(0, pre)
                               from j in Enumerable.Range(0, post)
                               select (i, j, Value: value((0.1 * i) - (0.2 * j), v[sample, i], u[sample, j]));
                var all = synapses.ToArray();
                Assert.All(Enumerable.Range(0, post), j => Assert.Equal(all.Where(s => s.j == j).Sum(s => s.Value), simulation[$"b{k}.kept"][sample, j], 1e-8));
                Assert.All(Enumerable.Range(0, pre), i => Assert.Equal(all.Where(s => s.i == i).Sum(s => s.Value), simulation[$"a{k}.kept"][sample, i], 1e-8));
            }
        }
    }

    private static Dictionary<string, string> Values(string name, string value) => new() { [name] = value };
}
