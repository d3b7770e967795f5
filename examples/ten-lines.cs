#:project ../src/Homeostat/Homeostat.csproj
using Homeostat;

var data = Digits.Draw(train: 10_000, test: 2_000);
var model = PredictiveCoding.Create([784, 256, 256, 10]);
using var training = new Training(model, data, new TrainingOptions { Epochs = 10, Batch = 100 });
while (!training.IsDone)
{
    Console.Write($"\rfree energy {training.Next().FreeEnergy:F4}");
}

Console.WriteLine($"\n{training.Test().Accuracy:P1} of {data.Test.Count} digits recognized");
