using System.Text.RegularExpressions;

namespace Homeostat.Tests.Docs;

/// <summary>
/// The C# of a page stands in a test, between the arrows <c>// --> page.md</c> and <c>// &lt;--</c>: so it compiles, runs, and does what the page
/// says.
/// </summary>
public class PageCodeTests
{
    [Theory]
    [InlineData("boundaries.md")]
    [InlineData("coming-from-brian.md")]
    [InlineData("equations.md")]
    [InlineData("free-energy.md")]
    [InlineData("learners-memories.md")]
    [InlineData("ledger.md")]
    [InlineData("mortal.md")]
    [InlineData("niches.md")]
    [InlineData("regulation.md")]
    [InlineData("structure.md")]
    [InlineData("survival.md")]
    [InlineData("thermodynamics.md")]
    public void The_code_of_the_page_is_the_code_of_a_test(string page)
    {
        var shown = Blocks(Repository.Text($"docs/{page}"), "^```csharp\n(.*?)^```").ToArray();
        var tested = Repository.Code("tests/Homeostat.Tests/Docs").SelectMany(path => Blocks(Repository.Text(path), $@"^ *// --> {page}\n(.*?)^ *// <--$"));
        Assert.NotEmpty(shown);

        // A type that the page declares stands before the tests.
        Assert.Equal(shown.Order(StringComparer.Ordinal), tested.Select(Dedented).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Blocks(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Singleline | RegexOptions.Multiline).Select(m => m.Groups[1].Value);

    private static string Dedented(string text)
    {
        var margin = text.Split('\n').Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return Regex.Replace(text, $"^ {{{margin}}}", "", RegexOptions.Multiline);
    }
}
