
namespace Homeostat.Tests.Docs;

/// <summary>The C# of docs/structure.md, between arrows (<see cref="PageCodeTests"/>).</summary>
public sealed class StructurePageTests
{
    // --> structure.md
    /// <summary>Each synapse is lost now and then; what is lost may be replaced.</summary>
    public sealed record Turnover(double Chance) : SynapticRule
    {
        public override StructuralChange Apply(SynapticStructure synapses, Moment now)
        {
            var going = synapses.Existing().Where(synapse => now.Uniform((uint)synapse) < Chance);
            return new StructuralChange(Pruned: synapses.Prune([.. going]));
        }
    }
    // <--

    [Fact]
    public void Synapses_and_neurons_come_and_go()
    {
        // --> structure.md
        var digits = Digits.Draw(train: 2000, test: 500);
        var selection = new Selection(Every: 20, [
            new MagnitudePruning(Sparsity: 0.7, Steps: 200),   // in 200 batches, seven of ten synapses go, the weakest
            new RigL(Fraction: 0.05),                          // and a few are exchanged for others that would help more
        ]);
        var model = PredictiveCoding.Create([784, 64, 10], new PredictiveCodingOptions { Selection = selection });
        using var training = new Training(model, digits, new TrainingOptions { Batch = 50, Epochs = 6 });
        training.Run();

        var structure = new Structure(training.Simulation, selection.Upkeep);
        Console.WriteLine($"{structure.Synapses} synapses are left; they and the units cost {structure.Cost:F4} nats a sample");   // 15319, 0.0227
        Console.WriteLine($"with the free energy of digits not seen before, {training.FreeEnergy() + structure.Cost:F3} nats");

        structure.AddUnits("hidden1", 8);                      // eight neurons more, which say nothing before they have learned
        structure.Destroy("hidden1", 0, 1, 2);                 // three lose all their synapses; others may grow in their places
        structure.RemoveUnits("hidden1", 0, 1, 2);             // and are gone; those behind them move up
        training.Next();                                       // learning goes on with 69
        // <--
        Assert.Equal(69, training.Learner.Circuit["hidden1"].Size);
        Assert.True(training.Test().Accuracy > 0.5, $"{training.Test().Accuracy}");
    }

    [Fact]
    public void The_numbers_of_the_page_are_those_of_the_program()
    {
        using var simulation = new Simulation(PredictiveCoding.Create([784, 64, 10], new PredictiveCodingOptions { Selection = new Selection(1, []) }).Circuit);
        new MagnitudePruning(Sparsity: 0.7, Steps: 200).Apply(new Structure(simulation), new Moment(1, 240, 0));
        var structure = new Structure(simulation);
        Assert.Equal(("15319", "0.0227"), ($"{structure.Synapses}", FormattableString.Invariant($"{structure.Cost:F4}")));
    }

    [Fact]
    public void A_rule_of_ones_own_changes_a_circuit_but_is_no_data_to_be_saved()
    {
        var learner = PredictiveCoding.Create([784, 8, 10], new PredictiveCodingOptions { Selection = new Selection(1, [new Turnover(0.1), new SparseEvolution(0)]) });
        using var training = new Training(learner, Learners.Tiny.Data, new TrainingOptions { Batch = 20 });
        var change = training.Next().Change;
        var (deviation, places) = (Math.Sqrt(6352 * 0.1 * 0.9), 8 * 794);
        Assert.InRange(change.Pruned, (0.1 * places) - (5 * deviation), (0.1 * places) + (5 * deviation));
        Assert.Equal(change.Pruned, change.Grown);
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<HomeostatException>(() => Checkpoint.Save(folder.Path, training));
        Assert.Contains("The rule 'Turnover' is not one of the library's", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }
}
