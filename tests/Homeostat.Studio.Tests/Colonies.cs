using System.Text.Json;

namespace Homeostat.Studio.Tests;

/// <summary>Small colonies, and the same lives without a studio.</summary>
internal static class Colonies
{
    /// <summary>Lives of which many are short.</summary>
    public static LiveSettings Settings(int lives = 5, long steps = 1500) =>
        new() { Habitat = "homeostat", Body = "ultrastable", Against = ["fixed"], Ablate = [Ablation.Selection], Steps = steps, Seed = 3, Seeds = lives };

    public static WatchedColony Begin(TestStudio studio, LiveSettings settings) => (WatchedColony)studio.Server.Sessions.LiveTogether(settings);

    /// <summary>Lets a colony pass as fast as possible up to an age, where it halts.</summary>
    public static async Task HaltAt(TestStudio studio, WatchedColony colony, long age)
    {
        colony.HaltAt(age);
        await TestStudio.Until(() => Survival(studio, colony), survival => survival.GetProperty("age").GetInt64() == age, $"age {age}", seconds: 120);
    }

    public static Task<JsonElement> Survival(TestStudio studio, WatchedColony colony) => studio.Get($"api/sessions/{colony.Id}/survival");

    /// <summary>Lives the same lives without a studio, as <c>homeostat live</c> does.</summary>
    public static IReadOnlyList<RunEvent> Alone(string path, LiveSettings settings)
    {
        using var folder = RunFolder.Create(path, settings);
        Assert.Equal(ExitCode.Success, new CohortSession(folder, new SilentReport(), default).Run());
        return folder.Events();
    }

    public static Task Finished(WatchedColony colony) => TestStudio.Until(
        () => Task.FromResult(colony.Happenings.From(0).Events), events => events.OfType<Finished>().Any(), "the end of the lives", seconds: 120);
}
