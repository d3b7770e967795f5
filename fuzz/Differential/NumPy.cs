using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Homeostat.Fuzz;

/// <summary>A process of Python that carries out statements as NumPy source.</summary>
internal static class NumPy
{
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    private static readonly Lazy<Process?> Started = new(Start);

    /// <summary>A sentence that says what is missing; null if there is a NumPy.</summary>
    public static string? Missing => Started.Value is null ? "no Python with NumPy was found. Install it with: apt-get install python3-numpy" : null;

    /// <summary>The values of the variables after the statements, each with how far a computation in double precision is from it.</summary>
    public static Dictionary<string, (double Value, double Error)[]> Run(string code, IReadOnlyDictionary<string, double[]> values)
    {
        var python = Started.Value ?? throw new InvalidOperationException(Missing);
        lock (python)
        {
            python.StandardInput.WriteLine(JsonSerializer.Serialize(new { code, values }));
            python.StandardInput.Flush();
            var line = python.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"NumPy could not carry out these statements:\n{code}");
            return JsonSerializer.Deserialize<Dictionary<string, string[][]>>(line)!.ToDictionary(
                v => v.Key, v => Array.ConvertAll(v.Value, x => (Number(x[0]), Number(x[1]))), StringComparer.Ordinal);
        }
    }

    private static double Number(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static Process? Start()
    {
        foreach (var python in Pythons)
        {
            try
            {
                using var probe = Process.Start(new ProcessStartInfo(python, ["-c", "import numpy"]) { RedirectStandardError = true })!;
                probe.WaitForExit();
                if (probe.ExitCode == 0)
                {
                    // The child ends when its input does, which is when this process ends.
                    return Process.Start(new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "statements.py")])
                    {
                        RedirectStandardInput = true, RedirectStandardOutput = true,
                    });
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no program of that name.
            }
        }

        return null;
    }
}
