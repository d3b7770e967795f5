using System.Globalization;
using System.Runtime.InteropServices;

namespace Homeostat.Benchmarks;

/// <summary>The machine and software on which a number was measured; a number is given together with it.</summary>
internal sealed record Machine(string Processor, int Cores, string Vectors, string Runtime, string System, string Date)
{
    public static Machine This { get; } = new(
        ReadProcessor(),
        Environment.ProcessorCount,
        Lanes.Widest.ToString(),
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));

    public override string ToString() => $"{Processor}, {Cores} cores, {Vectors}; {Runtime} on {System}; {Date}";

    private static string ReadProcessor()
    {
        const string ProcessorFile = "/proc/cpuinfo";
        var line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
