using System.Text.RegularExpressions;

namespace Homeostat.Tests.Docs;

/// <summary>The C# of a page, which stands in a test between arrows, <c>// --&gt; page.md</c> and <c>// &lt;--</c>, and so compiles and runs.</summary>
internal static class PageCode
{
    public static void AssertTested(string page, int blocks, string tests)
    {
        var source = Repository.Text($"tests/Homeostat.Tests/Docs/{tests}.cs");
        var tested = Blocks(source, $@"^ *// --> {page}\n(.*?)^ *// <--$").Select(Dedented).ToArray();
        Assert.Equal(blocks, tested.Length);
        Assert.Equal(tested, Blocks(Repository.Text($"docs/{page}"), "^```csharp\n(.*?)^```"));
    }

    private static IEnumerable<string> Blocks(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Singleline | RegexOptions.Multiline).Select(m => m.Groups[1].Value);

    private static string Dedented(string text)
    {
        var margin = text.Split('\n').Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return Regex.Replace(text, $"^ {{{margin}}}", "", RegexOptions.Multiline);
    }
}
