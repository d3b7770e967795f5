using System.Globalization;

namespace Homeostat;

/// <summary>
/// The modern Hopfield memory (Ramsauer et al. 2021). Each memory unit holds one pattern. A state becomes the mean of the patterns, weighted by the
/// softmax of how well each fits, which is the attention of transformers; an energy falls.
/// </summary>
public static class ModernHopfieldMemory
{
    /// <summary>The entry of the modern Hopfield memory in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "modern-hopfield",
        CreditAssignment.Energy,
        "modern Hopfield memory: stores one pattern in each memory unit and recalls by the softmax of how well they fit",
        "Ramsauer et al. 2021, ICLR (arXiv 2008.02217), equation 3",
        new ModernHopfieldOptions(),
        Create,
        classifies: false,
        causes: 1);

    // A memory without a pattern is this far from fitting, so that its share of the softmax is 0.
    private const double Empty = 1e6;

    /// <summary>
    /// Creates a learner from the numbers of pixels and memories. Each batch writes one memory, the mean of its samples, and the first memory is
    /// written again after the last: with batches of one sample, each memory holds one image.
    /// </summary>
    /// <param name="layers">The number of pixels and the number of memories.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are not two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ModernHopfieldOptions? options = null)
    {
        options ??= new ModernHopfieldOptions();
        Layered.CheckUnsupervised(layers, options, fewest: 2, most: 2, "the pixels and the memories are the only layers");
        var circuit = new Circuit(Model.Name)
        {
            new Population("input", layers[0], """
                x : 1                   # pixels, 0 to 1
                s : 1                   # pixels, -1 to 1
                image = (s + 1)/2 : 1
                F = s**2/2 : 1 (energy)
                recalled : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string> { ["cue"] = "s = 2*x - 1", ["recall"] = "s = recalled" },
            },

            // The energy of Ramsauer et al. is larger by half the largest squared length of a pattern, which no state changes.
            new Population("memory", layers[1], """
                p = softmax(beta*(fit - empty)) : 1
                F = (log(N) - logsumexp(beta*(fit - empty)))/beta : 1 (energy)   # one value for all units, which counts once
                fit, empty, turn : 1 (input)
                """)
            {
                Constants = new Dictionary<string, Quantity> { ["beta"] = options.Beta },
            },
            new Population("bias", 1, "rate = 1 : 1   # always on"),
            new Projection("input", "memory", """
                w : 1 (weight)
                g : 1 (gradient)        # of the last update
                fit_post = w*s_pre : 1 (summed)
                recalled_pre = w*p_post : 1 (summed)
                """)
            {
                OnLearn = "g = w*mean(turn_post) - mean(turn_post*s_pre)",
                OnUpdate = "w -= g",
            },
            new Projection("bias", "memory", """
                w : 1 (weight)          # how far a memory without a pattern is from fitting
                index : 1               # of the memory
                next : 1 (shared)       # the memory that is written next
                memories : 1 (shared)
                empty_post = w*rate_pre : 1 (summed)
                turn_post = where(index == next, 1, 0)*rate_pre : 1 (summed)
                """)
            {
                OnLearn = """
                    w = where(index == next, 0, w)
                    next = where(next + 1 < memories, next + 1, 0)
                    """,
                Initial = new Dictionary<string, string>
                {
                    ["w"] = Empty.ToString("R", CultureInfo.InvariantCulture),
                    ["index"] = "j",
                    ["memories"] = "N_post",
                },
            },
        };
        return new Learner(Model.Name, circuit)
        {
            Train = [new Clamp("input.x", Learner.Image), new Act("cue"), new Learn(), new Measure()],
            Test = [new Clamp("input.x", Learner.Image), new Act("cue"), new Repeat(options.Steps, new Act("recall"))],
            Reconstruction = "input.image",
            Features = "memory.p",
            Source = Model.Source,
        };
    }
}

/// <summary>The settings of <see cref="ModernHopfieldMemory"/>.</summary>
public sealed record ModernHopfieldOptions
{
    /// <summary>The inverse temperature β: a large one recalls a single pattern, a small one the mean of several.</summary>
    [Setting("Inverse temperature: a large one recalls a single pattern, a small one the mean of several", Least = 0, Above = true)]
    public double Beta { get; init; } = 1;

    /// <summary>The number of updates of a recall; most recalls are at rest after one.</summary>
    [Setting("Updates of a recall; most are at rest after one", Least = 1)]
    public int Steps { get; init; } = 3;
}
