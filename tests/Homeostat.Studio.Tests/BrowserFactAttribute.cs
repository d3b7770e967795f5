// Each browser and each run wants the two cores of a small machine for itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Homeostat.Studio.Tests;

/// <summary>A test in a real browser; left out, and said to be, where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    public BrowserFactAttribute() => Skip = Chromium is null ? "There is no Chromium here. On Debian: apt-get install chromium" : null;

    /// <summary>The path of the browser; null if there is none.</summary>
    public static string? Chromium { get; } = Environment.GetEnvironmentVariable("HOMEOSTAT_CHROMIUM") ?? Array.Find(Places, File.Exists);
}
