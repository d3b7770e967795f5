
namespace Homeostat.Tests.Learners;

/// <summary>Small networks and batches that tests share.</summary>
internal static class Tiny
{
    public static readonly int[] Layers = [784, 24, 16, 10];

    public static ImageSet Data { get; } = Digits.Draw(120, 40, seed: 5);

    /// <summary>The published setting: smooth, so that free energy falls with every small step.</summary>
    public static PredictiveCodingOptions Options { get; } = new()
    {
        Activation = "sigmoid(z)", Output = OutputModel.Gaussian, Rate = 0.1, Steps = 8,
    };

    public static Learner PredictiveCoding(PredictiveCodingOptions? options = null) =>
        Homeostat.PredictiveCoding.Create(Layers, options ?? Options);

    public static Training Train(
        Learner learner, ElementType type = ElementType.Float64, int batch = 12, Workers? workers = null, ulong seed = 1) =>
        new(learner, Data, new TrainingOptions { Batch = batch, Epochs = 2, Type = type, Seed = seed, FinalRate = 1 }, workers);

    /// <summary>Every stored number, for comparison to the bit.</summary>
    public static IReadOnlyDictionary<string, double[]> Bits(Training training) => training.Simulation.Snapshot().Values;

    public static void AssertSameBits(Training a, Training b)
    {
        var (x, y) = (Bits(a), Bits(b));
        Assert.Equal(x.Keys, y.Keys);
        foreach (var name in x.Keys)
        {
            Assert.True(x[name].AsSpan().SequenceEqual(y[name]), $"{name} differs");
        }
    }
}
