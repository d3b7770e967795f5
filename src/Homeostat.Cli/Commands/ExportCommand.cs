using System.CommandLine;
using Homeostat.Studio.Export;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat export</c>: writes a run as one HTML file that opens in a browser without a studio.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Folder of the run, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--out") { Description = "File to write; RUN.html in this folder unless given" };
        var command = new ExampleCommand(
            "export",
            "Writes a run as one HTML file, to be looked at in any browser, offline.",
            "homeostat export               # the latest run",
            "homeostat export runs/mine --out mine.html")
        {
            run, file,
        };
        command.SetAction(parse =>
        {
            using var folder = RunFolder.Open(parse.GetValue(run));
            var path = parse.GetValue(file) ?? $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path)))}.html";
            var (bytes, leftOut) = RunExport.Write(folder, path);
            terminal.Out.WriteLine(FormattableString.Invariant($"{path}: {bytes / 1e6:0.0} MB. Open it in a browser; it needs no studio and no network."));
            foreach (var sentence in leftOut)
            {
                terminal.Out.WriteLine(sentence);
            }
        });
        return command;
    }
}
