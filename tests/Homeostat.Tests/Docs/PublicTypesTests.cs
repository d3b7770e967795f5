using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Homeostat.Tests.Docs;

/// <summary>What is public is for users, and users learn of it on a page or in an example.</summary>
public partial class PublicTypesTests
{
    [Fact]
    public void Every_public_type_is_named_in_the_pages_or_examples()
    {
        var named = Repository.Pages.Concat(Repository.Code("examples"))
            .SelectMany(page => Word().Matches(Repository.Text(page)).Select(m => m.Value))
            .ToHashSet(StringComparer.Ordinal);
        var types = typeof(Circuit).Assembly.GetExportedTypes().Concat(typeof(NirGraph).Assembly.GetExportedTypes()).Where(type => !type.Name.StartsWith('<')).ToArray();
        Assert.True(types.Length > 100);
        var unnamed = types
            .Where(type => !named.Contains(type.Name.Split('`')[0]) && !(ExtensionsOf(type) is { Length: > 0 } extensions && extensions.All(named.Contains)))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.True(
            unnamed.Length == 0,
            $"No page and no example names {string.Join(", ", unnamed)}. Make each internal, or say on the page it belongs to what it is for.");
    }

    // A class of extensions is never written down by those who call them; the names of its methods are.
    private static string[] ExtensionsOf(Type type) => type.IsDefined(typeof(ExtensionAttribute))
        ? [.. type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name)]
        : [];

    [GeneratedRegex(@"\b[A-Za-z_]\w*")]
    private static partial Regex Word();
}
