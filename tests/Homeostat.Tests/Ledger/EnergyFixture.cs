using System.Text.Json;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Ledgers;

/// <summary>The numbers of <c>energy</c> in <c>Fixtures/substrates.json</c>.</summary>
internal static class EnergyFixture
{
    private static readonly JsonDocument Document = JsonDocument.Parse(Repository.Text("tests/Homeostat.Tests/Fixtures/substrates.json"));

    /// <summary>The number at a path such as <c>gpt3/brain_years</c>.</summary>
    public static double Number(string path) =>
        path.Split('/').Aggregate(Document.RootElement.GetProperty("energy"), (at, name) => at.GetProperty(name)).GetDouble();

    /// <summary>Checks a number against the fixture, to rounding.</summary>
    public static void AssertEqual(string path, double found) => Assert.Equal(Number(path), found, 1e-13 * Math.Abs(Number(path)));
}
