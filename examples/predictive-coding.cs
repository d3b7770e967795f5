#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// Predictive coding from its equations. Each layer predicts the next one. The states settle so that the prediction errors become small;
// then each synapse changes by the error at its one end times the activity at its other end.
using Homeostat;

const string Hidden = """
    dz/dt = (diff(rate, z)*feedback - error)/(30*ms) : 1
    rate = relu(z) : 1
    error = z - prediction : 1
    F = error**2/2 : 1 (energy)
    prediction, feedback : 1 (input)
    """;
const string Output = """
    label : 1
    error = label - softmax(prediction) : 1
    F = label*(log(sum(exp(prediction))) - prediction) : 1 (energy)
    prediction : 1 (input)
    """;
var circuit = new Circuit("two hidden layers")
{
    new Population("pixels", 784, "rate : 1\nfeedback : 1 (input)"),
    new Population("hidden1", 256, Hidden) { OnSweep = "z = prediction" },
    new Population("hidden2", 256, Hidden) { OnSweep = "z = prediction" },
    new Population("digit", 10, Output),
    Synapses("pixels", "hidden1"), Synapses("hidden1", "hidden2"), Synapses("hidden2", "digit"),
};
static Projection Synapses(string pre, string post) => Synapse.Learning(
    pre, post, "prediction_post = w*rate_pre : 1 (summed)\nfeedback_pre = w*error_post : 1 (summed)",
    gradient: "-mean(error_post*rate_pre)", Optimizer.Adam(3e-3));

Phase[] look = [new Clamp("pixels.rate", Learner.Image), new Sweep()];
var learner = new Learner("mine", circuit)
{
    Train = [new Clamp("digit.label", Learner.Label), .. look, new Settle(20), new Measure(), new Learn()],
    Test = look,
    Readout = "digit.prediction",
};
using var training = new Training(learner, Digits.Draw(), new TrainingOptions { Epochs = 5, Batch = 100 });
var energy = new List<double>();
training.Run(batch => energy.Add(batch.FreeEnergy));
Console.WriteLine($"{training.Test().Accuracy:P1} of {training.Data.Test.Count} digits recognized");

double[] batches = [.. Enumerable.Range(1, energy.Count)];
Plot.LogLines("runs/predictive-coding.png", "Two hidden layers learn digits", "batch", "free energy", ("", batches, [.. energy]));
