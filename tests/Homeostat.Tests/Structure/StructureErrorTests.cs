using Homeostat.Tests.Learners;

namespace Homeostat.Tests.Structural;

/// <summary>What cannot be is refused with a message that says what to do.</summary>
public class StructureErrorTests
{
    public static TheoryData<StructuralRule, string> BadRules => new()
    {
        { new DeepR(Prior: -1), "A prior of -1 is not allowed in a structural rule; give zero or more" },
        { new DeepR(Temperature: double.NaN), "A temperature of NaN" },
        { new SparseEvolution(Fraction: 1), "A fraction of 1 is not allowed in a structural rule; give a number from 0 to below 1, usually 0.3" },
        { new SparseEvolution(Scale: double.PositiveInfinity), "A scale of Infinity" },
        { new RigL(Fraction: -0.1), "A fraction of -0.1" },
        { new RigL(End: -5), "An end after batches of -5" },
        { new MagnitudePruning(1, 100), "A sparsity of 1 is not allowed in a structural rule; give a fraction from 0 to below 1" },
        { new MagnitudePruning(0.5, 100) { Initial = 0.6 }, "An initial sparsity of 0.6" },
        { new MagnitudePruning(0.5, 0), "Pruning over steps of 0" },
        { new MagnitudePruning(0.5, 1) { Start = -1 }, "A start after batches of -1" },
        { new ModelReduction(0), "A number of samples of 0" },
        { new ModelReduction(1, PriorPrecision: 0), "A prior precision of 0" },
        { new HomeostaticGrowth(Target: 0.1, Least: 0.2), "A target activity of 0.1 is not allowed in a structural rule; give a number above the least, 0.2" },
        { new HomeostaticGrowth(1, double.NegativeInfinity), "A least activity of -Infinity" },
        { new HomeostaticGrowth(1) { Memory = 0.5 }, "A memory of 0.5" },
        { new HomeostaticGrowth(1) { Rate = -1 }, "A rate of -1" },
        { new Neurogenesis("hidden1", Candidates: 0), "Candidates of 0" },
        { new Neurogenesis("hidden1") { Births = 0 }, "Births of 0" },
        { new Neurogenesis("hidden9"), "no population 'hidden9'; it has 'input'" },
        { new Neurogenesis("output"), "Units of 'output' cannot be added or removed: data are clamped to them" },
        { new Neurogenesis("bias"), "Units of 'bias' cannot be added or removed: no projection with changing structure reaches or leaves it" },
    };

    public static TheoryData<StructuralRule, string> Strangers => new()
    {
        { new DeepR(), "Projection 'input_to_hidden1' has no variable flagged (sign), which DEEP R needs. Put the flag on the line that declares it, as in 'sign : 1 (sign)', or declare" },
        { new ModelReduction(10), "has no variable flagged (curvature), which model reduction needs" },
        { new ModelComparison(), "has no variable 'slope': comparing models needs" },
        { new HomeostaticGrowth(1), "'hidden1.calcium'" },
    };

