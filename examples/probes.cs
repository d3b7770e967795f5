#:project ../src/Homeostat/Homeostat.csproj
// The accuracy of simple classifiers on the pixels of a data set, which a circuit should exceed. The argument is the name of a data set.
using System.Diagnostics;
using Homeostat;

var clock = Stopwatch.StartNew();
var data = DataCatalog.Load(args.FirstOrDefault() ?? DataCatalog.Embedded);
Console.WriteLine($"{data.Name}: {data.Train.Count} + {data.Test.Count} images in {clock.Elapsed.TotalSeconds:F2} s");

var (train, test) = (data.Train.ToFeatures(), data.Test.ToFeatures());
var (labels, truth) = (data.Train.Labels.ToArray(), data.Test.Labels.ToArray());
var linear = LinearProbe.Classify(train, data.Features, labels, test, truth, penalty: 1e-2);
Console.WriteLine($"linear read-out      {linear.Accuracy:P1}");
var neighbors = NearestNeighbors.Classify(train, data.Features, labels, test, truth, k: 3);
Console.WriteLine($"3 nearest neighbors  {neighbors.Accuracy:P1}");
Console.WriteLine(new ConfusionMatrix(linear.Predictions, truth, data.Classes));
