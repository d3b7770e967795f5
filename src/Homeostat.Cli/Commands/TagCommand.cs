using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat tag</c>: gives a run tags by which it is found again.</summary>
internal static class TagCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "Folder of the run, or its name within runs/" };
        var tags = new Argument<string[]>("TAG") { Description = "Tags, each a word; without one, those of the run are printed", Arity = ArgumentArity.ZeroOrMore };
        var remove = new Option<bool>("--remove") { Description = "Take the tags away" };
        var command = new ExampleCommand(
            "tag",
            "Gives a run tags, which 'homeostat runs --where tags=TAG' finds. They are kept in its folder.",
            "homeostat tag runs/mine good baseline",
            "homeostat tag runs/mine good --remove")
        {
            run, tags, remove,
        };
        command.Validators.Add(result =>
        {
            foreach (var tag in result.GetResult(tags)?.Tokens.Select(token => token.Value) ?? [])
            {
                if (tag.Length == 0 || tag.Any(char.IsWhiteSpace) || tag.Contains(','))
                {
                    result.AddError($"TAG takes a word without spaces and commas; '{tag}' was given.");
                }
            }
        });
        command.SetAction(parse =>
        {
            using var folder = RunFolder.Open(parse.GetValue(run));
            var given = parse.GetValue(tags) ?? [];
            var notes = RunNotes.Read(folder.Path);
            if (given.Length > 0)
            {
                notes = parse.GetValue(remove) ? notes.Without(given) : notes.With(given);
                notes.Save(folder.Path);
            }

            terminal.Out.WriteLine($"{folder.Path}: {(notes.Tags.Count > 0 ? string.Join(' ', notes.Tags) : "no tags")}");
        });
        return command;
    }
}
