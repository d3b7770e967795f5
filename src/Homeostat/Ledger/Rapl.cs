using System.Globalization;

namespace Homeostat;

/// <summary>
/// The energy counters of the processor (RAPL, running average power limit), which Linux shows as files. They count all that the packages of the machine
/// use, whoever uses it.
/// </summary>
internal sealed class Rapl
{
    /// <summary>The folder of the counters.</summary>
    public const string Folder = "/sys/class/powercap";

    private readonly (string Path, double Range)[] _packages;
    private readonly double[] _last;
    private double _joules;

    private Rapl((string Path, double Range)[] packages)
    {
        _packages = packages;
        _last = [.. packages.Select(package => Read(package.Path))];
    }

    /// <summary>Starts to measure.</summary>
    /// <param name="folder">The folder of the counters.</param>
    /// <param name="why">The reason why there is nothing to measure with; empty if there is.</param>
    /// <returns>The counters; null if the machine has none, or they may not be read.</returns>
    public static Rapl? Start(string folder, out string why)
    {
        try
        {
            // intel-rapl:0 is a package (of any maker), intel-rapl:0:0 a part of it.
            var packages = Directory.Exists(folder)
                ? Directory.GetDirectories(folder).Where(path => Path.GetFileName(path) is var name && name.StartsWith("intel-rapl:", StringComparison.Ordinal) && name.Count(c => c == ':') == 1)
                    .Order(StringComparer.Ordinal).ToArray()
                : [];
            why = packages.Length > 0 ? "" : $"this machine shows no energy counters of its processor ({folder} has no intel-rapl)";
            return packages.Length > 0 ? new Rapl([.. packages.Select(path => (Path.Combine(path, "energy_uj"), Read(Path.Combine(path, "max_energy_range_uj"))))]) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            why = $"the energy counters of the processor could not be read ({e.Message.TrimEnd('.')}); most systems let only root read them";
            return null;
        }
    }

    /// <summary>The energy used since the start, in J. A counter that began anew is followed if this is asked more often than it does.</summary>
    public double Joules()
    {
        for (var n = 0; n < _packages.Length; n++)
        {
            var now = Read(_packages[n].Path);
            _joules += (now >= _last[n] ? now - _last[n] : now - _last[n] + _packages[n].Range) / 1e6;
            _last[n] = now;
        }

        return _joules;
    }

    private static double Read(string path) => double.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);
}
