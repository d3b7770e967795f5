using System.Text.RegularExpressions;
using Homeostat.Fuzz;

namespace Homeostat.Tests.Docs;

/// <summary>What the pages show is what is there.</summary>
public partial class DocsTests
{
    [Fact]
    public void Every_link_leads_somewhere()
    {
        var links = 0;
        foreach (var page in Repository.Pages)
        {
            foreach (Match link in Link().Matches(WithoutCode(Repository.Text(page))))
            {
                var target = link.Groups[1].Value;
                if (target.Contains("://", StringComparison.Ordinal))
                {
                    continue;
                }

                links++;
                var (path, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
                var file = path.Length == 0
                    ? Path.Combine(Repository.Root, page)
                    : Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path));
                Assert.True(Path.Exists(file), $"{page} links to {target}, which does not exist.");
                Assert.True(
                    anchor is null || Anchors(File.ReadAllText(file)).Contains(anchor),
                    $"{page} links to {target}, but {path} has no such heading.");
            }
        }

        Assert.True(links > 30, $"only {links} links were found");
    }

    [Fact]
    public void Every_picture_is_shown()
    {
        var pages = string.Concat(Repository.Pages.Select(Repository.Text));
        var pictures = Directory.GetFiles(Path.Combine(Repository.Root, "docs/images"));
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.Contains($"images/{Path.GetFileName(picture)})", pages, StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_leads_to_every_page_and_example()
    {
        var index = Repository.Text("docs/index.md");
        var examples = Repository.Code("examples").ToArray();
        Assert.True(examples.Length >= 5);
        Assert.All(examples, example => Assert.Contains($"(../{example})", index, StringComparison.Ordinal));
        Assert.All(Repository.Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && page != "docs/index.md"), page =>
            Assert.Contains($"({Path.GetFileName(page)})", index, StringComparison.Ordinal));
        Assert.Contains("(docs/index.md)", Repository.Text("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_has_at_most_700_words() => Assert.InRange(Repository.Text("README.md").Split().Count(word => word.Length > 0), 300, 700);

    [Fact]
    public void The_commands_of_the_readme_are_those_that_the_checks_run()
    {
        var commands = Regex.Match(Repository.Text("README.md"), "^```\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var checks = Repository.Text(".ci/run");
        Assert.Equal(2, commands.Length);
        Assert.All(commands, command => Assert.Contains(command, checks, StringComparison.Ordinal));
    }

    [Fact]
    public void The_ten_lines_of_the_readme_are_those_of_the_example()
    {
        var example = Regex.Replace(Repository.Text("examples/ten-lines.cs"), "^#:.*\n", "", RegexOptions.Multiline);
        Assert.Equal(example.Trim(), Blocks("README.md", "csharp")[0].Trim());
        Assert.InRange(example.Split('\n').Count(line => line.Trim().Length > 0), 1, 10);
    }

    [Fact]
    public void The_learner_that_is_built_step_by_step_is_the_example() => Assert.Equal(
        Repository.Text("examples/equilibrium-propagation.cs").Trim(), Assert.Single(Blocks("docs/add-a-learner.md", "csharp")).Trim());

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/learners.md")]
    public void Equations_can_be_pasted_in(string page)
    {
        var blocks = Blocks(page, "equations");
        Assert.NotEmpty(blocks);
        Assert.All(blocks, text => EquationChecks.Check(EquationSet.Parse(text, page), new KnownNames()));
    }

    [Fact]
    public void The_plan_shown_is_the_one_compiled()
    {
        var learner = PredictiveCoding.Create([784, 256, 10], new PredictiveCodingOptions
        {
            Activation = "tanh(z)",
            Output = OutputModel.Gaussian,
            Rate = 0.1,
            Optimizer = Optimizer.Sgd(0.1),
            Bias = false,
        });
        using var simulation = new Simulation(learner.Circuit, 250);
        var plan = simulation.Compile(learner.Train).ToString();
        var shown = Assert.Single(Blocks("docs/architecture.md", "plan"));
        Assert.True(
            plan.ReplaceLineEndings("\n").Trim() == shown.Trim(),
            $"docs/architecture.md shows another plan than this one; put it there and see whether the text around it still holds:\n{plan}");
    }

    [Fact]
    public void The_spiking_step_shown_is_the_one_compiled() => Assert.Contains(
        Assert.Single(Blocks("docs/architecture.md", "step")),
        Inspection.Plan(NetworkCatalog.Find("cuba").Circuit).ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    [Fact]
    public void The_table_of_what_rules_need_is_the_one_that_the_command_prints() =>
        Assert.Contains(new global::Homeostat.Cli.TaxonomyTable().ToMarkdown(), Repository.Text("docs/taxonomy.md").ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public void The_tables_of_neurons_and_synapses_are_the_catalogs()
    {
        var page = Repository.Text("docs/catalog.md");
        Assert.Contains(Table("neuron", NeuronCatalog.All.Select(m => (m.Name, m.Create.Method.DeclaringType!, m.Description, m.Source))), page, StringComparison.Ordinal);
        Assert.Contains(Table("synapse", SynapseCatalog.All.Select(m => (m.Name, m.Create.Method.DeclaringType!, m.Description, m.Source))), page, StringComparison.Ordinal);

        static string Table(string kind, IEnumerable<(string Name, Type Class, string Description, string Source)> models) => string.Join(
            '\n',
            [
                $"| {kind} | in C# | what it does | after |",
                "| --- | --- | --- | --- |",
                .. models.Select(m => $"| `{m.Name}` | `{m.Class.Name}` | {m.Description} | {m.Source} |"),
            ]);
    }

    private static List<string> Blocks(string page, string language) =>
        [.. Regex.Matches(Repository.Text(page), $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)];

    private static string WithoutCode(string text) =>
        Regex.Replace(text, "^```.*?^```", "", RegexOptions.Singleline | RegexOptions.Multiline);

    // As GitHub makes them of headings.
    private static IEnumerable<string> Anchors(string text) => Regex
        .Matches(WithoutCode(text), "^#+ (.*)$", RegexOptions.Multiline)
        .Select(heading => Regex.Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
