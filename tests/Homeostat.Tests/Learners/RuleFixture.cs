using System.Text.Json;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Learners;

/// <summary>The exact numbers of a learning rule in <c>Fixtures/learning-rules.json</c>, which were computed by NumPy in double precision.</summary>
internal sealed class RuleFixture
{
    private static readonly JsonDocument Rules = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/Homeostat.Tests/Fixtures/learning-rules.json")));

    private readonly JsonElement _rule;

    private RuleFixture(JsonElement rule) => _rule = rule;

    /// <summary>The absolute tolerance.</summary>
    public double Tolerance => _rule.GetProperty("tolerance").GetDouble();

    /// <summary>The fixture of a name.</summary>
    public static RuleFixture Of(string name) =>
        new(Rules.RootElement.GetProperty("fixtures").EnumerateArray().Single(rule => rule.GetProperty("name").GetString() == name));

    /// <summary>An input number.</summary>
    public double Number(string name) => _rule.GetProperty("inputs").GetProperty(name).GetDouble();

    /// <summary>All numbers of an input, row after row.</summary>
    public double[] Input(string name) => Numbers(_rule.GetProperty("inputs").GetProperty(name));

    /// <summary>All numbers of each matrix of a list of matrices.</summary>
    public double[][] Parts(string name) => [.. _rule.GetProperty("inputs").GetProperty(name).EnumerateArray().Select(Numbers)];

    /// <summary>The rows of an input matrix.</summary>
    public double[][] Rows(string name) => [.. _rule.GetProperty("inputs").GetProperty(name).EnumerateArray().Select(Numbers)];

    /// <summary>All numbers of an expected value, row after row; its path may lead through objects, as in <c>fa/dW1</c>.</summary>
    public double[] Expected(string path) => Numbers(path.Split('/').Aggregate(_rule.GetProperty("expected"), (at, name) => int.TryParse(name, out var index) ? at[index] : at.GetProperty(name)));

    /// <summary>Checks numbers against an expected value.</summary>
    /// <param name="path">The path of the expected value.</param>
    /// <param name="found">The numbers.</param>
    /// <param name="tolerance">The largest difference, where the numbers were rounded to single precision; the fixture's own if null.</param>
    public void AssertEqual(string path, IReadOnlyList<double> found, double? tolerance = null)
    {
        var expected = Expected(path);
        Assert.Equal(expected.Length, found.Count);
        for (var k = 0; k < expected.Length; k++)
        {
            Assert.True(
                Math.Abs(expected[k] - found[k]) <= (tolerance ?? Tolerance), $"{path}: number {k} is {found[k]:R}, {expected[k]:R} expected; all: {string.Join(" ", found)}");
        }
    }

    private static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Numbers)]
        : [element.GetDouble()];
}
