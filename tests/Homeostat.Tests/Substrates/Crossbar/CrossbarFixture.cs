using System.Text.Json;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Substrates.Crossbar;

/// <summary>The numbers under <c>crossbar</c> in <c>Fixtures/substrates.json</c>, which were computed from the sources named in the reference.</summary>
internal static class CrossbarFixture
{
    private static readonly JsonElement All = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/Homeostat.Tests/Fixtures/substrates.json")))
        .RootElement.GetProperty("crossbar");

    public static JsonElement Of(string name) => All.GetProperty(name);

    public static IEnumerable<JsonElement> Each(string name) => Of(name).EnumerateArray();

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
}
