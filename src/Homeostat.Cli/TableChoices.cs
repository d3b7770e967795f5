using System.CommandLine;
using System.CommandLine.Parsing;

namespace Homeostat.Cli;

/// <summary>The options by which data are made of a table, a CSV file.</summary>
internal sealed class TableChoices
{
    public Option<string?> Target { get; } = new("--target") { Description = "Column of a table with the right answers", HelpName = "COLUMN" };

    public Option<string?> Sequence { get; } = new("--sequence") { Description = "Column of a table that names the sequence of each row, for a model of sequences such as eprop; rows of a sequence follow each other in time", HelpName = "COLUMN" };

    public Option<TargetKind> Kind { get; } = Choice.Of<TargetKind>("--target-kind", "What the right answers of a table are; automatic: classes for words and for few whole numbers");

    public Option<string[]> Drop { get; } = new("--drop") { Description = "Columns of a table that are left out, with commas between them", HelpName = "COLUMN,...", CustomParser = result => result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };

    public Option<MissingValues> Missing { get; } = Choice.Of<MissingValues>("--missing", "What becomes of rows of a table with a missing value: refuse them all, drop the row, or take the mean of the column");

    /// <summary>Refuses options of tables with other data, and options of images with tables.</summary>
    public void Check(Command command, Option<string> data, params Option[] ofImages) => Check(command, result => result.GetValue(data), ofImages);

    /// <inheritdoc cref="Check(Command, Option{string}, Option[])"/>
    public void Check(Command command, Argument<string> data, params Option[] ofImages) => Check(command, result => result.GetValue(data), ofImages);

    private void Check(Command command, Func<CommandResult, string?> data, Option[] ofImages) => Choice.Check(command, result =>
    {
        var reference = new DataReference(data(result) ?? "");
        if (reference.IsTable || reference.IsArrays)
        {
            Choice.Refuse(result, reference.IsTable ? "with a table" : "with arrays", ofImages);
        }

        if (!reference.IsTable)
        {
            Choice.Refuse(result, "without a table, a file that ends with .csv or .tsv", Target, Sequence, Kind, Drop, Missing);
        }
    });

    /// <summary>The reference with the choices that were made.</summary>
    public DataReference On(ParseResult parse, DataReference data) => data with
    {
        Target = parse.GetValue(Target),
        Sequence = parse.GetValue(Sequence),
        TargetKind = parse.GetValue(Kind),
        Drop = parse.GetValue(Drop),
        Missing = parse.GetValue(Missing),
    };
}
