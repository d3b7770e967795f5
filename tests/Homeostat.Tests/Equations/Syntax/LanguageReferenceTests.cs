using System.Text.RegularExpressions;
using Homeostat.Fuzz;

namespace Homeostat.Tests.Equations;

/// <summary>What docs/equations.md shows is true: its snippets read, its lists are complete, its messages are the real ones.</summary>
public class LanguageReferenceTests
{
    private static readonly string s_page = File.ReadAllText(FindPage());

    [Fact]
    public void Snippets_can_be_pasted_in()
    {
        var ends = new KnownNames("y_pre: 1, x_pre: 1, e_post: 1, psi_post: 1, signal_post: 1, w: 1, e: 1, g: 1, rate: 1, age: 1, w_max: 1, eta: 1, decay: 1");
        var models = Blocks("equations").Select(text => EquationSet.Parse(text, "docs/equations.md")).ToList();
        var statements = Blocks("statements").Select(text => StatementList.Parse(text, "docs/equations.md")).ToList();
        Assert.Equal(3, models.Count);
        Assert.Equal(3, statements.Count);
        models.ForEach(model => EquationChecks.Check(model, ends));
        statements.ForEach(list => EquationChecks.Check(list, ends));
    }

    [Fact]
    public void Messages_are_the_real_ones()
    {
        string[] mistakes =
        [
            "\n  dv/dt = (v + I)/tau : volt\n  I : amp\n  tau : second",
            "dv/dt = -v/taum : volt\ntau_m : second",
        ];
        var shown = Blocks("text");
        Assert.Equal(mistakes.Length, shown.Count);
        foreach (var (mistake, message) in mistakes.Zip(shown))
        {
            var error = Assert.Throws<EquationException>(
                () => EquationChecks.Check(EquationSet.Parse(mistake, "population 'cells'"), new KnownNames()));
            Assert.Equal(error.Message, message.TrimEnd());
        }
    }

    [Fact]
    public void Every_function_is_listed_and_every_unit_named_exists()
    {
        foreach (var function in Functions.Names)
        {
            Assert.Matches($@"\b{function}\b", s_page);
        }

        var units = Regex.Match(s_page, @"- Base and derived units:(.*?)\n- With", RegexOptions.Singleline).Groups[1].Value;
        var shortForms = Regex.Match(s_page, @"- Short forms:(.*?)\n- ", RegexOptions.Singleline).Groups[1].Value;
        var named = Regex.Matches(units + shortForms, "[A-Za-z]+").Select(match => match.Value).ToList();
        Assert.True(named.Count > 60);
        Assert.All(named, name => Assert.True(Homeostat.Units.TryFind(name, out _), name));
    }

    private static List<string> Blocks(string language) =>
        [.. Regex.Matches(s_page, $"```{language}\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    private static string FindPage()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "equations.md");
            if (File.Exists(page))
            {
                return page;
            }
        }

        throw new FileNotFoundException("docs/equations.md is in none of the folders above the tests.");
    }
}
