namespace Homeostat.Equations;

/// <summary>The place of a span in a text, and the line to show for it, with carets under it.</summary>
internal sealed class SourcePlace
{
    private const int Widest = 100;

    public SourcePlace(string text, TextSpan span)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        var end = Math.Clamp(span.End, start, text.Length);

        Line = 1;
        var lineStart = 0;
        for (var i = 0; i < start; i++)
        {
            if (text[i] == '\n')
            {
                Line++;
                lineStart = i + 1;
            }
        }

        Column = start - lineStart + 1;

        var lineEnd = text.IndexOf('\n', start);
        lineEnd = lineEnd < 0 ? text.Length : lineEnd;
        while (lineEnd > lineStart && char.IsWhiteSpace(text[lineEnd - 1]))
        {
            lineEnd--;
        }

        while (lineStart < Math.Min(start, lineEnd) && char.IsWhiteSpace(text[lineStart]))
        {
            lineStart++;
        }

        // A long line is shortened around the place.
        var from = Math.Max(lineStart, start - (Widest / 2));
        var to = Math.Max(from, Math.Min(lineEnd, from + Widest));
        var cutLeft = from > lineStart ? "..." : "";
        Excerpt = cutLeft + Printable(text[from..to]) + (to < lineEnd ? "..." : "");
        var width = Math.Max(1, Math.Min(end, to) - start);
        Carets = new string(' ', cutLeft.Length + start - from) + new string('^', width);
    }

    public int Line { get; }

    public int Column { get; }

    public string Excerpt { get; }

    public string Carets { get; }

    // Each character of the text becomes one on the screen, so that the carets stay under the marked text.
    private static string Printable(string text) => string.Create(text.Length, text, static (shown, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            shown[i] = text[i] == '\t' ? ' ' : char.IsControl(text[i]) ? '?' : text[i];
        }
    });
}
