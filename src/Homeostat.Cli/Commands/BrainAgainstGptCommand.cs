using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat brain-against-gpt</c>: the energy of a brain that learns beside that of a language model's training.</summary>
internal static class BrainAgainstGptCommand
{
    public static Command Create(Terminal terminal)
    {
        var output = new Option<string?>("--out") { Description = "Markdown file for the page", HelpName = "FILE" };
        var command = new ExampleCommand(
            "brain-against-gpt",
            "Compares the energy of a brain that learns with that of training GPT-3, with the source and grade of every figure.",
            "homeostat brain-against-gpt",
            "homeostat brain-against-gpt --out docs/brain-against-gpt.md")
        {
            output,
        };
        command.SetAction(parse =>
        {
            var page = new BrainAgainstGpt().ToMarkdown();
            terminal.Out.Write(page);
            if (parse.GetValue(output) is { } path)
            {
                AtomicFile.Write(path, file => file.Write(System.Text.Encoding.UTF8.GetBytes(page)));
            }
        });
        return command;
    }
}
