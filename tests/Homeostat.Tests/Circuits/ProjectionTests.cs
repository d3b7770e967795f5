
namespace Homeostat.Tests.Circuits;

public class ProjectionTests
{
    [Fact]
    public void Sums_over_synapses_in_both_directions_equal_the_naive_sums()
    {
        const int Pre = 5, Post = 3, Batch = 4;
        using var simulation = Double(Batch,
            new Population("a", Pre, "x : 1\ny : 1\nback : 1 (input)\nr = 2*back + x : 1\nr_kept : 1") { Initial = Random("x", "y"), OnSweep = "r_kept = r" },
            new Population("b", Post, "p : 1 (input)\nq : 1\nz : 1") { Initial = Random("q"), OnSweep = "z = p" },
            new Projection("a", "b", """
                w : 1
                mask : 1
                p_post = w*mask*x_pre*q_post - 3*w*y_pre : 1 (summed)
                back_pre = w*q_post*x_pre : 1 (summed)
                """) { Initial = Random("w", "mask") });
        simulation.Run(simulation.Compile(new Sweep()));
        for (var s = 0; s < Batch; s++)
        {
            for (var j = 0; j < Post; j++)
            {
                var expected = 0.0;
                for (var i = 0; i < Pre; i++)
                {
                    var w = simulation["a_to_b.w"][j, i];
                    expected += (w * simulation["a_to_b.mask"][j, i] * simulation["a.x"][s, i] * simulation["b.q"][s, j])
                        - (3 * w * simulation["a.y"][s, i]);
                }

                Assert.Equal(expected, simulation["b.z"][s, j], 1e-12);
            }

            for (var i = 0; i < Pre; i++)
            {
                var back = 0.0;
                for (var j = 0; j < Post; j++)
                {
                    back += simulation["a_to_b.w"][j, i] * simulation["b.q"][s, j] * simulation["a.x"][s, i];
                }

                Assert.Equal((2 * back) + simulation["a.x"][s, i], simulation["a.r_kept"][s, i], 1e-12);
            }
        }
    }

    [Fact]
    public void One_to_one_synapses_deliver_and_learn_unit_by_unit()
    {
        const int Units = 6, Batch = 3;
        using var simulation = Double(Batch,
            new Population("a", Units, "x : 1") { Initial = Random("x") },
            new Population("b", Units, "p : 1 (input)\nz : 1") { OnSweep = "z = p" },
            new Projection("a", "b", "w : 1\np_post = w*x_pre : 1 (summed)")
            {
                Connectivity = Connectivity.OneToOne,
                OnLearn = "w += mean(z_post*x_pre)",
                Initial = Random("w"),
            });
        var before = simulation["a_to_b.w"].ToArray();
        simulation.Run(simulation.Compile(new Sweep(), new Learn()));
        for (var i = 0; i < Units; i++)
        {
            var change = 0.0;
            for (var s = 0; s < Batch; s++)
            {
                Assert.Equal(before[i] * simulation["a.x"][s, i], simulation["b.z"][s, i], 1e-14);
                change += simulation["b.z"][s, i] * simulation["a.x"][s, i] / Batch;
            }

            Assert.Equal(before[i] + change, simulation["a_to_b.w"][0, i], 1e-14);
        }
    }

    [Fact]
    public void Several_projections_add_up_in_an_input()
    {
        using var simulation = Double(2,
            new Population("a", 2, "x : 1") { Initial = Random("x") },
            new Population("b", 2, "x : 1") { Initial = Random("x") },
            new Population("c", 2, "p : 1 (input)\nz : 1") { OnSweep = "z = p" },
            new Projection("a", "c", "w : 1\np_post = w*x_pre : 1 (summed)") { Initial = Random("w") },
            new Projection("b", "c", "w : 1\np_post = w*x_pre : 1 (summed)") { Initial = Random("w"), Connectivity = Connectivity.OneToOne });
        simulation.Run(simulation.Compile(new Sweep()));
        var expected = (simulation["a_to_c.w"][1, 0] * simulation["a.x"][1, 0]) + (simulation["a_to_c.w"][1, 1] * simulation["a.x"][1, 1])
            + (simulation["b_to_c.w"][0, 1] * simulation["b.x"][1, 1]);
        Assert.Equal(expected, simulation["c.z"][1, 1], 1e-14);
    }

    [Fact]
    public void Inputs_without_projections_are_zero_and_flags_say_along_what_a_variable_varies()
    {
        using var simulation = Double(3,
            new Population("a", 4, """
                p : 1 (input)
                gain : 1 (shared)
                bias : 1 (constant over batch)
                z : 1
                """) { OnSweep = "z = p + gain*bias + i + N", Initial = Random("bias", "gain") });
        simulation.Run(simulation.Compile(new Sweep()));
        Assert.Equal((1, 1), (simulation["a.gain"].Rows, simulation["a.gain"].Columns));
        Assert.Equal((1, 4), (simulation["a.bias"].Rows, simulation["a.bias"].Columns));
        Assert.Equal((simulation["a.gain"][0, 0] * simulation["a.bias"][0, 2]) + 2 + 4, simulation["a.z"][1, 2], 1e-14);
    }

    [Fact]
    public void Learning_sees_the_state_before_any_synapse_changed()
    {
        using var simulation = Double(1,
            new Population("a", 1, "x : 1") { Initial = new Dictionary<string, string> { ["x"] = "2" } },
            new Population("b", 1, "p : 1 (input)\ny = p : 1"),
            new Population("c", 1, "p : 1 (input)"),
            new Projection("a", "b", "w : 1\np_post = w*x_pre : 1 (summed)") { OnLearn = "w = 10 + mean(x_pre)", Initial = new Dictionary<string, string> { ["w"] = "3" } },
            new Projection("b", "c", "w : 1\np_post = w*y_pre : 1 (summed)") { OnLearn = "w += mean(y_pre)" });
        simulation.Run(simulation.Compile(new Learn()));
        Assert.Equal(12, simulation["a_to_b.w"][0, 0]);
        Assert.Equal(6, simulation["b_to_c.w"][0, 0]);
    }

    [Fact]
    public void A_weight_written_from_outside_is_packed_anew()
    {
        using var simulation = Double(1,
            new Population("a", 1, "x : 1") { Initial = new Dictionary<string, string> { ["x"] = "2" } },
            new Population("b", 1, "p : 1 (input)\nz : 1") { OnSweep = "z = p" },
            new Projection("a", "b", "w : 1\np_post = w*x_pre : 1 (summed)"));
        var plan = simulation.Compile(new Sweep());
        simulation.Run(plan);
        Assert.Equal(0, simulation["b.z"][0, 0]);
        simulation["a_to_b.w"][0, 0] = 7;
        simulation.Changed("a_to_b.w");
        simulation.Run(plan);
        Assert.Equal(14, simulation["b.z"][0, 0]);
    }

    private static Dictionary<string, string> Random(params string[] names) => names.ToDictionary(n => n, _ => "randn()");

    private static Simulation Double(int batch, params object[] parts)
    {
        var circuit = new Circuit("test");
        foreach (var part in parts)
        {
            if (part is Population population)
            {
                circuit.Add(population);
            }
            else
            {
                circuit.Add((Projection)part);
            }
        }

        return new Simulation(circuit, batch, new SimulationOptions { Type = ElementType.Float64 });
    }
}
