#:project ../src/Homeostat/Homeostat.csproj
// The network of Diehl & Cook 2015, which has learned digits by spikes and without labels, goes to a neuromorphic chip. Its conductances multiply two states, so that no neuron
// with fixed equations has them: each cell becomes a program in fixed point. Arguments are the numbers of digits, of cells and of test digits, and a data set:
//     dotnet run -c Release examples/digits-on-chip.cs -- 60000 400 1000 mnist
using Homeostat;

var (digits, cells, tested) = (Number(0, 2_000), Number(1, 50), Number(2, 200));
var data = DataCatalog.Load(args.ElementAtOrDefault(3) ?? DataCatalog.Embedded);
var options = new DiehlCookOptions { Cells = cells, Window = Math.Clamp(digits / 20, 250, 2_500), LabeledDigits = 1_000 };
using var training = new Training(DiehlCook.Learner(data.Features, options), data, new TrainingOptions { Batch = 1, Batches = digits, TestBatch = 100 });
training.Run();

// The circuit that answers, with the weights and thresholds that were learned, looks at its first digit, three times as bright.
using var original = new Simulation(DiehlCook.Frozen(data.Features, options), 1, new SimulationOptions { Type = ElementType.Float64 });
original.Synapses("pixel_to_cell").Set("w", training.Simulation.Synapses("pixel_to_cell").Get("w"));
original["cell.theta"].CopyFrom(training.Simulation["cell.theta"].ToArray());
original.Changed("cell.theta");
Show(original, data.Train, 0, brightness: 3);

var drift = DriftReport.Of(original, ChipCatalog.Find("loihi2"), null, new DriftOptions { Time = options.Presentation }, out var integer);
Console.WriteLine($"{cells} cells after {digits} digits of {data.Name}, cores of {integer.Chip.Name} taken: {integer.Placement.Cores}");
foreach (var rounded in integer.Roundings)
{
    Console.WriteLine($"  {rounded.Part}, {rounded.What}: {rounded.Registers}, error {rounded.Error:P4}");
}

foreach (var population in drift.Populations)
{
    Console.WriteLine($"  one digit: {population.Spikes} spikes, {population.IntegerSpikes} on the chip, {population.Common:P1} in common within 1 ms, potentials {population.Potential:G2} thresholds apart");
}

Console.WriteLine($"  the largest cause: {drift.LargestCause?.Rounding ?? "none"}; float32 has {drift.Single:P1} in common with float64");
using var onChip = integer.Simulate();
Console.WriteLine($"  recognized of {tested} test digits: {Accuracy(original):P1} in float64, {Accuracy(onChip):P1} on the chip");

int Number(int place, int otherwise) => args.Length > place ? int.Parse(args[place]) : otherwise;

void Show(Simulation simulation, DataPart part, int digit, double brightness = 1)
{
    var pixels = new double[data.Features];
    part[DataSource.Image].CopyTo(digit, pixels);
    simulation["pixel.rate"].CopyFrom([.. pixels.Select(p => brightness * p)]);
    simulation.Changed("pixel.rate");
}

// Training digits label the cells, each by the digit to which it responds most.
double Accuracy(Simulation simulation)
{
    var labels = CellLabels.Assign(Counts(simulation, data.Train, options.LabeledDigits), data.Train.Labels[..options.LabeledDigits], 10);
    return Metrics.Accuracy(labels.PredictAll(Counts(simulation, data.Test, tested), CellReadout.HighestMean), data.Test.Labels[..tested]);
}

// A digit to which too few cells respond is shown again, brighter.
float[] Counts(Simulation simulation, DataPart part, int count)
{
    var (start, probe, counts) = (simulation.Snapshot(), simulation.RecordSpikes("cell"), new float[count * cells]);
    for (var digit = 0; digit < count; digit++)
    {
        var response = Array.Empty<int>();
        for (var k = 0; k < options.MostPresentations && response.Length < options.LeastSpikes; k++)
        {
            simulation.Restore(start);
            Show(simulation, part, digit, 1 + (0.5 * k));
            var before = probe.Units.Count;
            simulation.Run(options.Presentation);
            response = [.. probe.Units.Skip(before)];
        }

        foreach (var cell in response)
        {
            counts[(digit * cells) + cell]++;
        }
    }

    simulation.Restore(start);
    return counts;
}
