using System.Globalization;

namespace Homeostat;

/// <summary>
/// Annealed importance sampling of the partition function of a restricted Boltzmann machine (Neal 2001; Salakhutdinov &amp; Murray 2008). Chains begin at
/// the machine whose energy is 0 everywhere, and are drawn from one machine after the other, each with a larger share β of the energy, up to 1.
/// </summary>
/// <remarks>
/// The chains are the samples of a circuit, in double precision. The mean of their weights has no bias; the logarithm of it is too low on average, by
/// about half of its variance.
/// </remarks>
public static class AnnealedImportanceSampling
{
    /// <summary>Estimates the logarithm of the partition function.</summary>
    /// <param name="weights">The weights, [hidden units × visible units].</param>
    /// <param name="visible">The biases of the visible units.</param>
    /// <param name="hidden">The biases of the hidden units.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <exception cref="HomeostatException">The sizes do not fit each other, a number is not finite, or a setting is out of range.</exception>
    public static PartitionEstimate Run(double[,] weights, double[] visible, double[] hidden, AnnealingOptions? options = null, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(visible);
        ArgumentNullException.ThrowIfNull(hidden);
        options ??= new AnnealingOptions();
        options.Require();
        Require(weights, visible, hidden);
        using var simulation = new Simulation(
            Circuit(visible.Length, hidden.Length, options.Steps), options.Chains, new SimulationOptions { Seed = options.Seed, Type = ElementType.Float64, Workers = workers });
        simulation["synapses.w"].CopyFrom([.. weights.Cast<double>()]);
        simulation["visible.b"].CopyFrom(visible);
        simulation["hidden.b"].CopyFrom(hidden);
        string[] changed = ["synapses.w", "visible.b", "hidden.b"];
        foreach (var name in changed)
        {
            simulation.Changed(name);
        }

        var zero = (visible.Length + hidden.Length) * Math.Log(2);
        var path = new List<PartitionEstimate.Point> { new(0, zero) };
        var logWeights = new double[options.Chains];
        for (var point = 0; point < options.Points; point++)
        {
            var (done, end) = ((long)options.Steps * point / options.Points, (long)options.Steps * (point + 1) / options.Points);
            simulation.Run(simulation.Compile(new Repeat((int)(end - done), new Act("step"), new Act("weigh"), new Act("draw", "hidden"), new Act("draw", "visible"))));
            for (var chain = 0; chain < logWeights.Length; chain++)
            {
                logWeights[chain] = simulation["visible.weight"][chain, 0] + simulation["hidden.weight"][chain, 0];
            }

            path.Add(new((double)end / options.Steps, zero + LogMean(logWeights)));
        }

        return PartitionEstimate.Of(path, logWeights);
    }

    // f(v) of the machine with the share β is β·v·b + Σ softplus(β·(W·v + c)), summed over the hidden units; a chain's weight grows by f(v) at the next share minus f(v) at this one.
    private static Circuit Circuit(int visible, int hidden, int steps) => new("annealed importance sampling")
    {
        Units("visible", visible, steps, "next*(drive + b)", "(next - now)*sum(v*b)") with { Initial = new Dictionary<string, string> { ["v"] = "int(rand() < 0.5)" } },
        Units("hidden", hidden, steps, "next*(drive + b)", "sum(softplus(next*(drive + b)) - softplus(now*(drive + b)))"),
        new Projection("visible", "hidden", "w : 1\ndrive_post = w*v_pre : 1 (summed)\ndrive_pre = w*v_post : 1 (summed)") { Name = "synapses" },
    };

    private static Population Units(string name, int size, int steps, string drive, string grows) => new(name, size, """
        v : 1                       # 0 or 1
        b : 1 (constant over batch) # the bias
        k : 1 (shared)              # steps so far
        now, next : 1 (shared)      # the shares before and after the step
        weight : 1 (shared)         # the logarithm of this population's factor of the weight of the chain
        drive : 1 (input)
        """)
    {
        Actions = new Dictionary<string, string>
        {
            ["step"] = "k = k + 1; now = next; next = k/steps",
            ["weigh"] = $"weight = weight + {grows}",
            ["draw"] = $"v = where(rand() < sigmoid({drive}), 1, 0)",
        },
        Constants = new Dictionary<string, Quantity> { ["steps"] = steps },
    };

    private static double LogMean(double[] logarithms)
    {
        var largest = logarithms.Max();
        return largest + Math.Log(logarithms.Average(x => Math.Exp(x - largest)));
    }

    private static void Require(double[,] weights, double[] visible, double[] hidden)
    {
        if (weights.GetLength(0) != hidden.Length || weights.GetLength(1) != visible.Length)
        {
            throw new HomeostatException(
                $"Weights of {weights.GetLength(0)} × {weights.GetLength(1)} do not fit {hidden.Length} hidden and {visible.Length} visible biases. Give a row for each "
                + $"hidden unit and a column for each visible one.");
        }

        if (weights.Cast<double>().Concat(visible).Concat(hidden).Any(number => !double.IsFinite(number)))
        {
            throw new HomeostatException("A weight or a bias of the machine is not a finite number, so it has no partition function. Train it with a smaller learning rate.");
        }
    }
}

/// <summary>The settings of <see cref="AnnealedImportanceSampling"/>.</summary>
public sealed record AnnealingOptions
{
    /// <summary>The number of chains, each with a weight of its own.</summary>
    public int Chains { get; init; } = 100;

    /// <summary>The number of steps from β = 0 to β = 1, all of the same size.</summary>
    public int Steps { get; init; } = 10_000;

    /// <summary>The number of points of <see cref="PartitionEstimate.Path"/> after the first.</summary>
    public int Points { get; init; } = 10;

    /// <summary>The seed of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Require()
    {
        if (Chains < 2 || Points < 1 || Steps < Points)
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Chains} chains, {Steps} steps and {Points} points make no annealing; give two chains or more, one point or more, and as many steps as points or more."));
        }
    }
}
