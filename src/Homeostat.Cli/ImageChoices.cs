using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The options by which images are read from folders.</summary>
internal static class ImageChoices
{
    public static Option<int?> Side()
    {
        var side = new Option<int?>("--side") { Description = "Shrink the images of a folder to this number of pixels in width and height", HelpName = "PIXELS" };
        Choice.Require(side, (int n) => n >= 1, "1 or more");
        return side;
    }

    public static Option<bool> Rows() => new("--by-rows") { Description = "Read images row by row, as sequences, for a model of sequences such as eprop" };

    /// <summary>The words that give images to a model: row by row for one of sequences.</summary>
    public static string[] WordsFor(string model) => ModelCatalog.Find(model).TakesSequences ? ["--by-rows"] : [];

    public static Option<bool> Color() => new("--color") { Description = "Keep the colors of the images of a folder, as three channels; they become gray otherwise" };
}
