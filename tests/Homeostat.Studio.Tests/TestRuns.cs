namespace Homeostat.Studio.Tests;

/// <summary>Short runs, carried out to their end without a studio.</summary>
internal static class TestRuns
{
    /// <summary>A learner that is trained for two epochs on a few digits.</summary>
    public static string Learn(string path, string model = "pc")
    {
        using var folder = RunFolder.Create(path, new LearnSettings
        {
            Model = model, Data = new DataReference("digits") { Train = 200, Test = 50 }, Layers = [784, 12, 10], Epochs = 2, Batch = 50, Seed = 1, Compare = true,
        });
        using var control = new Control<LearnSession>();
        Assert.Equal(ExitCode.Success, new LearnSession(folder, null, new SilentReport(), control, default).Run());
        return path;
    }

    /// <summary>A network that is simulated for a time in seconds.</summary>
    public static string Simulate(string path, string network, double seconds, params string[] record)
    {
        using var folder = RunFolder.Create(path, new SimulateSettings { Network = network, Seconds = seconds, Record = record, Seed = 1 });
        using var control = new Control<SimulationSession>();
        Assert.Equal(ExitCode.Success, new SimulationSession(folder, new SilentReport(), control, default).Run());
        return path;
    }

    /// <summary>A life of at most a number of steps.</summary>
    public static string Live(string path, string habitat, long steps, ulong seed = 1, string? niche = null)
    {
        using var folder = RunFolder.Create(path, new LiveSettings { Habitat = habitat, Niche = niche, Steps = steps, Seed = seed });
        using var control = new Control<LifeSession>();
        Assert.Equal(ExitCode.Success, new LifeSession(folder, new SilentReport(), control, default).Run());
        return path;
    }
}
