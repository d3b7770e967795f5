#:project ../src/Homeostat/Homeostat.csproj
// A real function of two real numbers, y = sin(3a) + b², learned from arrays by predictive coding with half the squared error.
using Homeostat;

var (inputs, outputs) = (new double[5_000, 2], new double[5_000, 1]);
var random = new Random(1);
for (var n = 0; n < inputs.GetLength(0); n++)
{
    var (a, b) = ((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
    (inputs[n, 0], inputs[n, 1], outputs[n, 0]) = (a, b, Math.Sin(3 * a) + (b * b));
}

var (train, test) = new DataPart { ["image"] = inputs, ["label"] = outputs }.Split(4_000);
var data = new DataSource("a function") { Train = train, Test = test, Target = "label" };
var learner = PredictiveCoding.Create([2, 64, 64, 1], new PredictiveCodingOptions
{
    Output = OutputModel.Gaussian, Activation = "tanh(z)", Optimizer = Optimizer.Adam(3e-3),
});
using var training = new Training(learner, data, new TrainingOptions { Epochs = 100, Batch = 64 });
Console.WriteLine($"before: mean squared error {training.SquaredError():G3}");
training.Run();
Console.WriteLine($"after:  mean squared error {training.SquaredError():G3}");
