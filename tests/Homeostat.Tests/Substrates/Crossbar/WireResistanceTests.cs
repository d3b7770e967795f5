using CsCheck;

namespace Homeostat.Tests.Substrates.Crossbar;

/// <summary>The exact solution of an array whose wires have resistance.</summary>
public class WireResistanceTests
{
    [Fact]
    public void A_ladder_of_equal_cells_has_its_closed_form()
    {
        foreach (var f in CrossbarFixture.Each("ladder"))
        {
            var (n, g, r, v) = ((int)f.Number("cells"), f.Number("g_S"), f.Number("r_ohm"), f.Number("v"));
            var cells = new double[1, n];
            for (var j = 0; j < n; j++)
            {
                cells[0, j] = g;
            }

            var current = v * WireResistance.Effective(cells, 0, r).Cast<double>().Sum();
            Assert.Equal(f.Number("current_A") / f.Number("ideal_A"), current / (n * g * v), 7);
            var theta = Math.Acosh(1 + (r * g / 2));
            Assert.Equal(v / r * (1 - (Math.Cosh((n - 0.5) * theta) / Math.Cosh((n + 0.5) * theta))), current, 9);
        }
    }

    [Fact]
    public void An_array_with_both_resistances_has_the_currents_of_the_fixture()
    {
        var f = CrossbarFixture.Of("array_3x4");
        var effective = WireResistance.Effective(Matrix([.. f.GetProperty("g_S").EnumerateArray().Select(row => row.EnumerateArray().Select(e => e.GetDouble()).ToArray())]), f.Number("r_input_ohm"), f.Number("r_output_ohm"));
        var (v, currents) = (f.Numbers("v"), f.Numbers("current_A"));
        for (var k = 0; k < currents.Length; k++)
        {
            Assert.Equal(currents[k], Enumerable.Range(0, v.Length).Sum(j => effective[k, j] * v[j]), 12);
        }
    }

    /// <summary>A resistance that tends to 0 gives what the solution without it does, whichever lines are the fewer.</summary>
    [Fact]
    public void All_solutions_agree_at_their_borders() => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((outputs, inputs, seed) =>
    {
        var random = new RandomStream((ulong)seed);
        var g = new double[outputs, inputs];
        for (var k = 0; k < outputs; k++)
        {
            for (var j = 0; j < inputs; j++)
            {
                g[k, j] = random.NextUniform(0, 1e-3);
            }
        }

        Same(WireResistance.Effective(g, 0, 0), WireResistance.Effective(g, 1e-6, 1e-6));
        Same(WireResistance.Effective(g, 0, 30), WireResistance.Effective(g, 1e-6, 30));
        Same(WireResistance.Effective(g, 30, 0), WireResistance.Effective(g, 30, 1e-6));

        // Nothing is gained in wires: with equal voltages at all inputs, each output has less current than without resistance.
        var effective = WireResistance.Effective(g, 20, 30);
        for (var k = 0; k < outputs; k++)
        {
            var (less, full) = (Enumerable.Range(0, inputs).Sum(j => effective[k, j]), Enumerable.Range(0, inputs).Sum(j => g[k, j]));
            Assert.InRange(less, 0, full * (1 + 1e-12));
        }
    });

    private static double[,] Matrix(double[][] rows)
    {
        var matrix = new double[rows.Length, rows[0].Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[0].Length; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return matrix;
    }

    private static void Same(double[,] expected, double[,] found)
    {
        foreach (var (e, f) in expected.Cast<double>().Zip(found.Cast<double>()))
        {
            Assert.Equal(e, f, 1e-9);
        }
    }
}
