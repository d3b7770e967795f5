#:project ../src/Homeostat/Homeostat.csproj
// A circuit that learns digits while its structure changes: unimportant synapses are removed, neurons that are not worth their upkeep die,
// others are born where they are useful, and damage is repaired by growth. Beside it, the same circuit with all its synapses.
//     dotnet run -c Release examples/structure.cs -- [data] [epochs] [seeds] [layers] [upkeep of a synapse]        such as: mnist 8 3 784,256,64,10
using System.Globalization;
using Homeostat;

var data = args.Length > 0 && args[0] != "digits" ? DataCatalog.Load(args[0]) : Digits.Draw(train: 10_000, test: 2_000);
var epochs = args.Length > 1 ? int.Parse(args[1]) : 16;
var seeds = args.Length > 2 ? int.Parse(args[2]) : 1;
int[] layers = args.Length > 3 ? [.. args[3].Split(',').Select(int.Parse)] : [784, 128, 64, 10];

// At this price, the upkeep of the full circuit is about equal to its free energy on unseen images, in nats per sample.
var price = args.Length > 4 ? double.Parse(args[4], CultureInfo.InvariantCulture) : 2e-7;
var upkeep = new Upkeep(Synapse: price, Unit: 100 * price);
const int Batch = 50;
var batches = epochs * (data.Train.Count / Batch);

// After every 50 batches: prune to a third until half-time; replace a few synapses by others where the gradient is steepest; remove neurons
// where the smaller model, with its lower upkeep, has the lower free energy; and add a neuron where it is worth its upkeep.
var selection = new Selection(Every: 50, [
    new MagnitudePruning(Sparsity: 0.65, Steps: batches / 2),
    new RigL(Fraction: 0.02),
    new NeuronDeath(new ModelReduction(Samples: data.Train.Count)),
    .. Enumerable.Range(1, layers.Length - 2).Select(layer => new Neurogenesis($"hidden{layer}")),
])
{ From = batches / 4, Upkeep = upkeep };

for (var seed = 1ul; seed <= (ulong)seeds; seed++)
{
    Console.WriteLine($"{data.Name}, {string.Join('-', layers)}, {epochs} epochs, seed {seed}");
    using var full = Train(null, seed);
    using var changing = Train(selection, seed);
    var structure = new Structure(changing.Simulation);
    foreach (var population in structure.Populations)
    {
        int[] units = [.. Enumerable.Range(0, changing.Simulation.Circuit[population].Size)];
        new RandomStream(seed, stream: 1).Shuffle(units);
        structure.Destroy(population, units[..(units.Length / 5)]);
    }

    Report("a fifth destroyed", changing, default);
    for (var epoch = 1; epoch <= Math.Max(1, epochs / 2); epoch++)
    {
        Report($"{epoch} epochs later", changing, Learn(changing, epochs: 1));
    }
}

Training Train(Selection? selection, ulong seed)
{
    var model = PredictiveCoding.Create(layers, new PredictiveCodingOptions { Selection = selection });
    var training = new Training(model, data, new TrainingOptions { Epochs = epochs, Batch = Batch, Seed = seed, FinalRate = 1 });
    Report(selection is null ? "full" : "changing", training, Learn(training, epochs));
    return training;
}

static StructuralChange Learn(Training training, int epochs)
{
    var change = default(StructuralChange);
    for (var batch = 0; batch < epochs * training.BatchesPerEpoch; batch++)
    {
        change += training.Next().Change;
    }

    return change;
}

// Accuracy and free energy are those of the test images, the free energy with their labels.
void Report(string what, Training training, StructuralChange change)
{
    var sizes = training.Learner.Circuit.Populations.Where(p => p.Name.StartsWith("hidden", StringComparison.Ordinal)).Select(p => p.Size);
    var synapses = new Structure(training.Simulation).Synapses;
    var (energy, cost) = (training.FreeEnergy(), upkeep.Of(synapses, sizes.Sum()));
    Console.WriteLine(
        $"  {what,-18}{synapses,7} synapses {string.Join('+', sizes),7} neurons ({change.Born,2} born, {change.Died,3} died)"
        + $" {training.Test().Accuracy,8:P2} recognized   F {energy:F4} + upkeep {cost:F4} = {energy + cost:F4} nats");
}
