using System.Text.RegularExpressions;

namespace Homeostat.Tests.Docs;

/// <summary>What CONTRIBUTING.md says of the code holds.</summary>
public class CodeTests
{
    [Fact]
    public void Only_kernels_are_unsafe()
    {
        var isUnsafe = new Regex(@"^(?!\s*//).*\bunsafe\b", RegexOptions.Multiline);
        var unsafeFiles = Repository.Code("src").Where(path => isUnsafe.IsMatch(Repository.Text(path))).ToArray();
        Assert.NotEmpty(unsafeFiles);
        Assert.All(unsafeFiles, path => Assert.StartsWith("src/Homeostat/Substrates/", path, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_are_small()
    {
        const int Lines = 400;
        Assert.All(Repository.Code("src"), path => Assert.InRange(Repository.Text(path).Split('\n').Length, 1, Lines));
    }

    [Fact]
    public void Everything_comes_in_through_one_door()
    {
        Assert.All(typeof(Circuit).Assembly.GetExportedTypes(), type => Assert.Equal("Homeostat", type.Namespace));
        Assert.All(typeof(Plot).Assembly.GetExportedTypes(), type => Assert.Equal("Homeostat", type.Namespace));
        Assert.All(typeof(NirGraph).Assembly.GetExportedTypes(), type => Assert.Equal("Homeostat", type.Namespace));
    }

    [Fact]
    public void No_name_says_nothing()
    {
        var empty = new Regex("(Manager|Helper|Utils?|Base|Impl)$");
        var types = new[] { typeof(Circuit), typeof(Plot), typeof(NirGraph), typeof(RunFolder), typeof(Homeostat.Cli.CommandLine) }.SelectMany(type => type.Assembly.GetTypes());
        Assert.DoesNotContain(types, type => empty.IsMatch(type.Name.Split('`')[0]));
    }
}
