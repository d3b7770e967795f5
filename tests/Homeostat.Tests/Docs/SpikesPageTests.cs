using System.Text.RegularExpressions;

namespace Homeostat.Tests.Docs;

/// <summary>docs/spikes.md names what there is, and all of it.</summary>
public class SpikesPageTests
{
    private static readonly string Page = Repository.Text("docs/spikes.md");

    [Fact]
    public void Every_statistic_of_the_table_exists_and_every_one_that_exists_is_in_it()
    {
        Type[] homes =
            [typeof(SpikeRates), typeof(SpikeIntervals), typeof(SpikeVariability), typeof(SpikeSynchrony), typeof(SpikeCorrelation), typeof(RateCurve)];
        var methods = homes.SelectMany(type => type.GetMethods()).Select(method => method.Name).ToHashSet();
        var named = Column("## Statistics", "## Do two simulators agree?");
        Assert.All(named, name => Assert.Contains(name, methods));

        // What is said of a population stands there; the same of a single unit need not.
        var ofPopulations = homes[..^1].SelectMany(type => type.GetMethods())
            .Where(method => method.IsStatic && method.GetParameters()[0].ParameterType == typeof(SpikeTrains))
            .Where(method => method.GetParameters().All(parameter => parameter.Name != "unit"))
            .Select(method => method.Name);
        Assert.Empty(ofPopulations.Except(named));
    }

    [Fact]
    public void Every_plot_of_the_table_exists()
    {
        var methods = typeof(Plot).GetMethods().Select(method => $"Plot.{method.Name}").ToHashSet();
        var named = Column("## Plots", "```csharp\nPlot.Raster");
        Assert.Equal(8, named.Length);
        Assert.All(named, name => Assert.Contains(name, methods));
    }

    [Fact]
    public void The_format_described_is_the_one_written()
    {
        using var folder = new TemporaryFolder();
        using (var file = SpikeFile.Create(folder["a"], units: 500, timeStep: 1e-4, start: 3))
        {
            file.Add(7, [300, 2]);
            file.Add(9, [0]);
            file.Complete(20);
        }

        // By the table: unit 300 above 0, 2*2*300 = 1200 in two bytes; 298 below that, n = 2*298 - 1, 2n = 1190; two steps on, 2*2 + 1; unit 0.
        byte[] spikes = [0x80 | (1200 & 0x7F), 1200 >> 7, 0x80 | (1190 & 0x7F), 1190 >> 7, 5, 0];
        var bytes = File.ReadAllBytes(folder["a"]);
        Assert.Equal(36 + 20 + spikes.Length + 20, bytes.Length);
        Assert.Equal([.. "HSPIKES\n"u8, 1, 0, 0, 0, 0xF4, 1, 0, 0, .. BitConverter.GetBytes(1e-4), 3, 0, 0, 0, 0, 0, 0, 0], bytes[..32]);
        Assert.Equal([6, 0, 0, 0, 3, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0], bytes[36..52]);
        Assert.Equal(spikes, bytes[56..62]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0], bytes[62..78]);
    }

    // The names in the first column of the table between two places.
    private static string[] Column(string from, string to)
    {
        var begin = Page.IndexOf(from, StringComparison.Ordinal);
        var table = Page[begin..Page.IndexOf(to, begin, StringComparison.Ordinal)];
        var names = Regex.Matches(table, @"^\| `([\w.]+)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(names);
        return names;
    }
}
