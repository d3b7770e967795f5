using System.Text.Json;
using Homeostat.Studio.Learning;
using Homeostat.Studio.Web;

namespace Homeostat.Studio.Tests;

/// <summary>Tiny trainings on drawn digits, which need no data on the machine.</summary>
internal static class Trainings
{
    public static LearnSettings Settings(string model = "pc", int train = 300, int test = 80, int epochs = 2) =>
        LearnerApi.SettingsOf(model, "digits", train, test, epochs, 1) with { Layers = [784, 24, 10], Batch = 50, Compare = false };

    public static WatchedLearning Begin(TestStudio studio, LearnSettings settings, bool isHalted = false)
    {
        var learning = (WatchedLearning)studio.Server.Sessions.Learn(settings);
        if (isHalted)
        {
            learning.Steer(new Steering(Play: false));
        }

        return learning;
    }

    /// <summary>Trains without a studio.</summary>
    public static string Alone(TestStudio studio, string name, LearnSettings settings)
    {
        var path = Path.Combine(studio.Runs, name);
        using var folder = RunFolder.Create(path, settings);
        using var control = new Control<LearnSession>();
        Assert.Equal(ExitCode.Success, new LearnSession(folder, null, new SilentReport(), control, default).Run());
        return path;
    }

    public static Task<JsonElement> Until(TestStudio studio, long batches) =>
        TestStudio.Until(() => studio.Get("api/sessions/1/model"), model => Batches(model) >= batches, $"{batches} batches", seconds: 180);

    public static Task Finished(WatchedLearning learning) => TestStudio.Until(
        () => Task.FromResult(learning.Happenings.From(0).Events), events => events.OfType<Finished>().Any() && learning.Failure is null, "the end of the training", seconds: 180);

    public static long Batches(JsonElement answer) => answer.GetProperty("batchesDone").GetInt64();

    public static byte[] Arrays(string folder) => File.ReadAllBytes(Checkpoint.Read(folder).ArraysFile);

    public static Task<T> Ask<T>(WatchedLearning learning, Func<LearnerLook, T> question) => learning.Ask(question);
}
