using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat data</c>: lists and downloads the data sets that have a name.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal)
    {
        var list = new ExampleCommand("list", "Lists the data sets and what of them is on this machine.", "homeostat data list");
        list.SetAction(_ => List(terminal));

        var name = new Argument<string>("NAME") { HelpName = "NAME", Description = "A name from 'homeostat data list'" };
        name.CompletionSources.Add([.. DataCatalog.All.Names]);
        var get = new ExampleCommand(
            "get", "Downloads a data set; a download that was stopped is continued.", "homeostat data get mnist") { name };
        get.SetAction(parse =>
        {
            var status = DataCatalog.Get(parse.GetValue(name)!, new Downloads(terminal.Report(json: false)), terminal.Stop);
            terminal.Out.WriteLine($"{status.Source.Name} is in {Path.GetDirectoryName(status.Files[0].Path)}. Use it: homeostat learn --data {status.Source.Name}");
        });
        return new Command("data", "Lists and downloads data sets, and describes your own.") { list, get, Describe(terminal) };
    }

    private static ExampleCommand Describe(Terminal terminal)
    {
        var path = new Argument<string>("DATA") { HelpName = "DATA", Description = "A CSV file, a file of NumPy (.npz), a folder of images or of IDX files, or a name from 'homeostat data list'" };
        var (table, side, color, rows) = (new TableChoices(), ImageChoices.Side(), ImageChoices.Color(), ImageChoices.Rows());
        var test = new Option<int?>("--test") { Description = "Rows or images to hold out for testing; a fifth unless given", HelpName = "N" };
        var describe = new ExampleCommand(
            "describe", "Tells how data are understood: their columns, classes and sizes, what is missing, and what a learner is given.",
            "homeostat data describe iris.csv --target species",
            "homeostat data describe ./letters --side 28",
            "homeostat data describe digits --by-rows")
        { path, table.Target, table.Sequence, table.Kind, table.Drop, table.Missing, side, color, rows, test };
        table.Check(describe, path, side, color, rows);
        describe.SetAction(parse => new DataDescription(terminal, table.On(parse, new DataReference(parse.GetValue(path)!)) with { Side = parse.GetValue(side), Color = parse.GetValue(color), Rows = parse.GetValue(rows), Test = parse.GetValue(test) }).Tell());
        return describe;
    }

    private static void List(Terminal terminal)
    {
        terminal.Table(
            ["name", "what it is", ">size", "license", "on this machine"],
            DataCatalog.List()
                .Select(s => (string[])
                [
                    s.Source.Name, s.Source.Description, $"{s.Source.Bytes / 1e6:0.0} MB", s.Source.License,
                    s.IsComplete ? Path.GetDirectoryName(s.Files[0].Path)! : s.Missing.Count == s.Files.Count ? "no" : $"{s.Missing.Count} files missing",
                ])
                .Prepend([DataCatalog.Embedded, "digits drawn by a jittery pen, as many as wanted", "0 MB", "Apache-2.0", "always"]));
        terminal.Out.WriteLine($"Downloads go to {DataCatalog.CacheFolder}; a folder named by HOMEOSTAT_DATA is looked into first.");
    }

    private sealed class Downloads(Report report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report.Download(value);
    }
}
