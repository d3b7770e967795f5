namespace Homeostat.Tests.Registry;

/// <summary>Runs side by side.</summary>
public sealed class RunComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"cat\",\"dog\"", "\"cat\",\"dog\"", "cat", "dog")]
    [InlineData("\"cat\",\"dog\"", "\"dog\",\"cat\"", "0", "1")]
    [InlineData("\"cat\",\"dog\"", null, "0", "1")]
    [InlineData("\"cat\"", "\"cat\"", "cat", "1")]
    [InlineData(null, null, "0", "1")]
    public void Classes_have_their_names_where_all_runs_have_the_same(string? first, string? second, params string[] expected)
    {
        var compared = new RunComparison([Told("a", "0.25,1", first), Told("b", "0.5", second), Record("c")]);
        Assert.Equal(expected, compared.Recall.Select(row => row.Name));
        Assert.Equal(["25.00 %", "50.00 %", "-"], compared.Recall[0].Values);
        Assert.Equal(["100.00 %", "-", "-"], compared.Recall[1].Values);
    }

    private (RunRecord, string) Told(string name, string recall, string? names)
    {
        var told = Record(name);
        File.AppendAllText(Path.Combine(told.Folder, "metrics.jsonl"), $"{{\"event\":\"classes\",\"model\":\"pc\",\"recall\":[{recall}]{(names is null ? "" : $",\"names\":[{names}]")}}}\n");
        return told;
    }

    private (RunRecord Record, string Folder) Record(string name)
    {
        Runs.Finished(_folder[name], 1, 0.5);
        return (RunReader.Read(_folder[name]), _folder[name]);
    }
}
