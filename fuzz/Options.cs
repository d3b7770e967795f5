using System.Globalization;

namespace Homeostat.Fuzz;

/// <summary>What is tried, and for how long.</summary>
internal sealed record Options
{
    /// <summary>What is tried, in turn.</summary>
    public required IReadOnlyList<Fuzzed> Fuzzed { get; init; }

    public double Minutes { get; init; } = 1;

    /// <summary>The number of inputs of each kind; null for as many as the time allows.</summary>
    public long? Count { get; init; }

    /// <summary>The first seed; the seeds after it are tried one after the other.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The options of a command line; null if it is not understood, which is then said.</summary>
    public static Options? Read(string[] args)
    {
        var options = new Options { Fuzzed = [] };
        for (var k = 0; k < args.Length; k++)
        {
            var value = k + 1 < args.Length ? args[k + 1] : "";
            switch (args[k])
            {
                case "--minutes" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes):
                    options = options with { Minutes = minutes };
                    k++;
                    break;
                case "--count" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                    options = options with { Count = count, Minutes = double.MaxValue };
                    k++;
                    break;
                case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    k++;
                    break;
                case "--parsers":
                    options = options with { Fuzzed = [.. options.Fuzzed, .. Program.Parsers] };
                    break;
                case var word when Program.All.FirstOrDefault(f => f.Name == word) is { } chosen:
                    options = options with { Fuzzed = [.. options.Fuzzed, chosen] };
                    break;
                default:
                    Usage(args[k]);
                    return null;
            }
        }

        return options.Fuzzed.Count > 0 ? options with { Fuzzed = [.. options.Fuzzed.Distinct()] } : options with { Fuzzed = Program.Differential };
    }

    private static void Usage(string word)
    {
        Console.Error.WriteLine($"Not understood: {word}.");
        Console.Error.WriteLine("usage: dotnet run -c Release --project fuzz -- [NAME ...] [--parsers] [--minutes M | --count N] [--seed S]");
        foreach (var fuzzed in Program.All)
        {
            Console.Error.WriteLine($"  {fuzzed.Name,-12} {fuzzed.Summary}");
        }
    }
}
