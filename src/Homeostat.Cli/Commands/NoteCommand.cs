using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat note</c>: keeps a remark of the user with a run.</summary>
internal static class NoteCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "Folder of the run, or its name within runs/" };
        var text = new Argument<string?>("TEXT") { Description = "The note, in place of an earlier one; an empty text removes it, and without a text the note is printed", Arity = ArgumentArity.ZeroOrOne };
        var command = new ExampleCommand(
            "note",
            "Keeps a note in the folder of a run; 'homeostat runs' shows it.",
            "homeostat note runs/mine \"as in the paper, but without momentum\"",
            "homeostat note runs/mine")
        {
            run, text,
        };
        command.SetAction(parse =>
        {
            using var folder = RunFolder.Open(parse.GetValue(run));
            var notes = RunNotes.Read(folder.Path);
            if (parse.GetValue(text) is { } note)
            {
                notes = notes with { Note = note.Length == 0 ? null : note };
                notes.Save(folder.Path);
            }

            terminal.Out.WriteLine($"{folder.Path}: {notes.Note ?? "no note"}");
        });
        return command;
    }
}
