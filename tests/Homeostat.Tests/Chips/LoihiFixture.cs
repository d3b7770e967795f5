using System.Text.Json;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Chips;

/// <summary>The exact numbers of <c>Fixtures/substrates.json</c> for integer neurons, which were computed apart from this project.</summary>
internal sealed class LoihiFixture(JsonElement value)
{
    private static readonly JsonDocument All = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/Homeostat.Tests/Fixtures/substrates.json")));

    public static LoihiFixture Of(string name, string part = "loihi") => new(All.RootElement.GetProperty(part).GetProperty(name));

    public bool Has(string name) => value.TryGetProperty(name, out _);

    public int Int(string name, int otherwise = 0) => value.TryGetProperty(name, out var found) ? found.GetInt32() : otherwise;

    public double Double(string name) => value.GetProperty(name).GetDouble();

    public string Text(string name) => value.GetProperty(name).GetString()!;

    public int[] Ints(string name) => [.. value.GetProperty(name).EnumerateArray().Select(x => x.GetInt32())];

    public IEnumerable<LoihiFixture> Parts => value.EnumerateArray().Select(x => new LoihiFixture(x));

    public IEnumerable<int[]> Pairs(string name) => value.GetProperty(name).EnumerateArray().Select(p => p.EnumerateArray().Select(x => x.GetInt32()).ToArray());
}
