#:package Homeostat@HOMEOSTAT_VERSION
#:property PublishAot=false
// A learner of your own. Run it by: dotnet run MY_NAME.cs
// Units compete for images: those whose weights fit best get the largest shares, and move their weights toward the image. No labels are used.
using Homeostat;

var circuit = new Circuit("MY_NAME")
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
        // The rule of learning, for each synapse: pre is the image's side, post the cell's, mean() goes over the images of a batch.
        OnLearn = """
            w += 0.1*mean(share_post*(x_pre - w))/(mean(share_post) + 0.001)
            w /= sqrt(sum_pre(w**2))
            """,
        Initial = new Dictionary<string, string> { ["w"] = "(0.9 + 0.2*rand())/sqrt(N_pre)" },
    },
};

// What is done for a batch in training, and what when the learner answers.
var learner = new Learner("MY_NAME", circuit)
{
    Train = [new Clamp("image.x", Learner.Image), new Learn()],
    Test = [new Clamp("image.x", Learner.Image)],
    Features = "cell.match",
};

var data = Digits.Draw(train: 4_000, test: 1_000);
using var training = new Training(learner, data, new TrainingOptions { Epochs = 4, Batch = 100 });
Report("before learning");
training.Run();
Report("after learning");

void Report(string when)
{
    var probe = LinearProbe.Classify(
        training.Responses("cell.match", data.Train), 64, data.Train.Labels.ToArray(),
        training.Responses("cell.match", data.Test), data.Test.Labels.ToArray());
    Console.WriteLine($"{when}: a linear read-out of the cells tells {probe.Accuracy:P1} of the digits");
}
