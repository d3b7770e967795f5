#:project ../src/Homeostat/Homeostat.csproj
#:property PublishAot=false

// Equilibrium propagation (Scellier & Bengio 2017) with symmetric nudging (Laborieux et al. 2021), declared from its equations: the
// circuit settles freely, then nudged towards the label and away from it, and synapses learn from the difference of the two.
using Homeostat;

const double Beta = 0.5;

Population Layer(string name, int size, bool isOutput) => new(name, size, $"""
    du/dt = (diff(rate, u)*(drive{(isOutput ? "" : " + back")}) - u{(isOutput ? " + beta*(y - u)" : "")})/tau : 1
    rate = sigmoid(4*u - 2) : 1
    towards, away : 1                    # rates at the end of the two nudged phases
    F = u**2/2 - rate*drive : 1 (energy)
    {(isOutput ? "beta : 1 (shared)\ny : 1\ndrive : 1 (input)" : "drive, back : 1 (input)")}
    """)
{
    Actions = new Dictionary<string, string> { ["remember"] = "towards = away; away = rate" },
    Method = "euler",
    Constants = new Dictionary<string, Quantity> { ["tau"] = 2 * Units.Millisecond },
};

Projection Connect(string pre, string post, string back = "") => Synapse.Learning(
    pre, post, $"drive_post = w*rate_pre : 1 (summed)\n{back}",
    FormattableString.Invariant($"-(mean(towards_post*towards_pre) - mean(away_post*away_pre))/{2 * Beta}"), Optimizer.Adam(3e-3));

var circuit = new Circuit("equilibrium propagation")
{
    new Population("pixels", 784, "rate : 1\ntowards = rate : 1\naway = rate : 1"),
    Layer("hidden", 64, isOutput: false),
    Layer("digit", 10, isOutput: true),
    Connect("pixels", "hidden"),
    Connect("hidden", "digit", "back_pre = w*rate_post : 1 (summed)"),
};

Phase[] free = [new Clamp("pixels.rate", Learner.Image), new Set("hidden.u", 0.5), new Set("digit.u", 0.5), new Set("digit.beta"), new Settle(20)];
Phase[] Nudged(double beta) => [new Set("digit.beta", beta), new Settle(20), new Act("remember")];
var learner = new Learner("ep", circuit)
{
    Train = [new Clamp("digit.y", Learner.Label), .. free, new Measure(), .. Nudged(Beta), .. Nudged(-Beta), new Learn()],
    Test = free,
    Readout = "digit.u",
};

using var training = new Training(learner, Digits.Draw(train: 2000, test: 500), new TrainingOptions { Batch = 20, Epochs = 4 });
training.Run();
Console.WriteLine($"{training.Test().Accuracy:P1} of 500 digits recognized");
Console.WriteLine(Taxonomy.Of(learner));
