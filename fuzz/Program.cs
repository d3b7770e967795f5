using System.Globalization;

namespace Homeostat.Fuzz;

/// <summary>The command: tries random inputs for a time, and prints what was tried and every fault with the seed that shows it again.</summary>
internal static class Program
{
    /// <summary>Random circuits and statements, whose results are compared with each other.</summary>
    public static IReadOnlyList<Fuzzed> Differential { get; } = [CircuitFuzz.Rates, CircuitFuzz.Spikes, CircuitFuzz.Learners, new TrainingFuzz(), new StatementFuzz()];

    /// <summary>Parsers, which are fed changed inputs.</summary>
    public static IReadOnlyList<ParserFuzz> Parsers { get; } = [new EquationFuzz(), new IdxFuzz(), new NpzFuzz(), new MatFuzz(), new PngFuzz(), new JpegFuzz(), new TableFuzz(), new ManifestFuzz(), new SettingsFuzz(), new SpikeFileFuzz()];

    public static IReadOnlyList<Fuzzed> All { get; } = [.. Differential, .. Parsers];

    public static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (Options.Read(args) is not { } options)
        {
            return 2;
        }

        var session = new Session(options, Console.Out);
        session.Run();
        session.Print();
        return session.Faults == 0 ? 0 : 1;
    }
}
