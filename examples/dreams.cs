#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
using Homeostat;

// A circuit that learns by local rules, without labels, dreams of digits: causes are drawn from around those it has found, and painted.
var data = Digits.Draw(train: 10_000, test: 100);
using var training = new Training(NeuralGenerativeCoding.Create([784, 256, 128]), data, new TrainingOptions { Epochs = 10, Batch = 100 });
training.Run(batch => Console.Write($"\rfree energy {batch.FreeEnergy:F1} "));

var imagination = new Imagination(training);
var memory = GaussianMixture.Kernels(imagination.Causes(data.Train), width: 0.3);
var dreams = imagination.Paint(memory.Sample(50));

float[][] images = [.. Enumerable.Range(0, 50).Select(dream => Enumerable.Range(0, 784).Select(pixel => (float)dreams[dream, pixel]).ToArray())];
Plot.Images("dreams.png", "Dreams of digits", images, 28, 28, columns: 10);
Console.WriteLine("dreams.png is drawn.");
