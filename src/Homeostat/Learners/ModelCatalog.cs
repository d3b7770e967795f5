
namespace Homeostat;

/// <summary>A ready-made learner.</summary>
/// <param name="Name">The name it is asked for by.</param>
/// <param name="Description">What it does, in a line.</param>
/// <param name="Source">The paper it follows.</param>
/// <param name="Create">Builds it: layer sizes, input first, and settings.</param>
public sealed record Model(
    string Name, string Description, string Source, Func<IReadOnlyList<int>, PredictiveCodingOptions, Learner> Create)
{
    /// <summary>Settings it is usually run with.</summary>
    public PredictiveCodingOptions Defaults { get; init; } = new();

    /// <summary>Whether it classifies, so that its last layer has a unit a class; the others explain images by causes.</summary>
    public bool Classifies { get; init; } = true;
}

/// <summary>The learners that can be asked for by name.</summary>
public static class ModelCatalog
{
    /// <summary>All models.</summary>
    public static IReadOnlyList<Model> Models { get; } =
    [
        new("pc", "predictive coding: states settle to minimize prediction errors, then each synapse follows the error it sees",
            "Whittington & Bogacz 2017, Neural Computation 29(5)", PredictiveCoding.Create),
        new("ipc", "incremental predictive coding: states and synapses change together at every step",
            "Salvatori et al. 2022, arXiv 2212.00720", PredictiveCoding.Incremental),
        new("zil", "zero-divergence inference learning: predictive coding timed so that its update equals back-propagation's",
            "Song et al. 2020, NeurIPS 33", PredictiveCoding.ZeroDivergence),
        new("generative-pc", "generative predictive coding: causes at the top predict the image; learns without labels and reconstructs",
            "Rao & Ballard 1999, Nature Neuroscience 2", (layers, options) => GenerativePredictiveCoding.Create(layers, options))
        {
            Defaults = GenerativePredictiveCoding.Defaults,
            Classifies = false,
        },
        new("bp", "back-propagation through the circuit of pc, the baseline that the others are compared with",
            "Rumelhart, Hinton & Williams 1986, Nature 323",
            (layers, options) => Backpropagation.Of(PredictiveCoding.Create(layers, options), options.Optimizer)),
    ];

    /// <summary>The model of that name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static Model Find(string name) => Spelling.Find(Models, m => m.Name, name, "model");
}
