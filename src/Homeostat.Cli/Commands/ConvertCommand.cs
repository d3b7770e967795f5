using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat convert</c>: shows what a NIR file holds and what it becomes, repairs it, or writes a network as one.</summary>
internal static class ConvertCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("FILE.nir|NAME") { Description = "A NIR file, or a network of the list that 'homeostat simulate' prints" };
        var output = new Option<string?>("--out") { Description = "NIR file to write: the network, or the file with its repairs and options", HelpName = "FILE.nir" };
        var equations = new Option<bool>("--equations") { Description = "Print the circuit that the file becomes" };
        var step = new Option<string?>("--dt") { Description = "Time step, such as \"0.1 ms\"; that of the file, or 0.1 ms, unless given", HelpName = "TIME" };
        var nir = new NirChoices();
        var command = new ExampleCommand(
            "convert",
            "Shows the nodes and edges of a NIR file and the circuit that it becomes, or writes a NIR file.",
            "homeostat convert net.nir",
            "homeostat convert net.nir --equations --reset subtract",
            "homeostat convert broken.nir --lenient --out mended.nir",
            "homeostat convert izhikevich --out net.nir      # refused: says which population, and why")
        {
            source, output, equations, step, nir.Lenient, nir.Reset, nir.Method, nir.Current,
        };
        Choice.Check(command, result =>
        {
            if (!NirChoices.IsFile(result.GetValue(source)))
            {
                Choice.Refuse(result, "for a network", equations, step, nir.Lenient, nir.Reset, nir.Method, nir.Current);
                if (result.GetValue(output) is null)
                {
                    result.AddError("A network is written to a NIR file: give --out FILE.nir.");
                }
            }

            if (result.GetValue(output) is { } written && !NirChoices.IsFile(written))
            {
                result.AddError($"--out takes the name of a NIR file, such as net.nir; '{written}' was given.");
            }
        });
        command.SetAction(parse =>
        {
            var (asked, written) = (parse.GetValue(source)!, parse.GetValue(output));
            if (!NirChoices.IsFile(asked))
            {
                NirFile.Write(written!, NirExport.Of(NetworkCatalog.Find(asked).Circuit));
                terminal.Out.WriteLine($"{asked} is written to {written}.");
                return;
            }

            var settings = nir.Settings(parse, asked);
            IReadOnlyList<string> repairs = [];
            var graph = settings.Lenient ? NirFile.Read(asked, out repairs) : NirFile.Read(asked);
            var options = new NirOptions
            {
                TimeStep = parse.GetValue(step) is { } text ? Quantity.Parse(text) : null, Reset = settings.Reset, Method = settings.Method, Current = settings.Current,
            };
            var circuit = NirCircuit.Of(graph, options, NirChoices.NameOf(asked));
            foreach (var repair in repairs)
            {
                terminal.Out.WriteLine($"Repaired: {repair}");
            }

            NirReport.Write(terminal, graph, circuit);
            if (parse.GetValue(equations))
            {
                terminal.Out.WriteLine();
                terminal.Out.WriteLine(Inspection.Equations(circuit.Circuit));
            }

            if (written is not null)
            {
                NirFile.Write(written, circuit.Options.Describe(graph));
                terminal.Out.WriteLine($"Written to {written}.");
            }
        });
        return command;
    }
}
