namespace Homeostat.Runs;

/// <summary>The progress of downloads, told by a report.</summary>
/// <param name="report">The report.</param>
internal sealed class Downloads(Report report) : IProgress<DownloadProgress>
{
    /// <inheritdoc/>
    public void Report(DownloadProgress value) => report.Download(value);
}
