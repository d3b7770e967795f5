using System.Globalization;

namespace Homeostat.Tests.Registry;

/// <summary>Folders of runs as a training leaves them, made without training.</summary>
internal static class Runs
{
    /// <summary>A run that was stopped after its first epoch.</summary>
    public static void Begun(string path, int seed, double accuracy, double? eta = 0.02)
    {
        using var run = Begin(path, seed, eta);
        run.Append(new Tested("pc", 1, 10, 1.5, accuracy, 0.3, 1000, 0.1));
    }

    /// <summary>A run that was trained to its end.</summary>
    public static void Finished(string path, int seed, double accuracy, double? eta = 0.02)
    {
        using var run = Begin(path, seed, eta);
        run.Append(new Tested("pc", 1, 10, 1.5, accuracy / 2, 0.3, 1000, 0.1));
        run.Append(new Tested("pc", 2, 20, 1.2, accuracy, 0.2, 1000, 0.2));
        run.Append(new LearnersCompared([new Outcome("pc", accuracy, 0.2, 1.2, 0.2, 1e6)], null, null));
        run.Append(new Finished(path, 0.5, []));
    }

    private static RunFolder<LearnSettings> Begin(string path, int seed, double? eta)
    {
        var run = RunFolder.Create(path, new LearnSettings
        {
            Model = "pc",
            Data = new DataReference("digits"),
            Layers = [784, 6, 10],
            Epochs = 2,
            Batch = 50,
            Seed = (ulong)seed,
            Settings = eta is { } rate ? new Dictionary<string, string> { ["eta"] = rate.ToString(CultureInfo.InvariantCulture) } : [],
        });
        run.Save();
        return run;
    }
}
