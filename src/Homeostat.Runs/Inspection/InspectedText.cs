using System.Text.RegularExpressions;

namespace Homeostat.Runs;

/// <summary>The text of a stage, and of it what belongs to each population and projection.</summary>
/// <param name="Whole">The text.</param>
/// <param name="Parts">The text by the names of the populations and projections; those that the stage does not name are left out.</param>
internal sealed record InspectedText(string Whole, IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>Divides the text of a stage.</summary>
    /// <exception cref="HomeostatException">The model has no such stage.</exception>
    public static InspectedText Of(InspectedModel model, InspectedStage stage)
    {
        var whole = model.Text(stage);
        string[] names = [.. model.Circuit.Populations.Select(p => p.Name), .. model.Circuit.Projections.Select(p => p.Name)];
        var paragraphs = whole.Split("\n\n");
        return new(whole, names.Select(name => (name, Text: stage == InspectedStage.Plan ? Lines(whole, name) : Paragraph(paragraphs, name)))
            .Where(part => part.Text.Length > 0).ToDictionary(part => part.name, part => part.Text));
    }

    // The equations of a part and what became of them are a paragraph of their own.
    private static string Paragraph(string[] paragraphs, string name) =>
        Array.Find(paragraphs, p => p.StartsWith($"population {name},", StringComparison.Ordinal) || p.StartsWith($"projection {name},", StringComparison.Ordinal)) ?? "";

    // A plan is in the order in which it is carried out: the lines of a part are those in which its name occurs.
    private static string Lines(string whole, string name)
    {
        var word = new Regex($@"(?<!\w){Regex.Escape(name)}(?=[.: ])", RegexOptions.CultureInvariant);
        return string.Join('\n', whole.Split('\n').Where(line => word.IsMatch(line)));
    }
}
