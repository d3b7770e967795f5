#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// A model of your own: competitive learning (Rumelhart & Zipser 1985, Cognitive Science 9), with soft competition. The units whose weights fit
// the image best get the largest shares of it and move their weights toward it. The rule uses no labels and no errors.
using Homeostat;

var circuit = new Circuit("competitive learning")
{
    new Population("image", 784, "x : 1"),
    new Population("cell", 64, """
        share = softmax(10*match) : 1
        match : 1 (input)
        """),
    new Projection("image", "cell", """
        w : 1 (weight)
        match_post = w*x_pre : 1 (summed)
        """)
    {
        OnLearn = """
            w += 0.1*mean(share_post*(x_pre - w))/(mean(share_post) + 0.001)
            w /= sqrt(sum_pre(w**2))
            """,
        Initial = new Dictionary<string, string> { ["w"] = "(0.9 + 0.2*rand())/sqrt(N_pre)" },
    },
};
var learner = new Learner("competitive", circuit)
{
    Train = [new Clamp("image.x", Learner.Image), new Learn()],
    Test = [new Clamp("image.x", Learner.Image)],
    Features = "cell.match",
};
var data = Digits.Draw();
using var training = new Training(learner, data, new TrainingOptions { Epochs = 10, Batch = 100 });
training.Run();

var probe = LinearProbe.Classify(
    training.Responses("cell.match", data.Train), 64, data.Train.Labels.ToArray(),
    training.Responses("cell.match", data.Test), data.Test.Labels.ToArray());
Console.WriteLine($"From what they have come to stand for, a linear read-out tells {probe.Accuracy:P1} of the digits.");
var fields = training.Simulation["image_to_cell.w"].ToArray().Chunk(784).Select(row => Array.ConvertAll(row, w => (float)w));
Plot.Images("runs/competitive-learning.png", "What 64 competing units have come to stand for", [.. fields], 28, 28, columns: 16);
