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

    private void Counter(string name, long microjoules, long range)
    {
        var folder = Directory.CreateDirectory(_folder[name]).FullName;
        File.WriteAllText(Path.Combine(folder, "energy_uj"), $"{microjoules}\n");
        File.WriteAllText(Path.Combine(folder, "max_energy_range_uj"), $"{range}\n");
    }
}
