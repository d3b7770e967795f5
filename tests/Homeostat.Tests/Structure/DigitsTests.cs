namespace Homeostat.Tests.Structural;

/// <summary>What examples/structure.cs shows, with less learning.</summary>
public class DigitsTests
{
    [Fact]
    public void A_circuit_that_changes_does_as_well_with_far_fewer_synapses_and_recovers()
    {
        var data = Digits.Draw(train: 10_000, test: 2_000, seed: 3);
        var selection = new Selection(Every: 100, [
            new MagnitudePruning(Sparsity: 0.62, Steps: 1000),
            new RigL(Fraction: 0.02),
            new NeuronDeath(new ModelReduction(Samples: data.Train.Count)),
            new Neurogenesis("hidden1"),
        ])
        { From = 400, Upkeep = new Upkeep(Synapse: 1e-6, Unit: 1e-4) };
        using var full = Train(null);
        using var changing = Train(selection);
        var (all, some) = (new Structure(full.Simulation).Synapses, new Structure(changing.Simulation, selection.Upkeep));
        Assert.True(some.Synapses <= 0.4 * all, $"{some.Synapses} of {all} synapses are left");

        // Two and a half points are five standard errors of what differs; half a point takes more digits and learning, as in the example.
        var (best, before) = (full.Test().Accuracy, changing.Test().Accuracy);
        Assert.True(best > 0.93 && before > best - 0.025, $"{before} after {best}");
        var cost = selection.Upkeep.Of(all, some.Units - changing.Learner.Circuit["hidden1"].Size + full.Learner.Circuit["hidden1"].Size);
        Assert.True(changing.FreeEnergy() + some.Cost < 0.95 * (full.FreeEnergy() + cost), $"{changing.FreeEnergy()} + {some.Cost} and {full.FreeEnergy()} + {cost}");

        some.Destroy("hidden1", [.. Enumerable.Range(0, changing.Learner.Circuit["hidden1"].Size / 5)]);
        var damaged = changing.Test().Accuracy;
        Learn(changing, 4);
        var after = changing.Test().Accuracy;
        Assert.True(damaged < before - 0.025 && after > before - 0.025, $"{before}, {damaged} when damaged, then {after}");
        Assert.True(some.Synapses <= 0.4 * all, $"{some.Synapses} of {all} synapses are left");

        Training Train(Selection? rules)
        {
            var training = new Training(
                PredictiveCoding.Create([784, 96, 10], PredictiveCodingOptions.Fast with { Selection = rules, Optimizer = Optimizer.Adam(3e-3) }),
                data,
                new TrainingOptions { Epochs = 10, Batch = 50, FinalRate = 1 });
            Learn(training, 10);
            return training;
        }

        static void Learn(Training training, int epochs)
        {
            for (var batch = 0; batch < epochs * training.BatchesPerEpoch; batch++)
            {
                training.Next();
            }
        }
    }
}
