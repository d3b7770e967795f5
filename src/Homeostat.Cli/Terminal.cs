using Spectre.Console;

namespace Homeostat.Cli;

/// <summary>The streams that a command writes to, and the signals that stop it.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="IsInteractive">Whether a person watches it.</param>
/// <param name="Stop">Asks for an orderly end.</param>
internal sealed record Terminal(TextWriter Out, bool IsInteractive, CancellationToken Stop)
{
    // Wide enough that no line of a file or pipe is broken.
    private const int PlainWidth = 200;

    private readonly Lazy<IAnsiConsole> _console = new(() =>
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!IsInteractive)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    });

    /// <summary>Draws live progress and tables; made when first needed, as it takes a while to load.</summary>
    public IAnsiConsole Console => _console.Value;

    /// <summary>The report of a run: redrawn for a person who watches, else plain lines, or JSON.</summary>
    /// <param name="json">Whether the report is JSON, one object a line.</param>
    public Report Report(bool json) => json ? new JsonReport(Out) : IsInteractive ? new LiveReport(this) : new PlainReport(this);

    /// <summary>Writes a table: framed for a person, plain columns otherwise.</summary>
    /// <param name="columns">Headings; those that begin with '>' align right.</param>
    /// <param name="rows">Cells as plain text.</param>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = IsInteractive ? TableBorder.Rounded : TableBorder.None };
        foreach (var column in columns)
        {
            var right = column.StartsWith('>');
            table.AddColumn(new TableColumn(Markup.Escape(right ? column[1..] : column)) { Alignment = right ? Justify.Right : Justify.Left });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        Console.Write(table);
    }
}
