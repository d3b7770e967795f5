using System.Globalization;
using System.Text.Json;

namespace Homeostat.Benchmarks;

/// <summary>
/// The results of a benchmark: numbers as a table, ratios by name, and peers that are missing. With <c>--json</c> the last line printed is
/// one line of JSON with the ratios.
/// </summary>
internal sealed class Report(IBenchmark benchmark, int threads)
{
    private readonly List<string[]> _rows = [["case", "who", "min", "median", "max", "unit", ""]];
    private readonly SortedDictionary<string, double> _ratios = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _missing = new(StringComparer.Ordinal);
    private readonly List<(string What, bool Holds, string Found)> _checks = [];

    /// <summary>A number of threads in words, as in <c>1 thread</c>.</summary>
    public static string Threads(int count) => $"{count} thread{(count == 1 ? "" : "s")}";

    /// <summary>Adds a line to the table.</summary>
    /// <param name="case">The case that was measured.</param>
    /// <param name="who">The program measured: ours, or a peer with its setting.</param>
    /// <param name="unit">The unit of the samples.</param>
    /// <param name="samples">The measurements.</param>
    /// <param name="remark">A remark beside the numbers, such as the ratio to the peak.</param>
    public void Add(string @case, string who, string unit, Samples samples, string remark = "") =>
        _rows.Add([@case, who, Number(samples.Min), Number(samples.Median), Number(samples.Max), unit, remark]);

    /// <summary>Adds a ratio with a name such as <c>512x512x512/1 thread/peak</c>.</summary>
    public void AddRatio(string name, double value) => _ratios[name] = value;

    /// <summary>Adds a check that two results agree.</summary>
    /// <param name="what">The results that are compared.</param>
    /// <param name="holds">Whether they agree.</param>
    /// <param name="found">The numbers that were compared.</param>
    public void AddCheck(string what, bool holds, string found) => _checks.Add((what, holds, found));

    /// <summary>Adds a peer that could not be measured, and how to install it.</summary>
    public void AddMissing(string peer, string remedy) => _missing[peer] = remedy;

    public void Print(bool json)
    {
        Console.WriteLine($"{benchmark.Name}: {benchmark.Summary}");
        Console.WriteLine(Machine.This);
        Console.WriteLine($"up to {threads} threads");
        Console.WriteLine();
        PrintTable();
        Console.WriteLine();
        Console.WriteLine("ratios");
        var width = _ratios.Keys.Select(name => name.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in _ratios)
        {
            Console.WriteLine($"  {name.PadRight(width)}  {Number(value)}");
        }

        foreach (var (what, holds, found) in _checks)
        {
            Console.WriteLine($"{(holds ? "agrees" : "DOES NOT AGREE")}: {what}: {found}");
        }

        foreach (var (peer, remedy) in _missing)
        {
            Console.WriteLine($"not measured: {peer}; {remedy}");
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                benchmark = benchmark.Name,
                machine = Machine.This,
                threads,
                ratios = _ratios.ToDictionary(ratio => ratio.Key, ratio => Math.Round(ratio.Value, 4)),
                agrees = _checks.ToDictionary(check => check.What, check => check.Holds),
                missing = _missing,
            }));
        }
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 0.01 => value.ToString("F3", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    private void PrintTable()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            // Names are aligned left, numbers right.
            var cells = row.Select((cell, column) => column is >= 2 and <= 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            Console.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
