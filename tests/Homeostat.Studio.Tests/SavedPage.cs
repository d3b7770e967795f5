namespace Homeostat.Studio.Tests;

/// <summary>Opens saved files in headless Chromium.</summary>
internal static class SavedPage
{
    /// <summary>Opens a file from the disk; a request to anywhere is an error.</summary>
    public static Task<BrowserPage> OpenAsync(string path, string hash = "", int width = 1400, bool dark = false) =>
        BrowserPage.OpenAsync($"{new Uri(Path.GetFullPath(path))}{hash}", url => url.StartsWith("file://", StringComparison.Ordinal) && url.Contains(Path.GetFileName(path), StringComparison.Ordinal), width: width, dark: dark);
}
