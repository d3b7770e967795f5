#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// Predictive coding with convolutions: kernels of 5 x 5 that all places share, means over windows, then a dense layer. Errors are sent
// back through the same kernels and windows, and each kernel changes by the errors times the activities of all its places.
using Homeostat;

const string Hidden = """
    dz/dt = (diff(rate, z)*feedback - error)/(30*ms) : 1
    error = z - prediction : 1
    F = error**2/2 : 1 (energy)
    prediction, feedback : 1 (input)
    """;
const string Output = """
    label : 1
    error = label - softmax(prediction) : 1
    F = label*(logsumexp(prediction) - prediction) : 1 (energy)
    prediction : 1 (input)
    """;
var convolution = Connectivity.Convolution(28, 28, kernel: 5, filters: 8, stride: 2, padding: 2);
var pooling = Connectivity.Pooling(convolution.OutputHeight, convolution.OutputWidth, window: 2, channels: convolution.Filters);
var circuit = new Circuit("convolutional predictive coding")
{
    new Population("pixels", convolution.Inputs, "rate : 1\nfeedback : 1 (input)"),
    new Population("features", convolution.Outputs, Hidden + "\nrate = relu(z) : 1") { OnSweep = "z = prediction" },
    new Population("pooled", pooling.Outputs, Hidden + "\nrate = z : 1") { OnSweep = "z = prediction" },
    new Population("digit", 10, Output),
    Kernels("pixels", "features", convolution),
    new Projection("features", "pooled", "prediction_post = rate_pre/N_pre : 1 (summed)\nfeedback_pre = error_post/N_pre : 1 (summed)") { Connectivity = pooling },
    Kernels("pooled", "digit", Connectivity.Dense),
};
static Projection Kernels(string pre, string post, Connectivity connectivity)
{
    const string Deliveries = "prediction_post = w*rate_pre : 1 (summed)\nfeedback_pre = w*error_post : 1 (summed)";
    var learning = Synapse.Learning(pre, post, Deliveries, gradient: "-mean(error_post*rate_pre)", Optimizer.Adam(1e-2));
    return learning with { Connectivity = connectivity };
}

Phase[] look = [new Clamp("pixels.rate", Learner.Image), new Sweep()];
var learner = new Learner("convolutional", circuit)
{
    Train = [new Clamp("digit.label", Learner.Label), .. look, new Settle(8), new Measure(), new Learn()],
    Test = look,
    Readout = "digit.prediction",
};
using var training = new Training(learner, Digits.Draw(), new TrainingOptions { Epochs = 5, Batch = 100 });
Console.WriteLine($"{training.Simulation.SynapseCount} synapses share {training.Simulation["pixels_to_features.w"].ToArray().Length} weights of kernels "
    + $"and have {training.Simulation["pooled_to_digit.w"].ToArray().Length} of their own");
training.Run();
Console.WriteLine($"{training.Test().Accuracy:P1} of {training.Data.Test.Count} digits recognized");

var kernels = training.Simulation["pixels_to_features.w"].ToArray().Chunk(25).Select(kernel => Array.ConvertAll(kernel, w => (float)w));
Plot.Images("runs/convolution.png", "Kernels learned by predictive coding", [.. kernels], 5, 5, columns: 8);
