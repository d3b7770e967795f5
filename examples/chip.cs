#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Nir/Homeostat.Nir.csproj
// A trained classifier goes to a neuromorphic chip in two ways: its rates as sigma-delta neurons, and as integrate-and-fire neurons that send spikes. The
// spiking one is also written as a NIR file, for other simulators and chips. Arguments are a data set and the number of test images that spikes classify:
//     dotnet run -c Release examples/chip.cs -- mnist 200
using Homeostat;

var (name, images) = (args.ElementAtOrDefault(0) ?? "digits", int.Parse(args.ElementAtOrDefault(1) ?? "100"));
DataSource data = DataCatalog.Load(name);
var chip = ChipCatalog.Find("loihi2");
var options = new PredictiveCodingOptions { Activation = "relu(z)", Bias = false };
using var training = new Training(PredictiveCoding.Create([784, 128, 10], options), data, new TrainingOptions { Epochs = 3 });
training.Run();
var integer = IntegerLearner.Of(training, chip);
Console.WriteLine($"{name}, 784-128-10 without biases, all test images");
Console.WriteLine($"  rates in floating point: {training.Test().Accuracy:P2}, in integers: {integer.Test(data).Accuracy:P2} on {integer.Integer.Placement.Cores} cores");

// A unit of the network becomes a neuron that fires as often as the unit is active: weights are scaled by the largest activity before and after (Diehl et al. 2015).
var sample = data.Train.Take(1000);
var (hidden, output) = (training.Responses("hidden1.rate", sample).Max(), training.Responses("output.prediction", sample).Max());
const string Cell = "dv/dt = 0/second : 1";
var spiking = new Circuit("spiking")
{
    new Population("input", 784, "rate : 1") { Threshold = "rand() < 0.5*rate" },
    new Population("hidden", 128, Cell) { Threshold = "v > 1", Reset = "v = 0" },
    new Population("output", 10, Cell) { Threshold = "v > 1", Reset = "v = 0" },
    new Projection("input", "hidden", "w : 1 (weight)") { OnPre = "v += w" },
    new Projection("hidden", "output", "w : 1 (weight)") { OnPre = "v += w" },
};
using var original = new Simulation(spiking, 1, new SimulationOptions { Type = ElementType.Float64 });
original.Synapses("input_to_hidden").Set("w", Weights("input_to_hidden1", 1 / hidden));
original.Synapses("hidden_to_output").Set("w", Weights("hidden1_to_output", hidden / output));
var compiled = IntegerCircuit.Of(original, chip);
using var onChip = compiled.Simulate();
foreach (var rounded in compiled.Roundings.Where(r => r.Error > 0))
{
    Console.WriteLine($"  {rounded.Part}, {rounded.What}: {rounded.Registers}, error {rounded.Error:P1}");
}

Console.WriteLine($"  spikes in floating point: {Accuracy(original):P1} of {images} images, in integers: {Accuracy(onChip):P1}");
IntegerFile.Save("chip", compiled);
NirFile.Write("chip/spiking.nir", NirExport.Of(original, "output"));
Console.WriteLine($"  written: chip/{IntegerFile.FileName}, chip/spiking.nir");

// Synapses are in the order of their presynaptic units; a matrix has a row for each postsynaptic one.
double[] Weights(string projection, double factor)
{
    var w = training.Simulation[$"{projection}.w"];
    return [.. Enumerable.Range(0, w.Columns).SelectMany(pre => Enumerable.Range(0, w.Rows).Select(post => factor * w[post, pre]))];
}

double Accuracy(Simulation simulation)
{
    var (start, pixels, right) = (simulation.Snapshot(), new double[784], 0);
    var probe = simulation.RecordSpikes("output");
    for (var k = 0; k < images; k++)
    {
        simulation.Restore(start);
        data.Test["image"].CopyTo(k, pixels);
        simulation["input.rate"].CopyFrom(pixels);
        simulation.Changed("input.rate");
        var before = probe.Units.Count;
        simulation.Run(100 * Units.Millisecond);
        var counts = Enumerable.Range(0, 10).Select(unit => probe.Units.Skip(before).Count(u => u == unit)).ToArray();
        right += Array.IndexOf(counts, counts.Max()) == data.Test["label"].Labels[k] ? 1 : 0;
    }

    return right / (double)images;
}