    [Theory]
    [MemberData(nameof(BadRules))]
    public void A_rule_out_of_range_is_refused(StructuralRule rule, string message)
    {
        using var training = Sparse.Train(new Selection(1, [rule]), [784, 6, 10]);
        Throws(message, () => training.Next());
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public void A_rule_that_the_circuit_was_not_declared_with_says_what_it_lacks(StructuralRule rule, string message)
    {
        using var training = Sparse.Train(Sparse.Never(), [784, 6, 10]);
        Throws(message, () => rule.Apply(Sparse.Of(training.Simulation), new Moment(1, 1, 0)));
    }

    [Fact]
    public void A_selection_out_of_range_is_refused()
    {
        Throws("Selection every of 0 is not allowed in a structural rule; give a number of batches of one or more", () => Declare(new Selection(0, [])));
        Throws("A density of 0 is not allowed in a structural rule; give a fraction above 0, up to 1", () => Declare(new Selection(1, []) { Density = "0" }));
        Throws("A density of 1.5", () => Declare(new Selection(1, []) { Density = "1.5" }));
        Throws("A density of NaN", () => Declare(new Selection(1, []) { Density = "NaN" }));
        Throws("degree", () => Sparse.Simulate(Sparse.Regression(2, 2, new Selection(1, []) { Density = "degree/N_pre" })).Dispose());

        static void Declare(Selection selection) => Sparse.Regression(2, 2, selection);
    }

    [Fact]
    public void Units_that_are_not_there_cannot_go()
    {
        using var training = Sparse.Train(Sparse.Never(), [784, 6, 10]);
        var structure = Sparse.Of(training.Simulation);
        Throws("Population 'hidden1' has no unit 6; it has 0 to 5.", () => structure.RemoveUnits("hidden1", 2, 6));
        Throws("Population 'hidden1' has no unit -1", () => structure.Destroy("hidden1", -1));
        Throws("All 6 units of 'hidden1' were to be removed; a population needs at least one.", () => structure.RemoveUnits("hidden1", 0, 1, 2, 3, 4, 5));
        Throws("0 units cannot be added to 'hidden1'; give one or more.", () => structure.AddUnits("hidden1", 0));
        Throws("no population 'cortex'", () => structure.AddUnits("cortex", 1));
        Throws("Units of 'bias' cannot be added or removed", () => structure.Destroy("bias", 0));
        Throws("has no projection 'nerve' of changing structure; it has input_to_hidden1, hidden1_to_output.", () => structure["nerve"]);
        Assert.Equal(6, training.Simulation.Circuit["hidden1"].Size);
    }

    [Fact]
    public void A_circuit_of_fixed_structure_says_so()
    {
        using var training = Tiny.Train(Tiny.PredictiveCoding());
        var structure = Sparse.Of(training.Simulation);
        Throws("it has none: declare them by Synapse.Learning with a Selection", () => structure["input_to_hidden1"]);
        Throws("those of circuit 'predictive coding' are between none", () => structure.AddUnits("hidden1", 1));
        Assert.Equal(0, structure.Units);
    }

    [Fact]
    public void What_a_unit_is_worth_needs_a_schedule_that_measures()
    {
        using var training = Sparse.Train(Sparse.Never(), [784, 6, 10]);
        const string Message = "can only be told by a schedule that measures the free energy: give it to Structure or to Selection.Apply.";
        Throws(Message, () => Sparse.Of(training.Simulation).FreeEnergies());
        Throws(Message, () => new Selection(1, [new Neurogenesis("hidden1")]).Apply(training.Simulation, 1));
    }

    [Fact]
    public void Free_energy_needs_a_learner_that_measures_it()
    {
        var learner = Tiny.PredictiveCoding();
        using var training = Tiny.Train(learner with { Train = [.. learner.Train.Where(phase => phase is not Measure)] });
        Throws("The model 'pc' does not measure its free energy. Put new Measure() into its training schedule.", () => training.FreeEnergy());
    }

    [Fact]
    public void A_plan_compiled_before_units_came_is_refused()
    {
        using var training = Sparse.Train(Sparse.Never(), [784, 6, 10]);
        var plan = training.TrainPlan;
        training.Simulation.AddUnits("hidden1", 2);
        const string Message = "The plan was compiled before units came or went in circuit 'predictive coding', or by another simulation. Compile its schedule again.";
        Throws(Message, () => training.Simulation.Run(plan));
        Throws(Message, () => training.Simulation.Stream(plan, Learner.Image));
        Throws(Message, () => training.Simulation.FreeEnergy(plan, 0));
        training.Simulation.Run(training.TrainPlan);
    }

    [Fact]
    public void Where_places_are_bound_the_number_of_units_stays()
    {
        using var spiking = new Simulation(new Circuit("spikes") { new Population("cells", 10, "v : 1") { Threshold = "v > 1", Reset = "v = 0" } });
        Throws("The number of units of 'cells' cannot change while circuit 'spikes' runs: units fire in the circuit", () => spiking.AddUnits("cells", 1));
        using var pairs = new Simulation(new Circuit("pairs")
        {
            new Population("a", 4, "x : 1"),
            new Population("b", 4, "y : 1 (input)"),
            new Projection("a", "b", "y_post = x_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        });
        Throws("a projection reaches it one to one. Make a new circuit of another size instead.", () => pairs.RemoveUnits("a", 1));
        using var recorded = new Simulation(new Circuit("recorded") { new Population("a", 4, "dx/dt = -x/(10*ms) : 1") });
        recorded.Record("a.x");
        Throws("a probe records from the simulation", () => recorded.AddUnits("a", 1));
    }

    [Theory]
    [InlineData(double.NaN, 2, 1, 4, "A weight of NaN")]
    [InlineData(1, 0.5, 1, 4, "A posterior precision of 0.5 is not allowed in a structural rule; give a number not below the prior's")]
    [InlineData(1, 2, 0, 4, "A prior precision of 0")]
    [InlineData(1, 2, 1, 0.5, "A reduced prior's precision of 0.5")]
    public void Evidence_needs_precisions_that_can_be(double weight, double posterior, double prior, double reduced, string message) =>
        Throws(message, () => ModelReduction.LogEvidence(weight, posterior, prior, reduced));

    private static void Throws(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<HomeostatException>(action).Message, StringComparison.Ordinal);

    private static void Throws(string message, Func<object?> action) => Throws(message, () => { _ = action(); });
}
