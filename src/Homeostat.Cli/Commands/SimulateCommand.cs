using System.CommandLine;
using Homeostat.Studio.Sessions;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat simulate</c>: simulates a published network or a NIR file, or runs a C# program of the user's own.</summary>
internal static class SimulateCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME|FILE.nir|FILE.cs") { Description = "A network of the list that 'homeostat simulate' prints, a NIR file, or a C# program", Arity = ArgumentArity.ZeroOrOne };
        var options = new Argument<string[]>("OPTIONS") { Description = "Options handed to FILE.cs", Arity = ArgumentArity.ZeroOrMore };
        var seconds = new Option<double?>("--seconds") { Description = "Biological time; the network's own, or the length of the input, unless given" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of all randomness; the same seed gives the same bits", DefaultValueFactory = _ => 1 };
        var threads = Choice.Threads();
        var step = new Option<string?>("--dt") { Description = "Time step, such as \"0.05 ms\"; the network's own unless given", HelpName = "TIME" };
        var isDouble = new Option<bool>("--double") { Description = "Compute in double precision" };
        var record = new Option<string[]>("--record") { Description = "Record a state too: cells.v of five units, cells.v[0,7] of these; may be repeated", HelpName = "STATE" };
        var output = RunFolderOption.Named("runs/DATE-NAME-seedN");
        var every = Choice.SaveEvery();
        var json = LearnCommand.JsonOption();
        var studio = StudioCommand.Option();
        var nir = new NirChoices();
        var command = new ExampleCommand(
            "simulate",
            "Simulates a network of spiking neurons and writes a run folder with its state, spikes and raster.",
            "homeostat simulate                     # lists the networks",
            "homeostat simulate cuba",
            "homeostat simulate cuba --studio          # watch it and act on it in a browser",
            "homeostat simulate coba --seconds 10 --threads 1 --record cells.v",
            "homeostat simulate brunel --seed 2 --double --out runs/mine --json > events.jsonl",
            "homeostat simulate net.nir --input spikes.npz",
            "homeostat simulate examples/cuba.cs    # a program of one's own: dotnet run -c Release")
        {
            name, options, seconds, seed, threads, step, isDouble, record, output, every, json, studio, nir.Input, nir.Sample, nir.Lenient, nir.Reset, nir.Method, nir.Current,
        };
        Choice.Require(nir.Sample, (int n) => n >= 0, "a number from 0 on");
        Choice.Require(seconds, (double s) => s > 0 && double.IsFinite(s), "a time above 0 seconds");
        Choice.Check(command, result =>
        {
            if (result.GetValue(name) is null)
            {
                Choice.Refuse(result, "without the name of a network", seconds, seed, threads, step, isDouble, record, output, every, json, studio);
            }
            else if (!NirChoices.IsFile(result.GetValue(name)))
            {
                Choice.Refuse(result, "without a NIR file", nir.Input, nir.Sample, nir.Lenient, nir.Reset, nir.Method, nir.Current);
            }

            if (result.GetValue(name) is not null && result.GetValue(options) is [var first, ..] && !IsProgram(result.GetValue(name)))
            {
                result.AddError(UsageErrors.Unexpected(result, first));
            }
        });
        command.SetAction(parse =>
        {
            if (parse.GetValue(name) is not { } asked)
            {
                List(terminal);
                return CommandLine.Success;
            }

            if (IsProgram(asked))
            {
                if (parse.Tokens.TakeWhile(token => token.Value != asked).FirstOrDefault(token => token.Value.StartsWith('-')) is { } before)
                {
                    throw new HomeostatException($"{before.Value} does nothing for a program of your own. Leave it out, or hand it to the program: homeostat simulate {asked} {before.Value} ...");
                }

                return ProgramFile.Run(asked, [.. parse.Tokens.Select(t => t.Value).SkipWhile(word => word != asked).Skip(1)], terminal.Stop);
            }

            var file = NirChoices.IsFile(asked) ? nir.Settings(parse, asked) : null;
            var network = file?.Load(NirChoices.NameOf(asked), parse.GetValue(step)).Network ?? NetworkCatalog.Find(asked);
            var settings = new SimulateSettings
            {
                Network = network.Name,
                Nir = file,
                Seconds = parse.GetValue(seconds) ?? network.Seconds,
                Seed = parse.GetValue(seed),
                Threads = parse.GetValue(threads),
                TimeStep = parse.GetValue(step),
                Double = parse.GetValue(isDouble),
                Record = parse.GetValue(record) ?? [],
            };
            using var folder = RunFolder.Create(parse.GetValue(output), settings);
            var report = terminal.Report(parse.GetValue(json));
            if (parse.GetValue(studio))
            {
                return StudioCommand.Watch(terminal, id => new WatchedNetwork(folder, report, terminal.Stop) { Id = id }, watched => watched.Simulate(goOn: false));
            }

            using var control = new Control<SimulationSession>();
            return new SimulationSession(folder, report, control, terminal.Stop) { SaveEvery = parse.GetValue(every) }.Run();
        });
        return command;
    }

    private static bool IsProgram(string? name) => name?.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) == true;

    private static void List(Terminal terminal)
    {
        terminal.Table(
            ["network", "what it is", "paper", ">biological time"],
            NetworkCatalog.All.Select(n => (string[])[n.Name, n.Description, n.Source, Words.Time(n.Seconds)]));
        terminal.Out.WriteLine("Simulate one: homeostat simulate cuba. A NIR file: homeostat simulate FILE.nir. A program of your own: homeostat simulate FILE.cs");
    }
}
