using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Homeostat;

/// <summary>How far a download has come.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Received">Bytes on disk, those of an earlier, interrupted try included.</param>
/// <param name="Total">Bytes of the whole file.</param>
/// <param name="Source">The address it comes from.</param>
public readonly record struct DownloadProgress(string File, long Received, long Total, Uri Source);

/// <summary>
/// Brings one file to disk: from the first mirror that gives it whole, going on where an earlier try stopped, under its
/// final name only once its checksum is right.
/// </summary>
internal sealed class Download(HttpClient client, TimeSpan patience)
{
    /// <summary>Tries of one mirror that ends the connection early, as long as each brings the file further.</summary>
    private const int TriesPerMirror = 5;

    /// <summary>Bytes asked of the network at a time, and between two reports of progress.</summary>
    private const int ChunkBytes = 1 << 16;

    /// <summary>Downloads a file.</summary>
    /// <param name="file">What is expected.</param>
    /// <param name="mirrors">Where it can be had, in order.</param>
    /// <param name="folder">Where it goes; created if missing.</param>
    /// <param name="progress">Told after every chunk; may be null.</param>
    /// <param name="cancellation">Stops the download; what has come so far is kept.</param>
    /// <returns>The path of the finished file.</returns>
    /// <exception cref="HomeostatException">No mirror gave the file whole, or it could not be written.</exception>
    public async Task<string> FetchAsync(
        DataFile file, IReadOnlyList<Uri> mirrors, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var target = Path.Combine(folder, file.Name);
        var part = target + ".part";
        var failures = new List<string>();
        var kept = "";
        try
        {
            Directory.CreateDirectory(folder);
            using var output = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            foreach (var mirror in mirrors)
            {
                var address = new Uri(mirror, file.Name);
                if (await TryMirror(file, address, output, progress, cancellation).ConfigureAwait(false) is { } failure)
                {
                    failures.Add($"{address}: {failure}");
                    continue;
                }

                output.Flush(flushToDisk: true);
                output.Close();
                File.Move(part, target, overwrite: true);
                return target;
            }

            if (output.Length == 0)
            {
                output.Close();
                File.Delete(part);
            }
            else
            {
                kept = $" The {Megabytes(output.Length)} that have come are kept: a new try goes on from there.";
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException(
                $"{part}: could not be written: {e.Message}. {Megabytes(file.Bytes)} are needed there, by one process at a time. " +
                "Make room or set XDG_CACHE_HOME to another folder, then run the same command: what has come so far is kept.",
                e);
        }

        throw new HomeostatException(
            $"{file.Name} could not be downloaded.{string.Concat(failures.Select(f => $"\n  {f}"))}\n" +
            $"Put {file.Name} ({file.Bytes} bytes, sha256 {file.Sha256}) into {folder}, or set HOMEOSTAT_DATA to a folder that has it " +
            $"in {Path.GetFileName(folder)}/.{kept} Working offline? The data set digits needs no download.");
    }

    /// <summary>The SHA-256 of the bytes from here to the end, lower-case hexadecimal.</summary>
    public static string Checksum(Stream bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Null when the file is whole and right, otherwise what went wrong.</summary>
    private async Task<string?> TryMirror(
        DataFile file, Uri address, FileStream output, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        string? failure = null;
        for (var attempt = 0; attempt < TriesPerMirror; attempt++)
        {
            failure = null;
            var before = Math.Min(output.Length, file.Bytes);
            if (output.Length < file.Bytes)
            {
                try
                {
                    await Receive(file, address, output, progress, cancellation).ConfigureAwait(false);
                }
                catch (HttpRequestException e)
                {
                    return e.StatusCode is { } status ? $"the server answered {(int)status} {status}" : Innermost(e);
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    failure = $"nothing came for {patience.TotalSeconds:0} s";
                }
                catch (NetworkInterruption e)
                {
                    failure = Innermost(e);
                }
            }

            if (output.Length < file.Bytes)
            {
                failure = $"only {output.Length} of {file.Bytes} bytes came ({failure ?? "the connection was closed"})";
                if (output.Length <= before)
                {
                    return failure;
                }

                continue;
            }

            output.Position = 0;
            var checksum = Checksum(output);
            if (output.Length == file.Bytes && checksum == file.Sha256)
            {
                return null;
            }

            failure = output.Length > file.Bytes
                ? $"more than the expected {file.Bytes} bytes came"
                : $"the file that came has sha256 {checksum}; {file.Sha256} was expected";
            output.SetLength(0);
            if (before == 0)
            {
                return failure; // Not the fault of what was there before: this mirror has another file.
            }
        }

        return failure;
    }

    /// <summary>Appends what is missing; from the start where the server cannot go on in the middle.</summary>
    private async Task Receive(
        DataFile file, Uri address, FileStream output, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patient.CancelAfter(patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (output.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(output.Length, null);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patient.Token).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && output.Length > 0)
        {
            output.SetLength(0);
            await Receive(file, address, output, progress, cancellation).ConfigureAwait(false);
            return;
        }

        response.EnsureSuccessStatusCode();
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != output.Length)
        {
            // Seen before it is fetched: another file, or a login page in its place.
            if (response.Content.Headers.ContentLength is { } length && length != file.Bytes)
            {
                throw new HttpRequestException($"the file there has {length} bytes; {file.Bytes} were expected");
            }

            output.SetLength(0);
        }

        output.Position = output.Length;
        using var content = await response.Content.ReadAsStreamAsync(patient.Token).ConfigureAwait(false);
        var buffer = new byte[ChunkBytes];
        while (output.Length <= file.Bytes)
        {
            patient.CancelAfter(patience);
            int count;
            try
            {
                count = await content.ReadAsync(buffer, patient.Token).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                throw new NetworkInterruption(e);
            }

            if (count == 0)
            {
                return;
            }

            output.Write(buffer, 0, count);
            progress?.Report(new DownloadProgress(file.Name, output.Length, file.Bytes, address));
        }
    }

    private static string Innermost(Exception e) => e.GetBaseException().Message;

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";

    /// <summary>Reading from the network failed; kept apart from failing to write to disk.</summary>
    private sealed class NetworkInterruption(IOException inner) : Exception(inner.Message, inner);
}
