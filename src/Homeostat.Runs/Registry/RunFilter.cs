namespace Homeostat.Runs;

/// <summary>A condition on runs, such as <c>eta&lt;0.01</c>.</summary>
/// <param name="Name">The name of a setting, a result or a field.</param>
/// <param name="Operator">One of <c>=</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c> and <c>~</c>, which means that the text occurs.</param>
/// <param name="Value">The value that is compared with.</param>
internal sealed record RunFilter(string Name, string Operator, RunValue Value)
{
    /// <summary>The form in which a condition is written.</summary>
    public const string Form = "a condition such as model=pc, eta<0.01, accuracy>=0.9, tags~good or state!=done";

    private static readonly string[] s_operators = ["!=", "<=", ">=", "=", "<", ">", "~"];

    /// <summary>Reads a condition; null for text of another form.</summary>
    public static RunFilter? Parse(string text)
    {
        var at = text.IndexOfAny(['=', '!', '<', '>', '~']);
        return at > 0 && s_operators.FirstOrDefault(o => text.AsSpan(at).StartsWith(o)) is { } found
            ? new RunFilter(text[..at].Trim(), found, RunValue.Of(text[(at + found.Length)..].Trim()))
            : null;
    }
}
