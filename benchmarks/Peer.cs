using System.Diagnostics;
using System.Text.Json;

namespace Homeostat.Benchmarks;

/// <summary>
/// Another library, measured by a script in <c>peers/</c> that runs as a child process: it writes one line of JSON when it is ready and then
/// answers each line it reads with one line. In this way rounds of ours and of peers alternate, and other load on the machine
/// affects both.
/// </summary>
internal sealed class Peer : IDisposable
{
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    private const string OpenBlas = "OpenBLAS";

    private readonly Process _process;

    private Peer(string library, Process process) => (Library, _process) = (library, process);

    /// <summary>The name of the Python module.</summary>
    public string Library { get; }

    /// <summary>The linear algebra library that it uses, and the processor for which that is tuned.</summary>
    public string Blas { get; private set; } = "";

    /// <summary>The version of the library.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The library and its linear algebra, for the report.</summary>
    public string Name => $"{Library} on {Blas}";

    /// <summary>
    /// Starts the script once for each setting that matters: OpenBLAS with its own configuration, which is not always the best for the machine,
    /// and OpenBLAS configured for 512-bit vectors.
    /// </summary>
    /// <param name="library">The Python module: <c>numpy</c> or <c>torch</c>.</param>
    /// <param name="script">The file name in <c>peers/</c>.</param>
    /// <param name="threads">The number of threads the library may use.</param>
    /// <param name="report">The report, which lists a library, an OpenBLAS or a script that is missing or does not start.</param>
    /// <param name="arguments">Further arguments of the script.</param>
    public static List<Peer> Start(string library, string script, int threads, Report report, params string[] arguments)
    {
        var peers = new List<Peer>();
        if (FindPython(library) is not { } python)
        {
            report.AddMissing(library, $"install it with: apt-get install python3-{library} libopenblas0-pthread");
            return peers;
        }

        string[] all = [script, "--library", library, "--threads", $"{threads}", .. arguments];
        try
        {
            peers.Add(StartOne(library, python, all, threads, core: null));
            if (!peers[0].Blas.StartsWith(OpenBlas, StringComparison.Ordinal))
            {
                report.AddMissing(
                    $"{library} on {OpenBlas}",
                    $"it was found on {peers[0].Blas}; a fair comparison on Debian needs: apt-get install libopenblas0-pthread");
                return peers;
            }

            var other = StartOne(library, python, all, threads, "SKYLAKEX");
            if (other.Blas == peers[0].Blas)
            {
                other.Dispose();
            }
            else
            {
                peers.Add(other);
            }
        }
        catch (InvalidOperationException problem)
        {
            report.AddMissing(library, problem.Message);
        }

        return peers;
    }

    /// <summary>Starts the script for a library whose speed does not depend on linear algebra.</summary>
    /// <param name="library">The Python module.</param>
    /// <param name="package">The Debian package of the module.</param>
    /// <param name="script">The file name in <c>peers/</c>.</param>
    /// <param name="threads">The number of threads the library may use.</param>
    /// <param name="report">The report, which lists a library that is missing or a script that does not start.</param>
    /// <param name="arguments">Further arguments of the script.</param>
    public static Peer? StartPlain(
        string library, string package, string script, int threads, Report report, params string[] arguments)
    {
        if (FindPython(library) is not { } python)
        {
            report.AddMissing(library, $"install it with: apt-get install {package}");
            return null;
        }

        try
        {
            return StartOne(library, python, [script, .. arguments, "--threads", $"{threads}"], threads, core: null);
        }
        catch (InvalidOperationException problem)
        {
            report.AddMissing(library, problem.Message);
            return null;
        }
    }

    /// <summary>Sends one request and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">The script ended or answered with an error.</exception>
    public JsonElement Ask(object request)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        _process.StandardInput.Flush();
        return ReadAnswer();
    }

    /// <summary>Sends a request to time something, and waits until the threads of the peer rest.</summary>
    /// <returns>The times in seconds.</returns>
    /// <exception cref="InvalidOperationException">The script ended or answered with an error.</exception>
    public double[] Time(object request)
    {
        double[] times = [.. Ask(request).GetProperty("seconds").EnumerateArray().Select(seconds => seconds.GetDouble())];

        // The threads of OpenBLAS and OpenMP spin for a while after their last product.
        Thread.Sleep(30);
        return times;
    }

    public void Dispose()
    {
        try
        {
            // The end of its input tells the script to stop.
            _process.StandardInput.Close();
            if (!_process.WaitForExit(2000))
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException)
        {
            // The process had ended already.
        }

        _process.Dispose();
    }

    private static Peer StartOne(string library, string python, string[] arguments, int threads, string? core)
    {
        var start = new ProcessStartInfo(python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "peers"),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OPENBLAS_NUM_THREADS"] = start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        start.Environment.Remove("OPENBLAS_CORETYPE");
        if (core is not null)
        {
            start.Environment["OPENBLAS_CORETYPE"] = core;
        }

        var process = Process.Start(start)!;
        var peer = new Peer(library, process);
        try
        {
            var ready = peer.ReadAnswer();
            (peer.Blas, peer.Version) = (ready.GetProperty("blas").GetString()!, ready.GetProperty("version").GetString()!);
        }
        catch
        {
            peer.Dispose();
            throw;
        }

        // Standard error is read, so that warnings do not fill the pipe and stop the script.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return peer;
    }

    private static string? FindPython(string library)
    {
        foreach (var python in Pythons)
        {
            try
            {
                var start = new ProcessStartInfo(python, ["-c", $"import {library}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
                using var process = Process.Start(start)!;
                process.StandardError.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode == 0)
                {
                    return python;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // This program does not exist; the next one may.
            }
        }

        return null;
    }

    private JsonElement ReadAnswer()
    {
        var line = _process.StandardOutput.ReadLine();
        if (line is null)
        {
            _process.WaitForExit();
            throw new InvalidOperationException($"{Library} ended with exit code {_process.ExitCode} where an answer was expected; run its script in benchmarks/peers by hand to see why.");
        }

        var answer = JsonSerializer.Deserialize<JsonElement>(line);
        return answer.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException($"{Library} answered: {error}")
            : answer;
    }
}
