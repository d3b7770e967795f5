using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Homeostat;

/// <summary>The progress of a download.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Received">The number of bytes on disk, with those of an earlier, interrupted download.</param>
/// <param name="Total">The size of the whole file in bytes.</param>
/// <param name="Source">The address from which the file is downloaded.</param>
public readonly record struct DownloadProgress(string File, long Received, long Total, Uri Source);

/// <summary>
/// The download of one file. The file comes from the first mirror that delivers it completely. A download continues where an earlier one
/// stopped, and the file gets its final name only after its checksum was found to be right.
/// </summary>
internal sealed class Download(HttpClient client, TimeSpan patience)
{
    /// <summary>The largest number of tries with one mirror that ends the connection early. A try counts only if it brings further bytes.</summary>
    private const int TriesPerMirror = 5;

    /// <summary>The number of bytes that are read from the network at once, and between two reports of progress.</summary>
    private const int ChunkBytes = 1 << 16;

    /// <summary>Downloads a file.</summary>
    /// <param name="file">The description of the expected file.</param>
    /// <param name="mirrors">The addresses of the folders that hold the file, in the order in which they are tried.</param>
    /// <param name="folder">The folder for the file; it is created if it does not exist.</param>
    /// <param name="progress">The receiver of the progress, called after every chunk; may be null.</param>
    /// <param name="cancellation">The token that stops the download; the bytes received so far are kept.</param>
    /// <returns>The path of the finished file.</returns>
    /// <exception cref="HomeostatException">No mirror delivered the complete file, or the file could not be written.</exception>
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

    /// <summary>The SHA-256 of the bytes from the present position to the end of the stream, in lower-case hexadecimal.</summary>
    public static string Checksum(Stream bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Downloads the file from one mirror. The result is null if the file is complete and right, and otherwise a description of the failure.</summary>
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
                return failure; // The bytes of an earlier download are not the cause: this mirror has another file.
            }
        }

        return failure;
    }

    /// <summary>Appends the missing bytes; downloads from the beginning if the server cannot send a part of the file.</summary>
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
            // A wrong length shows, before the download, that the server has another file, or a login page in its place.
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

    /// <summary>The exception for a failure to read from the network, which is distinguished from a failure to write to disk.</summary>
    private sealed class NetworkInterruption(IOException inner) : Exception(inner.Message, inner);
}
