namespace Homeostat.Tests.Ledgers;

public sealed class RaplTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_packages_are_added_up_and_a_counter_that_begins_anew_is_followed()
    {
        Counter("intel-rapl:0", 1_000_000, 9_000_000);
        Counter("intel-rapl:1", 8_500_000, 9_000_000);
        Counter("intel-rapl:0:0", 77, 88);
        Counter("dtpm", 1, 2);
        var rapl = Rapl.Start(_folder[""], out var why)!;
        Assert.Equal("", why);
        Assert.Equal(0, rapl.Joules());

        // The second counter passes its range of 9 J: from 8.5 J to 0.25 J are 0.75 J.
        Counter("intel-rapl:0", 3_500_000, 9_000_000);
        Counter("intel-rapl:1", 250_000, 9_000_000);
        Counter("intel-rapl:0:0", 4_000_077, 88);
        Assert.Equal(2.5 + 0.75, rapl.Joules(), 1e-12);
        Counter("intel-rapl:0", 3_500_001, 9_000_000);
        Assert.Equal(3.250001, rapl.Joules(), 1e-12);
    }

    [Fact]
    public void A_machine_without_counters_says_so()
    {
        Assert.Null(Rapl.Start(_folder["none"], out var why));
        Assert.Contains("shows no energy counters", why, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["intel-rapl:0"]);
        Assert.Null(Rapl.Start(_folder[""], out why));
        Assert.Contains("could not be read", why, StringComparison.Ordinal);
        Counter("intel-rapl:0", 1, 2);
        File.WriteAllText(Path.Combine(_folder["intel-rapl:0"], "energy_uj"), "much");
        Assert.Null(Rapl.Start(_folder[""], out why));
        Assert.Contains("could not be read", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_processor_is_measured_into_a_table()
    {
        // A counter that has gone on by 3 J whenever it is read, and a round of work between two readings.
        var used = 0.0;
        var table = Homeostat.Cli.MeasuredTable.Of(() => used += 3, TimeSpan.Zero);
        Assert.Equal(3 / (100.0 * 128 * 512 * 512), table.Find(CostItem.MultiplyAccumulate)!.Joules, 1e-20);
        Assert.Equal(3 / (100.0 * 100_000), table.Find(CostItem.UnitUpdate)!.Joules, 1e-15);

        // A hundred steps, in which a thousand units reach about a hundred others each.
        Assert.Equal(3 / 1e7, table.Find(CostItem.SynapticEvent)!.Joules, 0.05 * 3 / 1e7);

        EnergyTableFile.Write(table, _folder["measured.json"]);
        var read = EnergyTable.Read(_folder["measured.json"]);
        Assert.Equal(table.Entries, read.Entries);
        Assert.Equal((table.Name, table.Title, table.Date, table.About), (read.Name, read.Title, read.Date, read.About));
        Assert.True(table.Covers.SetEquals(read.Covers));
        Assert.Empty(read.Price(new Cost(1, 0, 0, 2)).Missing);
    }

    private void Counter(string name, long microjoules, long range)
    {
        var folder = Directory.CreateDirectory(_folder[name]).FullName;
        File.WriteAllText(Path.Combine(folder, "energy_uj"), $"{microjoules}\n");
        File.WriteAllText(Path.Combine(folder, "max_energy_range_uj"), $"{range}\n");
    }
}
