namespace Homeostat.Tests.Learners;

/// <summary>Training, structure and niches find variables by the roles that flags state, whatever the variables are called.</summary>
public class RoleTests
{
    private const string Own = """
        strength : 1 (weight)
        slope : 1 (gradient)
        pace : 1 (shared, learning rate)
        p_post = strength*x_pre : 1 (summed)
        """;

    [Fact]
    public void Training_lowers_the_learning_rate_and_shows_the_gradient_of_a_projection_with_names_of_its_own()
    {
        using var training = Train(Own, "slope = -mean(e_post*x_pre)\nstrength -= pace*slope", epochs: 2);
        training.Run();
        var rate = training.Simulation["input_to_output.pace"][0, 0];
        Assert.InRange(rate, 0.05 * 0.1, 0.05 * 0.6);
        Assert.Contains(training.Gradients()["input_to_output"], g => g != 0);
        Assert.Equal(["input_to_output.strength"], training.Simulation.VariablesOf(Role.Weight));
        Assert.Empty(training.Simulation.VariablesOf(Role.Weight, "input"));

        using var other = Train(Own, "slope = -mean(e_post*x_pre)\nstrength -= pace*slope", epochs: 2);
        other.CopyWeights(training);
        Assert.Equal(training.Simulation["input_to_output.strength"].ToArray(), other.Simulation["input_to_output.strength"].ToArray());
    }

    [Fact]
    public void A_projection_without_the_flags_is_told_which_one_is_missing()
    {
        const string Named = "w : 1\ng : 1\np_post = w*x_pre : 1 (summed)";
        using var training = Train(Named, "g = -mean(e_post*x_pre)\nw -= 0.1*g", epochs: 1);
        using var other = Train(Named, "g = -mean(e_post*x_pre)\nw -= 0.1*g", epochs: 1);
        Assert.Contains("Put the flag (weight) on the lines", Message(() => training.CopyWeights(other)));
        Assert.Empty(training.Gradients());
        Assert.Contains(
            "Projection 'input_to_output' has no variable flagged (weight), which a uniselector needs. Put the flag on the line that declares it, as in 'weight : 1 (weight)'.",
            Message(() => new Uniselector("input_to_output", "output.e").Apply(new Structure(training.Simulation), new Moment(1, 1, 0))));
    }

    [Fact]
    public void A_projection_comes_and_goes_by_roles()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 3, "x : 1"),
            new Population("b", 2, "p : 1 (input)"),
            new Projection("a", "b", """
                strength : 1 (weight)
                slope : 1 (gradient)
                there : 1 (existence)
                lost : 1 (shared, vacancy)
                trace : 1
                scale : 1 (gain)
                p_post = strength*x_pre : 1 (summed)
                """)
            {
                Initial = new Dictionary<string, string> { ["strength"] = "1 + i", ["there"] = "1", ["trace"] = "5", ["scale"] = "7" },
            },
        };
        using var simulation = new Simulation(circuit, 1);
        var synapses = new Structure(simulation)["a_to_b"];
        Assert.Equal(2, synapses.Prune([0, 4]));
        Assert.Equal([0, 2, 3, 1, 0, 3], simulation["a_to_b.strength"].ToArray());
        Assert.Equal([0, 5, 5, 5, 0, 5], simulation["a_to_b.trace"].ToArray());
        Assert.All(simulation["a_to_b.scale"].ToArray(), gain => Assert.Equal(7, gain));
        Assert.Equal((4, 6, 2), (synapses.Count, synapses.Budget, simulation["a_to_b.lost"][0, 0]));
        Assert.Contains("flagged (sign), which DEEP R needs", Message(() => new DeepR().Apply(synapses, new Moment(1, 1, 0))));
    }

    [Fact]
    public void The_roles_of_a_line_are_checked_where_it_is_declared()
    {
        Assert.Contains("The line has several roles: weight, gradient.", Message(() => EquationSet.Parse("w : 1 (weight, gradient)")));
        Assert.Contains("Write the flags (shared, learning rate).", Message(() => EquationSet.Parse("eta : 1 (learning rate)")));
        Assert.Contains("cannot stand on a sub-expression", Message(() => EquationSet.Parse("w = 2 : 1 (weight)")));
        Assert.Contains("Did you mean 'weight'?", Message(() => EquationSet.Parse("w : 1 (wieght)")));
        Assert.Contains(
            "The role (weight) is that of a variable of synapses.", Message(() => new Simulation(new Circuit("c") { new Population("a", 1, "w : 1 (weight)") }).Dispose()));
        Assert.Contains("has 2 variables flagged (weight), u, w", Message(() => Uniselect("u, w : 1 (weight)")));
        Assert.Equal(Role.LearningRate, EquationSet.Parse("eta : 1 (shared, learning rate)")["eta"].Role);

        static void Uniselect(string equations)
        {
            var circuit = new Circuit("c") { new Population("a", 1, "x : 1"), new Projection("a", "a", equations) };
            using var simulation = new Simulation(circuit, 1);
            new Uniselector("a_to_a", "a.x").Apply(new Structure(simulation), new Moment(1, 1, 0));
        }
    }

    private static string Message(Action action) => Assert.ThrowsAny<HomeostatException>(action).Message;

    private static Training Train(string equations, string onLearn, int epochs)
    {
        var circuit = new Circuit("own")
        {
            new Population("input", 784, "x : 1"),
            new Population("output", 10, "z : 1\ne = z - p : 1\nF = e**2/2 : 1 (energy)\np : 1 (input)"),
            new Projection("input", "output", equations) { OnLearn = onLearn, Initial = new Dictionary<string, string> { [equations.Contains("pace") ? "pace" : "w"] = "0.05" } },
        };
        var learner = new Learner("own", circuit)
        {
            Train = [new Clamp("input.x", Learner.Image), new Clamp("output.z", Learner.Label), new Measure(), new Learn()],
            Test = [new Clamp("input.x", Learner.Image)],
            Readout = "output.p",
        };
        return new Training(learner, Tiny.Data, new TrainingOptions { Batch = 40, Epochs = epochs, Type = ElementType.Float64 });
    }
}
