using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;

namespace Homeostat.Tests.Docs;

/// <summary>The page about packages and templates names what is packed.</summary>
public class PackagesTests
{
    private static readonly string Page = Repository.Text("docs/install.md");

    [Fact]
    public void The_version_is_that_of_the_build_wherever_it_is_written()
    {
        var version = typeof(Circuit).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        Assert.Contains($"#:package Homeostat@{version}\n", Page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"\nversion: {version}\n", Repository.Text("CITATION.cff").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(Repository.Code("templates"), program =>
            Assert.All(Repository.Text(program).Split('\n').Where(line => line.StartsWith("#:package", StringComparison.Ordinal)), line =>
                Assert.EndsWith("@HOMEOSTAT_VERSION", line.TrimEnd(), StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_package_has_a_readme_and_its_line()
    {
        var packages = Projects().Where(project => Property(project, "IsPackable") == "true").ToArray();
        Assert.True(packages.Length >= 5);
        Assert.All(packages, project =>
        {
            var id = Property(project, "PackageId") ?? Path.GetFileNameWithoutExtension(project);
            Assert.Contains($"\n| `{id}` |", Page, StringComparison.Ordinal);
            Assert.StartsWith($"# {id}\n", File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_template_has_its_line()
    {
        var templates = Directory.GetFiles(Path.Combine(Repository.Root, "templates"), "template.json", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("shortName").GetString()!).ToArray();
        Assert.Equal(3, templates.Length);
        Assert.All(templates, name => Assert.Contains($"\n| `{name}` |", Page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Projects() => XDocument.Load(Path.Combine(Repository.Root, "Homeostat.slnx"))
        .Descendants("Project").Select(project => Path.Combine(Repository.Root, project.Attribute("Path")!.Value));

    private static string? Property(string project, string name) => XDocument.Load(project).Descendants(name).FirstOrDefault()?.Value;
}
